"""When rates change: the periods of a run, each with tables of its own.

Mortality, wanted family size and access to sex selection change by calendar year, conception
by calendar month where a setting has seasons, policy rules on their dates. Months in which all
of it is the same share a period; where nothing changes there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.months import absolute
from fpplan.place.setting import Setting
from fpplan.population.state import GESTATION
from fpplan.population.when import SEXES, season

__all__ = ["Period", "periods"]


@dataclass(frozen=True)
class Period:
    """What holds in some months: `when` (a year with decimals) for rates by time, `season`,
    the factor on conception, and the positions of the policy and of the one in force the month
    before in the list of policies. Where years differ by more than rates, `year` is that of the
    run and `births` the one in which those conceived are born; else and before month 0 both are -1.
    """

    when: float
    season: float
    policy: int = 0
    before: int = 0
    year: int = -1
    births: int = -1


def periods(setting: Setting, decision_month: str, first: int, stop: int,
            policy_of: Sequence[int] | None = None, yearly: bool = False,
            ) -> tuple[list[Period], NDArray[np.int64]]:
    """The periods of months first..stop-1 and which one holds in each month, int64 (month,).

    Args:
        policy_of: the positions of the policies of months first-1..stop-1; None where there is
            only one.
        yearly: whether years of the run differ by more than rates.
    """
    by_year, by_month = _changes(setting), season(setting)
    start = absolute(decision_month)
    found: dict[Period, int] = {}
    period_of = np.empty(stop - first, np.int64)
    for place, month in enumerate(range(first, stop)):
        year, calendar = divmod(start + month, 12)
        before, policy = (0, 0) if policy_of is None else policy_of[place:place + 2]
        counted = (month // 12, (month + GESTATION) // 12) if yearly and month >= 0 else (-1, -1)
        period = Period((year if by_year else start // 12) + 0.5, float(by_month[calendar]),
                        policy, before, *counted)
        period_of[place] = found.setdefault(period, len(found))
    return list(found), period_of


def _changes(setting: Setting) -> bool:
    """Whether any rate of a setting depends on the calendar year."""
    by_year = [setting.tables[f"mortality_{sex}"].years for sex in SEXES]
    by_year.append(setting.tables["wanted_family_size"].knots)
    return (any(years is not None and years.size > 1 for years in by_year)
            or setting.parameters["selection.willing"].value > 0)
