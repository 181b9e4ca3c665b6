"""The chance to meet a number, against the binomial worked out the long way."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.stats import binom, poisson

from fpplan.contract.months import Period
from fpplan.planning.shrink import Peers
from fpplan.planning.targets_chance import odds, usual
from fpplan.planning.targets_forecast import Forecast
from fpplan.planning.targets_subject import subjects
from fpplan.population.rates import TARGETS

SHARE, RATIO, EVENTS = ("births_timely_and_right_percent", "srb",
                        "discontinuation_per_100_user_years")


def made(name: str, k: np.ndarray, n: np.ndarray) -> Forecast:
    """A forecast of one indicator from counts (draw, leaf); one parent above."""
    leaves = k.shape[1]
    members = np.vstack([np.eye(leaves), np.ones((1, leaves))])
    above, below = k @ members.T, n @ members.T
    if name == RATIO:
        below = below - above
    nothing = np.zeros((*above.shape, 1))
    return Forecast((*(f"V{at}" for at in range(leaves)), "town"), leaves, (name,),
                    Period("2014", 0, 11), above[..., None], below[..., None], nothing, nothing,
                    np.arange(len(k)) // 4, np.zeros((*above.shape, len(TARGETS))), (), {}, members)


def lived(name: str, sizes: tuple[float, ...], draws: int = 400, spread: float = 0.3,
          seed: int = 0) -> tuple[Forecast, np.ndarray]:
    """Units of so many births or women; each set of four draws has a rate of its own."""
    luck = np.random.default_rng(seed)
    base = {SHARE: 0.9, RATIO: 0.55, EVENTS: 0.12}[name]
    sets = np.repeat(luck.normal(0, spread, draws // 4), 4)[:, None]
    n = luck.poisson(sizes, (draws, len(sizes))).astype(float)
    if name == EVENTS:
        rate = base * np.exp(sets)
        return made(name, luck.poisson(rate * n).astype(float), n), rate
    rate = 1 / (1 + np.exp(-(np.log(base / (1 - base)) + sets)))
    return made(name, luck.binomial(n.astype(int), rate).astype(float), n), rate


def by_hand(name: str, known, aim: float, draw: int, unit: int) -> float:
    p, n = known.rates[known.set_of[draw], unit], known.counts[draw, unit]
    if name == EVENTS:
        return sum(poisson.pmf(k, p * n) for k in range(int(aim / 100 * n + 1e-9) + 1))
    whole = round(n)
    if name == RATIO:
        return sum(binom.pmf(k, whole, p) for k in range(whole)
                   if k / (whole - k) * 100 <= aim + 1e-9)
    return sum(binom.pmf(k, whole, p) for k in range(whole + 1) if 100 * k / whole >= aim - 1e-9)


@pytest.mark.parametrize(("name", "aim"), [(SHARE, 90.0), (SHARE, 100.0), (SHARE, 33.3),
                                           (RATIO, 118.0), (RATIO, 100.0), (EVENTS, 12.0)])
def test_the_chance_is_the_sum_over_all_outcomes(name, aim):
    known = odds(lived(name, (3.0, 20.0, 60.0), draws=24)[0], subjects()[name])
    found = known.meets(aim)
    for draw in range(0, 24, 5):
        for unit in range(4):
            if known.counts[draw, unit] > 0:
                assert found[draw, unit] == pytest.approx(by_hand(name, known, aim, draw, unit),
                                                          abs=1e-9)


@pytest.mark.parametrize("name", [SHARE, RATIO, EVENTS])
@pytest.mark.parametrize("probability", [0.5, 0.8, 0.95])
def test_what_is_attainable_is_the_hardest_number_met_so_surely(name, probability):
    known = odds(lived(name, (12.0, 30.0, 80.0))[0], subjects()[name])
    best = known.attainable(probability)
    step = 10.0**-known.subject.decimals * (-1 if known.subject.most else 1)
    assert (known.chance(best) >= probability - 1e-9).all()
    own, most = known.as_value(known.own), known.subject.most
    capped = np.abs(best - own) < abs(step)  # never more demanding than the unit's own rate
    assert ((known.chance(best + step) < probability) | capped).all()
    assert not capped.any() or probability < 0.95
    assert (best >= own - 1e-9).all() if most else (best <= own + 1e-9).all()
    equal = known.for_all(probability, 3)
    assert known.chance(equal)[:3].mean() >= probability - 1e-9
    if abs(equal - float(known.as_value(np.array(known.group.mean)))) >= abs(step):
        assert known.chance(equal + step)[:3].mean() < probability


def test_below_one_half_a_number_may_ask_for_more_than_is_expected():
    known = odds(lived(SHARE, (40.0, 80.0))[0], subjects()[SHARE])
    assert (known.attainable(0.2) > known.as_value(known.own)).all()


def test_few_births_are_not_asked_for_what_nobody_asks_of_many():
    known = odds(lived(SHARE, (3.0, 300.0), spread=0.0)[0], subjects()[SHARE])
    assert known.chance(100.0)[0] > 0.7  # three of three
    assert (known.attainable(0.7) <= known.as_value(known.own) + 1e-9).all()


@pytest.mark.parametrize("name", [SHARE, RATIO, EVENTS])
def test_numbers_are_met_as_often_as_they_say(name):
    """On fresh draws of the same world, luck and what is not known both in."""
    known = odds(lived(name, (25.0, 60.0, 200.0), draws=2000)[0], subjects()[name])
    best = known.attainable(0.8)
    fresh = lived(name, (25.0, 60.0, 200.0), draws=8000, seed=9)[0]
    above, below, _value = fresh.of(name)
    value = known.factor * above / np.where(below > 0, below, np.nan)
    met = value <= best + 1e-9 if known.subject.most else value >= best - 1e-9
    assert np.abs(met.mean(axis=0) - known.chance(best)).max() < 0.03


def test_small_units_are_asked_for_less_and_large_ones_for_more():
    best = odds(lived(SHARE, (10.0, 40.0, 400.0))[0], subjects()[SHARE]).attainable(0.8)
    assert best[0] < best[1] < best[2]


def test_more_certainty_asks_for_less():
    known = odds(lived(SHARE, (30.0, 30.0))[0], subjects()[SHARE])
    easy, hard = known.attainable(0.9), known.attainable(0.6)
    assert (easy < hard).all()


def test_three_births_can_be_too_few_for_any_sex_ratio():
    known = odds(lived(RATIO, (3.0, 3.0))[0], subjects()[RATIO])
    assert np.isnan(known.attainable(0.95)[:2]).all()


def test_a_unit_without_births_is_neither_met_nor_missed():
    forecast, _rate = lived(SHARE, (0.0, 20.0))
    known = odds(forecast, subjects()[SHARE])
    assert np.isnan(known.chance(90.0)[0]) and not np.isnan(known.chance(90.0)[1])
    assert np.isnan(known.attainable(0.8)[0])
    assert not np.isnan(known.for_all(0.8, 2))


def test_two_equal_units_differ_by_luck_as_pairs_do():
    known = odds(lived(SHARE, (10.0, 25.0, 70.0), draws=8)[0], subjects()[SHARE])
    q = known.meets(90.0, known.common[:, None])[:, :3]
    pairs = [q[:, a] * (1 - q[:, b]) + q[:, b] * (1 - q[:, a])
             for a, b in combinations(range(3), 2)]
    assert known.disagree(90.0, 3) == pytest.approx(float(np.mean(pairs)))


def test_units_that_are_alike_get_like_rates_however_few_their_births():
    known = odds(lived(SHARE, (4.0, 500.0), draws=40)[0], subjects()[SHARE])
    assert known.own[0] == pytest.approx(known.own[1], abs=0.03)


def recorded(k, n) -> tuple[np.ndarray, np.ndarray]:
    return np.array(k, float), np.array(n, float)


@pytest.mark.parametrize("name", [SHARE, EVENTS])
def test_figures_of_their_own_set_units_apart_at_the_models_level(name):
    sizes = (60.0,) * 6
    forecast = lived(name, sizes)[0]
    plain = odds(forecast, subjects()[name])
    told = odds(forecast, subjects()[name], recorded([30, 55, 56, 54, 55, 0],
                                                     [60, 60, 60, 60, 60, 0]))
    assert told.own[0] < min(told.own[1:5]) and told.own[5] < told.own[2]
    assert told.own[:6].mean() == pytest.approx(plain.own[:6].mean(), rel=0.15)
    without = odds(forecast, subjects()[name], recorded([0] * 6, [0] * 6))
    assert without.attainable(0.8)[:6] == pytest.approx(plain.attainable(0.8)[:6])


def test_one_bad_year_of_a_small_unit_says_less_than_of_a_large_one():
    forecast = lived(SHARE, (60.0,) * 8)[0]
    many = recorded([3, 350, 56, 53, 57, 52, 54, 55], [5, 500, 60, 60, 60, 60, 60, 60])
    told = odds(forecast, subjects()[SHARE], many)  # 60 % of 5, 70 % of 500
    assert told.own[0] > told.own[1]


def test_three_births_a_year_and_three_thousand():
    for name in (SHARE, RATIO, EVENTS):
        known = odds(lived(name, (3.0, 3000.0), draws=40)[0], subjects()[name])
        best = known.attainable(0.7)
        own = known.as_value(known.own)
        assert (best >= own - 1e-9).all() if known.subject.most else (best <= own + 1e-9).all()
        assert known.own[0] == pytest.approx(known.own[1], abs=0.05)
        assert (known.chance(best) >= 0.7 - 1e-9).all()


@pytest.mark.parametrize("name", [SHARE, EVENTS, RATIO])
def test_a_figure_given_alone_counts_by_how_much_it_was_counted_on(name):
    """1 of 1,000 was ignored: its own mean was the level, and one figure has no variance."""
    forecast = lived(name, (60.0,) * 4)[0]
    plain = odds(forecast, subjects()[name])
    bad = 0.9 if subjects()[name].most else 0.001

    def told(of: float):
        return odds(forecast, subjects()[name], recorded([bad * of, 0, 0, 0], [of, 0, 0, 0]))

    few, many = told(10.0), told(1000.0)
    assert abs(few.own[0] - bad) < abs(plain.own[0] - bad)
    assert abs(many.own[0] - bad) < 0.5 * abs(few.own[0] - bad) or name == RATIO
    assert many.own[1:4] == pytest.approx(plain.own[1:4]), "the others are not spoken of"
    assert many.attainable(0.8)[1:4].tolist() == plain.attainable(0.8)[1:4].tolist()
    worse = many.attainable(0.8)[0] - plain.attainable(0.8)[0]
    assert worse > 0 if subjects()[name].most else worse < 0
    usual_one = odds(forecast, subjects()[name], recorded(
        [plain.own[0] * 1000, 0, 0, 0], [1000, 0, 0, 0]))
    assert usual_one.own[0] == pytest.approx(plain.own[0], rel=1e-6)


def test_a_figure_given_alone_is_the_posterior_of_the_beta_distribution():
    forecast = lived(SHARE, (60.0,) * 4)[0]
    plain = odds(forecast, subjects()[SHARE])
    group = Peers(plain.group.mean, usual(plain.group, subjects()[SHARE]))
    told = odds(forecast, subjects()[SHARE], recorded([20, 0, 0, 0], [40, 0, 0, 0]))
    weight = 40 / (40 + group.precision)
    assert told.own[0] == pytest.approx(weight * 0.5 + (1 - weight) * plain.own[0], abs=1e-6)
