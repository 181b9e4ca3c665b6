"""How this plugin writes its clauses: the document and a few of its own words."""

from fpplan.api import Clause, Text

DOCUMENT = "002 text 1"


def clause(quote: str, zh: str, en: str) -> Clause:
    """A clause of the thousand-point scheme."""
    return Clause(DOCUMENT, quote, Text(zh, en))
