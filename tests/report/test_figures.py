"""Figures say what the run folder holds."""

import dataclasses
import json

import numpy as np
import polars as pl
import pytest
from fake_run import TOWN, VILLAGES, FakeRun

from fpplan.contract.text import Text, speaking
from fpplan.report.data import RunData
from fpplan.report.figures.assumptions import _inputs
from fpplan.report.figures.births import births_by_year, decided_share
from fpplan.report.figures.differences import average_differences
from fpplan.report.figures.quotas import demands, quotas
from fpplan.report.figures.records import births_in_view
from fpplan.report.figures.tagged import tagged
from fpplan.report.figures.targets import forecast_items, pass_chance, targets
from fpplan.report.figures.waterfall import waterfall
from fpplan.report.sections import SECTIONS
from fpplan.store import InputName, Run

EXPECTED = {
    "births", "srb", "within_policy", "methods", "decided", "scores_thousand_point",
    "waterfall_thousand_point", "targets_lianhe", "targets_villages_lianhe",
    "untagged_thousand_point", "differences_thousand_point",
    "differences_villages_thousand_point", "chance", "spread", "records", "quotas",
    "tagged_published",
    "tagged_items", "published", "calendar", "assumptions", "inputs", "parameters",
}  # fmt: skip
VILLAGE_PLOTS = {
    "scores_thousand_point", "waterfall_thousand_point", "targets_villages_lianhe",
    "untagged_thousand_point", "differences_villages_thousand_point", "chance",
}  # fmt: skip


@pytest.fixture(scope="module")
def figures(fake):
    data = RunData(fake)
    return {
        figure.id: figure for section in SECTIONS for figure in section.figures(data)
    }  # fmt: skip


def test_every_question_has_its_figure(figures):
    assert set(figures) == EXPECTED


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_figure_is_complete_in_both_languages(figures, name):
    figure = figures[name]
    for words in (figure.question, figure.reading, figure.definition, figure.source):
        assert words.zh.strip() and words.en.strip()
        assert "{" not in words.en + words.zh
    assert figure.question.zh != figure.question.en
    assert len(figure.table) and figure.columns
    if figure.spec is not None:
        json.dumps(figure.spec, allow_nan=False)
        assert figure.spec["data"] and figure.spec["layout"]["height"] > 150


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_plots_of_villages_say_that_the_split_is_assumed(figures, name):
    figure = figures[name]
    notes = (figure.spec or {}).get("layout", {}).get("annotations", [])
    said = any("assumed split" in note["text"] for note in notes)
    assert said == (name in VILLAGE_PLOTS)


def with_names(data, **changes):
    """The same run, called otherwise."""
    data.names = dataclasses.replace(data.names, **changes)
    return RunData(_Renamed(data))


class _Renamed:
    def __init__(self, data):
        self._run: Run = data.run
        self.names = data.names

    def __getattr__(self, name):
        return getattr(self._run, name)


def test_a_split_that_is_known_is_not_called_assumed(data):
    units = tuple(dataclasses.replace(unit, assumed=False) for unit in data.names.units)
    (figure,) = waterfall(with_names(data, units=units))
    assert not figure.notes
    assert not figure.spec["layout"].get("annotations")


def test_births_are_those_of_the_tallies(data):
    block = FakeRun(40).tallies("base")
    slots = [at for at, slot in enumerate(block.slots) if slot.startswith("births[")]
    counts = block.true[..., slots].sum(axis=(1, 3))  # (draw, month)
    years = births_by_year(data, "base")
    for place, year in enumerate(years):
        found = counts[:, 12 + 12 * place : 24 + 12 * place].sum(axis=1)
        assert year["mean"] == pytest.approx(found.mean())
        assert year["q05"] == pytest.approx(np.quantile(found, 0.05))
    assert decided_share(data) == pytest.approx(counts[:, 12:21].sum() / counts[:, 12:24].sum())
    reported = block.reported[..., slots].sum(axis=(1, 3))[:, 12:24].sum(axis=1)
    assert births_in_view(data, "base", data.years[0])["reported"] == pytest.approx(
        reported.mean()
    )


def test_differences_are_paired_by_draw(data):
    scheme = data.point_schemes[0]
    points = data.run.collect(
        data.run.table("points").filter(
            pl.col("item") == "total", pl.col("unit").is_in(VILLAGES),
            pl.col("period") == "2015-08",
        )
    )  # fmt: skip
    by_draw = points.group_by("variant", "draw").agg(pl.col("value").mean()).sort("draw")
    values = {
        name: by_draw.filter(pl.col("variant") == name)["value"].to_numpy()
        for name in ("base", "followup")
    }
    change = values["followup"] - values["base"]
    found = average_differences(data, scheme).filter(
        (pl.col("variant") == "followup") & (pl.col("period") == "2015-08")
        & (pl.col("item") == "total")
    ).row(0, named=True)  # fmt: skip
    assert found["mean"] == pytest.approx(change.mean())
    assert found["q05"] == pytest.approx(np.quantile(change, 0.05))
    assert found["higher"] == pytest.approx((change > 0).mean())


def test_the_waterfall_ends_at_the_expected_score(data):
    (figure,) = waterfall(data)
    trace = figure.spec["data"][0]
    full, *steps, end = zip(trace["base"], trace["x"], trace["marker"]["color"], strict=True)
    at = full[1]
    for start, size, colour in steps:
        loss = colour == "#d55e00"
        assert (start + size if loss else start) == pytest.approx(at)
        at += -size if loss else size
    assert at == pytest.approx(end[1])
    total = figure.table.filter(pl.col("label") == "Total").row(0, named=True)
    assert total["mean"] == pytest.approx(end[1])
    assert total["low"] < total["mean"] < total["high"]


def test_the_chance_to_pass_is_a_share_of_runs(data):
    scheme = data.target_schemes[0]
    counts = data.run.collect(
        data.run.table("indicators").filter(
            pl.col("name") == "srb", pl.col("unit") == TOWN, pl.col("period") == "2014-08",
            pl.col("view") == "reported", pl.col("variant") == "base",
        )
    )  # fmt: skip
    share = (counts["value"] <= 118).mean()
    assert pass_chance(data, scheme, "sex_ratio", TOWN, "2014-08", "base") == pytest.approx(share)


def test_flagged_items_get_no_chance_and_no_bar(data):
    scheme = data.target_schemes[0]
    ids = [item.id for item in forecast_items(data, scheme)]
    assert ids == ["birth_rate", "within_policy", "higher_order", "sex_ratio"]
    for figure in targets(data):
        text = json.dumps(figure.spec) + figure.table.write_json()
        assert "Late abortions" not in text and "fee cases" not in text


def test_demand_and_gap_are_those_of_the_definition(data):
    block = FakeRun(40).tallies("base")
    rows = {demand.quota.item: demand for demand in demands(data)}
    boys = [
        at for at, slot in enumerate(block.slots)
        if slot.startswith("births[order=1,sex=m")
    ]  # fmt: skip
    eligible = block.true[:, :, 12:24][..., boys].sum() / 40
    son = rows["iud_after_son"]
    assert son.eligible == pytest.approx(eligible)
    assert son.target == pytest.approx(0.9 * eligible)
    assert (son.low, son.high) == pytest.approx((0.12 * eligible, 0.40 * eligible))
    assert son.gap_low == pytest.approx(0.5 * eligible)
    assert son.gap_high == pytest.approx(0.78 * eligible)
    assert son.imposed == pytest.approx((0.0, 0.1673 * eligible))
    daughters = rows["two_daughter"]
    stock = [block.slots.index("two_daughter_households[stratum=resident]")]
    assert daughters.eligible == pytest.approx(block.true[:, :, 12][..., stock].sum() / 40)
    assert daughters.target == 34


def test_recorded_inputs_are_said_to_be_as_given_in_both_views(data):
    (figure,) = _inputs(data)
    assert "as given, in truth as in the books" in figure.definition.en
    assert "真实数字和账面数字都取这个数" in figure.definition.zh


def test_small_recorded_counts_do_not_show(data):
    small = InputName("two_daughter_sterilisations", Text("甲", "sterilisations here"),
                      Text("例", "cases"), 3, tags=("procedure_quota",), unit_id="V01",
                      decimals=0, count=True)  # fmt: skip
    quota = dataclasses.replace(data.names.quotas[2], recorded=3.0)
    other = with_names(data, inputs=(*data.names.inputs, small), quotas=(quota,))
    table = tagged(other)[0].table
    row = table.filter(pl.col("label") == "sterilisations here").row(0, named=True)
    assert row["value"] == "<5"
    (figure,) = quotas(other)
    assert figure.table["recorded"].to_list() == ["<5"]
    assert figure.table["imposed"].to_list() == ["<5"]
    assert figure.spec["data"][2]["x"] == [None]


@pytest.mark.parametrize(("people", "told"), [(99, False), (100, True), (0, True)])
def test_recorded_figures_of_very_few_people_do_not_show(data, people, told):
    """Whatever is recorded of a unit of 1-99 people; 0 is a unit whose people are not given."""
    units = tuple(dataclasses.replace(unit, people=people) if unit.id == "V01" else unit
                  for unit in data.names.units)
    rows = tuple(InputName("breaches", Text("违规", f"{unit} share"), Text("%", "%"), 41.5,
                           unit_id=unit, decimals=1) for unit in ("V01", "V02"))
    quota = dataclasses.replace(data.names.quotas[2], recorded=47.0, unit_id="V01")
    other = with_names(data, units=units, inputs=rows, quotas=(quota,))
    values = dict(_inputs(other)[0].table.select("label", "value").iter_rows())
    assert (values["V01 share"] == "41.5") is told and values["V02 share"] == "41.5"
    assert told or "fewer than 100 people" in values["V01 share"]
    assert any("47" in str(figure.table["recorded"].to_list()) for figure in quotas(other)) is told


def test_a_total_that_would_reveal_hides_too(data):
    def count(unit, value):
        return InputName("breaches", Text("违规", f"breaches {unit}"), Text("例", "cases"),
                         value, tags=("family_penalty",), unit_id=unit, decimals=0,
                         count=True)  # fmt: skip

    rows = [count(unit, 3 if unit == "V01" else 6) for unit in VILLAGES]
    other = with_names(data, inputs=(*rows, count(TOWN, 3 + 6 * 12)))
    values = dict(tagged(other)[0].table.select("label", "value").iter_rows())
    assert values["breaches V01"] == "<5"
    assert values[f"breaches {TOWN}"] == "<5"
    assert values["breaches V02"] == "6"


def test_a_run_without_villages_variants_or_points_still_reports(data):
    names = data.names
    alone = with_names(
        data,
        variants=names.variants[:1], schemes=(), items=(), inputs=(), published=(), quotas=(),
        events=(), assumptions=(), indicators=(), methods=(),
        units=(dataclasses.replace(names.units[0], leaf=True),),
    )  # fmt: skip
    found = [figure.id for section in SECTIONS for figure in section.figures(alone)]
    assert found == ["births", "srb", "parameters"]


def test_labels_follow_the_language(fake):
    with speaking("zh"):
        (figure,) = waterfall(RunData(fake))
    assert figure.table["label"][0] == "组织领导"
