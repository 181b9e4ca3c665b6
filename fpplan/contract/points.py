"""Points: what a scheme gives, item by item and in total, with the ends of what is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fpplan.contract.figures import Span
    from fpplan.contract.scheme import Scheme

    Array = NDArray[Any]

__all__ = ["NO", "NULL", "PERHAPS", "YES", "Points"]

NULL, NO, PERHAPS, YES = -1, 0, 1, 2


@dataclass(frozen=True)
class Points:
    """The result of `score`. All arrays are (draw, unit, period); the draw axis is 1 where
    nothing depends on chance.

    `scheme` has its readings chosen. `items` are points after caps, floors, weights and
    vetoes, `seasons` the same by part (…, part) for items assessed by season, before them.
    `gaps` are shortfalls against each target in the input's unit (0 or less is met) and
    `met` says NULL, NO, PERHAPS or YES. `vetoes` say the same of each veto taking effect.
    `chapters` are points of each chapter and group after its cap and floor. `untagged` is the
    total with the tagged items absent. `unknown` marks, per item, the cells (unit, period) in
    which a needed input was not given and its range was used, by input. `part_gaps` are gaps
    by part, `derived` what items read of others, `factors` those of weights set anew,
    `fires` 1 where a veto takes effect.
    """

    scheme: Scheme
    view: str | None
    units: tuple[str, ...]
    periods: tuple[str, ...]
    items: Mapping[str, Span]
    seasons: Mapping[str, Span]
    gaps: Mapping[str, Span]
    met: Mapping[str, Array]
    vetoes: Mapping[str, Array]
    chapters: Mapping[str, Span]
    total: Span
    untagged: Span
    unknown: Mapping[str, Mapping[str, Array]]
    part_gaps: Mapping[str, Span] = field(default_factory=dict)
    derived: Mapping[str, Mapping[str, Span]] = field(default_factory=dict)
    factors: Mapping[str, Span] = field(default_factory=dict)
    fires: Mapping[str, Span] = field(default_factory=dict)

    def targets(self) -> dict[str, Span]:
        """By item with a target, 1 where it is met, 0 where missed, NaN for neither known; the
        ends hold both where the figures do not decide."""
        import numpy as np

        from fpplan.contract.figures import Span
        from fpplan.contract.rules.base import TOUCH

        found = {}
        for name, met in self.met.items():
            gap = self.gaps[name].central
            found[name] = Span(np.where(np.isnan(gap), np.nan, gap <= TOUCH),
                               np.where(met == NULL, np.nan, met == YES),
                               np.where(met == NULL, np.nan, met > NO))
        return found

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy rows for machines: one per draw, unit, period and item, then the totals. A scheme
        without points has no totals: 1 says that an item's target is met."""
        import numpy as np

        lines = [*self.items.items(), ("total", self.total), ("untagged_total", self.untagged)]
        if self.scheme.base is None:
            lines = [*self.targets().items()]
        draws = max((span.central.shape[0] for _name, span in lines), default=1)
        shape = (draws, len(self.units), len(self.periods))
        for name, span in lines:
            central, low, high = (np.broadcast_to(part, shape)
                                  for part in (span.central, span.low, span.high))
            for draw, unit, period in np.ndindex(shape):
                yield {
                    "draw": draw, "unit": self.units[unit], "period": self.periods[period],
                    "view": self.view or "as_read", "scheme": self.scheme.id, "item": name,
                    "value": float(central[draw, unit, period]),
                    "low": float(low[draw, unit, period]),
                    "high": float(high[draw, unit, period]),
                }
