"""A plan on disk: a variant that loads again as what was decided, tables, plain data."""

from __future__ import annotations

import csv
import io
import json
import math
import tomllib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_small import small_raw, small_scenario

from fpplan.contract.tags import core_inputs
from fpplan.experiment.response import ColumnError
from fpplan.planning.plan import Made, Wanted
from fpplan.planning.plan_explain import Binding, Explained, Move
from fpplan.planning.plan_fresh import Gain
from fpplan.planning.plan_write import (
    PLAN,
    allocation_rows,
    described,
    gain_data,
    json_text,
    table_text,
    tables_of,
    variant_of,
)
from fpplan.planning.problem import Decision, decision_of, problem_of
from fpplan.planning.search import Found
from fpplan.scenario import loads, resolve
from fpplan.scenario.limits import Limits, PostLimit

GAIN = Gain(40.0, 43.0, 3.0, 1.5, 0.5, 6.0)
SEASONS = [{"id": "busy", "months": [3, 4, 5, 9, 10]},
           {"id": "slack", "months": [1, 2, 6, 7, 8, 11, 12]}]


@pytest.fixture(scope="module")
def scenario():
    return small_scenario()[0]


@pytest.fixture(scope="module")
def made(small):
    """A finished plan that was put together by hand."""
    problem, judge, table = small
    return Made(
        wanted=Wanted("outcomes", problem.limits, seed=3), problem=problem, judge=judge,
        table=table, found=Found(problem.own, 43.0), own_value=40.0, searched=43.0, gain=GAIN,
        others={"outcomes": GAIN}, by_unit={
            "points": (np.array([5.0, 6.0]), np.array([7.0, 8.0])),
            "outcomes": (np.array([10.0, 30.0]), np.array([12.00004, 29.0]))},
        explained=Explained(
            (Move("V01", "year", "meetings", "", 10.0, 2.5, 1.0, 4.0),), 10.0,
            (Binding("hours_per_month", "", 1), Binding("units.most", "V02", 1)),
            np.array([0.5, 0.0]), ("counselling", "")),
        own_broken=(), kept_own=False, draws=(8, 24), candidates={"followup": 41.0})


def deciding(made, hours=None, **posts):
    """The same with another decision."""
    own = made.problem.own
    decision = Decision(own.hours if hours is None else hours, {**own.posts, **posts})
    return replace(made, found=replace(made.found, decision=decision))


def plans_of(made, scenario):
    return resolve(loads(variant_of(made, scenario), "plan.toml"))


def test_todays_hours_are_no_variant(made, scenario):
    assert {*plans_of(made, scenario)} == {"base", *scenario.variant}


@pytest.mark.parametrize("seed", range(3))
def test_the_variant_loads_as_what_was_decided(made, scenario, seed):
    problem = made.problem
    rng = np.random.default_rng(seed)
    hours = rng.integers(0, 20, problem.own.hours.shape) / 4  # few: staff are enough
    plan = plans_of(deciding(made, hours), scenario)["plan"]
    assert decision_of(problem, plan).same_as(Decision(hours, problem.own.posts))
    assert plan.label is not None and plan.why is not None


def test_only_what_changes_is_written(made, scenario):
    hours = made.problem.own.hours.copy()
    at = made.problem.tasks.index("counselling")
    hours[1, at] = 27.0
    text = variant_of(deciding(made, hours), scenario)
    assert tomllib.loads(text)["variant"]["plan"]["set"] == {"hours.units.V02.counselling": 27}


def test_what_the_scenario_says_stays(made, scenario):
    hours = made.problem.own.hours + 1
    before, after = (tomllib.loads(variant_of(each, scenario))
                     for each in (made, deciding(made, hours)))
    after["variant"].pop("plan")
    assert after == before and before["id"] == scenario.id


def test_hours_that_schemes_bring_are_written_with_a_plan(made):
    scenario, world, _plugins = small_scenario()
    problem = problem_of(world, world.base, Limits())
    hours = problem.own.hours.copy()
    hours[0, 0] = 7
    text = variant_of(replace(deciding(made, hours), problem=problem), scenario)
    written = tomllib.loads(text)["variant"]["plan"]["set"]
    brought = {f"hours.units.{unit}.{task}" for task, by in world.base.brought.hours.items()
               for unit in by}
    assert brought and set(written) == {f"hours.units.V01.{problem.tasks[0]}", *brought}


def test_a_plan_of_a_plan_has_another_name(made, scenario):
    hours = made.problem.own.hours.copy()
    hours[0, 0, 0] = 7
    first = loads(variant_of(deciding(made, hours), scenario), "plan.toml")
    hours[0, 0, 0] = 8
    plans = plans_of(deciding(made, hours), first)
    assert [plans[name].hours("V01", made.problem.tasks[0], 0)
            for name in ("plan", "plan_2")] == [7, 8]


def test_posts_are_written_by_unit_and_for_all_who_share_them(made, scenario):
    posts = {"village_worker": np.array([0.0, 3.0]), "township_worker": np.array([2.0])}
    plan = plans_of(deciding(made, made.problem.own.hours * 0, **posts), scenario)["plan"]
    problem = replace(made.problem, limits=Limits(posts={"village_worker": PostLimit()}))
    found = decision_of(problem, plan)
    assert {kind: each.tolist() for kind, each in found.posts.items()} == {
        "village_worker": [0, 3], "township_worker": [2]}


def test_seasons_that_differ_are_a_list_and_others_one_number(made):
    scenario, world, _plugins = small_scenario(small_raw(
        seasons=SEASONS, schemes=["lianhe"], readings={"lianhe.window": "to_date"}))
    problem = problem_of(world, world.base, Limits())
    hours = problem.own.hours.copy()
    hours[0, 0], hours[1, 0] = [5, 2.5], [4, 4]
    seasonal = replace(deciding(made, hours), problem=problem)
    text = variant_of(seasonal, scenario)
    task = problem.tasks[0]
    assert tomllib.loads(text)["variant"]["plan"]["set"] == {
        f"hours.units.V01.{task}": [5, 2.5], f"hours.units.V02.{task}": 4}
    plan = plans_of(seasonal, scenario)["plan"]
    assert decision_of(problem, plan).hours[:, 0].tolist() == [[5, 2.5], [4, 4]]
    assert plan.hours("V01", task, 0) == 2.5  # August is slack
    assert [row[2] for row in allocation_rows(problem, seasonal)[:2]] == ["busy", "slack"]


@settings(max_examples=30)
@given(st.lists(st.lists(st.text("a,\"\n'中 ;", max_size=5), min_size=2, max_size=2)))
def test_a_table_is_read_as_it_was_written(rows):
    text = table_text(["a", "b"], rows)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], *rows]


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_allocation_is_of_every_unit_and_task(made):
    hours = made.problem.own.hours.copy()
    hours[0, 0, 0] = 7.125
    rows = read(tables_of(deciding(made, hours))["allocation.csv"])
    assert len(rows) == hours.size
    assert rows[0] == {"unit": "V01", "task": made.problem.tasks[0], "season": "year",
                       "own_hours_per_month": "6", "plan_hours_per_month": "7.12"}
    assert sum(float(row["own_hours_per_month"]) for row in rows) == 240


def test_tables_tell_posts_units_and_moves(made):
    tables = tables_of(deciding(made, township_worker=np.array([2.0])))
    assert {*tables} <= {*PLAN.files}
    assert read(tables["posts.csv"]) == [
        {"kind": "village_worker", "unit": "V01", "own_posts": "1", "plan_posts": "1"},
        {"kind": "village_worker", "unit": "V02", "own_posts": "1", "plan_posts": "1"},
        {"kind": "township_worker", "unit": "lianhe", "own_posts": "1", "plan_posts": "2"}]
    one, two = read(tables["units.csv"])
    assert one == {"unit": "V01", "own_points": "5", "plan_points": "7", "own_outcomes": "10",
                   "plan_outcomes": "12", "worth_of_one_more_hour": "0.5",
                   "for_task": "counselling"}
    assert (two["worth_of_one_more_hour"], two["for_task"]) == ("0", "")
    assert [*read(tables["moves.csv"])[0].values()] == [
        "V01", "year", "meetings", "", "10", "2.5", "1", "4"]


def test_nothing_is_written_as_minus_nought(made):
    slight = Move("V01", "year", "meetings", "", 10.0, -1e-9, -0.0, 0.0)
    told = replace(made, explained=replace(made.explained, moves=(slight,)))
    assert "-0" not in tables_of(told)["moves.csv"]


def test_plain_data_says_what_was_asked_and_found(made):
    hours = made.problem.own.hours.copy()
    hours[0, 0, 0] += 2
    data = described(deciding(made, hours, village_worker=np.array([2.0, 1.0])))
    assert data["hours_per_month"] == {"own": 240, "plan": 242}
    assert data["yuan_per_month"] == {"own": 600, "plan": 900}
    assert data["gain_on_fresh_draws"]["gain"] == 3 and data["fresh_draws"] == [8, 24]
    assert data["table_value"] == {"own": 40, "plan": 43} and data["seed"] == 3
    assert data["schemes"] == [] and data["passing"] is None
    assert data["moves"][0]["to"] is None and data["moves"][0]["from"] == "meetings"
    assert data["binds"] == [{"limit": "hours_per_month", "where": None, "count": 1},
                             {"limit": "units.most", "where": "V02", "count": 1}]
    assert data["worth_of_one_more_hour"]["V02"] == {"gain": 0, "task": None}
    assert {*data["outcomes"]} == {o.column.name for o in made.judge.outcomes}
    assert all(o["may_worsen"] for o in data["outcomes"].values())  # every floor was lifted
    assert data["objective_is"] == {"zh": made.judge.text.zh, "en": made.judge.text.en}


def test_no_tagged_figure_is_in_the_data(made):
    text = json_text(described(made))
    tagged = [name for name, known in core_inputs().items() if known.tags]
    assert len(tagged) > 20 and not [name for name in tagged if f'"{name}"' in text]


def test_json_holds_no_number_that_is_none(made):
    """One parameter set has no standard error, a table may have no error of a column."""
    one = ColumnError(made.judge.columns[0], float("nan"), float("inf"))
    told = replace(made, gain=replace(GAIN, error=math.nan),
                   table=replace(made.table, errors=(one,)))
    data = json.loads(json_text(described(told)), parse_constant=pytest.fail)
    assert data["gain_on_fresh_draws"]["standard_error"] is None
    assert data["table_errors"][0]["error"] is None
    assert gain_data(GAIN) == {"own": 40, "plan": 43, "gain": 3, "standard_error": 1.5,
                               "q05": 0.5, "q95": 6}
