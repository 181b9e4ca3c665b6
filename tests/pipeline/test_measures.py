"""Every measure of the documents through a scenario for a year, read from the run's output."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from small_people import HISTORIES
from townships import plugins

from fpplan.contract.text import Text, speaking
from fpplan.experiment import world as world_module
from fpplan.experiment.world import world_of
from fpplan.loading import known_names
from fpplan.pipeline.execute import execute
from fpplan.pipeline.plan import plan
from fpplan.population import pool
from fpplan.report.data import RunData
from fpplan.report.sections import SECTIONS
from fpplan.scenario import loads, resolve
from fpplan.store import Run

# Rows of the sources that bring measures, by plugin.
ROWS = ("town_plan", "community_ranking", "lianhe", "qianshan", "hunan_town", "college_benefits",
        "county_implementation", "jiangmen_district", "jingmen_district", "sex_ratio_action",
        "migrant_supply_year", "supply_network", "youth_network", "rectification",
        "publicity_plan", "youth_care", "hardship_families", "only_child_insurance",
        "community_service", "tech_park", "village_led", "two_clearances")
SCENARIO = """
schema = 1
id = "measures"
title = {{ zh = "镇", en = "Town" }}

[base]
setting = "china_rural"
decision_month = "{month}"
horizon = 12
schemes = [{schemes}]

[base.units]
town = {{ level = "town", label = {{ zh = "镇", en = "Town" }} }}
V01 = {{ parent = "town", level = "village", label = {{ zh = "一村", en = "First" }} }}
V02 = {{ parent = "town", level = "village", label = {{ zh = "二村", en = "Second" }} }}

[base.strata.resident]
label = {{ zh = "常住", en = "residents" }}
policy = "girl_second"

[base.policy_rules.girl_second]
text = {{ zh = "头胎女孩可生二孩", en = "a second if the first is a girl" }}
allow = [{{ order = 0 }}, {{ order = 1, sons = 0 }}]
status = "assumed"

[base.population.resident]
V01 = 1500
V02 = 900

{measures}
"""
RECORDED = {
    "community_ranking_sterilisation_money":
        'units = { V01 = { counts = { money = 6 } }, V02 = { counts = { money = 2 } } }',
    "community_ranking_iud_money": 'counts = { money = 11 }',
    "college_benefits_child_allowance": 'counts = { both = 120, one_with_income = 24 }',
    "only_child_insurance_campaign":
        'done = { start = "2014-07-09", register = "2014-07-25", premiums = "2014-08-10" }',
    "only_child_insurance_cover": 'counts = { premium_child = 30, premium_parents = 30 }',
    "publicity_plan_year": 'done = { broadcast = "2014-07-01", awareness = 10, outdoor = 0 }',
    "hardship_families_support": 'counts = { college_inside = 1, college_outside = 2 }',
    "qianshan_performance_pay": 'units = { V01 = { counts = { stake = 1, pregnancies = 7 } } }',
}


def run_of(folder, month: str, schemes: tuple[str, ...], names: list[str]) -> Run:
    measures = "\n".join(f"[base.measures.{name}]\n{RECORDED.get(name, '')}" for name in names)
    text = SCENARIO.format(month=month, measures=measures,
                           schemes=", ".join(f'"{name}"' for name in schemes))
    variants = resolve(loads(text, "x.toml", known_names(plugins())))
    world = world_of(variants, schemes=plugins().schemes, measures=plugins().measures)
    execute(plan(world, draws=4, seed=0), folder)
    return Run.open(folder)


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """The measures of all documents in 2014 and in 2024, whose dates some of them bear."""
    names = [m for row in ROWS for m in plugins().loaded[row].measures]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "HISTORIES", HISTORIES)
        patch.setattr(world_module, "EXPECTED_DRAWS", 4)
        folder = tmp_path_factory.mktemp("runs")
        yield {
            2014: run_of(folder / "a", "2014-01", ("town_plan", "community_ranking", "qianshan"),
                         names),
            2024: run_of(folder / "b", "2024-01", (), names),
        }


def events(run: Run, measure: str, part: str | None = None):
    return [e for e in run.names.events if e.measure == measure and part in (None, e.part)]


def dates(run: Run, measure: str, part: str) -> list[tuple[str, str]]:
    return [(e.from_date, e.to_date) for e in events(run, measure, part)]


def paid(run: Run, scheme: str, name: str, unit: str = "town") -> float | None:
    frame = run.collect(run.table("payouts")).filter(
        pl.col("scheme").cast(pl.String) == scheme, pl.col("name").cast(pl.String) == name,
        pl.col("unit").cast(pl.String) == unit)
    values = frame["value"].unique().to_list()
    assert len(values) == 1, (scheme, name, unit, values)
    return values[0]


def planned(run: Run, measure: str, part: str) -> int:
    return sum(e.planned for e in events(run, measure, part))


CHECKS: dict[str, Callable[[Run, Run], bool]] = {
    "town_plan": lambda a, b: planned(a, "town_plan_monthly_work", "slips") == 12,
    "community_ranking": lambda a, b: (
        paid(a, "community_ranking_sterilisation_money", "money") == 4000
        and paid(a, "community_ranking_sterilisation_money", "money", "V01") == 3000
        and paid(a, "community_ranking_iud_money", "money") == 1100),
    "lianhe": lambda a, b: dates(b, "lianhe_hundred_days", "")[0][0] == "2024-07-20",
    "qianshan": lambda a, b: (
        paid(a, "qianshan_performance_pay", "pregnancies", "V01") == 350
        and paid(a, "qianshan_performance_pay", "stake") == 2000
        and planned(a, "qianshan_audits", "audit") == 4),
    "hunan_town": lambda a, b: (
        dates(a, "hunan_town_campaign", "") == [("2013-12-01", "2014-04-30"),
                                                ("2014-12-01", "2015-04-30")]),
    "college_benefits": lambda a, b: (
        paid(b, "college_benefits_child_allowance", "both") == 1200
        and paid(b, "college_benefits_child_allowance", "one_with_income") == 120
        and events(a, "college_benefits_child_allowance")[0].state == "running"),
    "county_implementation": lambda a, b: (
        len(events(a, "county_implementation_network")) == 6),
    "jiangmen_district": lambda a, b: (
        paid(a, "jiangmen_district_girls", "money") == 39_000
        and planned(a, "jiangmen_district_migrants", "sweeps") == 2),
    "jingmen_district": lambda a, b: (
        paid(a, "jingmen_district_free_services", "money") == 240_000
        and dates(a, "jingmen_district_year", "market") == [("2014-07-01", "2014-12-31")]),
    "sex_ratio_action": lambda a, b: (
        dates(a, "sex_ratio_action_two_months", "") == [("2014-06-01", "2014-07-31")]
        and dates(a, "sex_ratio_action_year", "province") == [("2014-10-01", "2014-10-31")]),
    "migrant_supply_year": lambda a, b: (
        ("2014-04-30") in [to for _from, to in dates(a, "migrant_supply_year_plan", "report")]),
    "supply_network": lambda a, b: (
        planned(a, "supply_network_plan", "lectures") == 4
        and planned(a, "supply_network_plan", "head_meetings") == 2),
    "youth_network": lambda a, b: (
        "50" in events(a, "youth_network_plan", "pupils")[0].amounts.en
        and "95" in events(a, "youth_network_plan", "pupils")[0].amounts.zh),
    "rectification": lambda a, b: planned(a, "rectification_spring", "weekly") == 36,
    "publicity_plan": lambda a, b: (
        events(a, "publicity_plan_year", "broadcast")[0].days_late == 26
        and events(a, "publicity_plan_year", "awareness")[0].state == "short"
        and events(a, "publicity_plan_year", "outdoor")[0].state == "missed"
        and dates(a, "publicity_plan_year", "population_day") == [("2014-07-11", "2014-07-11")]),
    "youth_care": lambda a, b: len(events(a, "youth_care_six_acts")) > 6,
    "hardship_families": lambda a, b: (
        paid(a, "hardship_families_support", "college_inside") == 2000
        and paid(a, "hardship_families_support", "college_outside") == 6000),
    "only_child_insurance": lambda a, b: (
        dates(a, "only_child_insurance_campaign", "start") == [("2014-07-01", "2014-07-10")]
        and [e.state for e in events(a, "only_child_insurance_campaign")
             if e.part in ("start", "register", "premiums")] == ["done", "late", "done"]
        and paid(a, "only_child_insurance_cover", "premium_child") == 600
        and paid(a, "only_child_insurance_cover", "cover_child") is None),
    "community_service": lambda a, b: len(events(a, "community_service_plan")) == 9,
    "tech_park": lambda a, b: paid(a, "tech_park_agreement", "contracted") == 150_000,
    "village_led": lambda a, b: (
        dates(b, "village_led_acceptance", "pre_check") == [("2024-03-25", "2024-03-27")]
        and dates(a, "village_led_acceptance", "pre_check") == [("2014-03-25", "2014-03-27")]),
    "two_clearances": lambda a, b: (
        dates(a, "two_clearances_campaign", "") == [("2014-08-01", "2014-09-30")]
        and events(b, "two_clearances_campaign", "")[0].state == "before"),
}


def test_every_row_with_measures_has_a_check():
    assert set(CHECKS) == set(ROWS)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_runs_through_a_scenario_for_a_year(runs, row):
    assert CHECKS[row](runs[2014], runs[2024])
    for run in runs.values():
        there = {e.measure for e in run.names.events}
        assert set(plugins().loaded[row].measures) <= there


def test_flagged_measures_keep_their_flags(runs):
    for event in runs[2014].names.events:
        measure = plugins().measures[event.measure].under()
        steps = {step.id: step for step in measure.steps}
        assert set(event.tags) == (measure.tags_of(steps[event.part]) if event.part
                                   else measure.tags)
        assert set(event.tags) <= measure.tags


def test_small_counts_of_procedures_do_not_show(runs):
    for language in ("zh", "en"):
        said = str(getattr(events(runs[2014], "hunan_town_campaign", "")[0].amounts, language))
        assert "<5" in said and "593" not in said and "230" in said


def test_cuts_by_role_are_paid_out_as_the_plan_says(runs):
    """The subsidy's range is 0 to 3000: 30, 50, 40 and 50 % of 1500 where the task is missed."""
    frame = runs[2014].collect(runs[2014].table("payouts")).filter(
        pl.col("scheme").cast(pl.String) == "town_plan", pl.col("unit").cast(pl.String) == "V01")
    cuts = {name: set(frame.filter(pl.col("name").cast(pl.String) == f"cut_{name}")["value"])
            for name in ("cadre", "secretary", "women", "clerk")}
    full = {"cadre": -450.0, "secretary": -750.0, "women": -600.0, "clerk": -750.0}
    for name, values in cuts.items():
        assert values <= {0.0, full[name]}
    roles = {row.id: row.role.en for row in runs[2014].names.payouts if row.scheme == "town_plan"}
    assert "secretary" in roles["cut_secretary"] and "clerk" in roles["cut_clerk"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_shows_calendar_and_money(runs, language):
    with speaking(language):
        data = RunData(runs[2014])
        found = {figure.id: figure for section in SECTIONS
                 for figure in section.figures(data)}
        calendar, money = found["calendar"], found["payouts"]
        measure = plugins().measures["only_child_insurance_campaign"]
        assert str(measure.text) in calendar.table["measure"].to_list()
        step = str(next(one.text for one in measure.steps if one.id == "register"))
        late = calendar.table.filter(pl.col("label") == step)["state"].to_list()
        assert len(late) == 1 and "5" in late[0]  # days
        labels = dict(zip(money.table["label"], money.table["yuan"], strict=True))
        text = next(a.text for a in plugins().measures["jiangmen_district_girls"].under().amounts
                    if a.id == "money")
        assert labels[str(text)] == "39,000"
        by_unit = found["payouts_by_unit"].table
        assert {str(Text("一村", "First")), str(Text("二村", "Second"))} <= set(by_unit["place"])
