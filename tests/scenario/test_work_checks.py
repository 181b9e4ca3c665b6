"""Tables of work: everything wrong with them comes at once."""

from __future__ import annotations

import pytest
from small import GOOD, KNOWN

from fpplan.contract.errors import InputError
from fpplan.scenario import loads, resolve

WORK = """
[base.campaigns.push]
label = { zh = "攻坚", en = "push" }
first = "2014-09"
last = "2014-10"
every_year = true
units = ["V01"]
hours = { counselling = 5 }
instead_of = { meetings = 5 }
overtime = 0.1

[base.services.counselling]
clients = { V01 = 30, V02 = 20 }
quality = 0.5

[base.supply.condom]
stock_out = [0.1, 0.2, 0.3]

[base.activities.boards]
label = { zh = "宣传栏", en = "boards" }
task = "counselling"
hours_each = 2
every = "month"
done = "boards_done"
"""
LEVER = ('[variant.supplied]\nwhy = { zh = "供", en = "supplied" }\nset = { '
         '"supply.condom.stock_out" = 0.0, "services.counselling.quality" = 0.9, '
         '"campaigns.push.hours.counselling" = 8, "campaigns.push.last" = "2014-11" }\n')


def test_good_tables_are_read_and_variants_set_their_levers():
    plans = resolve(loads(GOOD + WORK + LEVER, "x.toml", KNOWN))
    base, other = plans["base"], plans["supplied"]
    assert base.hours("V01", "counselling", 1) == 35 and base.hours("V02", "counselling", 1) == 30
    assert base.hours("V01", "meetings", 1) == 55 and base.hours("V01", "meetings", 3) == 60
    assert base.hours("V01", "counselling", -11) == 35  # every year, the one before too
    assert other.hours("V01", "counselling", 3) == 38
    assert other.hours("V01", "counselling", -11) == 35  # the past is the base's
    assert other.base.services["counselling"].quality == 0.9
    assert base.before_hash == other.before_hash and base.hash != other.hash


def test_every_fault_at_once():
    bad = WORK
    for find, put in (("last = \"2014-10\"", "last = \"2014-08\""), ("V01 = 30, V02", "V02"),
                      ("[0.1, 0.2, 0.3]", "[0.1, 0.2]"), ('"boards_done"', '"board_done"'),
                      ("quality = 0.5", "quality = 5")):
        assert bad.count(find) == 1
        bad = bad.replace(find, put)
    text = (GOOD + bad).replace("vacancy = 0.0", "vacancy = 1.2").replace(
        "records = [40, 50, 60]", "records = [400, 50, 60]")
    with pytest.raises(InputError) as caught:
        loads(text, "x.toml", KNOWN)
    said = str(caught.value).splitlines()
    for key in ("base.campaigns.push", "base.services.counselling.quality",
                "base.supply.condom.stock_out", "base.activities.boards.done",
                "base.staff.worker.vacancy"):
        assert any(key in line for line in said), key
    assert len(said) == len(set(said))


def test_impossible_allocations_are_told_with_good_staff():
    text = (GOOD + WORK).replace("records = [40, 50, 60]", "records = [400, 50, 60]")
    with pytest.raises(InputError, match="hours a month are"):
        loads(text, "x.toml", KNOWN)


@pytest.mark.parametrize(("items", "same"), [(0, True), (58, False)])
def test_scored_items_are_part_of_a_plan(items, same):
    scenario = loads(GOOD, "x.toml", KNOWN)
    one, other = resolve(scenario)["base"], resolve(scenario, items)["base"]
    assert (one.hash == other.hash) is same
    assert (one.before_hash == other.before_hash) is same


@pytest.mark.parametrize(("key", "value"), [
    ("campaigns.push.last", '"2014-12"'), ("campaigns.push.overtime", "0.2"),
    ("campaigns.push.hours.home_checks", "0.0"), ("hours.all.home_checks", "0.0")])
def test_documented_work_is_in_no_variants_reach(key, value):
    work = WORK.replace("hours = { counselling = 5 }", "hours = { home_checks = 5 }")
    lever = f'[variant.x]\nwhy = {{ zh = "改", en = "x" }}\nset = {{ "{key}" = {value} }}\n'
    with pytest.raises(InputError) as caught:
        loads(GOOD + work + lever, "x.toml", KNOWN)
    said = str(caught.value)
    assert len(said.splitlines()) == 1 and "documented but not plannable" in said


@pytest.mark.parametrize(("find", "put", "said"), [
    ('task = "counselling"\nhours_each', 'task = "home_checks"\nhours_each',
     "base.activities.boards.done = \"boards_done\": the task home_checks is tagged surveillance: "
     "what is done of it is a recorded figure"),
    ('en = "boards"', 'en = "late abortions done"',
     "base.activities.boards.label: speaks of “abortions” (quota on procedures)"),
    ('zh = "宣传栏"', 'zh = "催缴罚款"', "speaks of “罚款” (penalty on families)"),
    ('task = "counselling"\nhours_each = 2\nevery = "month"\ndone = "boards_done"',
     'task = "home_checks"\nhours_each = 2\nevery = "month"\ndone = "procedures_done"',
     "is never worked out from hours"),
    ('[base.services.counselling]\n', '[base.services.home_checks]\nreached = "boards_done"\n'
     'clients = { V01 = 3, V02 = 2 }\n\n[base.services.counselling]\n',
     "the task home_checks is tagged surveillance and this input is not"),
])
def test_work_that_is_tagged_fills_no_count_and_no_other_work_is_called_so(find, put, said):
    text = GOOD + WORK
    assert text.count(find) == 1
    with pytest.raises(InputError) as caught:
        loads(text.replace(find, put), "x.toml", KNOWN)
    assert said in str(caught.value)
