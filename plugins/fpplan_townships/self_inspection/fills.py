"""What fills the inputs of the inspection where nobody records them. What inspectors overlook or
doubt is recorded or none; hours for one and how often are assumed."""

from fpplan.api import Fill, Text

from .words import OWN

RECORDS = Text("以记录是否在册且无误计", "by records that are kept and right")


def _monthly(hours: float) -> Text:
    return Text(f"每月一次、{hours:g} 小时为假设", f"once a month, for {hours:g} hours, is assumed")


FILLS = {
    f"{OWN}_births_right_percent": Fill.same_as("births_timely_and_right_percent"),
    f"{OWN}_ledgers_agree_percent": Fill.records(RECORDS),
    f"{OWN}_procedures_right_percent": Fill.records(RECORDS),
    f"{OWN}_deaths_right_percent": Fill.records(RECORDS),
    f"{OWN}_school_percent": Fill.work("lectures", 8, 1, "quarter", "percent", Text(
        "每季一课、8 小时为假设", "a class a quarter, of 8 hours, is assumed")),
    f"{OWN}_publicity_percent": Fill.work("publicity", 4, 1, "month", "percent", _monthly(4)),
    f"{OWN}_ledgers_used_percent": Fill.work("records", 4, 1, "month", "percent", _monthly(4)),
    f"{OWN}_files_sorted_percent": Fill.work("records", 2, 1, "month", "percent", _monthly(2)),
    f"{OWN}_sheets_signed_percent": Fill.work("records", 1, 1, "month", "percent", _monthly(1)),
    f"{OWN}_rooms_percent": Fill.work("counselling", 8, 1, "month", "percent", Text(
        "村室每月开放一天为假设", "the room is open for one day a month: assumed")),
    f"{OWN}_inspected": Fill.work("record_audit", 8, 1, "half_year", "standing", Text(
        "查一个村需 8 小时为假设", "eight hours to inspect a village are assumed")),
}
