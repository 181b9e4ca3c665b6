"""The page of a frontier."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from made_plan import made

from fpplan.planning.frontier import Frontier, Spot
from fpplan.planning.plan_fresh import Gain
from fpplan.report.frontier_page import _figure, frontier_lines, frontier_page, spot_label


@pytest.mark.parametrize(("outcomes", "says"), [
    (4.0, "true outcomes can be better: 100 % of the hours, for outcomes gives 4.0"),
    (2.0, "nothing was found that is better in true outcomes"),
])
def test_a_place_without_points_is_told_without_them(outcomes, says):
    own = Spot("base", "own", 10, None, None, 0, 3.0, 0, None, None, None)  # type: ignore[arg-type]
    found = Spot("x", "found", 10, None, None, 0, outcomes, 0, 1, 0, None)  # type: ignore[arg-type]
    first, second = frontier_lines(SimpleNamespace(spots=(own, found)))  # type: ignore[arg-type]
    assert first.endswith("No scheme here gives untagged points.") and "–" not in first
    assert says in second


@pytest.mark.parametrize(("points", "outcomes", "worse", "says"), [
    (-0.4, 8.5, (), True), (-9.0, 8.5, (), False), (-0.4, 1.5, (), False),
    (-0.4, 8.5, ("unmet_need_percent",), False), (3.0, 8.5, (), True)])
def test_serving_better_at_the_same_points_is_told(points, outcomes, worse, says):
    """Errors of 1: what is beyond twice of them counts."""
    def gain(mean):
        return Gain(0, mean, mean, 1.0, mean, mean)

    own = Spot("base", "own", 10, None, 50.0, 0, 30.0, 0, None, None, None, True)  # type: ignore[arg-type]
    other = Spot("followup", "variant", 10, None, 50 + points, 0, 30 + outcomes, 0, None, None,
                 None, True, worse, gain(points), gain(outcomes))  # type: ignore[arg-type]
    lines = frontier_lines(SimpleNamespace(spots=(own, other)))  # type: ignore[arg-type]
    told = [line for line in lines if "cannot be told from today's: followup" in line]
    assert bool(told) == says
    if told:
        assert f"outcomes by +{outcomes}" in told[0]


def spot(name, kind, hours, points, outcomes, **more):
    known = {"yuan": None, "points_error": 0.0, "outcomes_error": 0.0, "budget": None, "mix": None,
             "decision": None}
    return Spot(name=name, kind=kind, hours=hours, points=points, outcomes=outcomes,
                **(known | more))


OWN = spot("base", "own", 240.0, 50.0, 30.0, best=True)


def lines(*others):
    return frontier_lines(SimpleNamespace(spots=(OWN, *others)))


@pytest.mark.parametrize(("found", "says"), [
    ({"budget": None, "mix": None}, "x"),
    ({"budget": 0.5, "mix": 1.0}, "50 % of the hours, for points"),
    ({"budget": 0.25, "mix": 0.0}, "25 % of the hours, for outcomes"),
    ({"budget": 1.0, "mix": 0.5}, "100 % of the hours, for both")])
def test_a_spot_is_called_by_how_it_was_found(found, says):
    assert spot_label(None, spot("x", "found", 1.0, 1.0, 1.0, **found)) == says


def test_the_scenarios_own_spots_have_their_names():
    assert spot_label(None, OWN) == "as now"
    assert spot_label(None, spot("more_audits", "variant", 1, 1, 1)) == "more audits"


def test_what_is_better_in_both_with_no_more_hours_is_told_and_the_cheapest_such():
    best = spot("a", "found", 240.0, 51.0, 36.0, budget=1.0, mix=0.5)
    cheap = spot("b", "found", 120.0, 50.0, 31.0, budget=0.5, mix=0.5)
    dear = spot("c", "found", 300.0, 90.0, 90.0, budget=1.0, mix=1.0)
    told = lines(best, cheap, dear)
    assert told[1] == ("With no more hours both can be better: 100 % of the hours, for both gives"
                       " 36.0 and 51.0 points.")
    assert told[2] == ("120 hours a month are enough to be no worse in both: 50 % of the hours,"
                       " for both.")
    assert len(told) == 3


def test_fewer_points_or_worse_outcomes_are_not_better():
    worse = (spot("a", "found", 100.0, 49.9, 99.0, budget=1.0, mix=0.0),
             spot("b", "found", 100.0, 99.0, 30.0, budget=1.0, mix=1.0))
    assert lines(*worse)[1].startswith("Nothing was found that is better in all three")
    beaten = frontier_lines(SimpleNamespace(spots=(replace(OWN, best=False), *worse)))
    assert beaten[1].startswith("With no more hours nothing was found")


@pytest.fixture(scope="module")
def frontier():
    plan = made()
    spots = (OWN, spot("followup", "variant", 200.0, 48.0, 31.0, worse=("unmet_need_percent",)),
             spot("50% 1", "found", 120.0, 55.0, 20.0, budget=0.5, mix=1.0, best=True),
             spot("50% 0", "found", 120.0, 40.0, 33.0, budget=0.5, mix=0.0))
    return Frontier(plan.problem, replace(plan.judge, schemes=(object(),)), spots, (8, 24), None)


def test_a_budget_is_one_line_and_now_is_a_star(frontier):
    figure = _figure(frontier)
    budget, own, variants = figure.spec["data"]
    assert (budget["x"], budget["y"]) == ([33.0, 20.0], [40.0, 55.0])  # from few points to many
    assert own["marker"]["symbol"] == "star" and own["x"] == [30.0]
    assert variants["text"] == ["followup"]
    rows = figure.table.to_dicts()
    assert [row["best"] for row in rows] == ["yes", "no", "yes", "no"]
    assert rows[1]["worse"] != "none" and rows[0]["worse"] == "none"


def test_without_points_hours_stand_against_outcomes(frontier):
    bare = replace(frontier, judge=replace(frontier.judge, schemes=()))
    own = _figure(bare).spec["data"][1]
    assert own["y"] == [240.0]


def test_the_page_speaks_one_language(frontier):
    english, chinese = (re.sub(r"<(script|style).*?</\1>", "", frontier_page(frontier, 7, lang),
                               flags=re.S) for lang in ("en", "zh"))
    assert not re.search("[\u4e00-\u9fff]", english) and "得分、群众与成本" in chinese
    assert 'id="figure-frontier"' in english and ">7<" in english  # the seed
