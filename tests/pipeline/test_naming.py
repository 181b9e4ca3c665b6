"""Labels of a run: what a report says of units, items, quotas, inputs and assumptions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_people import plan as resolved
from small_place import place, settled

from fpplan.contract.readings import fixed
from fpplan.contract.rules import Pace
from fpplan.experiment.world import world_of
from fpplan.pipeline.naming import label_of, names_of, without_a_year
from fpplan.pipeline.plan import plan

PEOPLE = {"V01": 900, "V02": 1500}
RECORDED = """
[base.inputs.sterilisations]
units = { V01 = { value = 7.0 }, V02 = { value = 9.0 } }
status = "published"
source = "a table"
[base.inputs.iud_insertions]
units = { V01 = { value = 7.0 }, V02 = { range = [5, 9] } }
status = "assumed"
[base.inputs.iud_task]
units = { V01 = { value = 20.0 } }
status = "published"
[base.targets]
"thousand_point.awareness" = { V01 = 90.0, V02 = 85.5 }
[base.weights]
"thousand_point.births_reported" = 160
[variant.fewer]
why = { zh = "少开会", en = "fewer meetings" }
label = { zh = "少会", en = "less" }
set = { "hours.all.meetings" = 12.0 }
"""


@pytest.fixture(scope="module")
def work():
    return settled(place(PEOPLE))


@pytest.fixture(scope="module")
def names(work):
    return names_of(work)


@pytest.fixture(scope="module")
def recorded():
    text = place(PEOPLE, more=RECORDED)
    return names_of(settled(text))


def by_id(rows, *keys: str):
    found = {tuple(getattr(row, key) for key in keys) if len(keys) > 1 else getattr(
        row, keys[0]): row for row in rows}
    assert len(found) == len(rows), "an id is used twice"
    return found


def test_units_have_their_people_and_parents_the_sum(names):
    town, first, second = names.units
    assert (town.id, town.leaf, town.parent, town.people) == ("lianhe", False, "", 2400)
    assert [(row.leaf, row.parent, row.people, row.assumed) for row in (first, second)] == [
        (True, "lianhe", 900, True), (True, "lianhe", 1500, True)]


def test_a_variant_is_told_by_what_it_changes(recorded, names):
    assert [row.id for row in names.variants] == ["base"]
    base, fewer = recorded.variants
    assert base.label.en == "as now" and base.changes == ()
    assert (fewer.label.en, fewer.why.en) == ("less", "fewer meetings")
    assert fewer.changes == ("hours.all.meetings = [12.0]",)


def test_periods_say_their_first_and_last_month(names):
    rows = by_id(names.periods, "id")
    assert rows["2013-08"].label.en == "2013-08 to 2014-07" and rows["2013-08"].role == "before"
    assert (rows["2014-08"].first, rows["2014-08"].last) == (0, 11)
    assert rows["2014-08-s2"].label.zh == "2014-12至2015-03"


def test_items_stand_under_their_chapters_and_add_up(names):
    rows = by_id(names.items, "scheme", "id")
    seen: set[tuple[str, str]] = set()
    for row in names.items:
        assert not row.parent or (row.scheme, row.parent) in seen
        seen.add((row.scheme, row.id))
    points = [row for row in names.items if row.scheme == "thousand_point"]
    total, untagged = rows["thousand_point", "total"], rows["thousand_point", "untagged_total"]
    assert points[-2:] == [total, untagged] and total.full == 1000
    tops = [row for row in points if row.role == "chapter" and not row.parent]
    assert sum(row.full for row in tops) == total.full
    items = [row for row in points if row.role == "item"]
    assert sum(row.full for row in items) == total.full
    assert sum(row.full for row in items if not row.tags) == untagged.full < total.full
    bonus = [row for row in items if row.parent == "bonuses"]
    assert bonus and {row.full for row in bonus} == {0}  # beyond the full marks


def test_a_scheme_of_targets_has_no_points(names):
    rows = [row for row in names.items if row.scheme == "lianhe"]
    assert {row.role for row in rows} == {"item", "chapter"}
    assert {row.full for row in rows} == {None}
    scheme = by_id(names.schemes, "id")
    assert (scheme["lianhe"].points, scheme["lianhe"].full) == (False, None)
    assert (scheme["thousand_point"].points, scheme["thousand_point"].full) == (True, 1000)
    rate = by_id(rows, "id")["crude_birth_rate"]
    assert (rate.target, rate.direction, rate.reads) == (13.43, "at_most", "crude_birth_rate")
    assert rate.unit == label_of("per_1000") and "birth_limit" in rate.tags


def test_what_is_about_a_year_that_is_not_over_is_left_out(work, names):
    (scheme,) = [one for one in work.schemes if one.id == "lianhe"]
    pace = {item.id for item in scheme.items() if isinstance(fixed(item.rule), Pace)}
    assert pace and without_a_year(scheme) == pace
    assert not pace & {row.id for row in names.items if row.scheme == "lianhe"}
    assert without_a_year(work.schemes[0]) == frozenset()


def test_inputs_are_a_value_or_a_range_and_told_once(names):
    rows = by_id(names.inputs, "id")
    check = rows["iud_pregnancy_check_percent"]
    assert (check.value, check.low, check.high, check.status) == (75.9, None, None, "published")
    accuracy = rows["population_data_accuracy_percent"]
    assert (accuracy.value, accuracy.low, accuracy.high) == (None, 80, 98)
    issued = rows["birth_certificates_issued"]  # nothing is recorded: the plugin's range
    assert (issued.status, issued.source, issued.value) == ("assumed", "thousand_point", None)
    assert issued.low < issued.high
    assert "births" not in rows and "srb" not in rows  # simulated, not recorded


def test_items_name_the_inputs_that_nobody_gives(names):
    rows = by_id(names.items, "scheme", "id")
    assert rows["thousand_point", "foundations"].missing == (
        "thousand_point_foundations_in_place",)
    assert rows["lianhe", "srb"].missing == () and rows["lianhe", "srb"].chance


def test_published_figures_say_whether_they_were_matched(names):
    rows = by_id(names.published, "id")
    assert rows["births"].matched and rows["births"].simulated and rows["births"].value == 355
    rate = rows["crude_birth_rate"]
    assert not rate.matched and (rate.value, rate.target, rate.decimals) == (13.05, 13.43, 2)
    assert not rows["late_abortion_percent"].simulated


def test_published_figures_are_set_against_the_books_of_their_months(names):
    """Births of October to July against those of ten months; a rate to date is of 10 / 12 of a
    year, a share of the same months is not."""
    rows = by_id(names.published, "id")
    period = next(p for p in names.periods if p.role == "published")
    assert (period.first, period.last) == (-10, -1)
    assert rows["births"].period == rows["srb"].period == period.id
    assert rows["crude_birth_rate"].of_year == pytest.approx(10 / 12)
    assert rows["births"].of_year == rows["srb"].of_year == 1
    old = place(PEOPLE).replace('first = "2013-10"', 'first = "2012-10"').replace(
        'last = "2014-07"', 'last = "2013-07"')
    aims = old.index("[base.aims]")  # those lie in the year before
    old = old[:aims] + old[aims:].replace('first = "2012-10"\nlast = "2013-07"\n', "", 1)
    gone = by_id(names_of(settled(old)).published, "id")["births"]
    assert not gone.simulated and gone.period == ""  # no run keeps these months


def test_scales_that_no_source_knows_are_named():
    text = place(PEOPLE)
    start = text.index("[base.scales]")
    scales = "[base.scales]\ndeterrence = 2.3\nselection_2 = 3.9671\n"
    text = text[:start] + scales + text[text.index("\n[", start):]
    rows = by_id(names_of(settled(text)).assumptions, "id")
    assert "standard deviations" in rows["scales.deterrence"].given.en
    assert "3.97 lies" in rows["scales.selection_2"].given.en
    assert "scales.wanted.resident" in rows and "scales.selected.resident" in rows


def quota(names, item: str, unit: str):
    return by_id(names.quotas, "scheme", "item", "unit_id")["thousand_point", item, unit]


def test_a_task_of_villages_is_their_sum_above_them(names, recorded):
    for item in ("sterilisation_task", "iud_task"):
        town, *villages = (quota(names, item, unit) for unit in ("lianhe", "V01", "V02"))
        for end in ("target_low", "target", "target_high"):
            assert getattr(town, end) == sum(getattr(row, end) for row in villages)
        assert town.target_low < town.target < town.target_high
    # where one village has no task, the town's is not known
    rows = by_id(recorded.quotas, "scheme", "item", "unit_id")
    assert [unit for _s, item, unit in rows if item == "iud_task"] == ["V01"]
    assert rows["thousand_point", "iud_task", "V01"].target == 20


def test_a_share_holds_in_every_unit_and_a_number_for_the_whole_place(names):
    units = {item: [row.unit_id for row in names.quotas if row.item == item]
             for item in ("iud_after_first_son", "two_daughter_sterilisations")}
    assert units == {"iud_after_first_son": ["lianhe", "V01", "V02"],
                     "two_daughter_sterilisations": ["lianhe"]}
    share = by_id(names.quotas, "scheme", "item", "unit_id")["lianhe", "iud_after_first_son", "V01"]
    assert (share.target_unit, share.target, share.recorded) == ("percent", 90, None)


def test_what_was_done_is_summed_only_where_all_of_it_is_known(recorded, names):
    assert [quota(recorded, "sterilisation_task", unit).recorded
            for unit in ("lianhe", "V01", "V02")] == [16, 7, 9]
    assert quota(recorded, "iud_task", "V01").recorded == 7
    assert {row.recorded for row in names.quotas if row.item == "sterilisation_task"} == {None}
    daughters = by_id(names.quotas, "scheme", "item", "unit_id")[
        "lianhe", "two_daughter_sterilisations", "lianhe"]
    assert daughters.recorded == 12


def test_voluntary_uptake_is_a_parameter_of_the_setting(names, work):
    for row in names.quotas:
        ends = work.world.setting.parameters[f"voluntary_uptake.{row.method}"]
        assert (row.uptake_low, row.uptake_high, row.status) == (ends.low, ends.high, ends.status)


def test_everything_assumed_is_listed_once(names, recorded):
    rows = by_id(names.assumptions, "id")
    assert rows["thousand_point.check_points"].given.en.startswith("25")
    assert rows["units"].given.en == "Village V01 900; Village V02 1,500"
    assert rows["decision_month"].given.zh == "2014-08"
    assert rows["staff.village_worker"].given.en == "168 hours a month, 59.5 % of them productive"
    assert "meetings 30; records 50" in rows["hours.all"].given.en
    assert "births 355 → " in rows["matched"].given.en
    assert not [name for name in rows if name.startswith("targets.")]
    own = by_id(recorded.assumptions, "id")["targets.thousand_point.awareness"]
    assert own.given.zh == "V01 90; V02 85.5"
    weighed = by_id(recorded.assumptions, "id")["weights.thousand_point.births_reported"]
    assert weighed.given.en == "160" and weighed.text.zh == "本方案自定的分值"
    full = by_id(recorded.items, "scheme", "id")["thousand_point", "births_reported"].full
    assert (by_id(names.items, "scheme", "id")["thousand_point", "births_reported"].full, full) == (
        120, 160)
    for row in names.assumptions:
        assert row.given.zh and row.given.en and row.text.zh and row.text.en, row.id


def test_a_place_that_assumes_nothing_lists_its_month_alone():
    allowed = {"rule": {"text": {"zh": "甲", "en": "a"}, "allow": [{}], "status": "sourced",
                        "source": "a law"}}
    work = plan(world_of(resolved(policy_rules=allowed)), draws=4, seed=0)
    found = names_of(work)
    assert [row.id for row in found.assumptions] == ["decision_month"]
    assert found.items == found.quotas == found.inputs == found.published == found.payouts == ()
    assert [row.id for row in found.methods] == [m.id for m in work.world.setting.methods]


def test_indicators_carry_what_the_report_says_of_them(names, work):
    rows = by_id(names.indicators, "id")
    assert tuple(rows) == work.indicators
    assert rows["srb"].chance and rows["crude_birth_rate"].tags == ("birth_limit",)
    assert rows["unmet_need_percent"].direction == "down"
    assert {row.direction for row in names.indicators} <= {"", "up", "down"}


@pytest.fixture(scope="module")
def otherwise():
    """One village did 3, and a task that both have was done within a range in one."""
    more = RECORDED.replace("value = 9.0", "value = 3.0").replace(
        "{ V01 = { value = 20.0 } }", "{ V01 = { value = 20.0 }, V02 = { value = 6.0 } }")
    return names_of(settled(place(PEOPLE, more=more)))


def test_what_is_done_within_a_range_has_no_sum(otherwise):
    town, *villages = (quota(otherwise, "iud_task", unit) for unit in ("lianhe", "V01", "V02"))
    assert town.target == 26 and town.recorded is None
    assert [row.recorded for row in villages] == [7, None]


def test_small_counts_mark_the_items_and_units_that_they_would_give_away(otherwise):
    rows = by_id(otherwise.items, "scheme", "id")
    assert "V02" in rows["thousand_point", "sterilisation_task"].few_in
    assert rows["thousand_point", "foundations"].few_in == ()


def test_no_name_depends_on_the_number_of_draws(work, names):
    assert names_of(replace(work, draws=4, seed=9)) == names
