"""Units of what schemes read: how a value is shown and which values are impossible."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from fpplan.contract.text import Text, _

__all__ = ["SAME", "UNITS", "Unit", "apart", "decimals_apart", "impossible", "number"]

SAME = 1e-9  # values nearer than this are judged to be the same: 70.0 may reach us as 69.99999999


@dataclass(frozen=True)
class Unit:
    """A unit: its label, the range of possible values and whether they are whole numbers."""

    label: Text
    low: float
    high: float
    whole: bool = False


UNITS = {
    "count": Unit(Text("例（次、个）", "count"), 0, math.inf, whole=True),
    "percent": Unit(Text("%", "%"), 0, 100),
    "per_1000": Unit(Text("‰", "per 1,000"), 0, 1000),
    "boys_per_100_girls": Unit(Text("每百名女婴对应的男婴数", "boys per 100 girls"), 0, math.inf),
    "children_per_woman": Unit(Text("个孩子（每名妇女）", "children per woman"), 0, math.inf),
    "per_100_births": Unit(Text("每百例出生", "per 100 births"), 0, math.inf),
    "per_1000_total_births": Unit(Text("每千例出生（含死产）",
                                       "per 1,000 births, stillbirths included"),
                                  0, 1000),
    "per_100_user_years": Unit(Text("每百使用者年", "per 100 user-years"), 0, math.inf),
    "couple_years": Unit(Text("夫妇保护年", "couple-years"), 0, math.inf),
    "points": Unit(Text("分", "points"), -math.inf, math.inf),
    "yuan": Unit(Text("元", "yuan"), 0, math.inf),
}


def impossible(value: float, unit: str, possible: tuple[float, float] | None) -> str | None:
    """The rule that a value breaks, or None. `possible` narrows the unit's own range."""
    kind = UNITS[unit]
    low, high = possible or (kind.low, kind.high)
    if not math.isfinite(value):
        return _("must be a finite number")
    if not low <= value <= high:
        if math.isinf(high):
            return _("must be {low} or more").format(low=number(low))
        return _("must lie between {low} and {high}").format(low=number(low), high=number(high))
    if kind.whole and value != int(value):
        return _("is a count and must be a whole number")
    return None


def number(value: float, decimals: int = 2) -> str:
    """A number as a sentence shows it: at most so many decimals, none when it is whole."""
    if math.isnan(value):
        return "–"
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if decimals else text
    return "0" if text == "-0" else text.replace("-", "−")


def apart(*values: float) -> tuple[str, ...]:
    """Numbers that are judged against each other: with as many decimals as it takes to show
    those apart that are not the same, so that what is shown is what was judged."""
    decimals = decimals_apart(values)
    return tuple(number(value, decimals) for value in values)


def decimals_apart(values: Sequence[float], least: int = 2) -> int:
    """How many decimals (`least` or more) show numbers apart that are judged not to be the
    same."""
    pairs = [(one, other) for one, other in combinations(values, 2) if abs(one - other) > SAME]
    most = round(-math.log10(SAME))
    return next((decimals for decimals in range(least, most)
                 if all(number(one, decimals) != number(other, decimals)
                        for one, other in pairs)),
                most)
