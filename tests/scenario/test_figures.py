"""Figures that stand in a scenario as given: known, or only within a range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from fpplan.scenario.figures import Aims, MeasureRun, Published, Recorded, RecordedAt


def refused(model, **fields) -> str:
    with pytest.raises(ValidationError) as caught:
        model(**fields)
    return "\n".join(error["msg"] for error in caught.value.errors())


def recorded(**fields) -> Recorded:
    return Recorded(status="assumed", **fields)


def test_aims_that_are_set_under_the_readings_chosen():
    aims = Aims(births={"reading": "a.window", "options": {"yearly": 50, "to_date": 61}},
                mcpr_percent=80)
    assert Aims().under({}) == {}
    assert aims.under({"a.window": "to_date"}) == {"births": 61.0, "mcpr_percent": 80.0}
    assert aims.under({"a.window": "yearly"})["births"] == 50
    assert "greater than 0" in refused(Aims, births=0)
    assert "at least 1 item" in refused(Aims, births={"reading": "a.b", "options": {}})


def test_aims_say_both_ends_of_their_months_or_neither():
    months = {"first": "2013-10", "last": "2014-07"}
    assert Aims(**months, births=5).under({}) == {"births": 5.0}
    assert "births" in Aims.names() and "first" not in Aims.names()
    assert "first and last go together" in refused(Aims, first="2013-10")
    assert "first must not be after last" in refused(Aims, first="2014-07", last="2013-10")


def test_a_rate_to_date_says_which_months():
    figure = {"unit_id": "V1", "value": 13.05, "decimals": 2, "source": "a table"}
    assert "to_date needs first and last" in refused(Published, **figure, to_date=True)
    found = Published(**figure, to_date=True, first="2013-10", last="2014-07")
    assert found.to_date and not Published(**figure).to_date


def test_a_known_value_has_no_width_and_a_range_its_middle_or_what_is_stated():
    assert RecordedAt(value=3).bounds() == (3, 3, 3)
    assert RecordedAt(range=(2, 6)).bounds() == (2, 4, 6)
    assert RecordedAt(range=(2, 6), central=6).bounds() == (2, 6, 6)
    assert RecordedAt(range=(-1, 1), central=0).bounds() == (-1, 0, 1)  # 0 is stated, not absent


@pytest.mark.parametrize(("fields", "words"), [
    ({}, "either value or range"), ({"value": 1, "range": (0, 2)}, "either value or range"),
    ({"value": 1, "central": 1}, "central goes with range"),
    ({"range": (2, 1)}, "written [low, high]"),
    ({"range": (1, 2), "central": 3}, "within its range 1 to 2"),
    ({"central": 3}, "either value or range")])
def test_a_record_is_one_or_the_other(fields, words):
    assert words in refused(RecordedAt, **fields)
    assert words in refused(Recorded, status="assumed", **fields)


def test_what_is_recorded_for_a_unit_stands_in_place_of_what_holds_for_all():
    found = recorded(range=(0, 4), units={"V1": {"value": 9}})
    assert found.at("V1") == (9, 9, 9) and found.at("V2") == (0, 2, 4)
    only = recorded(units={"V1": {"range": (1, 2)}})
    assert only.at("V1") == (1, 1.5, 2) and only.at("V2") is None
    assert recorded(value=0).at("V2") == (0, 0, 0)
    assert "either value or range" in refused(Recorded, status="assumed", units={"V1": {}})


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3))
def test_ends_hold_the_middle(numbers):
    low, central, high = sorted(numbers)
    for found in (RecordedAt(range=(low, high)), RecordedAt(range=(low, high), central=central)):
        assert found.bounds()[0] <= found.bounds()[1] <= found.bounds()[2]


def published(**fields) -> dict:
    return {"unit_id": "town", "value": 13.05, "decimals": 2, "source": "a report", **fields}


def test_a_published_figure_covers_months_in_order():
    assert Published(**published(first="2014-01", last="2014-01")).rounding == "unknown"
    assert "first must not be after last" in refused(Published, **published(
        first="2014-02", last="2014-01"))
    assert Published(**published(last="2014-01")).first is None
    for fields in ({"decimals": 7}, {"decimals": -1}, {"rounding": "up"}, {"source": " "}):
        assert refused(Published, **published(**fields))


def test_a_step_is_done_on_a_date_or_so_many_times():
    found = MeasureRun(done={"opening": "2014-09-02", "month": "2014-09", "visits": 0},
                       units={"V1": {"counts": {"bonus": 2.5}}})
    assert dict(found.done) == {"opening": "2014-09-02", "month": "2014-09", "visits": 0}
    assert found.units["V1"].counts["bonus"] == 2.5
    for done in ("soon", "2014-02-30", -1, 1.5, True, None):
        assert refused(MeasureRun, done={"opening": done}), done
    assert refused(MeasureRun, counts={"bonus": -1})
