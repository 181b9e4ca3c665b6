"""How this plugin writes its clauses."""

from fpplan.api import Clause, Text

DOCUMENT = "002 text 6"
OWN = "community_ranking"


def clause(quote: str, zh: str, en: str) -> Clause:
    """A clause of the subdistrict's assessment."""
    return Clause(DOCUMENT, quote, Text(zh, en))
