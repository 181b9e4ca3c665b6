"""How this plugin writes its clauses. The same text stands in two documents."""

from typing import Literal

from fpplan.api import Clause, Item, Only, Shown, Text, Threshold

DOCUMENT = "000; 002 text 14"


def clause(quote: str, zh: str, en: str) -> Clause:
    """A clause of the town's plan."""
    return Clause(DOCUMENT, quote, Text(zh, en))


def target(name: str, value: str, target: float, quote: str, zh: str, en: str,
           at: Literal["least", "most"] = "least", only: Only | None = None) -> Item:
    """A target that is met or missed; the plan gives no points."""
    wanted = ("不低于", "at least") if at == "least" else ("不高于", "at most")
    return Item(name, Text(zh, en), clause(quote, f"目标：{wanted[0]} {target:g}。",
                                           f"Target: {wanted[1]} {target:g}."),
                Threshold(value, target, at), only=only)


def shown(name: str, value: str, quote: str, zh: str, en: str, said_zh: str, said_en: str) -> Item:
    """A duty for which the plan gives no target."""
    return Item(name, Text(zh, en), clause(quote, said_zh, said_en), Shown(value))
