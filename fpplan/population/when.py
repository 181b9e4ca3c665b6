"""What a setting says of a calendar time: mortality, people by age, wanted children, access.

A time is a year with decimals, 2014.5 for the middle of 2014. Mortality is linear in its
logarithm between the years of its table and constant in an age group, shares of people are
linear; before the first year and after the last one both stay as they are.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from fpplan.contract.months import absolute
from fpplan.place.setting import AGES_OF_DEATH, Setting, Table

__all__ = ["OLDEST", "SEXES", "YEAR_ZERO_OF_ACCESS", "able", "mortality", "mortality_by_year",
           "people_by_year", "season", "time_of", "wanted"]

Sex = Literal["female", "male"]
SEXES: tuple[Sex, Sex] = ("female", "male")
OLDEST = 100  # the last single year of age, open
YEAR_ZERO_OF_ACCESS = 1980.0  # years of `selection.access_phi` count from here
Floats = NDArray[np.float64]


def time_of(month: int, decision_month: str) -> float:
    """The calendar time at which a month (index from the decision month) begins."""
    return (absolute(decision_month) + month) / 12


def mortality(setting: Setting, sex: Sex, when: float) -> Floats:
    """Deaths per person-year by age group, (22,) as `AGES_OF_DEATH`."""
    table = setting.tables[f"mortality_{sex}"]
    return np.exp(_between(table, np.log(table.values), when))


def mortality_by_year(setting: Setting, sex: Sex, when: float) -> Floats:
    """Deaths per person-year by completed age 0..100, the last one open: (101,)."""
    lengths = np.diff([*AGES_OF_DEATH, OLDEST + 1])
    return np.repeat(mortality(setting, sex, when), lengths)


def people_by_year(setting: Setting, sex: Sex, when: float) -> Floats:
    """People of one sex by completed age 0..100, the last one open, as shares of all people of
    both sexes: (101,).

    Inside a five-year group the years follow a smooth curve through the numbers below each
    age that never falls, so that none is negative and each group keeps its sum.
    """
    table = setting.tables[f"people_{sex}"]
    groups = _between(table, table.values, when)
    below = np.concatenate([[0.0], np.cumsum(groups[:-1])])
    years = np.arange(OLDEST + 1)
    single = np.diff(PchipInterpolator(years[::5], below)(years))
    return np.concatenate([np.maximum(single, 0.0), groups[-1:]])


def wanted(setting: Setting, when: float) -> float:
    """Wanted family size, children."""
    return float(setting.tables["wanted_family_size"].at(np.array(when)))


def season(setting: Setting) -> Floats:
    """Conception by calendar month, (12,) with mean 1; all 1 where a setting knows none.
    See docs/model.md [E-season].
    """
    table = setting.tables.get("conception_by_calendar_month")
    return np.ones(12) if table is None else table.values / table.values.mean()


def able(rho: Floats, phi: Floats, when: float) -> Floats:
    """Share of women with access to sex selection, (set,). See docs/model.md [E-able].

    Women without access gain it with a yearly hazard that follows a logistic curve of time;
    access is kept (Kashyap and Villavicencio 2016).
    """
    years = max(when - YEAR_ZERO_OF_ACCESS, 0.0)
    gained = (np.logaddexp(0, rho * (years - phi)) - np.logaddexp(0, -rho * phi)) / rho
    return -np.expm1(-gained)


def _between(table: Table, values: Floats, when: float) -> Floats:
    """Values (age group,) on straight lines between the years of a table.
    See docs/model.md [E-between].
    """
    if table.years is None:
        raise ValueError(f"table {table.id} has no years")
    place = float(np.interp(when, table.years, np.arange(table.years.size)))
    low = min(int(place), max(table.years.size - 2, 0))
    share = place - low
    if table.years.size == 1 or share == 0.0:
        row: Floats = values[low]
        return row
    mixed: Floats = values[low] * (1 - share) + values[low + 1] * share
    return mixed
