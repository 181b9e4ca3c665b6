"""Indicators as data: the core's are whole, wrong ones are refused in words."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest

from fpplan.contract.errors import InputError
from fpplan.contract.indicators import Term, parse_term, read_indicators
from fpplan.contract.reads import formula_tags
from fpplan.contract.tags import core_inputs
from fpplan.indicators.core import core_indicators, load_indicators
from fpplan.indicators.evaluate import check_terms
from fpplan.place.groups import GROUPS
from fpplan.tallies import Tallies, slot_table

DATA = Path(__file__).parents[2] / "fpplan" / "data" / "indicators.toml"
METHODS, STRATA = ("iud", "condom"), ("resident",)
TABLE = slot_table(METHODS, STRATA)


def entry(name: str = "srb") -> dict:
    return deepcopy(tomllib.loads(DATA.read_text("utf-8"))[name])


def test_every_term_of_the_core_names_tallies_that_exist():
    nothing = np.zeros((1, 1, 12, len(TABLE)), dtype=np.int32)
    tallies = Tallies.unreported(nothing, METHODS, STRATA, ("V01",), 0, (0, 1),
                                 dict.fromkeys(GROUPS, METHODS))
    for indicator in core_indicators().values():
        check_terms(indicator, tallies)


def test_the_core_supplies_what_the_schemes_ask_of_tallies():
    assert {
        "crude_birth_rate", "births_within_policy_percent", "higher_order_percent", "srb",
        "srb_second_and_later", "births_out_one_son_or_third_per_1000", "fifth_births",
        "sixth_and_later_births", "births_reported_percent", "births_timely_and_right_percent",
        "births_late_reported", "births_omitted", "birth_labels_wrong", "sterilisations",
        "iud_insertions",
    } <= set(core_indicators())


def test_units_agree_with_the_table_of_inputs():
    for name, indicator in core_indicators().items():
        if name in core_inputs():
            assert core_inputs()[name].unit == indicator.unit, name


def test_what_reads_procedures_or_births_is_tagged_so():
    # of the core's own formulas the table says whose denominators mean nothing (stillbirths
    # over births, what selection kept from being born); numerators have no such word
    for name, indicator in core_indicators().items():
        core = core_inputs()[name]
        numerator = formula_tags(indicator.numerator, (), core.about)
        if core.about not in ("record", "sex_ratio") and name not in (
                "one_son_households", "two_daughter_households"):
            assert numerator <= core.tags, name


def test_terminations_are_given_in_the_true_view_only():
    for indicator in core_indicators().values():
        if any("terminations" in t.pattern for t in indicator.numerator):
            assert indicator.views == ("true",)


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


def test_all_faults_of_a_file_come_at_once(tmp_path):
    path = tmp_path / "indicators.toml"
    path.write_text('[A]\nunit = "x"\n[b]\nnumerator = ["births"]\n', "utf-8")
    with pytest.raises(InputError) as caught:
        load_indicators(path)
    assert "A.numerator" in str(caught.value) and "b.unit" in str(caught.value)
    path.write_text("[a", "utf-8")
    with pytest.raises(InputError, match=r"line 1, column 3: .* the file stops"):
        load_indicators(path)
