"""Checks of everything that a plugin brings: ids, both languages, words, readings, dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.clauses import Clause
from fpplan.contract.errors import Problems
from fpplan.contract.readings import Pick, Reading
from fpplan.contract.soundness import (
    check_clause,
    check_name,
    check_readings,
    check_texts,
    check_twice,
    check_wording,
    is_date,
    owned,
)
from fpplan.contract.text import Text

ONE = Text("一", "one")


def faults(check, *args) -> list[str]:
    problems = Problems("small")
    check(*args, problems)
    return [str(problem) for problem in problems]


@given(st.dates(date(1, 1, 1)))
def test_every_day_is_a_date_with_or_without_its_year(day):
    year, month, of_month = day.isoformat().split("-")
    for text in (f"{year}-{month}-{of_month}", f"{year}-{month}", f"--{month}-{of_month}",
                 f"--{month}"):
        assert is_date(text)


@pytest.mark.parametrize("text", [
    "", "2014", "2014-7", "2014-13", "2014-00", "2014-02-30", "2015-02-29", "--02-30", "--13",
    "-07-20", "---07", "14-07-20", "2014-07-20 ", "2014-07-20\n", "2014/07/20", "0000-01-01",
    "２０１４-０７-２０", "٢٠١٤-٠٧"])
def test_what_is_no_date(text):
    assert not is_date(text)


def test_a_leap_day_is_one_in_a_leap_year_and_without_a_year():
    assert is_date("2016-02-29") and is_date("--02-29") and not is_date("1900-02-29")


@pytest.mark.parametrize(("name", "own"), [
    ("clinic", True), ("clinic_visits", True), ("clinics", False), ("clini", False),
    ("other_clinic", False), ("", False)])
def test_an_id_is_its_plugins_where_it_begins_with_the_whole_of_it(name, own):
    assert owned("clinic", name) is own


def test_a_bad_id_is_told_with_the_rule():
    assert faults(check_name, "Bad", "small.items") == [
        'small: small.items = "Bad": an id is lower-case letters, digits and single underscores, '
        "starting with a letter, at most 80 characters"]
    assert faults(check_name, "good_1", "small.items") == []


@dataclass(frozen=True)
class Part:
    label: Text
    clause: Clause
    number: int = 3


def test_each_label_must_be_there_in_both_languages():
    part = Part(Text(" ", ""), Clause("a document", "一句", Text("说", "\n")))
    assert faults(check_texts, part, "small.a") == [
        'small: small.a.label: the text is missing in "zh"',
        'small: small.a.label: the text is missing in "en"',
        'small: small.a.clause.text: the text is missing in "en"']
    assert faults(check_texts, Part(ONE, Clause("", "", ONE)), "small.a") == []


@pytest.mark.parametrize(("document", "quote", "sound"), [
    ("a document", "一句", True), ("", "一句", False), ("a document", " \t", False)])
def test_a_clause_has_its_document_and_words_of_it(document, quote, sound):
    assert (faults(check_clause, Clause(document, quote, ONE), "a") == []) is sound


def test_words_of_what_is_tagged_are_told_once_each_and_cleared_by_a_reason():
    words = (Text("上环", "visits"), "IUDs and fees")
    found = faults(check_wording, words, None, "small.a")
    assert len(found) == 2 and "“上环” (quota on procedures)" in found[0]
    assert "“fees” (penalty on families)" in found[1]
    assert faults(check_wording, words, ONE, "small.a") == []
    assert faults(check_wording, (ONE, "visits"), None, "small.a") == []


@given(st.lists(st.sampled_from("abc")))
def test_an_id_is_told_each_time_that_it_comes_again(names):
    assert len(faults(check_twice, names, "items")) == len(names) - len(set(names))


def of(*readings: Reading, owner: object = None) -> str:
    return "\n".join(faults(check_readings, readings, owner, "small", "is no reading of it"))


STEPS = Reading("steps", ONE, {"whole": ONE, "part": ONE}, "whole")


@pytest.mark.parametrize(("readings", "owner", "words"), [
    ((STEPS, STEPS), None, "small.readings.steps: this id is used twice"),
    ((Reading("Steps", ONE, {"a": ONE}, "a"),), None, "small.readings.Steps"),
    ((Reading("steps", ONE, {"a": Text("甲", "")}, "a"),), None,
     "small.readings.steps.a: the text is missing in a language"),
    ((Reading("steps", Text("", "x"), {"a": ONE}, "a"),), None, 'steps.text: the text is missing'),
    ((Reading("steps", ONE, {"whole": ONE}, "hole"),), None, 'nearest: "whole"'),
    ((STEPS,), Pick("step", {"whole": 1, "part": 2}), 'is no reading of it (nearest: "steps")'),
    ((STEPS,), Pick("steps", {"whole": 1}), "each option of steps: part, whole"),
    ((STEPS,), (Pick("steps", {"whole": Pick("other", {}), "part": 2}),), '"other"'),
])
def test_a_fault_of_a_reading_is_named_with_its_place(readings, owner, words):
    assert words in of(*readings, owner=owner)


def test_sound_readings_have_no_faults():
    assert of(STEPS, owner=Pick("steps", {"part": 1, "whole": 2})) == "" == of()
