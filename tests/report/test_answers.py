"""The first page answers in sentences that follow from the run."""

import dataclasses

from fpplan.contract.text import speaking
from fpplan.report.answers import answers
from fpplan.report.data import RunData
from fpplan.report.figures.births import births_by_year, decided_share
from fpplan.report.figures.quotas import demands
from fpplan.report.numbers import num, percent


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
