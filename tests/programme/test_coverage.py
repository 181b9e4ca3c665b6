"""Hours become coverage, and coverage moves rates on the logit scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import load_setting
from fpplan.programme.coverage import (
    FIRST_MONTH,
    coverage,
    covered,
    expected_clients,
    reference_coverage,
    shifts,
)
from fpplan.programme.tasks import TARGETS, core_tasks, read_tasks
from fpplan.tallies import Tallies, slot_table

hours = st.floats(0, 1e4)
each = st.floats(0.05, 20)
many = st.floats(0.01, 1e4)
ceilings = st.floats(0.05, 1)
KNOWN = core_tasks()
CLIENTS = {name: np.array([20.0, 8.0]) for name in KNOWN}
CENTRAL = ParameterSets(None)
GROUPS = load_setting("china_rural").method_groups


def at(h: float, per: float, clients: float, ceiling: float) -> float:
    return float(covered(np.array(h), np.array(per), np.array(clients), ceiling))


@given(each, many, ceilings)
def test_no_hours_cover_nobody_and_endless_hours_the_ceiling(per, clients, ceiling):
    assert at(0, per, clients, ceiling) == 0
    assert at(1e12, per, clients, ceiling) == pytest.approx(ceiling, rel=1e-12)


@given(hours, each, ceilings)
def test_nobody_to_reach_is_no_coverage(h, per, ceiling):
    assert at(h, per, 0, ceiling) == 0


@given(hours, hours, each, many, ceilings)
def test_coverage_rises_with_hours_and_stays_below_the_ceiling(a, b, per, clients, ceiling):
    low, high = (at(h, per, clients, ceiling) for h in sorted((a, b)))
    assert 0 <= low <= high <= ceiling


@given(hours, each, many, ceilings)
def test_nobody_is_reached_by_more_visits_than_there_are(h, per, clients, ceiling):
    tiny = 1e-300  # hours so few that floats lose digits
    assert at(h, per, clients, ceiling) * clients * per <= h * (1 + 1e-12) + tiny


def test_coverage_has_the_formula_of_the_design(make_plan):
    plan = make_plan(reference={"staff": {}})
    found = coverage(plan, CENTRAL, CLIENTS, KNOWN)
    ceiling, per = 0.9, 0.5
    wanted = ceiling * (1 - np.exp(-20 / (per * 20.0 * ceiling)))
    assert found.values.shape == (1, 2, 36 + 24, len(KNOWN))
    assert found.of("counselling")[0, 0] == pytest.approx(wanted)
    assert (found.of("publicity") == 0).all() and (found.of("no_such_task") == 0).all()


def test_a_task_with_hours_follows_its_season(make_plan):
    plan = make_plan(reference={"staff": {},
                                "hours": {"all": {"counselling": [1.0, 2.0, 3.0]}}})
    found = coverage(plan, CENTRAL, CLIENTS, KNOWN)
    column = found.tasks.index("counselling")
    # months 0-3 are August to November, season s1; month -1 is July, season s3
    worked = found.hours[0, 0, -FIRST_MONTH - 1:-FIRST_MONTH + 9, column]
    assert worked.tolist() == [3, 1, 1, 1, 1, 2, 2, 2, 2, 3]


def test_a_variant_shares_the_past_and_differs_from_the_decision_month_on(make_plan):
    plan = make_plan(hours={"all": {"counselling": 60.0}})
    now, then = (coverage(each, CENTRAL, CLIENTS, KNOWN) for each in (plan, make_plan()))
    past = now.months(FIRST_MONTH, -1)
    assert np.array_equal(now.values[:, :, past], then.values[:, :, past])
    assert (now.of("counselling")[..., 36:] > then.of("counselling")[..., 36:]).all()
    assert (now.of("meetings")[..., 36:] == 0).all()


def test_the_reference_moves_no_rate(make_plan):
    found = coverage(make_plan(), ParameterSets(range(5), 3), CLIENTS, KNOWN)
    assert (shifts(found, ParameterSets(range(5), 3), KNOWN) == 0).all()


def test_shifts_are_beta_times_the_coverage_added(make_plan):
    sets = ParameterSets(range(6), 1)
    plan = make_plan(hours={"all": {"counselling": 60.0, "postpartum_followup": 6.0,
                                    "meetings": 30.0, "record_audit": 4.0}})
    found = coverage(plan, sets, CLIENTS, KNOWN)
    moved = shifts(found, sets, KNOWN)
    assert moved.shape == (6, 2, 60, len(TARGETS))
    added = found.of("counselling") - reference_coverage(found)[
        :, :, None, found.tasks.index("counselling")]
    follow = found.of("postpartum_followup") - reference_coverage(found)[
        :, :, None, found.tasks.index("postpartum_followup")]
    uptake, postpartum, stop, access = (moved[..., i] for i in range(4))
    beta = {name: sets[f"programme.{name}"][:, None, None] for name in (
        "counselling_uptake", "counselling_stop", "postpartum_followup_uptake")}
    assert np.allclose(uptake, beta["counselling_uptake"] * added, atol=1e-12)
    assert np.allclose(stop, beta["counselling_stop"] * added, atol=1e-12)
    assert np.allclose(postpartum, beta["counselling_uptake"] * added
                       + beta["postpartum_followup_uptake"] * follow, atol=1e-12)
    assert (access == 0).all() and (moved[:, :, :36] == 0).all()


def test_doubled_staff_never_lowers_coverage(make_plan, make_base):
    base = make_base()
    staff = {name: {**kind.model_dump(mode="python"), "label": {"zh": "名", "en": "name"}}
             for name, kind in base.staff.items()}
    before = coverage(make_plan(), CENTRAL, CLIENTS, KNOWN)
    staff["worker"]["number"] = {"V01": 2.0, "V02": 2.0}
    after = coverage(make_plan(staff=staff), CENTRAL, CLIENTS, KNOWN)
    assert (after.values >= before.values - 1e-15).all()


@pytest.mark.parametrize("moved", [0.0, 0.1, 3.0, 19.7])
def test_moving_an_hour_conserves_working_hours(make_plan, moved):
    plan = make_plan(hours={"all": {
        "postpartum_followup": 6.0 + moved, "counselling": 20.0, "meetings": 30.0 - moved,
        "record_audit": 4.0}})
    totals = coverage(plan, CENTRAL, CLIENTS, KNOWN).hours.sum(axis=3)
    assert totals == pytest.approx(np.broadcast_to(totals[:, :, :1], totals.shape))


def test_clients_are_the_reference_years_mean(make_base):
    table = slot_table(("iud",), ("resident",))
    true = np.zeros((2, 2, 14, len(table)), dtype=np.int32)  # months -12..1
    true[0, :, :12, table.index("births")[0, 0, 0, 0, 0]] = 3
    true[1, :, :12, table.index("births")[1, 1, 1, 1, 0]] = 1
    true[:, 1, :12, table.index("in_union")[2, 0]] = 240
    true[:, :, 12:] = 1000  # after the decision month: not looked at
    tallies = Tallies.unreported(true, ("iud",), ("resident",), ("V01", "V02"), -12, (0, 2),
                                 GROUPS)
    clients = expected_clients(tallies, KNOWN)
    assert clients["postpartum_followup"].tolist() == [2, 2]  # births a month
    assert clients["counselling"].tolist() == [0, 20]  # each woman in union once a year
    assert clients["record_audit"].tolist() == [0, 240]
    assert clients["meetings"].tolist() == [1, 1]
    with pytest.raises(ValueError, match="months -12 to -1"):
        expected_clients(Tallies.unreported(true[:, :, 1:], ("iud",), ("resident",),
                                            ("V01", "V02"), -11, (0, 2)), KNOWN)


def test_a_task_of_a_plugin_can_move_access_to_sex_selection(make_plan):
    tasks = read_tasks({"clinic_checks": {
        "text": {"zh": "机构检查", "en": "clinic checks"}, "kind": "activity",
        "hours_per_client": 2.0, "clients": 4.0, "ceiling": 1.0,
        "acts_on": ["selection_access"], "source": "a test",
        "effects": {"selection_access": "programme.counselling_stop"}, "plannable": True,
    }}, "plugin")
    plan = make_plan(hours={"all": {"clinic_checks": 8.0}})
    found = coverage(plan, CENTRAL, {"clinic_checks": np.array([4.0, 0.0])}, tasks)
    moved = shifts(found, CENTRAL, tasks)
    assert (moved[0, 0, 36:, 3] < 0).all() and (moved[0, 1, :, 3] == 0).all()
    assert (moved[..., :3] == 0).all()
