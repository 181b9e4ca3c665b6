"""Variants: the base with a few decisions made otherwise, and nothing else."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import GOOD, KNOWN

from fpplan.contract.errors import Problems
from fpplan.scenario.levers import path_of
from fpplan.scenario.variants import RESERVED, apply, check_variants

RAW = tomllib.loads(GOOD)
BASE = RAW["base"]
WHY = {"zh": "改", "en": "another"}


def told(known=KNOWN, base=None, **variants) -> list[str]:
    problems = Problems("")
    check_variants({"base": {**BASE, **(base or {})}, "variant": variants}, known, problems)
    return [str(problem) for problem in problems]


def setting(**changes) -> list[str]:
    """What is said of a variant that sets these keys, written with __ for dots."""
    return told(v={"why": WHY, "set": {key.replace("__", "."): value
                                       for key, value in changes.items()}})


def test_what_a_variant_sets_is_set_and_the_base_stays():
    before = deepcopy(BASE)
    found = apply(BASE, {"hours.all.records": 5, "hours.units.V03.meetings": [1, 2, 3],
                         "readings.points.window": "to_date", "staff.worker.number": {"V01": 2}})
    assert before == BASE
    assert found["hours"]["all"] == {**BASE["hours"]["all"], "records": 5}  # a list replaced whole
    assert found["hours"]["units"] == {**BASE["hours"]["units"], "V03": {"meetings": [1, 2, 3]}}
    assert found["readings"] == {"points.window": "to_date"}
    assert found["staff"]["worker"] == {**BASE["staff"]["worker"], "number": {"V01": 2}}
    assert found["staff"]["officer"] is BASE["staff"]["officer"]


def test_only_levers_are_set():
    with pytest.raises(ValueError, match="decision_month is not a lever"):
        apply(BASE, {"decision_month": "2015-01"})


def test_a_value_in_the_way_of_a_table_gives_way():
    assert apply({"hours": 3}, {"hours.all.meetings": 1}) == {"hours": {"all": {"meetings": 1}}}
    assert apply({}, {}) == {}


KEYS = ["hours.all.meetings", "hours.units.V01.records", "staff.worker.vacancy",
        "campaigns.push.first", "supply.condom.offered", "readings.points.window"]


@given(st.dictionaries(st.sampled_from(KEYS), st.integers(), min_size=1))
def test_every_key_is_read_back_and_every_other_section_is_the_same(changes):
    found = apply(BASE, changes)
    for key, value in changes.items():
        inner = found
        for step in path_of(key):
            inner = inner[step]
        assert inner == value
    touched = {key.split(".")[0] for key in changes}
    assert all(found[name] is BASE[name] for name in BASE if name not in touched)
    assert set(found) == set(BASE) | touched


def test_good_variants_are_not_noted():
    assert told(**RAW["variant"]) == []
    assert setting(hours__all__records=[1, 2, 3], staff__worker__vacancy=0.5) == []


@pytest.mark.parametrize(("changes", "line"), [
    ({"hours": {"all": {"meetings": 3}}},
     'variant.v.set.hours: write the whole dotted key in quotes: "hours.all.meetings"'),
    ({"base__hours__all__meetings": 3},
     'variant.v.set."base.hours.all.meetings": keys are written below base: leave base. out'),
    ({"variant__w__set": 3}, "there are no variants of variants"),
    ({"v__set": 3}, "there are no variants of variants"),
    ({"hors__all__meetings": 3}, 'unknown key (nearest: "hours.all.meetings")'),
    ({"points__points__visits": 3}, "points and rules are those of a scheme's document"),
    ({"points__points__visits": 3}, 'readings of schemes ("readings.<scheme>.<name>")'),
    ({"hours__all": {"meetings": 3}}, 'dotted key in quotes: "hours.all.meetings"'),
    ({"hours__meetings": 3}, 'named "hours.all.<task>" or "hours.units.<unit>.<task>"'),
    ({"hours__meetings": 3}, '(nearest: "hours.all.meetings")'),
    ({"staff__worker": {"number": 2}}, 'dotted key in quotes: "staff.worker.number"'),
    ({"staff": 2}, "staff.<kind>.number, staff.<kind>.hours_per_month"),
    ({"readings": 2}, 'named "readings.<scheme>.<name>"'),
    ({"readings__points": {"window": "yearly"}}, 'in quotes: "readings.points.window"'),
    ({"reporting__audit_detection": 0.5}, '(nearest: "reporting.reporting.audit_detection")'),
    ({"payouts__points": {"visit_pay": {"factor": 2}}}, 'in quotes: "payouts.points.visit_pay"'),
    ({"schemes__points": True}, "the list of schemes that it lives under"),
    ({"scheme": ["points"]}, 'unknown key (nearest: "schemes")'),
    ({"limits__hours_per_month": 3}, "limits say what `fpplan plan` may decide"),
    ({"fills__boards_done": 3}, "a variant moves the hours of its task"),
    ({"hours": {}}, 'named "hours.all.<task>"'),
    ({"weight__points__visits": 3}, 'unknown key (nearest: "weights.points.visits")'),
    ({"weights__points": 3}, 'named "weights.<scheme>.<item>"'),
    ({"payouts__points": 3}, 'named "payouts.<scheme>.<payout>"'),
    ({"weights__points__births": 3}, "is tagged birth_limit"),
    ({"payouts__points__quota_pay": {"factor": 3}}, "is tagged procedure_quota"),
    ({"weather": 3}, "unknown key; a variant sets hours, staff, campaigns"),
    ({"hours__all__home_checks": 3}, "documented but not plannable"),
    ({"campaigns__push__first": "2014-09"}, "there is no such campaign in the base"),
    ({"staff__wroker__number": 3}, 'there is no such kind of staff (nearest: "staff.worker.'),
    ({"staff__worker__productive": 1}, 'variant.v.set."staff.worker.productive" = 1'),
    ({"hours__all__meeting": 3}, 'there is no such task (nearest: "meetings")'),
    ({"hours__all__meetings": -3},
     'variant.v.set."hours.all.meetings" = -3: must be at least 0'),
    ({"hours__all__meetings": [1, 2]}, "one for each of the 3 seasons"),
    ({"staff__worker__number": {"V01": 1, "V02": 1, "V9": 1}},
     'variant.v.set."staff.worker.number": base.staff.worker.number.V9: there is no such unit'),
])
def test_what_cannot_be_set_is_one_line(changes, line):
    (found,) = setting(**changes)
    assert line in found


def test_weights_and_payouts_of_untagged_items_are_set():
    assert setting(weights__points__visits=160, payouts__points__visit_pay={"yuan": 8}) == []
    assert setting(weights__points__visits={"V01": 160}) == []


def test_a_variant_lives_under_other_schemes_and_keeps_what_the_base_says_of_its_own():
    """The base's reading of points stands: the scheme is compared where it is not lived under."""
    assert setting(schemes=["ranking"]) == [] and setting(schemes=[]) == []
    assert setting(schemes=["ranking"], targets__ranking__visits=5) == []
    assert setting(schemes=["ranking", "points"]) == []
    (said,) = setting(schemes=["ranking", "ranking"])
    assert said.endswith('variant.v.set.schemes = "ranking": is listed twice')


def test_names_of_variants():
    assert RESERVED == ("base",)
    problems = Problems("")
    check_variants({"base": BASE, "variant": {"base": {}, "Bad-Name": 3}}, KNOWN, problems)
    said = [str(problem) for problem in problems]
    assert said[0].startswith("variant.base: is the name of the plan as it stands")
    assert said[1].startswith("variant.Bad-Name: an id is lower-case") and len(said) == 2


def test_a_fault_of_the_base_is_not_told_again_unless_the_variant_sets_it():
    bad = {"hours": {"all": {"meetings": -1, "records": 5}}}
    other = {"v": {"why": WHY, "set": {"hours.all.records": 6}}}
    same = {"v": {"why": WHY, "set": {"hours.all.meetings": -1}}}
    assert told(base=bad, **other) == []
    assert len(told(base=bad, **same)) == 1
    # a variant that mends it has no fault of its own
    assert told(base=bad, v={"why": WHY, "set": {"hours.all.meetings": 1}}) == []


def test_hours_beyond_the_staff_are_laid_at_the_key_that_asks_for_them():
    (found,) = setting(hours__units__V01__meetings=500)
    assert found.startswith('variant.v.set."hours.units.V01.meetings"') and "V01" in found


def test_tasks_that_nobody_knows_may_be_planned():
    free = replace(KNOWN, plannable=None)
    assert told(free, v={"why": WHY, "set": {"hours.all.home_checks": 3}}) == []


@pytest.mark.parametrize("raw", [
    {}, {"base": BASE}, {"base": 3, "variant": {"v": {}}}, {"base": BASE, "variant": 3},
    {"base": BASE, "variant": {"v": 3, "w": {"set": 3}}}])
def test_what_has_not_the_shape_is_left_to_the_models(raw):
    problems = Problems("")
    check_variants(raw, KNOWN, problems)
    assert list(problems) == []
