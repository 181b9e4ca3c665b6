"""Tasks as data: what the core brings, and what no task may do."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from pathlib import Path

import pytest

from fpplan.contract.errors import InputError
from fpplan.place.parameters import catalogue
from fpplan.population import rates
from fpplan.programme.tasks import (
    AIMS,
    ON_REACH,
    ON_UPTAKE,
    TARGETS,
    core_tasks,
    load_tasks,
    read_tasks,
)
from fpplan.tallies import slot_table

DATA = Path(__file__).parents[2] / "fpplan" / "data" / "tasks.toml"
TABLE = slot_table(("iud", "condom"), ("resident",))


def entry() -> dict:
    return deepcopy(tomllib.loads(DATA.read_text("utf-8"))["counselling"])


def faults(changed: dict) -> str:
    with pytest.raises(InputError) as caught:
        read_tasks({"counselling": changed}, "tasks.toml", table=TABLE)
    return str(caught.value)


def test_the_core_tasks_are_whole_and_their_clients_are_tallies():
    raw = tomllib.loads(DATA.read_text("utf-8"))
    assert list(read_tasks(raw, "tasks.toml", table=TABLE)) == list(raw) == list(core_tasks())
    assert {"postpartum_followup", "counselling", "publicity", "meetings", "records",
            "record_audit", "preconception_check"} <= set(core_tasks())
    assert TARGETS == ("uptake", "uptake_postpartum", "stop", "selection_access", "reach",
                       "reach_postpartum", "willing")
    assert TARGETS == rates.TARGETS and {*ON_UPTAKE, *ON_REACH} == {*TARGETS} - {
        "stop", "selection_access"}


def test_meetings_records_audits_and_checks_move_no_rate():
    for name in ("meetings", "records", "record_audit", "preconception_check"):
        assert core_tasks()[name].effects == {}


def test_every_effect_says_its_source_and_its_range():
    for task in core_tasks().values():
        for parameter in task.effects.values():
            found = catalogue()[parameter]
            assert found.low < found.high and len(found.source) > 20


@pytest.mark.parametrize("rate", [
    "termination", "terminations", "selective_terminations", "intention", "want",
    "start[method=iud]", "starts", "female_sterilisation", "conceive"])
def test_a_task_may_never_move_terminations_wishes_or_one_method(rate):
    for plannable in (True, False):
        changed = entry()
        changed["plannable"] = plannable
        changed["effects"] = {rate: "programme.counselling_uptake"}
        assert "never a termination rate, what women want" in faults(changed)


@pytest.mark.parametrize("aim", ["termination", "intentions", "iud", "sterilisation", "births"])
def test_a_task_may_act_on_the_listed_aims_only(aim):
    changed = entry()
    changed["acts_on"] = [aim]
    assert "a task may act on access" in faults(changed)


def test_a_rate_goes_with_an_aim():
    changed = entry()
    changed["acts_on"] = ["care"]
    changed["effects"] = {"stop": "programme.counselling_stop"}
    assert "does not belong to what the task acts on" in faults(changed)
    assert {rate for rates in AIMS.values() for rate in rates} == set(TARGETS)


def test_a_tagged_task_is_not_plannable():
    changed = entry()
    changed["tags"] = ["surveillance"]
    assert "a task with a tag is never plannable" in faults(changed)
    changed["plannable"] = False
    assert read_tasks({"t": changed}, "x", table=TABLE)["t"].tags == {"surveillance"}


@pytest.mark.parametrize(("key", "value", "words"), [
    ("kind", "servise", 'nearest: "service"'),
    ("hours_per_client", "programme.counseling_hours", 'nearest: "programme.counselling_hours"'),
    ("hours_per_client", 0, "above 0"),
    ("hours_per_client", float("nan"), "above 0"),
    ("ceiling", 1.2, "at most 1"),
    ("ceiling", True, "at most 1"),
    ("every_months", 0, "1 or more"),
    ("clients", "in_union", "a list of tally names"),
    ("clients", ["in_unoin"], 'nearest: "in_union"'),
    ("clients", -1, "not be below 0"),
    ("plannable", "yes", "true or false"),
    ("source", " ", "where the numbers come from"),
    ("text", {"zh": "", "en": "x"}, "zh and en"),
    ("tags", ["staff_pressure"], "no such tag"),
    ("effects", {"stop": "programme.nothing"}, "no such parameter"),
    ("celing", 1, 'nearest: "ceiling"'),
])
def test_wrong_fields_are_refused_in_words(key, value, words):
    changed = entry()
    changed[key] = value
    assert words in faults(changed)


def test_all_faults_of_a_file_come_at_once(tmp_path):
    path = tmp_path / "tasks.toml"
    path.write_text('[a]\nkind = "x"\n[B]\nkind = "service"\n', "utf-8")
    with pytest.raises(InputError) as caught:
        load_tasks(path)
    text = str(caught.value)
    assert "a.source" in text and "B.source" in text and "lower-case" in text
    path.write_bytes(b"\xff\x00")
    with pytest.raises(InputError, match="not a TOML file"):
        load_tasks(path)
