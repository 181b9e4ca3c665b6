"""Every way to get a scenario file wrong that we know of, and the words that say so."""

import tomllib

import pytest
from small import GOOD, HERE, KNOWN, changed

from fpplan.errors import InputError
from fpplan.scenario import loads

CASES = tomllib.loads((HERE / "cases.toml").read_text("utf-8"))


def broken(case: dict) -> str:
    return changed(case["find"], case["put"]) if "find" in case else f"{GOOD}\n{case['put']}\n"


def lines_of(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        loads(text, "x.toml", KNOWN)
    return str(caught.value).splitlines()


def test_the_good_file_is_good():
    assert loads(GOOD, "x.toml", KNOWN).id == "small"


@pytest.mark.parametrize("name", CASES)
def test_the_message_says_file_key_value_and_rule(name):
    lines = lines_of(broken(CASES[name]))
    wanted = CASES[name]["words"]
    assert any(all(word in line for word in wanted) for line in lines), "\n".join(lines)
    assert all(line.startswith("x.toml: ") for line in lines)


@pytest.mark.parametrize("name", CASES)
def test_one_mistake_is_not_told_many_times(name):
    assert len(lines_of(broken(CASES[name]))) <= 3


def test_every_fault_of_a_file_is_told_at_once():
    text = GOOD
    names = ["wrong_type_text", "horizon_too_short", "unknown_scheme", "negative", "unknown_task",
             "share_above_one", "shares_do_not_add_up", "unknown_policy_rule", "empty_word",
             "parent_not_there", "parameter_out_of_bounds", "unknown_status",
             "variant_of_decision_month", "unknown_figure", "pool_of_nowhere"]
    for name in names:
        case = CASES[name]
        assert text.count(case["find"]) == 1, name
        text = text.replace(case["find"], case["put"])
    lines = lines_of(text)
    told = [name for name in names
            if any(all(word in line for word in CASES[name]["words"]) for line in lines)]
    # The setting is unreadable, so what depends on it alone cannot be checked.
    assert told == [name for name in names if name != "parameter_out_of_bounds"]


def test_a_variant_is_told_its_own_faults_and_not_those_of_the_base():
    both = GOOD.replace("meetings = 60", "meetings = -60").replace(
        '"hours.all.meetings" = 20', '"hours.all.meetings" = -20')
    assert lines_of(both) == [
        "x.toml: base.hours.all.meetings = -60: must be at least 0",
        'x.toml: variant.followup.set."hours.all.meetings" = -20: must be at least 0']
    other = GOOD.replace("records = [40, 50, 60]", "records = [40, 50]")
    assert len(lines_of(other)) == 1


def test_messages_are_our_own_words():
    for case in CASES.values():
        for line in lines_of(broken(case)):
            assert "Input should" not in line and "pydantic" not in line and "{" not in line
