"""Accounting mode: fertility by age is given from outside and the engine only keeps the books.

Everyone can conceive, nobody uses a method, loses a pregnancy, is insusceptible or bears twins,
and the probability of conceiving is set, nine months ahead, so that births by age of mother are
those of the given rates. Mortality, ages and everyone else are as ever. What women want, their
unions, methods and births so far mean nothing in this mode and are not reported.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from fpplan.contract.months import absolute
from fpplan.population.migration import Migration
from fpplan.population.pool import Pool
from fpplan.population.rates import Rates
from fpplan.population.rates import monthly as probability
from fpplan.population.state import (
    AGE_GROUPS,
    AGES,
    FIRST_AGE,
    GESTATION,
    IN_UNION,
    LAST_AGE,
    LATER,
    NEVER_YET,
    PRESENT,
    SINCE_CAP,
    STATE,
    WAS_IN_UNION,
)

__all__ = ["GROUPS", "Fertility", "ForcedPeriod", "blank_pool", "conceiving", "forced_periods",
           "forced_rates", "impossible_ages"]

GROUPS = tuple(range(10, 55, 5))  # first ages of the five-year groups that fertility is given for
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Fertility:
    """Births per woman and year by calendar year and age group: rates (year, group of `GROUPS`).

    `male` is the share of boys at birth by year, (year,); None for the setting's. `net_moves`,
    `coming`: see `Migration`; None for nobody moving.
    """

    years: Floats
    rates: Floats
    male: Floats | None = None
    net_moves: Floats | None = None
    coming: Floats | None = None

    def at(self, year: float) -> Floats:
        """Rates (group,) of a calendar year: on straight lines between the years that are
        given, constant before and after."""
        return np.array([np.interp(year, self.years, one) for one in self.rates.T])

    @property
    def migration(self) -> Migration | None:
        """The net moves apart; None for nobody moving."""
        if self.net_moves is None:
            return None
        return Migration(self.years, self.net_moves, self.coming)


@dataclass(frozen=True)
class ForcedPeriod:
    """What holds in some months: `when`, a year with decimals, for mortality, and `births`, the
    calendar year in which those conceived are born. Nobody moves before the decision month: the
    ages of the start are those that are given."""

    when: float
    births: float
    policy: int = 0  # which means nothing in this mode
    moving: bool = True


def forced_periods(decision_month: str, first: int, stop: int
                   ) -> tuple[list[ForcedPeriod], NDArray[np.int64]]:
    """The periods of months first..stop-1 and which one holds in each month, int64 (month,)."""
    found: dict[ForcedPeriod, int] = {}
    of_month = np.empty(stop - first, np.int64)
    for place, month in enumerate(range(absolute(decision_month) + first,
                                        absolute(decision_month) + stop)):
        period = ForcedPeriod(month // 12 + 0.5, float((month + GESTATION) // 12),
                              moving=first + place >= 0)
        of_month[place] = found.setdefault(period, len(found))
    return list(found), of_month


def conceiving(rates: Floats) -> Floats:
    """Probability a month of conceiving, of women not pregnant, by completed age 15..49: (35,).
    See docs/model.md [E-forced].

    Births by single year of age follow a smooth curve through the births below each given age
    that never falls. Of those who conceive at a completed age a quarter bear at that age, the
    others a year later. Births under 15 are counted at 15, those from 50 on at 49. Women who are
    pregnant, nine months of conceptions, cannot conceive, so the others do so more often.

    Args:
        rates: births per woman and year, (group of `GROUPS`,).
    """
    edges = np.array([*GROUPS, GROUPS[-1] + 5], np.float64)
    with np.errstate(over="ignore"):  # of a rate next to nothing
        below = PchipInterpolator(edges, np.concatenate([[0.0], np.cumsum(5 * rates)]))
    births = np.maximum(np.diff(below(np.arange(FIRST_AGE, LAST_AGE + 2))), 0.0)
    births[0] += 5 * rates[0]
    births[-1] += 5 * rates[-1]
    late = GESTATION / 12  # who conceives at 49 is 50 before she bears, but for a quarter
    yearly = np.zeros(AGES)
    for age in range(AGES - 2, -1, -1):
        yearly[age] = max(births[age + 1] - (1 - late) * yearly[age + 1], 0.0) / late
    yearly[0] += births[0] - (1 - late) * yearly[0]
    monthly: Floats = np.maximum(yearly, 0.0) / 12
    # Pregnant: conceived in one of the last nine months, so many of them a year of age ago.
    younger = GESTATION * (GESTATION + 1) / 24
    pregnant = (GESTATION - younger) * monthly + younger * np.concatenate([[0.0], monthly[:-1]])
    with np.errstate(divide="ignore"):
        found: Floats = np.where(pregnant < 1, monthly / np.maximum(1 - pregnant, 0.0), np.inf)
    return found


def impossible_ages(fertility: Fertility) -> list[tuple[int, int]]:
    """Years and ages at which more births are asked for than women can bear one at a time."""
    return [(int(year), FIRST_AGE + int(age))
            for year, rates in zip(fertility.years, fertility.rates, strict=True)
            for age in np.flatnonzero(conceiving(rates) > 1)[:1]]


def forced_rates(own: Rates, fertility: Fertility, period: ForcedPeriod,
                 migration: Migration | None = None) -> Rates:
    """The rates of a setting at the calendar time of a period, its fertility replaced; who leaves
    is as `migration` says, nobody without it."""
    none = {name: np.zeros_like(getattr(own, name))
            for name in ("union", "first_want", "want", "uptake", "outside", "first_reach",
                         "put_off", "next", "conceive",
                         "lose", "select", "twin", "insusceptible", "want_after_birth")}
    none["union"][..., NEVER_YET, :, 0] = none["union"][..., WAS_IN_UNION, :, 0] = 1.0
    for name in ("first_want", "want", "want_after_birth"):
        none[name][..., 1] = 1.0  # later, which is as good as any other
    none["next"][..., 0] = 1.0
    none["insusceptible"][..., 0] = 1.0
    none["conceive"][..., 1:, :, :] = conceiving(fertility.at(period.births))[:, None]
    leave = own.leave.copy()
    moving = migration is not None and period.moving
    leave[..., 0] = probability(migration.leaving(period.when)) if migration and moving else 0.0
    male = own.male
    if fertility.male is not None:
        male = np.full_like(male, np.interp(period.births, fertility.years, fertility.male))
    return own._replace(stop=np.ones_like(own.stop), leave=leave, male=male, **none)


def blank_pool(by_age: Floats, stratum: int = 0) -> Pool:
    """A pool of women 15-49 of a stratum of whom nothing is known but their age.

    Args:
        by_age: relative numbers by completed age, (35,).
    """
    states = np.zeros(AGES * 12, STATE)
    for name, value in (("here", PRESENT), ("union", IN_UNION), ("want", LATER), ("fecund", 1),
                        ("since", SINCE_CAP), ("stratum", stratum)):
        states[name] = value
    states["years"], states["months"] = np.divmod(np.arange(states.size), 12)
    weights = np.repeat(np.maximum(by_age, 1e-12) / 12, 12).reshape(AGE_GROUPS, -1)
    cumulative = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    cumulative[:, -1] = 1.0
    effective = weights.sum(axis=1) ** 2 / (weights**2).sum(axis=1)
    first = np.arange(AGE_GROUPS + 1) * weights.shape[1]
    return Pool(states, first, cumulative.ravel(), effective)
