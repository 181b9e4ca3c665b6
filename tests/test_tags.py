"""The core table of tags."""

import pytest

from fpplan.indicators.formulas import core_indicators
from fpplan.scheme.units import UNITS
from fpplan.tags import TAGS, about_words, core_inputs, slot_tag, tag_of


def test_the_closed_list_of_subjects():
    assert dict(about_words()) == {
        "procedure": "procedure_quota", "birth_count": "birth_limit",
        "order_or_policy_status": "birth_limit", "fee_or_penalty": "family_penalty",
        "monitoring": "surveillance", "conditional_benefit": "conditional_benefit",
        "record": None, "service": None, "activity": None, "staff": None, "sex_ratio": None}
    assert {tag for tag in about_words().values() if tag} | {"staff_pressure"} == set(TAGS)


def test_every_indicator_has_its_place_in_the_table():
    units = {name: indicator.unit for name, indicator in core_indicators().items()}
    assert set(units) <= set(core_inputs())
    assert {name: core_inputs()[name].unit for name in units} == units


def test_no_indicator_is_about_less_than_its_numerator_reads():
    for name, indicator in core_indicators().items():
        about = core_inputs()[name].about
        slots = [term.pattern for term in indicator.numerator]
        if needed := slot_tag(slots, about):
            assert tag_of(about) == needed, name


def test_units_are_known():
    assert {core.unit for core in core_inputs().values()} <= set(UNITS)


@pytest.mark.parametrize(("slot", "about", "tag"), [
    ("terminations[stratum=resident]", "service", "procedure_quota"),
    ("selective_terminations", "sex_ratio", "procedure_quota"),
    ("starts[method=iud]", "service", "procedure_quota"),
    ("starts[stratum=x,method=condom]", "service", "procedure_quota"),
    ("using[method=@permanent]", "service", "procedure_quota"),
    ("starts[stratum=x]", "service", None),
    ("using[method=@modern]", "service", None),
    ("births[policy=out]", "service", "birth_limit"),
    ("births_by_mother_age", "service", "birth_limit"),
    ("4.6 true starts[method=@iud]", "service", "procedure_quota"),
    ("births[sex=m]", "sex_ratio", None),
    ("births_late", "record", None),
    ("women", "service", None),
])
def test_what_a_numerator_requires(slot, about, tag):
    assert slot_tag([slot], about) == tag
