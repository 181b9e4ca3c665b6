"""What fills the inputs of the county's targets where nobody records them."""

from fpplan.api import Fill, Text

FILLS = {
    "population_data_accuracy_percent": Fill.records(Text(
        "以记录是否在册且无误计", "by records that are kept and right")),
}
