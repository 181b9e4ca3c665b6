"""Period factors: what the years do to births and deaths beside everything that is modelled.

A factor of a year of the run multiplies births, another one deaths. Its logarithm has a centre,
the damped drift of the ten years before the start or what a file says, and a spread: a random walk
with heavy tails, one path for each parameter set. The size of its steps is that by which
forecasts failed elsewhere (evidence/backtest.py).

Births move as the factor because women come to want them sooner or later and more or fewer of them:
entering a union, wanting now and conceiving at a higher or lower hazard, going on to another child
at higher or lower odds. How far each moves is set so that births come out (`trend.tempo`,
`trend.progression_logit`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit
from scipy.stats import t as student

from fpplan.luck import fold, fold_array, unit_interval
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import Setting, Table
from fpplan.population.rates import Rates
from fpplan.population.state import GESTATION
from fpplan.population.when import SEXES, mortality

__all__ = ["DRIFT_YEARS", "Trend", "assumed_trend", "damped", "drift_of", "given_trend", "trended",
           "walk", "years_of"]

DRIFT_YEARS = 10  # before the start, from which the drift is taken
_LEAST_YEARS = 5  # fewer say nothing of a drift
_MOST = 0.9999  # of a probability of which a hazard is taken
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Trend:
    """Central logarithms of the period factors by year of the run from 0, (year,): `fertility` of
    the year in which a birth comes, `mortality`. `spread`: whether parameter sets scatter; `given`:
    whether the centre is a file's."""

    fertility: Floats
    mortality: Floats
    spread: bool = True
    given: bool = False

    def births(self, sets: ParameterSets, year: int) -> Floats:
        """Log factor on births of a year of the run, (set,)."""
        return self._of(sets, "fertility", self.fertility, year)

    def deaths(self, sets: ParameterSets, year: int) -> Floats:
        """Log factor on deaths of a year of the run, (set,); 0 before it."""
        if year < 0:
            return np.zeros(sets.count)
        return self._of(sets, "mortality", self.mortality, year)

    def _of(self, sets: ParameterSets, name: str, centre: Floats, year: int) -> Floats:
        if not self.spread:
            return np.full(sets.count, centre[year])
        return np.asarray(centre[year] + walk(sets, name, year + 1)[:, -1])


def years_of(horizon: int) -> int:
    """How many years of the run a trend needs: births of the last conceptions come after it."""
    return (horizon - 1 + GESTATION) // 12 + 1


def walk(sets: ParameterSets, name: str, years: int) -> Floats:
    """Random walks around the centre, (set, year): sums of steps with Student's distribution and
    the standard deviation `trend.NAME_spread`, none beyond `trend.largest_step`. Sets of central
    values stay at 0. See docs/model.md [E-period]."""
    if sets.sets is None:
        return np.zeros((1, years))
    keys = fold_array(fold_array(fold(sets.seed, f"trend.{name}"), np.array(sets.sets))[:, None],
                      np.arange(years))
    tails = sets["trend.tail_freedom"][:, None]
    most = sets["trend.largest_step"][:, None]
    size = sets[f"trend.{name}_spread"][:, None] * np.sqrt((tails - 2) / tails)
    steps = np.clip(size * student.ppf(unit_interval(keys), tails), -most, most)
    return np.asarray(np.cumsum(steps, axis=1))


def damped(drift: float, damping: float, years: Floats) -> Floats:
    """What a drift a year adds up to after so many years, each year weaker by `damping`, below 1.
    See docs/model.md [E-drift]."""
    return np.asarray(drift * damping * (1 - damping**years) / (1 - damping))


def drift_of(years: Floats, levels: Floats, last: float) -> float:
    """Mean yearly change of the logarithm over the ten years up to `last`, of levels that are known
    in ascending years; 0 where less than five years are known. See docs/model.md [E-drift]."""
    last = min(last, float(years[-1]))
    first = max(last - DRIFT_YEARS, float(years[0]))
    if last - first < _LEAST_YEARS:
        return 0.0
    known = np.log(levels)
    return float((np.interp(last, years, known) - np.interp(first, years, known))
                 / (last - first))


def assumed_trend(setting: Setting, when: float, horizon: int,
                  own: Mapping[str, float] | None = None) -> Trend:
    """The damped drift of a setting: of fertility, the ten years of its table `total_fertility`
    before the start, 0 without one; of mortality, the last ten years of its tables, from where they
    end. See docs/model.md [E-drift].

    Args:
        when: the decision month, a year with decimals. horizon: months.
        own: what a scenario sets of the parameters, id -> value.
    """
    central = ParameterSets(None, 0, own, setting.parameters)
    ahead = np.arange(years_of(horizon), dtype=np.float64)
    fertility = np.zeros(ahead.size)
    table = setting.tables.get("total_fertility")
    if table is not None and table.knots is not None:
        before = np.floor(when) - 1.0  # the last whole year that could be known
        since = before - min(before, float(table.knots[-1]))
        drift = drift_of(table.knots, table.values, before)
        way = float(central["trend.fertility_damping"][0])
        fertility = damped(drift, way, ahead + 1 + since) - damped(drift, way, np.array(since))
    return Trend(fertility, _mortality_after(setting, when + ahead + 0.5,
                                             float(central["trend.mortality_damping"][0])))


def _mortality_after(setting: Setting, when: Floats, damping: float) -> Floats:
    """Central log factors on mortality at some times: 0 as long as the tables go."""
    found = []
    for sex in SEXES:
        table: Table = setting.tables[f"mortality_{sex}"]
        assert table.years is not None
        last, first = float(table.years[-1]), float(table.years[0])
        known = np.arange(max(last - DRIFT_YEARS, first), last + 0.5)
        level = np.exp([np.log(mortality(setting, sex, year)).mean() for year in known])
        found.append(damped(drift_of(known, level, last), damping, np.maximum(when - last, 0.0)))
    return np.asarray(np.mean(found, axis=0))


def given_trend(years: Floats, fertility: Floats, mortality_ratio: Floats, when: float,
                horizon: int) -> Trend:
    """A trend whose centre is given by calendar year as ratios to the rates as they are: their
    logarithms on straight lines between the years, constant before and after."""
    ahead = when + np.arange(years_of(horizon)) + 0.5
    births, deaths = (np.interp(ahead, years + 0.5, np.log(one))
                      for one in (fertility, mortality_ratio))
    return Trend(births, deaths, given=True)


def trended(some: Rates, factor: Floats, sets: ParameterSets) -> Rates:
    """Rates under which births come to be exp(factor) times as many. See docs/model.md [E-period].

    Args:
        factor: of each set, (set,).
    """
    hazard = np.exp(sets["trend.tempo"] * factor)
    odds = sets["trend.progression_logit"] * factor
    union, want = some.union.copy(), some.want.copy()
    for formed in (0, 2):  # never in a union, was in one
        union[:, :, formed, :, 0] = _sooner(some.union[:, :, formed, :, 0], hazard)
    now = _sooner(some.want[:, :, 1, :, :, 0], hazard)
    now = np.minimum(now, some.want[:, :, 1].sum(axis=-1))
    want[:, :, 1, :, :, 1] += some.want[:, :, 1, :, :, 0] - now
    want[:, :, 1, :, :, 0] = now
    first = some.first_want.copy()
    first[..., 0] = np.minimum(_oftener(some.first_want[..., 0], sets["trend.tempo"] * factor),
                               first.sum(axis=-1))
    first[..., 1] += some.first_want[..., 0] - first[..., 0]
    after = some.want_after_birth.copy()
    after[..., 1] = _oftener(after[..., 1], odds)
    return some._replace(union=union, want=want, first_want=first, want_after_birth=after,
                         conceive=_sooner(some.conceive, hazard))


def _sooner(chance: Floats, hazard: Floats) -> Floats:
    """A monthly probability whose hazard is multiplied by (set,)."""
    of_set = hazard.reshape(-1, *[1] * (chance.ndim - 1))
    return np.asarray(-np.expm1(of_set * np.log1p(-np.minimum(chance, _MOST))))


def _oftener(chance: Floats, odds: Floats) -> Floats:
    """A probability whose log odds move by (set,)."""
    with np.errstate(divide="ignore"):
        return np.asarray(expit(logit(chance) + odds.reshape(-1, *[1] * (chance.ndim - 1))))
