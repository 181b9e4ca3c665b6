"""Rates matched to a table: scales that were planted are found, and a match goes on."""

from __future__ import annotations

import numpy as np
import pytest
from small_people import base_table, count, plan, resolved_of

from fpplan.contract.errors import FpplanError
from fpplan.contract.months import Period
from fpplan.experiment.lived import audits_before, before_in_the_books
from fpplan.experiment.world import world_of
from fpplan.matching import match as module
from fpplan.matching import priors
from fpplan.matching.match import AIMS, describe, match, measure
from fpplan.place.parameters import ParameterSets, catalogue
from fpplan.population import pool
from fpplan.population.rates import TARGETS, Scales
from fpplan.population.simulate import KEPT_FROM, burn_in, live, prepare

TOWN = {"resident": {"V01": 27_000}}
VILLAGE = {"resident": {"V01": 4000}}
DRAWS = 8
NATURAL = 105.0


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(pool, "HISTORIES", 2400)
    monkeypatch.setattr(module, "DRAWS", DRAWS)


@pytest.fixture
def anywhere(monkeypatch):
    """Priors so wide that the figures alone decide, and books known: the search by itself."""
    monkeypatch.setattr(module, "spreads", lambda _world: dict.fromkeys(Scales._fields, 50.0))
    monkeypatch.setattr(module._Search, "_of_the_books", lambda self: np.zeros(len(self.names)))


def booked(resolved, scales, draws=DRAWS):
    world = world_of(resolved)
    return before_in_the_books(world.scaled(scales), {}, draws, audits_before(world, {}))


def yearly(resolved, scales, draws=DRAWS):
    """What the books of the year before show."""
    return measure(booked(resolved, scales, draws))


def test_what_is_measured_is_the_year_before():
    world = world_of(plan(VILLAGE))
    tallies = world.expected({}, 6)
    found = measure(tallies, view="true")
    assert set(found) == set(AIMS)

    def total(pattern):
        return count(tallies.true, world.population.table, pattern).sum() / 6

    births = total("births")
    assert found["births"] == pytest.approx(births)
    assert found["second_order_percent"] == pytest.approx(100 * total("births[order=2]") / births)
    assert found["higher_order_percent"] == pytest.approx(
        100 * (births - total("births[order=1]") - total("births[order=2]")) / births)
    assert found["births_within_policy_percent"] == pytest.approx(
        100 * total("births[policy=in]") / births)
    first = [total(f"births[order=1,sex={s}]") for s in "mf"]
    both = [total(f"births[sex={s}]") for s in "mf"]
    assert found["srb_first"] == pytest.approx(100 * first[0] / first[1])
    assert found["srb_second_and_later"] == pytest.approx(
        100 * (both[0] - first[0]) / (both[1] - first[1]))
    assert found["mcpr_percent"] == pytest.approx(100 * total("using") / total("in_union"))


def test_books_are_measured_in_their_own_view_and_months():
    found = booked(plan(TOWN), Scales(), 24)
    town, months = ("true", "reported"), Period("w", -10, -1)
    true, told = (measure(found, view=view)["births"] for view in town)
    assert told < true  # some are missed
    ten = {view: measure(found, view=view, months=months)["births"] for view in town}
    births = found.total("reported", "births").sum(axis=1)[:, 2:].sum(axis=1).mean()
    assert ten["reported"] == pytest.approx(births)
    assert ten["true"] == pytest.approx(true * 10 / 12, rel=0.05)
    assert measure(found)["births"] == told


@pytest.mark.usefixtures("anywhere")
@pytest.mark.parametrize(("aim", "planted", "within"), [
    ("births", {"exposure": 1.3}, 0.02),
    ("second_order_percent", {"progression_2": 1.5}, 0.3),
    ("higher_order_percent", {"progression_3": -1.5}, 0.3),
    ("births_within_policy_percent", {"deterrence": -1.5}, 0.3),
    ("srb_first", {"selection_1": 3.8}, 1.0),
    ("srb_second_and_later", {"selection_2": 0.8, "selection_3": 0.8}, 0.15),
    ("mcpr_percent", {"uptake": -0.8}, 0.05),
])
def test_a_planted_scale_is_found_again(monkeypatch, aim, planted, within):
    """Aims simulated under a known scale, matching from neutral. A scale is known as well as
    the simulated years tell."""
    years = 24
    if aim in ("srb_first", "higher_order_percent", "srb_second_and_later"):  # few births tell
        years = 192 if aim == "higher_order_percent" else 96
        monkeypatch.setattr(pool, "HISTORIES", 9600)
    monkeypatch.setattr(module, "DRAWS", years)
    town = plan(TOWN)
    aims = {aim: yearly(town, Scales(**planted), years)[aim]}
    found = match(world_of(town), aims)
    assert found.missed == () and found.chance == ()
    miss = [abs(module._miss(aim, at[aim], aims[aim], 330)) for at in (found.before, found.reached)]
    assert miss[0] > 0.7 and miss[1] < 3 / np.sqrt(years)  # three of their errors
    for name, value in Scales(**planted)._asdict().items():
        assert getattr(found.scales, name) == pytest.approx(value, abs=within), name


@pytest.mark.usefixtures("anywhere")
def test_planted_scales_together_reach_their_aims(monkeypatch):
    """Progression and deterrence do nearly the same to a table: their scales need not come back,
    what they were planted for must."""
    monkeypatch.setattr(module, "DRAWS", 48)
    monkeypatch.setattr(pool, "HISTORIES", 9600)
    town = plan(TOWN)
    planted = Scales(exposure=1.25, progression_2=0.5, progression_3=-0.5, deterrence=-0.6,
                     selection_2=0.7, selection_3=0.7, uptake=-0.6)
    aims = yearly(town, planted, 48)
    del aims["srb_first"]
    seen = []
    found = match(world_of(town), aims, progress=lambda n, last: seen.append((n, last)))
    assert found.missed == () and found.chance == ()
    assert set(found.reached) == set(aims) == set(found.aimed)

    def far(values):
        return sum(module._miss(n, values[n], aims[n], aims["births"]) ** 2 for n in aims)

    assert far(found.before) > 30
    assert far(found.reached) < 0.03 * far(found.before)
    assert found.scales.exposure == pytest.approx(planted.exposure, rel=0.03)
    assert found.scales.uptake == pytest.approx(planted.uptake, abs=0.15)
    assert found.scales.selection_3 == found.scales.selection_2
    assert (found.scales.progression_1, found.scales.selection_1) == (0.0, 0.0)
    assert [n for n, _ in seen] == list(range(1, found.evaluations + 1))


@pytest.mark.usefixtures("anywhere")
def test_what_was_reached_is_what_the_scales_give(monkeypatch):
    monkeypatch.setattr(module, "DRAWS", 64)
    town = plan(VILLAGE)
    found = match(world_of(town), {"births": 45.0, "mcpr_percent": 85.0})
    again = yearly(town, found.scales, 64)
    assert {name: again[name] for name in found.reached} == pytest.approx(dict(found.reached))
    assert found.reached["births"] == pytest.approx(45, rel=0.02)
    assert found.reached["mcpr_percent"] == pytest.approx(85, abs=0.5)


@pytest.mark.usefixtures("anywhere")
def test_ten_percent_more_births_go_on_as_ten_percent_more(monkeypatch):
    """In months 0 to 11, by expected tallies on fixed luck: +10 % and within 2 %, not more."""
    monkeypatch.setattr(module, "DRAWS", 64)
    town = plan(TOWN, horizon=12)

    def year_after(scales):
        population = prepare(town, scales)
        sets = ParameterSets(None, 0, {}, population.setting.parameters)
        past = burn_in(population, sets, np.zeros(64, np.int64), (0, 64), 0)
        lived = live(population, past, np.zeros((1, 1, 12, len(TARGETS))))
        births = count(lived, population.table, "births")
        return births[:, :, :-KEPT_FROM].sum() / 64, births[:, :, -KEPT_FROM:].sum() / 64

    before, after = year_after(Scales())
    books = yearly(town, Scales(), 64)["births"]
    found = match(world_of(town), {"births": 1.1 * books})
    assert found.missed == ()
    matched, goes_on = year_after(found.scales)
    assert found.reached["births"] / books == pytest.approx(1.10, abs=0.005)
    assert matched / before == pytest.approx(1.10, abs=0.02)  # births come to the books by luck
    assert goes_on / after == pytest.approx(1.10, abs=0.02)
    assert goes_on / matched == pytest.approx(after / before, abs=0.02)


def test_a_ratio_below_the_natural_one_is_left_to_chance():
    town = plan(VILLAGE)
    found = match(world_of(town), {"births": 49.0, "srb_first": 95.0})
    assert found.chance == ("srb_first",)
    assert "srb_first" not in found.aimed and found.scales.selection_1 == 0.0
    assert any("srb_first is below the natural ratio" in line for line in describe(found))
    male = plan(VILLAGE, parameters={"sex.male_at_birth": 0.55})  # 122 boys to 100 girls
    assert match(world_of(male), {"births": 49.0, "srb_first": 110.0}).chance == ("srb_first",)


def test_nothing_that_can_be_matched_is_refused():
    with pytest.raises(ValueError, match="nothing to match"):
        match(world_of(plan(VILLAGE)), {"srb_first": 95.0})


@pytest.mark.usefixtures("anywhere")
def test_an_aim_that_cannot_be_reached_is_said():
    found = match(world_of(plan(TOWN)), {"higher_order_percent": 70.0})
    assert found.missed == ("higher_order_percent",)
    assert found.reached["higher_order_percent"] < 60
    assert found.reached["higher_order_percent"] > found.before["higher_order_percent"]
    assert any(line.startswith("higher_order_percent stays more than a standard error away")
               for line in describe(found))


def test_a_few_births_make_no_place_that_no_source_knows(monkeypatch):
    """Sex ratios of 300 from some 130 births: the figure alone asks for a scale far outside, the
    catalogue holds it, and what is left of the miss is said."""
    monkeypatch.setattr(module, "DRAWS", 16)
    aims = {"births": 340.0, "srb_second_and_later": 300.0}
    held = match(world_of(plan(TOWN)), aims)
    with monkeypatch.context() as patch:
        patch.setattr(module, "spreads", lambda _world: dict.fromkeys(Scales._fields, 50.0))
        free = match(world_of(plan(TOWN)), aims)
    assert 0.3 < held.scales.selection_2 < 0.8 * free.scales.selection_2
    assert held.reached["srb_second_and_later"] < free.reached["srb_second_and_later"]
    assert "srb_second_and_later" in held.missed
    known = priors.spreads(world_of(plan(TOWN)))
    assert held.scales.selection_3 / held.scales.selection_2 == pytest.approx(
        known["selection_3"] / known["selection_2"], abs=0.01)  # as many standard deviations


def test_a_search_ends_at_two_standard_deviations_and_says_so():
    """Twice as many births as the place has: exposure goes to its end and no further."""
    found = match(world_of(plan(VILLAGE)), {"births": 120.0})
    end = priors.FAR * priors.spreads(world_of(plan(VILLAGE)))["exposure"]
    assert np.log(found.scales.exposure) == pytest.approx(end, abs=0.01)
    assert found.far["exposure"] == pytest.approx(priors.FAR, abs=priors.AT_END)
    assert found.missed == ("births",)
    assert any(line.startswith("Scale exposure stands at the end of its search")
               for line in describe(found))
    near = match(world_of(plan(VILLAGE)), {"births": 50.0})
    assert near.far == {} and near.missed == ()


def test_a_match_begins_from_neutral_whatever_was_matched_before():
    aims = {"births": 49.0}
    one = match(world_of(plan(VILLAGE)), aims)
    other = match(world_of(plan(VILLAGE, scales={"exposure": 2.0})), aims)
    assert one.scales == other.scales
    assert other.before["births"] > 1.5 * one.before["births"]


@pytest.mark.usefixtures("anywhere")
def test_aims_are_those_of_their_months(monkeypatch):
    """As many births in ten months as in a year ask for more women."""
    monkeypatch.setattr(module, "DRAWS", 16)
    ten = plan(TOWN, aims={"first": "2013-10", "last": "2014-07"})
    found = {name: match(world_of(place), {"births": 330.0})
             for name, place in (("year", plan(TOWN)), ("ten", ten))}
    ratio = found["ten"].scales.exposure / found["year"].scales.exposure
    assert ratio == pytest.approx(12 / 10, abs=0.06)
    assert found["ten"].reached["births"] == pytest.approx(330, rel=0.04)


def test_doubtful_books_weigh_less(monkeypatch):
    """The same figure asks for less where the books may be far off."""
    monkeypatch.setattr(module, "DRAWS", 128)  # four of a set, so that luck is little of the doubt
    wide = {name: {"value": value, "range": [low, high], "why": "a test"}
            for name, value, low, high in (("reporting.omission_out_boy", 0.1, 0.001, 0.9),
                                           ("reporting.omission_out_girl", 0.22, 0.001, 0.95),
                                           ("reporting.omission_in_girl", 0.22, 0.001, 0.95))}
    known = {name: {"value": each.value, "range": [each.value, each.value], "why": "a test"}
             for name, each in catalogue().items() if name.startswith("reporting.")}
    known |= {name: {**each, "range": [each["value"]] * 2} for name, each in wide.items()}
    aims = {"births": 330.0, "srb_second_and_later": 220.0}
    table = base_table(TOWN)
    sure, doubtful = (module._Search(
        world_of(resolved_of(place)), Scales(), dict.fromkeys(Scales._fields, 1.0), aims, None)
        for place in ({**table, "parameters": known}, {**table, "parameters": wide}))
    assert doubtful.doubt[1] > 1.2 * sure.doubt[1] > 1.2
    assert doubtful.doubt[0] > sure.doubt[0] > 1
    far = np.array([0.0, 0.0])
    assert (abs(doubtful.residuals(far)[:2]) < abs(sure.residuals(far)[:2])).all()


def test_scales_without_an_aim_stay_as_the_scenario_has_them():
    town = plan(VILLAGE, scales={"selection_2": 0.3, "selection_3": 0.2, "uptake": -0.2})
    found = match(world_of(town), {"births": 49.0})
    assert found.scales._replace(exposure=1.0) == Scales(
        selection_2=0.3, selection_3=0.2, uptake=-0.2)


def test_matching_is_the_same_every_time():
    town = plan(VILLAGE)
    one, two = (match(world_of(town), {"births": 45.0}) for _ in range(2))
    assert one == two


def test_a_match_says_that_it_has_no_interval_and_what_it_cannot_tell_apart():
    found = match(world_of(plan(VILLAGE)), {"births": 49.0, "srb_second_and_later": 160.0})
    lines = describe(found)
    assert lines[0] == "Matched at central values on fixed luck; a match has no interval."
    assert lines[-1].startswith("Selection and girls left out of the books cannot be told apart")
    assert "selection moved within its range" in lines[-1]
    assert sum("aimed at" in line for line in lines) == 2


def test_a_place_too_small_to_have_births_is_refused_in_words():
    with pytest.raises(FpplanError, match="srb_second_and_later cannot be matched: there are "
                                          "too few births"):
        match(world_of(plan({"resident": {"V01": 3}})), {"srb_second_and_later": 160.0})
