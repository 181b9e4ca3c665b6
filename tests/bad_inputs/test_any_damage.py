"""Whatever stands at a key of a scenario, the answer is a scenario or clear lines, never a
traceback."""

import datetime
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import GOOD, KNOWN

from fpplan.contract.errors import InputError
from fpplan.scenario import Scenario, loads, resolve
from fpplan.scenario.toml import dumps

STRANGE = ["text", "", 0, -1, 3.5, 10**30, float("nan"), float("-inf"), True, [], [1, "a"], {},
           {"a": {"b": 1}}, {"pool": 3}, [[1]], datetime.date(2014, 8, 1), "\x00", "V01",
           10**4000, -(10**400), 1e308, "9999-12", "0000-01", "x" * 30_000, {"net_migration": 3}]


def places(table: object, path: tuple = ()) -> list[tuple]:
    """The path of every value, tables and items of lists included."""
    items = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(
        table, list) else ()
    return [p for key, value in items for p in [(*path, key), *places(value, (*path, key))]]


def put(path: tuple, value: object) -> dict:
    data = tomllib.loads(GOOD)
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return data


def outcome(text: str) -> Scenario | list[str]:
    try:
        scenario = loads(text, "x.toml", KNOWN)
    except InputError as fault:
        lines = str(fault).splitlines()
        assert len(lines) == len(fault.problems), "a problem is one line"
        assert all(line.startswith("x.toml") and "Input should" not in line for line in lines)
        return lines
    assert resolve(scenario)
    return scenario


PLACES = places(tomllib.loads(GOOD))


@pytest.mark.parametrize("value", STRANGE, ids=repr)
def test_any_value_at_any_place(value):
    refused = sum(isinstance(outcome(dumps(put(path, value))), list) for path in PLACES)
    assert refused > len(PLACES) / 4


def test_any_place_left_out():
    for path in PLACES:
        data = put(path, None)
        inner = data
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]
        outcome(dumps(data))


def test_no_number_is_too_long_to_be_told():
    for digits in ("9" * 5000, "0x" + "f" * 4000):
        for path in PLACES:
            assert outcome(dumps(put(path, "@here@")).replace('"@here@"', digits))


def test_cut_short_anywhere():
    for stop in range(0, len(GOOD), 7):
        outcome(GOOD[:stop])


@given(st.lists(st.sampled_from(PLACES), min_size=2, max_size=4), st.sampled_from(STRANGE))
def test_several_damages(paths, value):
    data = tomllib.loads(GOOD)
    for path in paths:
        inner = data
        for step in path[:-1]:
            if not isinstance(inner, dict | list) or (
                    isinstance(inner, dict) and step not in inner) or (
                    isinstance(inner, list) and (not isinstance(step, int)
                                                 or step >= len(inner))):
                break
            inner = inner[step]
        else:
            if isinstance(inner, dict):
                inner[path[-1]] = value
    outcome(dumps(data))
