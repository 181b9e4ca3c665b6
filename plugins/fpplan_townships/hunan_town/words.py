"""How this plugin writes its clauses."""

from fpplan.api import Clause, Text

DOCUMENT = "003 part 4"
OWN = "hunan_town"


def clause(quote: str, zh: str, en: str) -> Clause:
    """A clause of the town's report of its year."""
    return Clause(DOCUMENT, quote, Text(zh, en))
