"""Figures say what the run folder holds."""

import dataclasses
import json

import polars as pl
import pytest
from fake_run import with_names

from fpplan.contract.figure import Column, Figure
from fpplan.contract.text import Text
from fpplan.report.data import RunData
from fpplan.report.sections import SECTIONS

EXPECTED = {
    "births", "srb", "within_policy", "methods", "decided", "scores_thousand_point",
    "waterfall_thousand_point", "targets_lianhe", "targets_villages_lianhe",
    "untagged_thousand_point", "differences_thousand_point",
    "differences_villages_thousand_point", "chance", "spread", "records", "quotas",
    "tagged_published",
    "live_thousand_point", "won_thousand_point", "live_lianhe", "won_lianhe",
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


def test_a_run_without_villages_variants_or_points_still_reports(data):
    names = data.names
    alone = with_names(
        data,
        variants=names.variants[:1], schemes=(), items=(), inputs=(), published=(), quotas=(),
        events=(), assumptions=(), indicators=(), methods=(), answers=(),
        units=(dataclasses.replace(names.units[0], leaf=True),),
    )  # fmt: skip
    found = [figure.id for section in SECTIONS for figure in section.figures(alone)]
    assert found == ["births", "srb", "parameters"]


def test_a_table_must_have_its_columns():
    with pytest.raises(ValueError, match="no column"):
        Figure("x", Text("", ""), Text("", ""), (Column("a", "a"),), pl.DataFrame({"b": [1]}),
               Text("", ""), Text("", ""))  # fmt: skip
