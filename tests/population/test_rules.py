"""Policy rules with spacing and dates, and who reconsiders when one changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_people import (
    GIRL_SECOND,
    KEPT_FROM,
    LABEL,
    count,
    lived,
    near,
    past_of,
    plan,
    populated,
    run,
    still,
    tables_of,
    true_rates,
    women,
)

from fpplan.population.events import NEVER
from fpplan.population.rates import TARGETS
from fpplan.population.simulate import live
from fpplan.population.state import LATER, NO_MORE, WAS_IN_UNION

KEPT = -KEPT_FROM
RULES = {
    "one": {"text": LABEL, "status": "assumed", "allow": [{"order": 0}]},
    "girl": {"text": LABEL, "status": "assumed", "allow": GIRL_SECOND},
    "two": {"text": LABEL, "status": "assumed", "allow": [{"order": 0}, {"order": 1}]},
    "spaced": {"text": LABEL, "status": "assumed",
               "allow": [{"order": 0}, {"order": 1, "spacing_months": 48}]},
    "any": {"text": LABEL, "status": "assumed", "allow": [{}]},
}
NO_TWINS = {"twins.share": 0.0}


def town_under(policy, people=4000, **changes):
    return populated(plan({"resident": {"V01": people}}, parameters=NO_TWINS,
                          strata={"resident": {"label": LABEL, "policy": policy}},
                          policy_rules=RULES, **changes))


@pytest.mark.parametrize("spacing", [1, 24, 60])
def test_a_birth_is_within_policy_from_the_month_of_its_spacing_on(spacing):
    """A birth in the month after a woman's last one comes one month after it."""
    tables = still()
    tables["allowed"] = NEVER
    tables["allowed"][:, 1, 0, 1] = spacing
    since = np.arange(61)
    counts, table = run(women(61, stage=9, order=1, daughters=1, since=since), tables, 1)
    assert count(counts, table, "births[policy=in]")[0] == (since + 1 >= spacing).sum()
    assert count(counts, table, "births[policy=out]")[0] == (since + 1 < spacing).sum()


def test_a_woman_who_waits_is_not_deterred_and_one_who_does_not_wait_ends_more():
    """What she wants goes by whether a birth can be allowed; what she ends by when it is due."""
    spaced = tables_of(true_rates(), np.full((1, 7, 7, 7), 48, np.uint8))
    wanting = []
    for some in (spaced, tables_of(true_rates())):
        tables = still()
        tables["want_after_birth"], tables["allowed"] = some["want_after_birth"], some["allowed"]
        states = women(40_000, stage=9, order=0)
        run(states, tables, 1)
        wanting.append((states["want"] == LATER).sum())
    assert wanting[0] == wanting[1] > 0
    tables = still()
    tables["lose"], tables["allowed"] = spaced["lose"], spaced["allowed"]
    tables["insusceptible"][:, :, 3:] = 2**32 - 1
    ended = []
    for since in (30, 39, 40, 60):  # in the second month of gestation: due in seven months
        counts, table = run(women(40_000, stage=2, order=1, since=since), tables, 1)
        ended.append(count(counts, table, "terminations").sum())
    assert ended[0] == ended[1] > ended[2] == ended[3] > 0


def test_only_women_in_union_with_births_who_want_no_more_reconsider():
    tables = still()
    tables["reconsider"] = 2**31
    kinds = {"the asked": {"order": 1, "sons": 1}, "childless": {}, "wants later":
             {"order": 1, "sons": 1, "want": LATER}, "single": {"order": 1, "sons": 1, "union": 0},
             "divorced": {"order": 1, "sons": 1, "union": WAS_IN_UNION},
             "pregnant": {"order": 1, "sons": 1, "stage": 5}}
    for name, fields in kinds.items():
        states = women(20_000, **fields)
        before = states["want"].copy()
        run(states, tables, 1)
        if name == "the asked":
            assert near((states["want"] == LATER).sum(), 0.5, 20_000)
        else:
            assert np.array_equal(states["want"], before), name


def test_a_rule_holds_from_its_month_on():
    """Second births after a son are outside until then and inside from then on."""
    town = town_under([{"rule": "girl"}, {"rule": "two", "from": "2014-12"},
                       {"rule": "one", "from": "2015-08"}])
    assert [town.periods[k].policy for k in town.period_of[36:]] == [0] * 4 + [1] * 8 + [2] * 12
    counts = lived(town, 24, values=NO_TWINS)[:, :, KEPT:]
    by_status = {status: count(counts, town.table, f"births[order=2,prior=boys,policy={status}]")
                 .sum(axis=(0, 1)) for status in ("in", "out")}
    assert not by_status["in"][:4].any() and not by_status["out"][4:12].any()
    assert by_status["out"][:4].all() and by_status["in"][4:12].all()
    assert not by_status["in"][12:].any()


def test_the_past_does_not_know_what_rules_will_come():
    before, after = town_under("girl"), town_under(
        [{"rule": "girl"}, {"rule": "any", "from": "2015-01"}])
    one, other = past_of(before, 6, values=NO_TWINS), past_of(after, 6, values=NO_TWINS)
    assert one.states.tobytes() == other.states.tobytes()
    assert one.counts.tobytes() == other.counts.tobytes()


def test_a_rule_that_opens_is_followed_by_more_second_births():
    """Those who reconsider in the month of the change, and nobody later, make the difference
    to the same rule without them."""
    town = town_under([{"rule": "one"}, {"rule": "two", "from": "2014-10"}], 8000, horizon=48)
    past = past_of(town, 16, values=NO_TWINS)
    month = 36 + 2
    opening = town.period_of[month]
    assert (town.period_of == opening).sum() == 1
    assert past.tables["reconsider"][0, opening].any()
    others = np.delete(np.arange(len(town.periods)), opening)
    assert not past.tables["reconsider"][0, others].any()
    quiet = past.tables.copy()
    quiet["reconsider"] = 0
    quiet["gate_reconsider"] = 0
    still_ = np.zeros((1, 1, town.horizon, len(TARGETS)))
    found = live(town, past, still_)
    without = live(town, replace(past, tables=quiet), still_)

    def second(counts, months):
        return count(counts, town.table, "births[order=2]")[:, :, KEPT:][:, :, months].sum()

    assert second(found, slice(0, 11)) == second(without, slice(0, 11))
    assert second(found, slice(11, 48)) > 1.1 * second(without, slice(11, 48))


def test_spacing_puts_births_outside_that_come_too_early():
    town = town_under("spaced")
    counts = lived(town, 24, values=NO_TWINS)
    inside, outside = (count(counts, town.table, f"births[order=2,policy={status}]").sum()
                       for status in ("in", "out"))
    assert inside > 0 and outside > 0
    assert count(counts, town.table, "births[order=1,policy=out]").sum() == 0
    assert count(counts, town.table, "births[order=3|4|5|6,policy=in]").sum() == 0


def test_women_who_want_no_more_stay_so_where_no_rule_changes():
    town = town_under("girl")
    past = past_of(town, 2, values=NO_TWINS)
    assert not past.tables["reconsider"].any() and not past.tables["gate_reconsider"].any()
    assert (past.states["want"] == NO_MORE).any()
