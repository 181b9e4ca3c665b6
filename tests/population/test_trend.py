"""Period factors: steps, drift, and births and deaths that come out as the factor says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fpplan.experiment.draws import central_values
from fpplan.loading import open_world
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import load_setting
from fpplan.plugins import load_plugins
from fpplan.population.periods import periods
from fpplan.population.rates import TARGETS, Scales, rates
from fpplan.population.simulate import burn_in
from fpplan.population.trend import (
    Trend,
    assumed_trend,
    damped,
    drift_of,
    given_trend,
    trended,
    walk,
    years_of,
)
from fpplan.population.years import lived

SIZE = {"trend.fertility_spread": 0.05}


def test_steps_have_the_stated_size_and_heavy_tails():
    paths = walk(ParameterSets(range(20_000), 3, SIZE), "fertility", 3)
    steps = np.diff(paths, axis=1, prepend=0.0)
    assert steps.std() == pytest.approx(0.05, rel=0.06)
    assert np.abs(np.corrcoef(steps.T)[np.triu_indices(3, 1)]).max() < 0.02
    beyond = (np.abs(steps) > 4 * 0.05).mean()
    assert beyond > 20 * 6.3e-5  # of a normal distribution
    assert np.abs(np.median(paths, axis=0)).max() < 0.002


def test_a_path_depends_on_its_set_and_seed_alone():
    many = walk(ParameterSets(range(6), 3, SIZE), "fertility", 8)
    assert (walk(ParameterSets([4], 3, SIZE), "fertility", 5)[0] == many[4, :5]).all()
    assert (walk(ParameterSets([4], 4, SIZE), "fertility", 5)[0] != many[4, :5]).all()
    same = {"trend.mortality_spread": 0.05}
    assert (walk(ParameterSets([4], 3, same), "mortality", 5)[0] != many[4, :5]).all()
    assert not walk(ParameterSets(None, 3, SIZE), "fertility", 5).any()


def test_no_step_is_larger_than_the_largest():
    wild = ParameterSets(range(500), 0, {"trend.fertility_spread": 5.0})
    steps = np.diff(walk(wild, "fertility", 4), axis=1, prepend=0.0)
    assert np.abs(steps).max() == pytest.approx(0.65)


def test_a_drift_weakens_each_year():
    assert damped(0.02, 0.5, np.arange(4.0)).tolist() == pytest.approx([0, 0.01, 0.015, 0.0175])
    years = np.arange(2000.0, 2021.0)
    levels = np.where(years < 2008, 3.0, 3.0 * np.exp(-0.03 * (years - 2008)))
    assert drift_of(years, levels, 2020) == pytest.approx(-0.03)
    assert drift_of(years, levels, 2013) == pytest.approx(-0.015)  # half of the ten years
    assert drift_of(years, levels, 2099) == pytest.approx(-0.03)  # as far as it is known
    assert drift_of(years, levels, 2004) == 0.0  # four years


def test_the_assumed_trend_is_the_settings_own_past():
    kenya = load_setting("kenya")
    trend = assumed_trend(kenya, 2022.0, 240)
    table = kenya.tables["total_fertility"]
    past = dict(zip(table.knots, table.values, strict=True))
    drift = np.log(past[2021] / past[2011]) / 10
    assert trend.fertility[0] == pytest.approx(0.9 * drift)
    assert trend.fertility[1] == pytest.approx((0.9 + 0.81) * drift)
    assert trend.fertility.size == years_of(240) == 21
    until = int(kenya.tables["mortality_female"].years[-1]) - 2022
    assert not trend.mortality[:until].any() and (trend.mortality[until + 1:] < 0).all()
    unknown = replace(kenya, tables={name: one for name, one in kenya.tables.items()
                                     if name != "total_fertility"})
    assert not assumed_trend(unknown, 2022.0, 240).fertility.any()
    # A start eight years after the table ends: so much of its drift is over.
    late = assumed_trend(kenya, 2032.0, 12).fertility[0]
    recent = np.log(past[2023] / past[2013]) / 10
    assert late == pytest.approx(0.9**9 * recent)


def test_a_file_gives_the_middle():
    trend = given_trend(np.array([2020.0, 2022.0]), np.array([1.0, 1.21]), np.array([1.0, 0.81]),
                        2020.0, 48)
    assert np.exp(trend.fertility).tolist() == pytest.approx([1.0, 1.1, 1.21, 1.21, 1.21])
    assert np.exp(trend.mortality[1]) == pytest.approx(0.9)
    sets = ParameterSets(range(2), 0)
    assert trend.births(sets, 1)[0] != trend.births(sets, 1)[1] and trend.given
    assert not trend.deaths(sets, -1).any()


def test_a_factor_of_one_moves_no_rate():
    setting = load_setting("china_rural")
    sets = ParameterSets(range(3), 1, None, setting.parameters)
    some = rates(setting, [sets], Scales(), 2014.5)
    for name, before, after in zip(some._fields, some, trended(some, np.zeros(3), sets),
                                   strict=True):
        assert np.allclose(before, after, atol=1e-15), name
    more = trended(some, np.array([0.0, 0.5, -0.5]), sets)
    for name in ("union", "first_want", "want", "want_after_birth", "conceive"):
        moved = getattr(more, name)[..., 0] if name == "first_want" else getattr(more, name)
        assert moved.min() >= 0 and moved.max() <= 1, name
    assert (more.conceive[1] >= some.conceive[1]).all()
    assert np.allclose(more.first_want.sum(-1), some.first_want.sum(-1))
    assert np.allclose(more.want[:, :, 1].sum(-1), some.want[:, :, 1].sum(-1))


def test_periods_are_the_same_without_a_trend():
    setting = load_setting("china_rural")
    plain, of = periods(setting, "2014-08", -36, 24)
    assert {(span.year, span.births) for span in plain} == {(-1, -1)}
    yearly, of_month = periods(setting, "2014-08", -36, 24, yearly=True)
    seen = [(yearly[k].year, yearly[k].births) for k in of_month]
    assert seen[35] == (-1, -1) and seen[36] == (0, 0) and seen[36 + 3] == (0, 1)
    assert seen[36 + 12] == (1, 1) and seen[-1] == (1, 2)
    assert [plain[k].when for k in of] == [yearly[k].when for k in of_month]


@pytest.mark.parametrize("place", ["lianhe", "kenya"])
def test_births_and_deaths_come_out_as_the_factors(place):
    """Births per woman of the second to the tenth year move by the factor, within an eighth of its
    logarithm; deaths of others at once."""
    world = open_world(place, load_plugins())
    years, draws = 10, 8

    def counted(births, deaths):
        trend = Trend(np.full(years + 1, births), np.full(years + 1, deaths), spread=False)
        people = world.ahead(12 * years, trend=trend).population
        sets = ParameterSets(None, 0, central_values(world.base.reference),
                             world.setting.parameters)
        past = burn_in(people, sets, np.zeros(draws, np.int64), (0, draws), 0)
        still = np.zeros((1, len(people.units), people.horizon, len(TARGETS)))
        found = []
        for year in lived(people, past, still):
            women, born, died = (year.counts[..., people.table.match(name)].sum()
                                 for name in ("women", "births", "deaths_others"))
            found.append((born / women, died))
        return np.array(found).T

    plain, plain_deaths = counted(0.0, 0.0)
    for factor in (-0.4, 0.4):
        births, deaths = counted(factor, factor / 4)
        came = np.log(births / plain) / factor
        assert came[1:].mean() == pytest.approx(1.0, abs=0.125)
        assert came[0] == pytest.approx(0.25, abs=0.1)  # most are conceived already
        assert (np.abs(came[1:] - 1) < 0.3).all()
        died = np.log(deaths[:2].sum() / plain_deaths[:2].sum()) / (factor / 4)
        assert died == pytest.approx(1.0, abs=0.3)
