"""How this plugin writes its clauses. The document is in traditional characters; quotes keep
them."""

from fpplan.api import Clause, Text

DOCUMENT = "004"
OWN = "county_implementation"


def clause(quote: str, zh: str, en: str) -> Clause:
    """A clause of the county's rules."""
    return Clause(DOCUMENT, quote, Text(zh, en))
