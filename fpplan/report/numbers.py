"""Numbers as a leader reads them."""

from __future__ import annotations

import math

from fpplan.contract.text import _, joined
from fpplan.contract.units import number

__all__ = ["ABSENT", "exact", "joined", "num", "percent", "signed", "span"]

ABSENT = "–"


def num(value: float | None, decimals: int = 0) -> str:
    """A number with thousands separators and a real minus sign; a dash when there is none,
    or none that is finite."""
    if value is None or not math.isfinite(value):
        return ABSENT
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")  # no "-0"
    return text.replace("-", "−")


def exact(value: float | None) -> str:
    """A limit as it is judged by: with all its decimals, none when it is whole."""
    return ABSENT if value is None else number(value, 9)


def signed(value: float | None, decimals: int = 0) -> str:
    """A difference with its sign."""
    text = num(value, decimals)
    zero = value is None or not math.isfinite(value) or text.strip("0.,") == ""
    return text if zero or text.startswith("−") else f"+{text}"


def percent(share: float | None, decimals: int = 0) -> str:
    """A share of 1 as a percentage, never rounded to certainty: 0.997 is "over 99 %"."""
    if share is None or not math.isfinite(share):
        return ABSENT
    nearly = 0.5 * 10**-decimals
    if 0 < share * 100 < nearly * 2:
        return _("under {limit} %").format(limit=num(nearly * 2, decimals))
    if 100 - nearly * 2 < share * 100 < 100:
        return _("over {limit} %").format(limit=num(100 - nearly * 2, decimals))
    return _("{number} %").format(number=num(share * 100, decimals))


def span(low: float | None, high: float | None, decimals: int = 0) -> str:
    """A range in words."""
    return _("{low} to {high}").format(low=num(low, decimals), high=num(high, decimals))
