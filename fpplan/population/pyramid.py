"""Everyone by single year of age and sex.

The engine follows women 15-49 one by one. Everyone else is counted by unit, stratum, sex and
completed age 0..100 (100 is open), and lives a year at a time: a keyed binomial of each age
dies at the setting's mortality of that calendar year, the engine's births come in, women who
turn 50 join, girls who turn 15 leave for the engine. The deaths of a year are spread over its
months. Boys, men, girls under 15 and women over 49 neither move nor change stratum, unless a
net rate is given.

Ages are completed at the start of a year of the run (months 0, 12, 24, ...), so a cohort keeps
its place: those born in year y are 14 when year y + 15 begins and turn 15 in it, each in the
month of her birth.
"""

from __future__ import annotations

import numpy as np
from numba import njit, prange

from fpplan.compiling import kernel
from fpplan.contract.ids import hash64
from fpplan.luck import MONTH_ORIGIN, counts_below, fold, fold_array, key_of, unit_interval
from fpplan.place.setting import Setting
from fpplan.population.state import FIRST_AGE, LAST_AGE
from fpplan.population.when import OLDEST, mortality_by_year, people_by_year

__all__ = ["FEMALE", "MALE", "YEARS_OF_AGE", "at_decision", "birthdays", "deaths_keys",
           "girls_at_decision", "hazards", "largest_remainders", "live_year", "turning"]

MALE, FEMALE = 0, 1  # the sex axis, in the order of `tallies.SEXES`
YEARS_OF_AGE = OLDEST + 1
_BIRTHS, _JOINED, _MOVES = 256, 320, 512  # cell numbers beyond those of sex and age


def largest_remainders(parts: np.ndarray, totals: np.ndarray) -> np.ndarray:
    """Whole numbers near `parts` along the last axis that add up to `totals`, int64.

    Args:
        parts: float64 (..., cell), adding up to about `totals`; totals: whole numbers (...,).
    """
    whole = np.floor(parts).astype(np.int64)
    short = totals - whole.sum(axis=-1)
    rank = np.argsort(np.argsort(whole - parts, axis=-1, kind="stable"), axis=-1)
    return whole + (rank < short[..., None])


def hazards(setting: Setting, scale: np.ndarray, when: float) -> np.ndarray:
    """Deaths per person-year at a calendar time: (set, stratum, sex, completed age).

    Args:
        scale: of all mortality, (set, stratum).
    """
    both = np.stack([mortality_by_year(setting, "male", when),
                     mortality_by_year(setting, "female", when)])
    return scale[..., None, None] * both


def girls_at_decision(setting: Setting, when: float, people: np.ndarray,
                      exposure: float = 1.0) -> np.ndarray:
    """Girls under 15 as month 0 begins, the same in every draw: int64 (unit, stratum, age).

    Args:
        people: whole numbers (unit, stratum).
        exposure: women for each of the setting's (see `rates.Scales`); girls follow, as they
            are the women of later years.
    """
    share = exposure * people_by_year(setting, "female", when)[:FIRST_AGE]
    found = np.minimum(np.rint(people * share.sum()).astype(np.int64), people)
    return largest_remainders(found[..., None] * share / share.sum(), found)


def at_decision(setting: Setting, when: float, people: np.ndarray, girls: np.ndarray,
                women: np.ndarray) -> np.ndarray:
    """People other than women 15-49 as month 0 begins: int32 (draw, unit, stratum, sex, age).
    See docs/model.md [E-rest].

    What is left of a place's people when girls and the draw's women are taken off has the
    setting's shares by age and sex.

    Args:
        people: whole numbers (unit, stratum). girls: (unit, stratum, age under 15).
        women: of the engine, (draw, unit, stratum).
    """
    others = np.stack([people_by_year(setting, "male", when),
                       people_by_year(setting, "female", when)])
    others[FEMALE, :LAST_AGE + 1] = 0
    left = np.maximum(people - women - girls.sum(axis=-1), 0)
    spread = largest_remainders(left[..., None] * (others / others.sum()).ravel(), left)
    found = spread.reshape(*women.shape, 2, YEARS_OF_AGE).astype(np.int32)
    found[..., FEMALE, :FIRST_AGE] = girls
    return found


def birthdays(girls: np.ndarray, units: tuple[str, ...]) -> np.ndarray:
    """Girls of the setting by the month of the year in which they were born, evenly spread:
    int32 (unit, stratum, age under 15, 12).

    Args:
        girls: whole numbers (unit, stratum, age under 15).
    """
    found = np.zeros((*girls.shape, 12), np.int32)
    for (u, s, age), count in np.ndenumerate(girls):
        key = fold(units[u], "birthdays", s, age)
        phase = float(unit_interval(np.array([key], np.uint64))[0])
        found[u, s, age] = np.diff(np.floor(count * np.arange(13) / 12 + phase))
    return found


def deaths_keys(units: tuple[str, ...], strata: int, seed: int,
                draws: tuple[int, int]) -> np.ndarray:
    """Keys of the luck of this module: uint64 (draw, unit, stratum)."""
    of_draw = fold_array(fold(seed, "deaths of others"), np.arange(*draws))[:, None, None]
    of_unit = fold_array(of_draw, np.array([hash64(unit) for unit in units], np.uint64)[:, None])
    return fold_array(of_unit, np.arange(strata))


@njit
def _died(n, hazard, key):  # type: ignore[no-untyped-def]
    """Deaths among n people, each with this hazard; 0 at once where luck says so."""
    if n == 0 or hazard <= 0.0:
        return 0
    u = (np.float64(np.uint64(key) >> np.uint64(32)) + 0.5) * 2.0**-32
    if u <= np.exp(-n * hazard) * (1 - 1e-9):  # the rounding of the two ways may differ
        return 0
    return counts_below(n, -np.expm1(-hazard), key)


@njit
def _place(count, key, first, months):  # type: ignore[no-untyped-def]
    """Spread a count over months first..11 of a year, each alike."""
    for i in range(count):
        x = key_of(key, i) >> np.uint64(32)
        months[first + np.int64((x * np.uint64(12 - first)) >> np.uint64(32))] += 1


@njit
def _hazard_of_a_year(hazard, sex, age):  # type: ignore[no-untyped-def]
    """Of people of a completed age as the year begins: half of it at that age, half at the next.
    Girls of 14 are counted here until their birthday, half a year."""
    if sex == FEMALE and age == FIRST_AGE - 1:
        return 0.5 * hazard[age]
    if age == OLDEST:
        return hazard[age]
    return 0.5 * (hazard[age] + hazard[age + 1])


@kernel(parallel=True)
def turning(people, hazard, set_of, keys, year, born):  # type: ignore[no-untyped-def]
    """Girls who turn 15 in each month of a year: int32 (draw, unit, stratum, 12).
    See docs/model.md [E-turning].

    Those who are 14 as it begins, less those who die before their birthday.

    Args:
        people: int32 (draw, unit, stratum, sex, age). hazard: (set, stratum, sex, age); set_of
            int64 (draw,).
        keys: uint64 (draw, unit, stratum). year: of the run, 0 from month 0.
        born: int32 (draw or 1, unit, stratum, 12), that cohort by month of birth.
    """
    draws, units, strata = keys.shape
    found = np.zeros((draws, units, strata, 12), np.int32)
    for d in prange(draws):
        for u in range(units):
            for s in range(strata):
                of_age = hazard[set_of[d], s, FEMALE]
                girls = people[d, u, s, FEMALE, FIRST_AGE - 1]
                key = key_of(key_of(keys[d, u, s], year + MONTH_ORIGIN),
                             FEMALE * 128 + FIRST_AGE - 1)
                left = girls - _died(
                    girls, _hazard_of_a_year(of_age, FEMALE, FIRST_AGE - 1), key)
                months = born[d % born.shape[0], u, s]
                of_all = max(months.sum(), 1)
                before = 0
                total = 0
                for m in range(12):
                    total += months[m]
                    # Girls who died are missing evenly: never more than were born in a month.
                    upto = (2 * left * total + of_all) // (2 * of_all)
                    found[d, u, s, m] = upto - before
                    before = upto
    return found


@kernel(parallel=True)
def live_year(people, hazard, set_of, keys, year, births, joined, net):  # type: ignore[no-untyped-def]
    """One year of everyone but women 15-49; `people` moves to the start of the next year.
    See docs/model.md [E-pyramid].

    Args:
        people: int32 (draw, unit, stratum, sex, age), changed in place.
        hazard: deaths per person-year (set, stratum, sex, age); set_of: int64 (draw,).
        keys: uint64 (draw, unit, stratum). year: of the run, 0 from month 0.
        births: int32 (draw, unit, stratum, sex, 12). joined: int32 (draw, unit, stratum, 12),
            women who turn 50.
        net: float64 (sex, age as the year ends), net moves of a year for each person.
    Returns:
        deaths, moves: int32 (draw, unit, stratum, sex, 12); moves are net.
    """
    draws, units, strata = keys.shape
    deaths = np.zeros((draws, units, strata, 2, 12), np.int32)
    moves = np.zeros((draws, units, strata, 2, 12), np.int32)
    for d in prange(draws):
        for u in range(units):
            for s in range(strata):
                base = key_of(keys[d, u, s], year + MONTH_ORIGIN)
                for sex in range(2):
                    of_age = hazard[set_of[d], s, sex]
                    row = people[d, u, s, sex]
                    gone = deaths[d, u, s, sex]
                    for age in range(YEARS_OF_AGE):
                        n = row[age]
                        if n == 0:
                            continue
                        key = key_of(base, sex * 128 + age)
                        died = _died(n, _hazard_of_a_year(of_age, sex, age), key)
                        _place(died, key, 0, gone)
                        row[age] = n - died
                    oldest = row[OLDEST - 1] + row[OLDEST]
                    for age in range(OLDEST - 1, 0, -1):
                        row[age] = row[age - 1]
                    row[OLDEST] = oldest
                    row[0] = 0
                    if sex == FEMALE:  # they are women of the engine now
                        row[FIRST_AGE] = 0
                    for m in range(12):
                        rest = (11.5 - m) / 12
                        key = key_of(base, _BIRTHS + 16 * sex + m)
                        born = births[d, u, s, sex, m]
                        died = _died(born, of_age[0] * rest, key)
                        _place(died, key, m, gone)
                        row[0] += born - died
                        if sex == FEMALE:
                            key = key_of(base, _JOINED + m)
                            older = joined[d, u, s, m]
                            died = _died(older, of_age[LAST_AGE + 1] * rest, key)
                            _place(died, key, m, gone)
                            row[LAST_AGE + 1] += older - died
                    for age in range(YEARS_OF_AGE):
                        rate = net[sex, age]
                        if rate == 0.0 or row[age] == 0:
                            continue
                        key = key_of(base, _MOVES + sex * 128 + age)
                        some = counts_below(row[age], abs(rate), key)
                        if rate < 0.0:
                            some = -some
                        row[age] += some
                        for i in range(abs(some)):
                            x = key_of(key, i) >> np.uint64(32)
                            moves[d, u, s, sex, np.int64(
                                (x * np.uint64(12)) >> np.uint64(32))] += np.sign(some)
    return deaths, moves
