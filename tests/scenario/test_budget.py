"""Hours against staff, by hand and by properties."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import GOOD, KNOWN

from fpplan.contract.errors import InputError
from fpplan.contract.text import Text
from fpplan.scenario import loads
from fpplan.scenario.budget import excesses
from fpplan.scenario.models import Hours, Pool, Staff, Unit

WORDS = Text("甲", "a")
UNITS = {
    "county": Unit(level="county", label=WORDS),
    "east": Unit(level="town", label=WORDS, parent="county"),
    "E1": Unit(level="village", label=WORDS, parent="east"),
    "E2": Unit(level="village", label=WORDS, parent="east"),
    "west": Unit(level="town", label=WORDS, parent="county"),
    "W1": Unit(level="village", label=WORDS, parent="west"),
}


def staff(number, vacancy=0.0, hours=100.0):
    return Staff(label=WORDS, number=number, hours_per_month=hours, vacancy=vacancy)


def told(kinds, hours, seasons=1):
    return [(e.unit, e.season, e.asked, e.available)
            for e in excesses(UNITS, kinds, hours, seasons)]


def test_own_staff_and_vacancies():
    kinds = {"a": staff({"E1": 1, "E2": 1, "W1": 1}, vacancy=0.25)}
    assert told(kinds, Hours(all={"x": 75})) == []
    assert told(kinds, Hours(all={"x": 75}, units={"E2": {"y": 1}})) == [("E2", 0, 76, 75)]


def test_each_season_by_itself():
    kinds = {"a": staff({"E1": 1, "E2": 1, "W1": 1})}
    assert told(kinds, Hours(all={"x": (50, 120)}), 2) == [
        ("E1", 1, 120, 100), ("E2", 1, 120, 100), ("W1", 1, 120, 100)]


def test_a_pool_is_shared_and_asked_for_the_sum():
    kinds = {"a": staff({"E1": 1, "E2": 1, "W1": 1}), "p": staff(Pool(pool="east", number=1))}
    assert told(kinds, Hours(units={"E1": {"x": 150}, "E2": {"x": 150}})) == []
    assert told(kinds, Hours(units={"E1": {"x": 160}, "E2": {"x": 150}})) == [
        ("east", 0, 110, 100)]
    # hours that one unit does not use do not help another one beyond the pool
    assert told(kinds, Hours(units={"E1": {"x": 210}, "E2": {"x": 0}})) == [("east", 0, 110, 100)]
    assert told(kinds, Hours(units={"W1": {"x": 101}})) == [("W1", 0, 101, 100)]


def test_pools_above_pools():
    kinds = {"p": staff(Pool(pool="east", number=1)), "q": staff(Pool(pool="county", number=2))}
    assert told(kinds, Hours(units={"E1": {"x": 250}, "W1": {"x": 50}})) == []
    assert told(kinds, Hours(units={"E1": {"x": 250}, "W1": {"x": 60}})) == [
        ("county", 0, 210, 200)]


def test_a_pool_of_one_leaf():
    assert told({"p": staff(Pool(pool="W1", number=1))}, Hours(units={"W1": {"x": 100}})) == []


def test_decimal_hours_that_fill_the_month_exactly():
    kinds = {"a": staff({"E1": 1, "E2": 1, "W1": 1}, hours=0.6)}
    assert told(kinds, Hours(all={"x": 0.1, "y": 0.2, "z": 0.3})) == []


hours = st.floats(0, 300)


@given(hours, hours, hours, st.floats(0, 3), st.floats(0, 3))
def test_more_staff_never_makes_an_excess(e1, e2, w1, more, pool):
    plan = Hours(units={"E1": {"x": e1}, "E2": {"x": e2}, "W1": {"x": w1}})
    some = {"a": staff({"E1": 1, "E2": 1, "W1": 1}), "p": staff(Pool(pool="county", number=pool))}
    many = {**some, "b": staff({"E1": more})}
    short = sum(e.asked - e.available for e in excesses(UNITS, some, plan, 1))
    assert sum(e.asked - e.available for e in excesses(UNITS, many, plan, 1)) <= short + 1e-6


@pytest.mark.parametrize("scale", [0.5, 1.0])
@given(hours, hours)
def test_nothing_is_told_when_hours_fit(scale, e1, e2):
    kinds = {"a": staff({"E1": e1 / 100, "E2": e2 / 100})}
    plan = Hours(units={"E1": {"x": e1 * scale}, "E2": {"x": e2 * scale}})
    assert excesses(UNITS, kinds, plan, 1) == []


def test_the_message_that_contributing_praises():
    text = GOOD.replace("meetings = 20\n", "meetings = 130\n").replace(
        'number = { pool = "town", number = 1 }', 'number = { pool = "town", number = 0 }')
    with pytest.raises(InputError) as caught:
        loads(text, "plan.toml", KNOWN)
    guide = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text("utf-8")
    assert f"       {caught.value}\n" in guide
