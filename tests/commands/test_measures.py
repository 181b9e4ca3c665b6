"""Measures in words and as data: clause, dates, amounts, conditions, tags."""

from __future__ import annotations

import json

import pytest

from fpplan.api import (
    ActivityPlan,
    Amount,
    Benefit,
    Clause,
    Condition,
    Consequence,
    PayoutPlan,
    Pick,
    PlanStep,
    Reading,
    Text,
)
from fpplan.commands.measures import (
    amount_words,
    describe_measure,
    hidden_value,
    print_measures,
    when_words,
)
from fpplan.contract.text import speaking


def t(word: str) -> Text:
    return Text(f"{word}中", word)


CLAUSE = Clause("a document", "一句", t("what it says"))


@pytest.mark.parametrize(("starts", "ends", "words"), [
    ("2014-07-20", "2014-08", "From 2014-07-20 to 2014-08"), ("--07", None, "From 07"),
    (None, "--07-10", "By 07-10"), (None, None, "")])
def test_dates(starts, ends, words):
    assert when_words(starts, ends) == words


@pytest.mark.parametrize(("amount", "words"), [
    (Amount("a", t("pay"), 1500, "yuan"), "pay: 1,500 yuan"),
    (Amount("a", t("pay"), 2.5, "percent", limit="least"), "pay: at least 2.5 %"),
    (Amount("a", t("leave"), 30, "days", limit="most"), "leave: at most 30 days"),
    (Amount("a", t("boards"), 7, "count"), "boards: 7"),
    (Amount("a", t("pay"), None, "yuan"), "pay: no figure is given"),
    (Amount("a", t("pay"), 5, "yuan", per=t("visit"), role=t("worker"), paid_by=t("county")),
     "pay: 5 yuan per visit; for worker; paid by county"),
])
def test_amounts(amount, words):
    assert amount_words(amount) == words


@pytest.mark.parametrize(("value", "words"), [
    (1, "<5"), (4, "<5"), (5, "not shown: it would reveal a small count")])
def test_what_must_not_show_says_so(value, words):
    """A sum that would give a hidden part away is hidden as well, under another word."""
    amount = Amount("a", t("procedures"), value, "count", about="procedure")
    assert hidden_value(amount) == words
    assert amount_words(amount, shows=False) == f"procedures: {words}"


STEPS = ActivityPlan("small_plan", t("plan"), CLAUSE, ("activity",), roles=(t("clerk"), t("head")),
                     readings=(Reading("when", t("when?"), {"early": t("May"), "late": t("June")},
                                       "early"),),
                     steps=(
    PlanStep("boards", t("put up boards"), by=Pick("when", {"early": "--05", "late": "--06"}),
             role=t("clerk"), amounts=(Amount("n", t("boards"), 3, "count"),)),
    PlanStep("meet", t("meet"), every="quarter", times=2, starts="--03")))


def printed(capsys, *measures) -> list[str]:
    print_measures(measures)
    return capsys.readouterr().out.splitlines()


def test_a_plan_is_told_step_by_step_under_the_reading_that_holds(capsys):
    assert printed(capsys, STEPS) == [
        "activity plan: plan (small_plan; a document)",
        "  The clause: what it says (一句)",
        "  Who: clerk, head",
        "  By 05: put up boards (clerk); boards: 3",
        "  From 03, every quarter 2 times: meet",
        "  Reading when (when?), now early: early: May; late: June",
    ]


def test_conditions_consequences_and_tags_are_told(capsys):
    gift = Benefit("small_gift", t("gift"), CLAUSE, ("service",),
                   eligibility=(Condition("one", t("one child"), "procedure"),),
                   amounts=(Amount("money", t("money"), 20, "yuan"),))
    pay = PayoutPlan("small_pay", t("pay"), CLAUSE, ("service",), consequences=(
        Consequence("talk", t("a talk"), t("secretary")), Consequence("note", t("a note"))))
    said = "\n".join(printed(capsys, gift, pay))
    for words in ("On condition: one child", "money: 20 yuan", "Tagged ", "never planned for",
                  "secretary: a talk", "  a note"):
        assert words in said, words
    assert said.count("Tagged") == 1  # pay itself is none


def test_a_recorded_count_of_procedures_does_not_show(capsys):
    parts = [Amount(name, t(name), value, "count", about="procedure")
             for name, value in (("first", 3), ("second", 9), ("all", 12))]
    said = "\n".join(printed(capsys, ActivityPlan(
        "small_task", t("task"), CLAUSE, ("activity",), amounts=tuple(parts),
        steps=(PlanStep("do", t("do")),))))
    assert "first: <5" in said and "second: 9" in said
    assert "all: not shown" in said and "12" not in said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_for_machines_it_is_plain_data_in_both_languages(language):
    with speaking(language):
        found = describe_measure(STEPS)
    assert json.loads(json.dumps(found)) == found
    assert (found["zh"], found["en"], found["kind"]) == ("plan中", "plan", "ActivityPlan")
    boards, meet = found["steps"]
    assert boards["by"] == "--05" and boards["amounts"][0]["value"] == 3  # readings chosen
    assert boards["role"] == {"zh": "clerk中", "en": "clerk"} and meet["every"] == "quarter"
    assert found["readings"] == {"when": {"default": "early", "options": ["early", "late"]}}
    assert found["about"] == ["activity"] and found["tags"] == []
