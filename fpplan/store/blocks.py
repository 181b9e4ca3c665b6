"""What a run hands to the writer: arrays with their axes named, one range of draws at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fpplan.tallies import Tallies

__all__ = ["VIEWS", "Chunk", "IndicatorBlock", "PayoutBlock", "PointBlock", "TallyBlock"]

VIEWS = ("true", "reported")
Floats = NDArray[np.float64]
FIRST_MONTH_KEPT = -12  # the burn-in before it is not an answer to anything


@dataclass(frozen=True)
class TallyBlock:
    """Tallies of the leaf units: int32 (draw, unit, month, slot), months from `first_month`.

    `record` (over `record_slots`) says what happened to births on their way into the books;
    it belongs to no view and stands in the rows of both.
    """

    units: tuple[str, ...]
    slots: tuple[str, ...]
    first_month: int
    true: NDArray[np.int32]
    reported: NDArray[np.int32]
    record_slots: tuple[str, ...] = ()
    record: NDArray[np.int32] | None = None

    @classmethod
    def of(cls, tallies: Tallies) -> TallyBlock:
        """The block of a `Tallies`, from month -12 on."""
        skip = max(0, FIRST_MONTH_KEPT - tallies.first_month)
        return cls(
            units=tallies.units,
            slots=tallies.slots,
            first_month=tallies.first_month + skip,
            true=tallies.true[:, :, skip:],
            reported=tallies.reported[:, :, skip:],
            record_slots=tallies.record_slots.names,
            record=tallies.record[:, :, skip:],
        )


@dataclass(frozen=True)
class IndicatorBlock:
    """Indicators of one view: float64 (draw, unit, period, name); NaN is null."""

    view: str
    units: tuple[str, ...]
    periods: tuple[str, ...]
    names: tuple[str, ...]
    numerator: Floats
    denominator: Floats
    value: Floats


@dataclass(frozen=True)
class PointBlock:
    """Points of one scheme: float64 (draw, unit, period, item); NaN is null.

    `value` is at the stated central of each input that no document gives, `low` and `high` at
    the corners of its range. Items, chapters and totals stand side by side in `items`.
    """

    scheme: str
    view: str
    units: tuple[str, ...]
    periods: tuple[str, ...]
    items: tuple[str, ...]
    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class PayoutBlock:
    """Payouts of one scheme: float64 (draw, unit, period, name); NaN is null.

    `value` is at the central of each input that is known as a range, `low` and `high` at its
    ends, of a consequence 0 or 1.
    """

    scheme: str
    units: tuple[str, ...]
    periods: tuple[str, ...]
    names: tuple[str, ...]
    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Chunk:
    """Everything about one variant and the draws first..stop-1."""

    variant: str
    first: int
    stop: int
    tallies: TallyBlock
    indicators: Sequence[IndicatorBlock] = ()
    points: Sequence[PointBlock] = ()
    payouts: Sequence[PayoutBlock] = ()
