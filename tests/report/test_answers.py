"""The first page answers in sentences that follow from the run."""

import dataclasses

import polars as pl
from fake_run import with_names

from fpplan.contract.text import Text, speaking
from fpplan.report.answers import answers
from fpplan.report.data import RunData
from fpplan.report.figures.births import births_by_year, decided_share
from fpplan.report.figures.differences import differences
from fpplan.report.figures.quotas import demands
from fpplan.report.figures.scores import scores
from fpplan.report.figures.targets import targets
from fpplan.report.numbers import num, percent
from fpplan.store.names import PeriodName


def lines(data):
    return {
        answer.question: [part for line in answer.lines for part in (line.text, *line.parts)]
        for answer in answers(data)
    }


def test_the_seven_questions_are_answered_with_the_numbers_of_the_run(data):
    found = lines(data)
    assert len(found) == 7
    first, second = births_by_year(data, "base")
    expect = found["What can we expect?"][0]
    for number in (first["mean"], first["q05"], first["q95"], second["mean"]):
        assert num(number) in expect
    share = percent(decided_share(data))
    assert found["What is already decided?"][0].startswith(share)
    variants = found["Which variant differs, and by how much?"]
    assert [line for line in variants if line.startswith("“")] == [
        "“more follow-up” against “as now”, with the same luck:",
        "“audits doubled” against “as now”, with the same luck:",
    ]
    gaps = [demand for demand in demands(data) if demand.gap_low > 0.5]
    quotas = found["Which quotas could only pressure fill?"]
    assert len(quotas) == len(gaps) + 2
    assert "no advice" in quotas[-1]


def calendar_year(data):
    """The same run where one scheme of points and one of targets count calendar years: only one of
    them is whole in 24 months from August."""
    year = PeriodName("2015", 5, 16, "part", Text("2015年", "2015"))
    points = data.run.collect(data.run.table("points")).with_columns(
        pl.col("period").cast(pl.String)).filter(pl.col("period") == "2014-08").with_columns(
        period=pl.lit("2015"))
    return with_names(data, {"points": points}, periods=(*data.names.periods, year))


def test_a_scheme_is_answered_in_the_whole_years_of_its_own_calendar(data):
    moved = calendar_year(data)
    found = lines(moved)["How would it be scored?"]
    said = [line for line in found if "2015-01 to 2015-12" in line]
    assert any("an average village can expect" in line for line in said)
    assert any("chance to pass in 2015-01 to 2015-12" in line for line in said)
    variants = lines(moved)["Which variant differs, and by how much?"]
    assert any("points a village in 2015-01 to 2015-12" in line for line in variants)
    ids = {figure.id for make in (scores, targets, differences) for figure in make(moved)}
    assert {"scores_thousand_point", "targets_lianhe", "differences_thousand_point"} <= ids


def test_a_scheme_without_a_whole_year_says_so(data):
    none = with_names(data, {"points": data.run.collect(data.run.table("points")).clear()})
    found = lines(none)["How would it be scored?"]
    assert len([line for line in found if "no whole year of its calendar" in line]) == 2


def test_changes_of_several_schemes_name_them(data):
    twice = (*data.names.schemes, dataclasses.replace(data.point_schemes[0], id="other",
                                                      label=Text("另一", "Another")))
    points = data.run.collect(data.run.table("points")).with_columns(
        pl.col("scheme").cast(pl.String))
    also = points.filter(pl.col("scheme") == "thousand_point").with_columns(
        scheme=pl.lit("other"))
    items = tuple(dataclasses.replace(row, scheme="other") for row in data.names.items
                  if row.scheme == "thousand_point")
    both = with_names(data, {"points": pl.concat([points, also])}, schemes=twice,
                      items=(*data.names.items, *items))
    found = [line for line in lines(both)["Which variant differs, and by how much?"]
             if "points a village" in line]
    label = data.point_schemes[0].label.en
    assert {line.split(": ")[0] for line in found} == {label, "Another"}
    alone = [line for line in lines(data)["Which variant differs, and by how much?"]
             if "points a village" in line]
    assert alone and not any(line.startswith(label) for line in alone)


def test_a_question_without_an_answer_is_left_out(data):
    data.names = dataclasses.replace(data.names, quotas=(), variants=data.names.variants[:1])

    class Run:
        names, meta = data.names, data.meta

        def __getattr__(self, name):
            return getattr(data.run, name)

    found = lines(RunData(Run()))
    assert "Which quotas could only pressure fill?" not in found
    assert "Which variant differs, and by how much?" not in found
    assert "What can we expect?" in found


def test_every_link_leads_to_a_section(data):
    assert {answer.section for answer in answers(data)} <= {
        "expect", "score", "variants", "chance", "books", "tagged",
    }  # fmt: skip
    with speaking("zh"):
        assert answers(RunData(data.run))
