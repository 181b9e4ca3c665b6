"""The hand-out of targets: an overview and a page for each unit, as HTML, workbook and data."""
