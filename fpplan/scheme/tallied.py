"""A plugin's own inputs that are sums of tallies, as formulas that a run can work out."""

from __future__ import annotations

from fpplan.contract.indicators import Indicator, Term, parse_term
from fpplan.contract.items import Input
from fpplan.contract.scheme import Scheme

__all__ = ["tally_indicators"]

DECIMALS = 2  # of what is shown; counts show none


def tally_indicators(scheme: Scheme) -> dict[str, Indicator]:
    """The inputs of a scheme that have a numerator, by id, for `fpplan.indicators.evaluate`:
    factor × sum of the numerator ÷ sum of the denominator (a count without one)."""
    return {inp.id: _indicator(inp, scheme) for inp in scheme.inputs if inp.numerator}


def _indicator(inp: Input, scheme: Scheme) -> Indicator:
    above, below = _terms(inp.numerator), _terms(inp.denominator)
    return Indicator(
        id=inp.id, text=inp.text, numerator=above, denominator=below, factor=inp.factor,
        unit=inp.unit, decimals=0 if inp.unit == "count" else DECIMALS, direction="none",
        definition=inp.text, source=scheme.document,
        patterns=frozenset(term.pattern for term in (*above, *below)), about=inp.subject)


def _terms(texts: tuple[str, ...]) -> tuple[Term, ...]:
    return tuple(parse_term(text) for text in texts)
