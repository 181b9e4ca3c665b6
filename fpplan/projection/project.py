"""Project a scenario: chunks of draws lived year by year, only yearly numbers leaving a chunk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fpplan.contract.indicators import Indicator
from fpplan.contract.months import Calendar, Period, absolute, month_name
from fpplan.experiment.draws import Uncertainty, spans
from fpplan.experiment.lived import indicators_of, past_of
from fpplan.experiment.world import World
from fpplan.population.accounting import Fertility
from fpplan.population.migration import Migration
from fpplan.population.pyramid import FEMALE
from fpplan.population.simulate import KEPT_FROM, Past, Population
from fpplan.population.state import FIRST_AGE, LAST_AGE
from fpplan.population.trend import Trend
from fpplan.population.years import lived, women_by_age
from fpplan.projection.numbers import AGES, PROGRESSION, formulas, labels
from fpplan.projection.progression import count_progress, progression
from fpplan.scenario.resolve import Resolved

if TYPE_CHECKING:
    from fpplan.projection.store import Store

__all__ = ["Projection", "prepared_projection", "project"]

WOMEN_A_CHUNK = 400_000  # states, keys and a year's tallies of about so many women at a time


@dataclass(frozen=True)
class Projection:
    """What is projected, settled before it starts.

    `world` and its plan `resolved` look ahead the whole time. `periods` are the
    year before the decision month and every year after it. Leaves stand before parents.
    """

    world: World
    resolved: Resolved
    periods: tuple[Period, ...]
    units: tuple[str, ...]
    draws: int
    seed: int
    uncertainty: Uncertainty

    @property
    def population(self) -> Population:
        """Everything that draws share."""
        return self.world.population

    @property
    def accounting(self) -> bool:
        """Whether fertility is forced."""
        return self.population.fertility is not None

    @property
    def formulas(self) -> dict[str, Indicator]:
        """Numbers that are formulas over tallies."""
        return formulas(self.population.setting, self.accounting)

    @property
    def names(self) -> tuple[str, ...]:
        """Every number of a year, in the order of the tables."""
        return (*self.formulas, *labels(self.accounting))

    @property
    def moments(self) -> tuple[str, ...]:
        """When the pyramid is taken: as month 0 begins, then as each later year begins."""
        month = self.resolved.base.decision_month
        return tuple(month_name(12 * year, month) for year in range(len(self.periods)))

    def chunk(self) -> int:
        """Draws that are lived together: whole parameter sets."""
        return self.world.chunk(WOMEN_A_CHUNK)

    def member(self) -> np.ndarray:
        """Which leaves make up each unit, bool (unit, leaf)."""
        leaves = self.resolved.leaves
        return np.array([[leaf in self.resolved.leaves_below(unit) for leaf in leaves]
                         for unit in self.units])


def prepared_projection(world: World, resolved: Resolved, years: int, *, draws: int, seed: int,
                        uncertainty: Uncertainty = "both",
                        fertility: Fertility | None = None, trend: Trend | None = None,
                        migration: Migration | None = None) -> Projection:
    """Prepare a projection over `years` whole years from the decision month.

    Args:
        fertility: forced (accounting mode); None for what women's own lives bring.
        trend: period factors; None where years do nothing by themselves. migration: net moves from
            outside; None for those of `fertility`, or for none.
    """
    longer = world.ahead(12 * years, fertility, trend, migration)
    month = resolved.base.decision_month
    calendar = Calendar(starts=absolute(month) % 12 + 1)
    periods = [*calendar.years(month, KEPT_FROM, -1), *calendar.years(month, 0, 12 * years - 1)]
    upper = tuple(unit for unit in resolved.base.units if unit not in resolved.leaves)
    return Projection(longer, longer.plan(resolved.variant), tuple(periods),
                      (*resolved.leaves, *upper), draws, seed, uncertainty)


def project(work: Projection, store: Store,
            progress: Callable[[int, int], None] | None = None, chunk: int | None = None) -> None:
    """Live every draw and put its yearly numbers into the store.

    Args:
        progress: called with draws done and draws in all.
        chunk: draws lived together; results do not depend on it.
    """
    size = work.chunk() if chunk is None else chunk
    for first, stop in spans((0, work.draws), size):
        if progress:
            progress(first, work.draws)
        for year, (values, weights, people) in enumerate(_years(work, (first, stop))):
            store.values[first:stop, :, year] = values
            store.weights[first:stop, :, year] = weights
            store.people[first:stop, :, year] = people
    if progress:
        progress(work.draws, work.draws)


def _years(work: Projection, draws: tuple[int, int]
           ) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Of the year before and every year after it: values and their denominators (draw, unit,
    name), and people by sex and age at its end (draw, leaf, sex, age)."""
    p = work.population
    past, moved = past_of(work.world, work.resolved, draws, work.seed, work.uncertainty)
    people = _people(work, past.others, past.states, past.offsets)
    yield *_values(work, past, past.counts, work.periods[0], people, None), people
    for year, period in zip(lived(p, past, moved), work.periods[1:], strict=True):
        people = _people(work, year.others, year.states, year.offsets)
        progress = None if work.accounting else count_progress(year, _counted(work))
        yield *_values(work, past, year.counts, period, people, progress), people


def _counted(work: Projection) -> np.ndarray:
    """Which strata are counted, bool (stratum,)."""
    return np.array([name in work.resolved.counted for name in work.resolved.strata])


def _people(work: Projection, others: np.ndarray, states: np.ndarray,
            offsets: np.ndarray) -> np.ndarray:
    """Everyone by sex and completed age: int32 (draw, leaf, sex, age)."""
    counted = _counted(work)
    found: np.ndarray = others[:, :, counted].sum(axis=2, dtype=np.int32)
    found[:, :, FEMALE, FIRST_AGE:LAST_AGE + 1] += women_by_age(states, offsets, counted)
    return found


def _values(work: Projection, past: Past, counts: np.ndarray, period: Period,
            people: np.ndarray, progress: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Every number of a year, NaN for null, and its denominator: float64 (draw, unit, name)."""
    resolved = work.resolved
    tallies = work.world.tallies(counts, period.first, past.draws)
    found = indicators_of(work.world, resolved, tallies, tuple(work.formulas), [period],
                          work.formulas)
    place = [found.units.index(unit) for unit in work.units]
    member = work.member()
    by_age = np.einsum("ul,dla->dua", member, people.sum(axis=2), dtype=np.int64)
    total = by_age.sum(axis=-1)
    shares = {AGES[0]: by_age[..., :15].sum(axis=-1), AGES[1]: by_age[..., 60:].sum(axis=-1)}
    extra = []
    for name in labels(work.accounting):
        if name in shares:
            extra.append(100 * np.divide(shares[name], total, where=total > 0,
                                         out=np.full(total.shape, np.nan)))
    if not work.accounting:
        ratios = np.full((*total.shape, len(PROGRESSION)), np.nan)
        if progress is not None:
            ratios = 100 * progression(np.einsum("ul,dlkao->dukao", member, progress))
        extra = [*np.moveaxis(ratios, -1, 0), *extra]
    more = np.stack(extra, axis=-1)
    return (np.concatenate([found.value[0][:, place, 0], more], axis=-1),
            np.concatenate([found.denominator[0][:, place, 0], np.ones(more.shape)], axis=-1))
