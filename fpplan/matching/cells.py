"""One published rate: `factor * numerator / denominator`, printed to some decimals.

A printed rate stands for an interval of true ratios. Which one depends on how it was
printed: rounded half up, rounded half to even, or cut off. One table may mix them (the
documents do), so the rule belongs to the cell; "any" is the union of the three, which is an
interval again. Everything here is whole numbers and fractions: no floating point decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from fpplan.contract.text import Text, _

__all__ = ["FACTORS", "ROUNDINGS", "Cell", "Span", "printed"]

ROUNDINGS = ("half_up", "half_even", "truncated", "any")
FACTORS = (1, 100, 1000)
_MOST_DECIMALS = 12  # no table prints more; keeps 10 ** decimals small
_LARGEST = 10**9  # nor a larger rate; keeps "1e999999" from being worked out


@dataclass(frozen=True)
class Span:
    """The ratios numerator / denominator that one printed rate stands for.

    Each end is a fraction that belongs to the span or not; `high` is above 0, and a `low` of
    0 belongs to it. For one denominator the
    numerators that fit are a run of whole numbers, possibly empty, and for one
    numerator so are the denominators; both runs move up as the other number grows.
    """

    low: Fraction
    low_in: bool
    high: Fraction
    high_in: bool

    def holds(self, numerator: int, denominator: int) -> bool:
        """Whether numerator / denominator lies in the span; 0 / 0 and n / 0 never do."""
        if denominator <= 0:
            return False
        least, most = self.numerators(denominator)
        return least <= numerator <= most

    def numerators(self, denominator: int) -> tuple[int, int]:
        """The least and the greatest numerator that fit; an empty run has least > most."""
        return self.least_numerator(denominator), self.most_numerator(denominator)

    def least_numerator(self, denominator: int) -> int:
        """The least numerator that is not too small for `denominator`."""
        above, over = self.low.numerator * denominator, self.low.denominator
        return -(-above // over) if self.low_in else above // over + 1

    def most_numerator(self, denominator: int) -> int:
        """The greatest numerator that is not too large for `denominator`."""
        above, over = self.high.numerator * denominator, self.high.denominator
        return above // over if self.high_in else -(-above // over) - 1

    def least_denominator(self, numerator: int) -> int:
        """The least denominator (at least 1) for which `numerator` is not too large."""
        above, over = self.high.denominator * numerator, self.high.numerator
        return max(1, -(-above // over) if self.high_in else above // over + 1)

    def most_denominator(self, numerator: int) -> int | None:
        """The greatest denominator for which `numerator` is not too small; None = no end."""
        if not self.low:
            return None
        above, over = self.low.denominator * numerator, self.low.numerator
        return above // over if self.low_in else -(-above // over) - 1


@dataclass(frozen=True)
class Cell:
    """One published rate of a table.

    `numerator` and `denominator` name count variables to add up; `value` is the rate as
    printed, `decimals` how many of its decimals the table shows, `factor` 100 for percent
    (and boys per 100 girls) or 1000 for per mille.
    """

    id: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    value: Decimal
    decimals: int
    rounding: str = "half_up"
    factor: int = 100
    label: Text | None = None

    @classmethod
    def of(
        cls,
        id: str,
        numerator: str,
        denominator: str,
        value: Decimal | int | float | str,
        *,
        decimals: int | None = None,
        rounding: str = "half_up",
        factor: int = 100,
        label: Text | None = None,
    ) -> Cell:
        """A cell from plain words: sides as "first + later", the value as it is printed.

        A float is taken as Python prints it (13.05 is 13.05). Without `decimals` the
        decimals that `value` shows are counted. A value that is no number becomes NaN,
        which `faults` reports.
        """
        try:
            exact = Decimal(str(value))
        except InvalidOperation:
            exact = Decimal("nan")
        if decimals is None:
            exponent = exact.as_tuple().exponent
            decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        return cls(id, terms(numerator), terms(denominator), exact, decimals, rounding, factor,
                   label)

    def faults(self) -> list[tuple[str, str, object]]:
        """What is wrong with the cell by itself: (field, rule, value), empty when sound."""
        found: list[tuple[str, str, object]] = []
        if self.rounding not in ROUNDINGS:
            found.append(("rounding", _("must be one of {options}").format(
                options=", ".join(ROUNDINGS)), self.rounding))
        if self.factor not in FACTORS:
            found.append(("factor", _("must be 1, 100 (percent) or 1000 (per mille)"), self.factor))
        if not 0 <= self.decimals <= _MOST_DECIMALS:
            found.append(("decimals", _("must be a whole number from {low} to {high}").format(
                low=0, high=_MOST_DECIMALS), self.decimals))
        elif not self.value.is_finite() or not 0 <= self.value < _LARGEST:
            rule = _("a rate of counts is a number from 0 to below {most}").format(
                most=f"{_LARGEST:,}")
            found.append(("value", rule, str(self.value)))
        elif (Fraction(self.value) * 10**self.decimals).denominator != 1:
            rule = _("shows more decimals than the {decimals} that the cell states").format(
                decimals=self.decimals)
            found.append(("value", rule, str(self.value)))
        for side in ("numerator", "denominator"):
            names: tuple[str, ...] = getattr(self, side)
            if not names or not all(names):
                found.append((side, _("names at least one count, or several joined by +"), ""))
            elif len(set(names)) < len(names):
                found.append((side, _("names a count twice"), " + ".join(names)))
        return found

    def shown(self) -> str:
        """The value as the table prints it, with all its decimals."""
        return f"{self.value:.{self.decimals}f}"

    def span(self) -> Span:
        """The ratios that print as `value` by the cell's rule (half the last digit each way
        when rounded, one last digit upwards when cut off)."""
        value, unit = Fraction(self.value), Fraction(1, 10**self.decimals)
        low, low_in = value - unit / 2, True
        high, high_in = value + unit / 2, False
        if self.rounding == "half_even":  # a tie goes to the even last digit
            low_in = high_in = (value / unit) % 2 == 0
        elif self.rounding == "truncated":
            low, high = value, value + unit
        elif self.rounding == "any":
            high = value + unit
        if low < 0:  # counts cannot be negative, so the span begins with 0 itself
            low, low_in = Fraction(0), True
        return Span(low / self.factor, low_in, high / self.factor, high_in)


def printed(numerator: int, denominator: int, *, decimals: int, rounding: str,
            factor: int = 100) -> Decimal:
    """The rate as a table prints it by one rule ("any" is no rule to print by).

    Worked from the remainder of a whole division, so it shares nothing with `Cell.span`.
    Raises ValueError for a denominator below 1 or another rule.
    """
    if denominator < 1:
        raise ValueError("a rate needs a denominator of at least 1")
    digits, rest = divmod(factor * numerator * 10**decimals, denominator)
    if rounding == "half_up":
        digits += 2 * rest >= denominator
    elif rounding == "half_even":
        digits += 2 * rest > denominator or (2 * rest == denominator and digits % 2 == 1)
    elif rounding != "truncated":
        raise ValueError(f"no rule to print by: {rounding!r}")
    return Decimal(digits).scaleb(-decimals)


def terms(text: str) -> tuple[str, ...]:
    """The names in "first + later", in order, without the spaces."""
    return tuple(part.strip() for part in text.split("+"))
