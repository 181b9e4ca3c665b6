"""The figures of the report, one question each: see `fpplan.report.sections`."""
