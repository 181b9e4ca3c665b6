"""The figures of a workload."""

import numpy as np
import pytest
from made_workload import EFFECTS, effect, summary

from fpplan.report.workload.figures import (
    MOST,
    TINY,
    effect_table,
    gains_by_score,
    gains_table,
    hours_by_month,
    hours_by_unit,
    reached,
    undone_table,
)


def test_units_that_need_more_than_they_have_are_counted():
    needed = np.array([[[22.5] * 4] * 2, [[30.0] * 4] * 2])  # 90 and 120 hours of 90 a month
    figure = hours_by_unit(summary(needed))
    rows = figure.table.to_dicts()
    assert [(row["available"], row["spent"], row["needed"]) for row in rows] == [
        (90.0, 60.0, 90.0), (90.0, 60.0, 120.0)]
    assert figure.reading.en.startswith("In 1 of 2 units the work takes more hours")
    assert "Records of 60 scored items take 15.0 hours a month" in figure.reading.en
    have, spent, need = figure.spec["data"]
    assert (have["x"], spent["x"], need["x"]) == ([90.0] * 2, [60.0] * 2, [90.0, 120.0])


def test_the_tightest_month_is_that_with_most_missing():
    figure = hours_by_month(summary(10.0))  # 80 needed a month in all; fewest are there later
    rows = figure.table.to_dicts()
    assert [(row["available"], row["spent"], row["needed"]) for row in rows] == [
        (200.0, 120.0, 80.0), (160.0, 120.0, 80.0)]
    assert figure.reading.en.startswith(
        f"The month furthest from enough is {rows[1]['month']}: 80 hours are needed and the staff"
        " have 160.")
    assert figure.spec["data"][0]["x"] == [f"{row['month']}-01" for row in rows]


def test_clients_reached_are_a_share_of_those_planned():
    figure = reached(summary())
    rows = {row["task"]: row for row in figure.table.to_dicts()}
    assert set(rows) == {"counselling", "home_visits"}  # the others have no clients
    assert (rows["counselling"]["clients"], rows["counselling"]["reached"]) == (80.0, 20.0)
    assert rows["counselling"]["reached_percent"] == 25.0
    # home visits reach nobody, but nobody gives them hours
    assert "counselling reaches the smallest share: 20.0 of 80.0 clients" in figure.reading.en
    idle = reached(summary(spent=np.zeros((2, 2, 4))))
    assert idle.reading.en == "No service has hours."


def test_what_goes_undone_comes_most_first_three_for_each_unit():
    figure = undone_table(summary(60.0))
    rows = figure.table.to_dicts()
    assert [row["place"] for row in rows] == [1, 2, 3] * 2
    assert [row["share"] for row in rows[:3]] == sorted(
        (row["share"] for row in rows[:3]), reverse=True)
    assert rows[0]["share"] == pytest.approx(100.0) and rows[0]["hours"] == 60.0  # home visits
    assert rows[1]["share"] == pytest.approx(75.0) and rows[1]["hours"] == 50.0
    assert "is left undone most: 100 % of the work, 120.0 hours a month" in figure.reading.en
    nothing = undone_table(summary(0.0))
    assert len(nothing.table) == 0 and nothing.reading.en == "Nothing goes undone."


def test_without_gains_there_are_no_figures_of_them():
    assert gains_by_score(summary()) == [] and gains_table(summary()) == []


def test_what_an_hour_brings_is_told_beyond_twice_its_error_alone():
    sure, unsure, loss = (gains_by_score(summary(gains=gains))[0].reading.en for gains in (
        (effect("counselling", 0.5, 0.1), effect("meetings", 0.0, 0.0)),
        (effect("counselling", 0.5, 0.3),),
        (effect("counselling", 0.5, 0.3), effect("meetings", -0.5, 0.1))))
    assert sure == "Thousand points: An hour brings most in counselling: +0.500 ± 0.100."
    assert unsure.endswith("No task earns untagged points by one more hour beyond what chance"
                           " explains.")
    assert loss.endswith("The scheme takes points for an hour more in meetings: −0.500 ± 0.100.")


def test_the_plot_has_the_tasks_that_matter_and_the_table_all():
    many = tuple(effect(task, size, 0.1) for task, size in zip(
        ("counselling", "meetings", "home_visits", "records", "publicity", "lectures",
         "press_items", "record_audit", "antenatal_care", "door_supply", "supply_points",
         "broadcast_without_message"), (3, -2, 1, 4, 5, 6, 7, 8, 9, 10, 11, TINY / 2),
        strict=True))
    (figure,) = gains_by_score(summary(gains=many))
    assert len(figure.table) == 12
    (dots,) = figure.spec["data"]
    assert len(dots["x"]) == MOST and dots["x"] == sorted(dots["x"], reverse=True)
    assert 1 not in dots["x"] and -2 in dots["x"]  # the largest either way
    assert dots["error_x"]["array"] == [0.2] * MOST
    (still,) = gains_by_score(summary(gains=(effect("meetings", 0.0, 0.0),)))
    assert still.spec["data"][0]["x"] == [0.0]  # something stands on every plot


def test_each_scheme_has_a_figure_of_its_own():
    found = gains_by_score(summary(gains=(effect("counselling", 1, 0.1),
                                          effect("counselling", 2, 0.1, name="lianhe"))))
    assert [figure.id for figure in found] == ["workload_gain_thousand_point",
                                               "workload_gain_lianhe"]
    assert found[1].table["per_hour"].to_list() == [2.0]


def test_changes_of_indicators_that_are_none_are_left_out():
    def on(task, size, error):
        return effect(task, size, error, "indicator", "unmet_need_percent")

    found = summary(gains=(on("counselling", -0.5, 0.1), on("meetings", TINY / 2, 0.0),
                           on("home_visits", -0.5, 0.3), on("records", 0.5, 0.0)))
    (figure,) = gains_table(found)
    assert figure.table["sure"].to_list() == ["yes", "no", "no"]  # no error is no certainty
    assert figure.reading.en == "1 of 3 changes are larger than two standard errors."
    assert gains_table(summary(gains=(on("meetings", 0.0, 0.0),))) == []


def test_effects_stand_beside_their_sources():
    (figure,) = effect_table(summary())
    assert figure.reading.en == ("2 of 3 rows hold; 1 tasks move no rate and leave every tally as"
                                 " it is.")
    assert len(figure.table) == 2 and figure.table["interval"][1] == "−0.60 … −0.20"
    joins, size, measured = figure.spec["data"]
    assert joins["x"] == [0.1, 0.3, None, -0.6, -0.2, None]
    assert (size["x"], measured["x"]) == ([0.2, -0.4], [0.21, 0.1])
    assert effect_table(summary(effects=EFFECTS[2:])) == []
