"""The page of a plan."""

import re
from dataclasses import replace

import numpy as np
import pytest
from made_plan import MOVE, gain, made

from fpplan.experiment.response import Column, ColumnError
from fpplan.planning.plan_explain import Binding, Move
from fpplan.report.page import Section
from fpplan.report.plan_page import about, plan_page

MEETINGS_TO = (MOVE, Move("V02", "year", "", "counselling", 5.0, 0.5, -0.5, 1.5))


@pytest.fixture
def figures(monkeypatch):
    """The figures that stand on the page of a plan, by id."""
    def of(plan):
        kept: list[Section] = []
        monkeypatch.setattr("fpplan.report.plan_page.render",
                            lambda lang, title, data, facts, said, sections: kept.extend(sections))
        plan_page(plan, "en")
        return {figure.id: figure for section in kept for figure in section.figures}
    return of


def test_hours_by_task_are_those_of_all_units(figures):
    table = figures(made(moves=MEETINGS_TO))["plan_tasks"].table
    rows = {row["task"]: row for row in table.to_dicts()}
    assert rows["meetings"] == {"task": "meetings", "own": 60.0, "plan": 50.0, "change": -10.0}
    assert rows["counselling"]["change"] == 15.0
    assert table["own"].sum() == pytest.approx(240.0)  # nothing is left out but what is 0
    assert all(row["own"] or row["plan"] for row in rows.values())


def test_seasons_weigh_by_their_months(figures):
    plan = made(seasons=("summer", "winter"))
    hours = np.concatenate([plan.problem.own.hours, 2 * plan.problem.own.hours], axis=2)
    own = replace(plan.problem.own, hours=hours)
    problem = replace(plan.problem, months=(3, 9), own=own)
    found = figures(replace(plan, problem=problem, found=replace(plan.found, decision=own)))
    for column in ("own", "plan"):
        assert found["plan_tasks"].table[column].sum() == pytest.approx(240 * (3 + 2 * 9) / 12)
    assert [column.id for column in found["plan_allocation"].columns][:2] == ["unit", "season"]


def test_the_allocation_has_a_row_for_every_unit_and_task_with_hours(figures):
    figure = figures(made(moves=MEETINGS_TO))["plan_allocation"]
    assert "season" not in {column.id for column in figure.columns}  # there is one alone
    rows = {(row["unit"], row["task"]): (row["own"], row["plan"])
            for row in figure.table.to_dicts()}
    first, second = sorted({unit for unit, _task in rows})
    assert rows[first, "meetings"] == (30.0, 20.0)
    assert rows[second, "counselling"] == (20.0, 25.0)
    assert len(rows) == 2 * 6  # six tasks have hours in each village


def test_moves_have_their_range_and_chances_are_in_percent(figures):
    figure = figures(made(moves=MEETINGS_TO))["plan_moves"]
    assert figure.table["gain"].to_list() == [2.5, 0.5]
    errors = figure.spec["data"][0]["error_x"]
    assert (errors["array"], errors["arrayminus"]) == ([1.5, 1.0], [1.5, 1.0])
    chance = figures(made(objective="pass"))["plan_moves"]
    assert chance.table["gain"].to_list() == [250.0]
    still = figures(made(moves=()))["plan_moves"]
    assert still.spec is None and still.reading.en == "Nothing moves."


def test_each_outcome_stands_on_its_own_way_from_worst_to_best(figures):
    plan = made({"unmet_need_percent": gain(-2.0, own=12.0)})
    measured = [outcome.measured(0.20, 0.10) if outcome.column.name == "unmet_need_percent"
                else outcome for outcome in plan.judge.outcomes]
    figure = figures(replace(plan, judge=replace(plan.judge, outcomes=tuple(measured))))[
        "plan_outcomes"]
    at = [o.column.name for o in measured].index("unmet_need_percent")
    row = figure.table.row(at, named=True)
    assert (row["own"], row["plan"], row["worst"], row["best"]) == (
        12.0, 10.0, pytest.approx(20.0), pytest.approx(10.0))
    _lines, own, new = figure.spec["data"]
    assert (own["x"][at], new["x"][at]) == (pytest.approx(80.0), pytest.approx(100.0))
    assert figure.table["weight"].sum() == pytest.approx(100)
    assert figure.reading.en.startswith("No outcome gets worse")


def test_what_gets_worse_is_said_above_the_outcomes(figures):
    figure = figures(made({"unmet_need_percent": gain(5.0)}))["plan_outcomes"]
    assert figure.reading.en.startswith("These get worse: ")


def test_points_stand_beside_outcomes_where_a_scheme_gives_any(figures):
    assert len(figures(made())["plan_points"].table) == 1
    found = figures(made({"points_reported": gain(7.0), "points_true": gain(-1.0)}))
    assert found["plan_points"].table["mean"].to_list() == [7.0, -1.0, 3.0]


def test_units_are_judged_by_what_was_asked_for(figures):
    assert figures(made())["plan_units"].table["change"].to_list() == [2.0, -1.0]
    assert figures(made(objective="points"))["plan_units"].table["change"].to_list() == [2.0, 2.0]


def test_an_assumed_split_is_said_on_the_plot_of_units(figures):
    spec = figures(made())["plan_units"].spec  # Lianhe's villages are assumed
    assert [note["text"] for note in spec["layout"]["annotations"]] == [
        "assumed split of villages"]


def test_one_more_hour_is_for_a_task_or_for_nothing(figures):
    table = figures(made())["plan_worth"].table
    assert table.select("worth", "task").rows() == [(0.5, "counselling"), (0.25, "nothing")]


def test_limits_and_errors_of_the_table(figures):
    plan = made(explained={"binds": (Binding("hours_per_month", "", 1),)})
    errors = (ColumnError(Column("unmet_need_percent", "true"), 0.01, 0.05),
              ColumnError(Column("coverage.antenatal_care", "true"), 0.02, 0.5))
    found = figures(replace(plan, table=replace(plan.table, errors=errors)))
    assert found["plan_binds"].table["limit"].to_list() == ["the hours of all units together"]
    assert found["plan_errors"].table["error"].to_list() == pytest.approx([1.0, 2.0])  # in %
    assert found["plan_errors"].table["change"].to_list() == pytest.approx([5.0, 50.0])
    assert figures(made())["plan_binds"].reading.en.startswith("None:")


def test_a_page_about_a_scenario_says_whether_its_villages_are_assumed():
    resolved = made().problem.resolved
    told = about(resolved)
    assert told.assumed_split and told.meta.title is resolved.title
    assert told.meta.hashes == {"base": resolved.hash}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_is_whole_in_its_language(lang):
    text = re.sub(r"<(script|style).*?</\1>", "", plan_page(made(), lang), flags=re.S)
    assert text.count("<figure") == 9
    for section in ("hours", "people", "limits", "table"):
        assert f'id="{section}"' in text
    assert bool(re.search("[\u4e00-\u9fff]", text)) == (lang == "zh")
