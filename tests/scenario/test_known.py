"""Names that other rooms own: each kind is checked when it is given, and not when it is None."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from small import GOOD, KNOWN

from fpplan.contract.errors import InputError
from fpplan.scenario import loads
from fpplan.scenario.known import NOTHING_KNOWN, Known, KnownMeasure, PayoutOf, TargetOf

MORE = """
[base.targets]
"points.visits" = 5
[base.weights]
"points.visits" = 50
[base.payouts]
"points.visit_pay" = { factor = 2 }
[base.activities.boards]
label = { zh = "宣传栏", en = "boards" }
task = "counselling"
hours_each = 2
every = "month"
done = "boards_done"
[variant.audits]
why = { zh = "核查", en = "audits" }
set = { "reporting.reporting.audit_detection" = 0.5 }
"""
NOWHERE = {name: frozenset() for name in ("here",)}
# What is taken away of each kind, and where the file is then at fault.
GONE = {
    "settings": (frozenset(), "base.setting"),
    "methods": (NOWHERE, "base.margins.resident.method.iud"),
    "tasks": (frozenset(), "base.hours.all.meetings"),
    "plannable": (frozenset(), 'variant.followup.set."hours.all.meetings"'),
    "task_tags": ({"counselling": frozenset(["surveillance"])}, "base.activities.boards.done"),
    "input_tags": ({"boards_done": frozenset(["procedure_quota"])}, "base.activities.boards.done"),
    "schemes": (frozenset(), "base.schemes"),
    "readings": ({}, 'base.readings."points.window"'),
    "parameters": ({"here": {}}, 'base.parameters."method.iud.failure_12m_percent"'),
    "audits": (frozenset(), 'variant.audits.set."reporting.reporting.audit_detection"'),
    "measures": ({}, "base.measures.points_campaign"),
    "targets": ({}, 'base.targets."points.visits"'),
    "weights": ({}, 'base.weights."points.visits"'),
    "payouts": ({}, 'base.payouts."points.visit_pay"'),
    "inputs": (frozenset(), "base.inputs.late_abortion_percent"),
    "figures": (frozenset(), "base.published.crude_birth_rate"),
}
# These say more of names that others hold: tests/bad_inputs and tests/scenario/test_checks.py.
FURTHER = {"open_ends", "rates"}


def faults(known: Known) -> list[str]:
    try:
        loads(GOOD + MORE, "x.toml", known)
    except InputError as error:
        return [problem.key for problem in error.problems]
    return []


def test_the_file_is_good():
    assert faults(KNOWN) == []


def test_every_kind_is_looked_at():
    assert {each.name for each in fields(Known)} == set(GONE) | FURTHER


@pytest.mark.parametrize("kind", GONE)
def test_a_name_is_refused_once_its_kind_lacks_it(kind):
    value, where = GONE[kind]
    assert where in faults(replace(KNOWN, **{kind: value}))


@pytest.mark.parametrize("kind", sorted(set(GONE) - {"audits"}))
def test_a_kind_that_nobody_knows_is_not_checked(kind):
    assert faults(replace(KNOWN, **{kind: None})) == []


def test_nothing_known_lets_every_name_pass_but_levers_stay_a_closed_list():
    assert faults(NOTHING_KNOWN) == ['variant.audits.set."reporting.reporting.audit_detection"']


def test_what_is_known_cannot_be_changed():
    for made, name in ((Known(), "tasks"), (KnownMeasure(), "steps"), (TargetOf(0, 1), "most"),
                       (PayoutOf(1.0), "most")):
        with pytest.raises(AttributeError):
            setattr(made, name, ())
    assert KnownMeasure().readings is not KnownMeasure().readings
