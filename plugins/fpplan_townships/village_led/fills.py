"""What fills the inputs of the village-led scheme where nobody records them. Hours and how often
are assumed; villages that passed, rooms and their money are recorded or none."""

from fpplan.api import Fill, Text


def _papers(hours: float) -> Text:
    return Text(f"每年 {hours:g} 小时为假设", f"{hours:g} hours a year are assumed")


FILLS = {
    "village_led_charter": Fill.work("meetings", 16, 1, "year", "standing", _papers(16)),
    "village_led_leading_group": Fill.work("meetings", 4, 1, "year", "standing", _papers(4)),
    "village_led_network": Fill.work(
        "community_mobilisation", 16, 1, "year", "standing", _papers(16)),
    "village_led_thirteen": Fill.work("community_mobilisation", 8, 13, "year", "done", Text(
        "每项 8 小时为假设", "eight hours for each are assumed")),
    "village_led_publicity_percent": Fill.work("publicity", 2, 1, "month", "percent", Text(
        "每月履责 2 小时为假设", "two hours a month to carry out the duty are assumed")),
    "village_led_sheet_percent": Fill.work("record_audit", 4, 1, "quarter", "percent", Text(
        "每季对照自查 4 小时为假设", "four hours a quarter to go through the sheet are assumed")),
}
