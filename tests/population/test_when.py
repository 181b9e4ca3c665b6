"""A setting at a calendar time, and the periods of a run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fpplan.contract.text import Text
from fpplan.place.setting import GROUPS_OF_PEOPLE, Table, load_setting
from fpplan.population.periods import Period, periods
from fpplan.population.when import SEXES, people_by_year, season, time_of

SETTING = load_setting("china_rural")


def with_season(*factors: float):
    table = Table("conception_by_calendar_month", None, np.array(factors), "ratio", "made up",
                  "assumed", Text("月", "month"))
    return replace(SETTING, tables={**SETTING.tables, table.id: table})


def timeless(setting):
    """The same setting with one year of everything, and nobody who selects."""
    tables = dict(setting.tables)
    for name, table in tables.items():
        if table.years is not None:
            tables[name] = replace(table, years=table.years[:1], values=table.values[:1])
    wanted = tables["wanted_family_size"]
    tables["wanted_family_size"] = replace(wanted, knots=np.array([2000.5]),
                                           values=np.array([2.0]))
    willing = replace(setting.parameters["selection.willing"], value=0.0)
    return replace(setting, tables=tables,
                   parameters={**setting.parameters, willing.id: willing})


def test_months_have_a_calendar_time():
    assert time_of(0, "2014-01") == 2014.0
    assert time_of(-3, "2014-01") == 2013.75
    assert time_of(0, "2014-08") == pytest.approx(2014 + 7 / 12)


@pytest.mark.parametrize("when", [1980.0, 1990.5, 2003.1, 2014.58, 2035.5, 2100.0])
def test_single_years_keep_the_sum_of_their_group_and_none_is_negative(when):
    total = 0.0
    for sex in SEXES:
        table = SETTING.tables[f"people_{sex}"]
        single = people_by_year(SETTING, sex, when)
        groups = np.array([np.interp(when, table.years, column) for column in table.values.T])
        assert single.shape == (101,) and (single >= 0).all()
        assert np.allclose(np.add.reduceat(single, GROUPS_OF_PEOPLE), groups, atol=1e-12)
        total += single.sum()
    assert total == pytest.approx(1, abs=1e-6)


def test_single_years_are_smooth():
    """No step between groups is larger than the largest one between neighbouring group means."""
    single = people_by_year(SETTING, "female", 2014.58)
    means = single[:100].reshape(20, 5).mean(axis=1)
    assert np.abs(np.diff(single)).max() < np.abs(np.diff(means)).max()


def test_an_empty_group_stays_empty():
    table = SETTING.tables["people_female"]
    values = table.values.copy()
    values[:, 3] = 0
    setting = replace(SETTING, tables={**SETTING.tables,
                                       "people_female": replace(table, values=values)})
    single = people_by_year(setting, "female", 2014.5)
    assert np.abs(single[15:20]).max() < 1e-15 and (single >= 0).all()


def test_seasons_have_mean_one():
    assert (season(SETTING) == 1).all()
    assert season(with_season(*[3] * 6, *[1] * 6)).tolist() == [1.5] * 6 + [0.5] * 6


def test_a_period_is_a_calendar_year():
    found, period_of = periods(SETTING, "2014-08", -36, 24)
    assert found == [Period(year + 0.5, 1.0, 0) for year in range(2011, 2017)]
    assert np.bincount(period_of).tolist() == [5, 12, 12, 12, 12, 7]
    assert (np.diff(period_of) >= 0).all()


def test_where_nothing_changes_there_is_one_period():
    found, period_of = periods(timeless(SETTING), "2014-08", -36, 240)
    assert found == [Period(2014.5, 1.0, 0)] and not period_of.any()


def test_seasons_come_round():
    setting = with_season(*[3] * 6, *[1] * 6)
    found, period_of = periods(timeless(setting), "2014-08", -8, 16)
    assert [found[k].season for k in period_of] == [
        1.5 if (month + 7) % 12 < 6 else 0.5 for month in range(-8, 16)]
    assert len(found) == 2
    assert len(periods(setting, "2014-08", -8, 16)[0]) == 2 * 3 - 1


def test_a_policy_of_its_own_makes_a_period():
    """And so does the month in which it comes."""
    found, period_of = periods(timeless(SETTING), "2014-08", 0, 6, [0, 0, 0, 1, 1, 1, 2])
    assert [found[k].policy for k in period_of] == [0, 0, 1, 1, 1, 2]
    assert [found[k].before for k in period_of] == [0, 0, 0, 1, 1, 1]
    assert period_of.tolist() == [0, 0, 1, 2, 2, 3]
