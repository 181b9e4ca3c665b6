"""What the audit must find in the documented schemes, and in small ones with known faults."""

import json
import math
from functools import cache

import pytest
from small_scheme import small
from townships import plugins, scheme

from fpplan.audit.audit import audit
from fpplan.audit.probe import Probe
from fpplan.contract.errors import InputError
from fpplan.contract.points import NULL, YES


@cache
def found(name, births=24, **readings):
    return audit(scheme(name), readings, births=births)


def thing(result, name):
    return next(each for each in result.prices.things if each.name == name)


def price(result, kind):
    return next(each for each in result.prices.prices if each.kind.id == kind)


def flag(result, name):
    return next(each for each in result.flags if each.id == name)


class TestThousandPoint:
    @pytest.mark.parametrize(("option", "base"), [("25", 75), ("30", 90)])
    def test_the_check_bonus_can_add_450_points_a_year(self, option, base):
        checks = found("thousand_point", check_points=option).items["checks"]
        assert (checks.base, checks.beyond) == (base, 450)  # 3 seasons × 30 points × 5

    def test_procedures_and_fees_have_42_percent_and_quality_none(self):
        areas = found("thousand_point").areas
        assert areas["procedures"] + areas["fees"] == pytest.approx(0.42)
        assert areas["quality"] == 0
        assert sum(areas.values()) == pytest.approx(1)

    def test_base_points_are_those_of_the_document(self):
        assert found("thousand_point").base == 1000
        assert found("thousand_point", check_points="30").base == 1015
        assert found("thousand_point").tags["procedure_quota"] == 220

    def test_two_daughter_sterilisation_pays_back_ten_omissions(self):
        result = found("thousand_point")
        paid = thing(result, "two_daughter_sterilisations")
        assert (paid.beyond, paid.together) == (20, 25)  # on top of the 5 beyond the task
        assert paid.pays_back(price(result, "omission").clause) == 10

    def test_about_three_where_points_in_proportion_count_too(self):
        result = found("thousand_point", birth_reports="reported")
        omission = price(result, "omission")
        assert omission.clause == 2
        assert omission.everything == pytest.approx(2 + 120 / 24)
        assert thing(result, "two_daughter_sterilisations").pays_back(
            omission.everything) == pytest.approx(20 / 7)

    def test_instead_of_the_5_is_another_price(self):
        result = found("thousand_point", two_daughter="instead")
        assert thing(result, "two_daughter_sterilisations").together == 20

    def test_each_reading_that_changes_a_price_is_listed(self):
        listed = {(each.reading, each.option): each for each in found("thousand_point").readings}
        deaths = listed["concealed_death", "two"]
        assert [each.clause for each in deaths.prices if each.kind.id == "concealed_death"] == [2]
        assert ("birth_reports", "reported") in listed
        assert ("check_points", "30") not in listed  # moves no price and no worth

    def test_prices_of_false_reports_by_clause(self):
        result = found("thousand_point")
        assert {each.kind.id: each.clause for each in result.prices.prices} == {
            "omission": 2, "label": 2, "false_birth": 5, "concealed_death": 5}
        assert price(result, "false_birth").everything == pytest.approx(5 + 120 / 25)

    def test_concealed_deaths_are_counted_twice_and_criticism_by_a_reading(self):
        clashes = {each.name: each for each in found("thousand_point").contradictions}
        assert clashes["deaths_concealed"].points == {
            "deaths_concealed_here": -2, "deaths_concealed_there": -3}
        assert clashes["deaths_concealed"].together
        assert not clashes["thousand_point_criticisms_township"].together

    def test_a_veto_takes_the_60_points(self):
        assert found("thousand_point").vetoes == {"sixth_births": 60}

    def test_flags(self):
        result = found("thousand_point")
        assert [each.id for each in result.flags] == [f"F{n}" for n in range(1, 10)]
        assert {each.id for each in flag(result, "F1").items} == {"sterilisation_task", "iud_task"}
        assert flag(result, "F2").state == "open"
        assert {each.id for each in flag(result, "F4").items} == {"abortions"}
        assert flag(result, "F5").state == "not_found"
        assert flag(result, "F8").state == "found"
        assert "checks" in {each.id for each in flag(result, "F9").items}

    def test_tasks_split_over_the_seasons_keep_their_points(self):
        result = found("thousand_point", tasks="by_season")
        task = result.items["sterilisation_task"]
        assert task.base == task.ends.high == pytest.approx(180) and math.isinf(task.ends.most)
        assert thing(result, "sterilisations").beyond == pytest.approx(5)


class TestTownPlan:
    def target(self, births, name="srb"):
        return next(each for each in found("town_plan", births).targets if each.name == name)

    def test_a_village_meets_its_sex_ratio_by_chance(self):
        village = self.target(24)
        assert village.by_chance and village.target == 117 and village.at == "most"
        assert village.good_fails == pytest.approx(0.47, abs=0.01)
        assert village.poor_passes == pytest.approx(0.40, abs=0.01)
        assert village.low == pytest.approx(50) and village.high == pytest.approx(242.9, abs=0.1)

    def test_from_which_unit_on_it_does_not(self):
        size = self.target(24).births_decided
        assert 4_000 < size < 5_000  # by hand: (0.84 / 0.0063)² × 0.25 = 4,400
        assert self.target(24).people_decided == pytest.approx(size / 12 * 1000)
        assert not self.target(size).by_chance and self.target(size - 1).by_chance

    def test_the_share_of_births_too(self):
        share = self.target(24, "births_within_policy_percent")
        assert share.by_chance and share.good_fails == pytest.approx(0.43, abs=0.006)
        assert share.reliability == pytest.approx(0.45, abs=0.006)

    def test_its_flags_name_clauses_and_payouts(self):
        result = found("town_plan")
        assert {each.id for each in flag(result, "F7").items} == {"within_policy", "srb"}
        assert "cut_secretary" in {each.id for each in flag(result, "F3").payouts}
        assert "late_abortions" in {each.id for each in flag(result, "F4").items}
        assert "long_acting" in {each.id for each in flag(result, "F5").items}

    def test_it_gives_no_points(self):
        result = found("town_plan")
        assert not result.gives_points and result.base == 0 and not result.prices.prices


def test_a_rights_based_scheme_has_none_of_the_flags():
    result = found("rights_based")
    assert {each.id for each in result.flags if each.state != "not_found"} == set()
    assert result.areas["quality"] > 0.5


@pytest.mark.parametrize("name", sorted(plugins().schemes))
def test_every_scheme_can_be_audited_and_written_as_json(name):
    result = found(name)
    text = json.dumps(result.as_dict(), allow_nan=False)
    assert json.loads(text)["scheme"] == name
    met = Probe.of(result.scheme).at([{}])  # every target is met, and that gives the base
    assert {int(state) for states in met.met.values() for state in states.ravel()} <= {YES, NULL}
    assert float(met.total.central.ravel()[0]) == pytest.approx(result.base)
    for each in result.items.values():
        assert each.ends.least <= each.ends.low <= each.ends.high <= each.ends.most


def test_an_unknown_reading_is_refused():
    with pytest.raises(InputError):
        audit(small(), {"stepz": "whole"})


def test_people_and_births_follow_from_each_other():
    assert audit(small(), people=3000).births == 36
    assert audit(small(), births=36).people == 3000
    assert audit(small()).births == 24


def test_own_inputs_of_a_difference_are_no_sex_ratio():
    assert not [each for each in found("sex_ratio_action").targets if "fall" in each.name]
