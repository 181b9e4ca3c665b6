"""How this plugin writes its clauses, targets."""

from typing import Literal

from fpplan.api import Clause, Item, Text, Threshold

DOCUMENT = "001 first report"


def clause(quote: str, zh: str, en: str) -> Clause:
    """A clause of the document."""
    return Clause(DOCUMENT, quote, Text(zh, en))


def target(name: str, value: str, wanted: float, at: Literal["least", "most"], quote: str,
           label: tuple[str, str], text: tuple[str, str]) -> Item:
    """A figure that must be at least or at most so much."""
    return Item(name, Text(*label), clause(quote, *text), Threshold(value, wanted, at))
