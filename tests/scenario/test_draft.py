"""A `[base]` with faults: what can be read of it is read, and names stay as they were written."""

from __future__ import annotations

import tomllib
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import GOOD

from fpplan.scenario.draft import Draft
from fpplan.scenario.models import Base

RAW = tomllib.loads(GOOD)["base"]


def drafted(**sections) -> Draft:
    return Draft({**deepcopy(RAW), **sections})


def without(*names: str) -> Draft:
    return Draft({name: part for name, part in RAW.items() if name not in names})


def test_a_table_without_faults_is_a_base():
    draft = drafted()
    assert draft.fault is None and draft.base == Base.model_validate(RAW)
    assert draft.whole(*Base.model_fields)
    assert all(draft.part(name, "none") == getattr(draft.base, name) for name in Base.model_fields)


def test_a_fault_leaves_out_its_entry_and_nothing_else():
    units = {**RAW["units"], "V02": {"level": 3}}
    draft = drafted(units=units, horizon="24")
    assert draft.base is None and draft.fault is not None
    assert list(draft.part("units", {})) == ["town", "V01"]
    assert draft.names("units") == ("town", "V01", "V02")  # as written
    assert draft.leaves == ("V01", "V02")
    assert not draft.whole("units") and not draft.whole("staff", "horizon")
    assert draft.part("horizon", None) is None
    kept = [name for name in Base.model_fields if name not in ("units", "horizon")]
    assert draft.whole(*kept)
    assert all(draft.part(name, "none") == getattr(drafted().base, name) for name in kept)


def test_a_section_that_is_no_table_is_empty():
    draft = drafted(units=[1, 2], staff="none")
    assert draft.part("units", {}) == {} and draft.names("units") == () == draft.leaves
    assert draft.part("staff", "empty") == "empty" and not draft.whole("staff")


def test_what_is_left_out_has_its_default_where_it_may_be():
    draft = without("setting", "staff", "seasons")
    assert not draft.whole("setting") and draft.part("setting", None) is None
    assert draft.whole("staff", "seasons") and draft.part("staff", None) == {}
    assert [season.months for season in draft.part("seasons", ())] == [tuple(range(1, 13))]


@pytest.mark.parametrize(("path", "found"), [
    (("hours", "all", "records"), [40, 50, 60]), (("hours", "all", "records", 1), 50),
    (("hours", "all", "records", 3), None), (("hours", "all", "records", "1"), None),
    (("horizon", "x"), None), (("nowhere", "at", 0), None), (("seasons", 2, "id"), "s3"),
])
def test_what_stands_at_a_key(path, found):
    assert drafted().written(*path) == found


def test_texts_are_told_from_other_values():
    draft = drafted(schemes=["points", 3, "ranking"], setting=" ", counted_by=7)
    assert draft.texts("schemes") == ("points", "ranking") and draft.texts("setting") == ()
    assert draft.text("setting") is None and draft.text("counted_by") is None
    assert draft.text("decision_month") == "2014-08"


def test_a_unit_that_is_its_own_parent_is_nobodys():
    units = {"a": {"parent": "a"}, "b": {"parent": "c"}, "d": 3, "e": {"parent": 5}}
    draft = drafted(units=units)
    assert draft.parents == {"c"} and draft.leaves == ("a", "b", "d", "e")


@given(st.sampled_from(sorted(RAW)), st.sampled_from([None, 3, "x", [], {"a": 1}, [[]]]))
def test_a_fault_of_one_section_leaves_every_other_whole(name, value):
    draft = drafted(**{name: value})
    others = [each for each in Base.model_fields if each != name]
    assert draft.whole(*others) and set(draft.names()) == set(RAW)
    assert (draft.fault is None) == draft.whole(name)
