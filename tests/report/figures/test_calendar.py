"""What is due when, and what is recorded of it."""

import pytest
from fake_run import TOWN, with_names

from fpplan.contract.text import Text
from fpplan.report.figures.calendar import MOST_BARS, calendar
from fpplan.store.names import EventName

WORK = Text("工作", "work")


def step(part="step", label="step", unit=TOWN, year="2014-08", first="", last="",
         state="planned", **more):
    return EventName("plan", part, Text(label, label), Text("计划", "plan"), unit, year, first,
                     last, state, **more)


def rows(data, *events):
    (figure,) = calendar(with_names(data, events=events))
    return figure, figure.table.to_dicts()


@pytest.mark.parametrize(("event", "words"), [
    (step(first="2015-03-01", last="2015-03-31"), "2015-03-01 to 2015-03-31"),
    (step(first="2015-03-01", last="2015-03-01"), "2015-03-01"),
    (step(first="2015-03-01"), "from 2015-03-01"),
    (step(last="2015-03-31"), "by 2015-03-31"),
    (step(), "no date is given"),
    (step(often=Text("每月", "every month")), "every month, first year"),
    (step(year="", often=Text("每月", "every month")), "every month"),
])
def test_when_in_words(data, event, words):
    _figure, (row,) = rows(data, event)
    assert row["when"] == words


@pytest.mark.parametrize(("more", "words"), [
    ({"state": "late", "days_late": 12.0}, "12 days late"),
    ({"state": "short", "done": 3.0, "planned": 4}, "3 of 4"),
    ({"state": "missed"}, "not done"), ({"state": "done"}, "done"),
    ({"state": "before"}, "before this run")])
def test_what_is_recorded_in_words(data, more, words):
    _figure, (row,) = rows(data, step(**more))
    assert row["state"] == words


def test_steps_are_counted_by_what_became_of_them(data):
    measure = step(part="", label="the plan", state="running", tags=("surveillance",))
    figure, found = rows(data, measure, step(state="done"), step(state="late", days_late=1.0),
                         step(state="missed"), step(), step(state="after"))
    assert figure.reading.en == (
        "1 measures are carried out as documented, 1 of them flagged. Of their steps 1 are done,"
        " 1 late, 0 done less often than planned and 1 not done; 1 are planned."
        " 1 have their dates outside this run.")
    assert {row["measure"] for row in found} == {"the plan"}
    assert found[0]["planned"] is None and found[1]["planned"] == 1


def test_where_nothing_is_recorded_only_plans_are_told(data):
    figure, _found = rows(data, step(), step())
    assert "2 steps are planned in the years of this run." in figure.reading.en
    assert figure.spec is None  # nothing has a date


def test_every_dated_step_has_a_bar_of_its_own_in_order_of_time(data):
    figure, _found = rows(data, step(first="2015-05-01"), step(last="2015-02-01"),
                          step(unit="V01", first="2015-03-01"),
                          step(often=WORK, first="2015-01-01"))
    labels = figure.spec["layout"]["yaxis"]["categoryarray"][::-1]
    assert [label.strip() for label in labels] == ["Step", "Step (Village 1)", "Step"]
    assert len(set(labels)) == 3  # two of one name do not share a line
    (trace,) = figure.spec["data"]
    assert trace["x"][:3] == ["2015-02-01", "2015-02-01", None]


def test_what_began_before_the_decision_is_drawn_from_it_on(data):
    figure, _found = rows(data, step(first="2013-01-01", last="2015-01-01"))
    assert figure.spec["data"][0]["x"][:2] == ["2014-08-01", "2015-01-01"]


def test_a_plot_has_room_for_the_next_dates_and_the_table_for_all(data):
    days = [f"2015-{month:02d}-{day:02d}" for month in range(1, 13) for day in (1, 11, 21)]
    figure, found = rows(data, *(step(first=day) for day in reversed(days)))
    assert len(found) == len(days) > MOST_BARS
    assert len(figure.spec["layout"]["yaxis"]["categoryarray"]) == MOST_BARS
    assert figure.spec["data"][0]["x"][-3] == days[MOST_BARS - 1]


def test_no_measures_no_calendar(data):
    assert calendar(with_names(data, events=())) == []
