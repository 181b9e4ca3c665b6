"""Every way to get a scenario file wrong that we know of, and the words that say so."""

import tomllib

import pytest
from small import GOOD, HERE, KNOWN, changed

from fpplan.contract.errors import InputError
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


# One table each with a value that cannot be and names that are not there.
BAD_WORK = """
[base.staff.helper]
label = { zh = "帮手" }
number = { V01 = "one", V3 = 2, town = 1 }
hours_per_month = 0
[base.staff.doctor]
label = { zh = "医生", en = "doctor" }
number = { pool = "twon", number = -4 }
hours_per_month = 168
[base.campaigns.push]
label = { zh = "攻坚", en = "push" }
first = "2014-09"
last = "2014-10"
units = ["V77"]
hours = { counseling = 5 }
instead_of = { meeting = 5 }
overtime = 3
[base.services.counseling]
clients = { V01 = 3, V9 = 4 }
quality = 5
reached = "board_done"
[base.supply.iudd]
stock_out = 2
units = { V9 = 0.5 }
[base.activities.boards]
label = { zh = "宣传栏", en = "boards" }
task = "counsel"
units = ["V9"]
hours_each = -1
every = "fortnight"
done = "procedures_don"
[base.limits]
hours_per_month = -3
tasks = { counseling = { most = 5 } }
posts = { helpers = { most = 2 } }
[base.strata.migrant]
label = { zh = "流动" }
policy = [{ rule = "girl_secnd" }]
moves = { residents = 0.1 }
parameters = { "method.iudd.failure" = { value = 1, why = "a test" } }
[base.published.late_abortion_percent]
unit_id = "twon"
value = "many"
"""


@pytest.mark.parametrize("words", [
    'staff.helper.label.en: is missing', 'staff.helper.number.V01 = "one": must be a number',
    "staff.helper.number.V3: there is no such unit", "staff.helper.number.town: town is a parent",
    "staff.helper.hours_per_month = 0: must be above 0",
    'staff.doctor.number.pool = "twon": there is no such unit (nearest: "town")',
    "staff.doctor.number.number = -4: must be at least 0",
    'campaigns.push.units = "V77": there is no such unit',
    'campaigns.push.hours.counseling = "counseling": there is no such task '
    '(nearest: "counselling")',
    'campaigns.push.instead_of.meeting = "meeting": there is no such task (nearest: "meetings")',
    "campaigns.push.overtime = 3: must be at most 1",
    'services.counseling = "counseling": there is no such task (nearest: "counselling")',
    'services.counseling.clients = "V9": there is no such unit',
    "services.counseling.clients: has no number for V02",
    "services.counseling.quality = 5: must be at most 1",
    'services.counseling.reached = "board_done": no scheme asks for such an input '
    '(nearest: "boards_done")',
    'supply.iudd = "iudd": there is no such method in this setting (nearest: "iud")',
    "supply.iudd.stock_out = 2: must be at most 1",
    'supply.iudd.units = "V9": there is no such unit',
    'activities.boards.task = "counsel": there is no such task (nearest: "counselling")',
    'activities.boards.units = "V9": there is no such unit',
    "activities.boards.hours_each = -1: must be above 0",
    'activities.boards.every = "fortnight": must be one of month, quarter',
    'activities.boards.done = "procedures_don": no scheme asks for such an input '
    '(nearest: "procedures_done")',
    "limits.hours_per_month = -3: must be at least 0",
    "limits.tasks.counseling: is no task that leadership may move hours to",
    'limits.posts.helpers: there is no such kind of staff (nearest: "helper")',
    "strata.migrant.label.en: is missing",
    'strata.migrant.policy[1].rule = "girl_secnd": there is no such policy rule',
    "strata.migrant.moves.residents: there is no such stratum (nearest: \"resident\")",
    'strata.migrant.parameters."method.iudd.failure": there is no such parameter',
    'published.late_abortion_percent.unit_id = "twon": there is no such unit (nearest: "town")',
    'published.late_abortion_percent.value = "many": must be a number, without quotes',
])
def test_no_fault_of_a_table_hides_another_in_it(words, bad_work):
    assert any(line.startswith(f"x.toml: base.{words}") for line in bad_work), "\n".join(bad_work)


@pytest.fixture(scope="module")
def bad_work() -> list[str]:
    return lines_of(GOOD + BAD_WORK)


def test_a_fault_of_the_horizon_moves_no_campaign_beyond_the_end():
    push = ('[base.campaigns.push]\nlabel = { zh = "攻坚", en = "push" }\nfirst = "2014-09"\n'
            'last = "2014-10"\nhours = { counselling = 1 }\n')
    text = changed("horizon = 24", 'horizon = "24"') + push
    assert [line.split(":")[1] for line in lines_of(text)] == [' base.horizon = "24"']


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
            assert "Input should" not in line and "pydantic" not in line
            assert "{" not in line.rpartition(": ")[2], "a place is left unfilled"
