"""A scheme as one plan is read by it: readings, targets and weights chosen, whom it scores, when.

The only place where figures become points and money.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fpplan.contract.figures import Figures
from fpplan.contract.layout import without_tagged
from fpplan.contract.points import Points
from fpplan.contract.scheme import Scheme
from fpplan.experiment.inputs import figures_for
from fpplan.experiment.periods import scheme_years
from fpplan.payoff.pay import Payouts, pay
from fpplan.scheme.aimed import with_targets
from fpplan.scheme.evaluate import score
from fpplan.scheme.weighed import with_payouts, with_weights

if TYPE_CHECKING:
    import numpy as np

    from fpplan.contract.months import Period
    from fpplan.indicators.table import IndicatorTable
    from fpplan.scenario.resolve import Resolved
    from fpplan.scheme.sampling import Sample

__all__ = ["Read", "read_of", "readings_of"]


@dataclass(frozen=True)
class Read:
    """One scheme under one plan. `units`: whom it scores, leaves before parents."""

    plan: Resolved
    scheme: Scheme
    units: tuple[str, ...]

    @property
    def id(self) -> str:
        """The scheme's id."""
        return self.scheme.id

    @cached_property
    def years(self) -> tuple[Period, ...]:
        """The whole years of the scheme's calendar that the plan looks ahead to."""
        return tuple(scheme_years(self.plan, self.scheme))

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Its years, then their seasons."""
        seasons = [s for year in self.years for s in self.scheme.calendar.seasons(year)]
        return (*self.years, *seasons)

    def untagged(self) -> Read:
        """The same with tagged items absent: what an objective may look at."""
        return replace(self, scheme=without_tagged(self.scheme))

    def figures(self, table: IndicatorTable,
                filled: Mapping[Any, np.ndarray] | None = None) -> Figures:
        """What the scheme is given: indicators of a table that holds its periods, and what the
        programme fills over the table's units and periods."""
        return figures_for(self.scheme, self.plan, table, self.units,
                           [period.id for period in self.periods], filled)

    def points(self, figures: Figures, view: str | None = None,
               sample: Sample | None = None) -> Points:
        """The points of figures; `view` and `sample` as `scheme.evaluate.score` has them."""
        return score(figures, self.scheme, view=view, sample=sample)

    def payouts(self, figures: Figures, points: Points) -> Payouts:
        """What is paid and what follows, from figures and their points."""
        return pay(figures, points)


def read_of(plan: Resolved, scheme: Scheme, units: tuple[str, ...] | None = None) -> Read:
    """A scheme with the readings, targets, weights and payouts that a plan chooses. Raises
    InputError for readings that the scheme does not have, and for what cannot be set.

    `units` are those that are scored: the leaves when None, and for a scheme of targets without
    points their parents too.
    """
    chosen = (scheme.written or scheme).under(readings_of(plan, scheme.id))
    if units is None:
        upper = () if chosen.base is not None else tuple(
            unit for unit in plan.base.units if unit not in plan.leaves)
        units = (*plan.leaves, *upper)
    aimed = with_targets(chosen, plan.base.targets or {}, units)
    weighed = with_weights(aimed, plan.base.weights or {}, units)
    return Read(plan, with_payouts(weighed, plan.base.payouts or {}), units)


def readings_of(plan: Resolved, scheme: str) -> dict[str, str]:
    """The readings of one scheme that a plan chooses: reading -> option."""
    head = f"{scheme}."
    return {key.removeprefix(head): option for key, option in plan.base.readings.items()
            if key.startswith(head)}
