"""The core table of tags."""


from fpplan.contract.tags import TAGS, about_words, core_inputs, slot_subjects
from fpplan.contract.units import UNITS
from fpplan.indicators.core import core_indicators
from fpplan.tallies import record_table, slot_table


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


def test_units_are_known():
    assert {core.unit for core in core_inputs().values()} <= set(UNITS)


def test_every_tally_has_its_subject():
    families = {*slot_table((), ("all",)).families, *record_table(("all",)).families}
    assert families == set(slot_subjects())
    assert set(slot_subjects().values()) <= set(about_words())
