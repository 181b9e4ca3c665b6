"""What fills the inputs where nobody records them.

Supply decides stock, counselling who is told, records and audits what agrees.
"""

from fpplan.api import Fill

FILLS = {
    "rights_based_mii_plus_percent": Fill.told(),
    "rights_based_choice_percent": Fill.stock("percent"),
    "rights_based_stocked_out_percent": Fill.stock("out_percent"),
    "rights_based_records_agree_percent": Fill.records(),
}
