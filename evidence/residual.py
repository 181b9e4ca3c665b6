"""Net movement by age and sex: what is left of the UN's people when its deaths are taken off.

The UN publishes only the total of net migration of a year. How it moved between ages is worked
out here as demographers do for want of more: its people of the middle of a year divisible by
five less those of the middle of the year five years before who survive by its own mortality
(life-table ratios of five-year groups), and children under five less the survivors of its births.
This residual is derived, and it is not all people who crossed a border: it holds whatever its
revision does to make one census follow another, and the error of its death rates at high ages.

Spread over years: a birth cohort of five years moves in each calendar year in proportion to the
size of the total that is published for it. The totals of an adjustment stand in a few years (Viet
Nam 2006-2008 and 2016-2018), so its ages belong there as well; evenly it would begin too soon.
Then one rate, alike at all ages, is added in each year so that its total is the published one.

2020-2025 is between an estimate and the medium projection of 2025.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import PchipInterpolator

__all__ = ["SEXES", "Counted", "by_age", "halves", "single_years", "survivors"]

SEXES = ("male", "female")
YEARS_OF_AGE = 101
_STEP = 5
Floats = np.ndarray


@dataclass(frozen=True)
class Counted:
    """What the UN publishes of a country, in thousands.

    people: year -> (sex, five-year group 0-4 .. 100+), in its middle; dying: first year of five
    -> (sex, age group 0, 1-4, 5-9 .. 100+) per person-year; born: year -> (sex,); moved: year ->
    net migration of all.
    """

    people: Mapping[int, Floats]
    dying: Mapping[int, Floats]
    born: Mapping[int, Floats]
    moved: Mapping[int, float]


def survivors(counted: Counted, first: int, people: Floats) -> Floats:
    """Who is left after five years, (sex, group), of the people of the middle of `first` and of
    those born since, if nobody moves."""
    dying = counted.dying[first]
    infants, young, rates = dying[:, 0], dying[:, 1], dying[:, 2:]
    alive = np.exp(-_STEP * np.cumsum(rates, axis=1)) * np.exp(_STEP * rates)
    lived = alive * -np.expm1(-_STEP * rates) / rates
    lived[:, -1] = alive[:, -1] / rates[:, -1]  # the open group
    found = np.zeros_like(people)
    # Infant deaths come early: those of 0-4 die on at the rate of 1-4.
    found[:, 1] = people[:, 0] * np.exp(-_STEP / 2 * (young + rates[:, 0]))
    found[:, 2:] = people[:, 1:-1] * lived[:, 1:] / lived[:, :-1]
    found[:, -1] = people[:, -2:].sum(axis=1) * lived[:, -1] / lived[:, -2:].sum(axis=1)
    ages = (np.arange(50) + 0.5) / 10
    staying = np.exp(-np.outer(infants, np.minimum(ages, 1))
                     - np.outer(young, np.maximum(ages - 1, 0))).mean(axis=1)
    found[:, 0] = staying * sum(share * counted.born[year] for year, share in halves(first))
    return found


def by_age(counted: Counted, start: int, stop: int) -> dict[int, Floats]:
    """Net moves a year for each person of calendar years start..stop-1: year -> (sex, completed
    age in its middle)."""
    found = {year: np.zeros((2, YEARS_OF_AGE)) for year in range(start, stop)}
    for first in range(start - start % _STEP - _STEP, stop, _STEP):
        if first not in counted.dying or first + _STEP not in counted.people:
            continue
        moved = np.log(_closed(counted.people[first + _STEP])
                       / _closed(survivors(counted, first, counted.people[first])))
        sizes = {year: share * abs(counted.moved[year]) for year, share in halves(first)}
        for year, size in sizes.items():
            if year in found:
                found[year] += size / sum(sizes.values()) * _cohorts(moved, year - first)
    for year, rates in found.items():
        people = single_years(counted.people[year])
        rates += (counted.moved[year] - (rates * people).sum()) / people.sum()
    return found


def halves(first: int) -> list[tuple[int, float]]:
    """Calendar years of five years from the middle of one, and how much of each is in them."""
    return [(first + k, 0.5 if k in (0, _STEP) else 1.0) for k in range(_STEP + 1)]


def _closed(groups: Floats) -> Floats:
    """People with one open group of 95 and over, as so few are older."""
    return np.concatenate([groups[:, :-2], groups[:, -2:].sum(axis=1, keepdims=True)], axis=1)


def _cohorts(moved: Floats, since: int) -> Floats:
    """Of birth cohorts of five years, (sex, group at the end), to single years of age so many
    years after the first, (sex, age). Those born since were there for half of it."""
    ages = np.arange(YEARS_OF_AGE)
    group = np.clip((ages - since) // _STEP + 1, 0, moved.shape[1] - 1)
    return np.where(ages < since, 2.0, 1.0) * moved[:, group]


def single_years(groups: Floats) -> Floats:
    """People by completed age, (sex, age), of five-year groups, (sex, group)."""
    below = np.pad(np.cumsum(groups[:, :-1], axis=1), [(0, 0), (1, 0)])
    ages = np.arange(YEARS_OF_AGE)
    single = np.diff(PchipInterpolator(ages[::_STEP], below, axis=1)(ages), axis=1)
    return np.concatenate([np.maximum(single, 0.0), groups[:, -1:]], axis=1)
