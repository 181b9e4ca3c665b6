"""The indicators that come with fpplan."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

import fpplan
from fpplan.contract.errors import InputError
from fpplan.contract.reads import formula_tags
from fpplan.contract.tags import core_inputs
from fpplan.indicators.core import core_indicators, load_indicators
from fpplan.indicators.evaluate import check_terms
from fpplan.place.groups import GROUPS
from fpplan.tallies import Tallies, slot_table

DATA = Path(fpplan.__file__).parent / "data" / "indicators.toml"
METHODS, STRATA = ("iud", "condom"), ("resident",)


TABLE = slot_table(METHODS, STRATA)


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


def test_all_faults_of_a_file_come_at_once(tmp_path):
    path = tmp_path / "indicators.toml"
    path.write_text('[A]\nunit = "x"\n[b]\nnumerator = ["births"]\n', "utf-8")
    with pytest.raises(InputError) as caught:
        load_indicators(path)
    assert "A.numerator" in str(caught.value) and "b.unit" in str(caught.value)
    path.write_text("[a", "utf-8")
    with pytest.raises(InputError, match=r"line 1, column 3: .* the file stops"):
        load_indicators(path)


def test_the_core_stands_in_the_order_of_its_file():
    found = core_indicators()
    assert list(found) == list(tomllib.loads(DATA.read_text("utf-8")))
    assert all(name == indicator.id for name, indicator in found.items())
    assert found == load_indicators(DATA)
