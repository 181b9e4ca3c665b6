"""Indicators as data: the core's are whole, wrong ones are refused in words."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from pathlib import Path

import pytest

from fpplan.contract.errors import InputError
from fpplan.contract.indicators import Term, parse_term, read_indicators

DATA = Path(__file__).parents[2] / "fpplan" / "data" / "indicators.toml"
def entry(name: str = "srb") -> dict:
    return deepcopy(tomllib.loads(DATA.read_text("utf-8"))[name])


@pytest.mark.parametrize(("text", "term"), [
    ("births[sex=m]", Term("births[sex=m]")),
    ("in_union end", Term("in_union", at="end")),
    ("4.6 starts[method=@iud]", Term("starts[method=@iud]", 4.6)),
    ("-1 record births_late", Term("births_late", -1.0, "record")),
    ("true births", Term("births", view="true")),
    ("people years", Term("people", at="years")),
])
def test_terms_are_read(text, term):
    assert parse_term(text) == term


@pytest.mark.parametrize("text", ["", "end", "births[sex=m", "births births", "2 3",
                                  "years people", "births now", "Births"])
def test_what_is_no_term_is_refused(text):
    with pytest.raises(ValueError, match="a term is written"):
        parse_term(text)


@pytest.mark.parametrize(("key", "value", "words"), [
    ("direction", "upp", 'nearest: "up"'),
    ("factor", 0, "above 0"),
    ("factor", True, "above 0"),
    ("decimals", -1, "from 0 to 6"),
    ("views", ["record"], "one or both of true, reported"),
    ("numerator", "births", "a list of terms"),
    ("numerator", [], "a list of terms"),
    ("denominator", ["births now"], "a term is written"),
    ("bounded", "yes", "true or false"),
    ("unit", "", "not be empty"),
    ("text", {"zh": "x"}, "zh and en"),
    ("denominater", ["births"], 'nearest: "denominator"'),
])
def test_wrong_fields_are_refused_in_words(key, value, words):
    changed = entry()
    changed[key] = value
    with pytest.raises(InputError) as caught:
        read_indicators({"srb": changed}, "indicators.toml")
    assert words in str(caught.value)


def test_a_bounded_indicator_needs_a_denominator():
    changed = entry()
    changed["bounded"] = True
    del changed["denominator"]
    with pytest.raises(InputError, match="denominator: is missing"):
        read_indicators({"srb": changed}, "indicators.toml")
