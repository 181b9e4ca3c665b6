"""Words that speak of what is tagged are heard in both languages; others are not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fpplan
from fpplan.contract.tags import TAGS
from fpplan.contract.wording import Spoken, spoken

TERMS = tomllib.loads((Path(fpplan.__file__).parent / "data" / "terms.toml").read_text("utf-8"))
HEARD = [(word, term["tag"]) for term in TERMS.values() if term.get("tag")
         for lang in ("zh", "en") for word in term["spoken"][lang]]


def tags(*texts: str) -> set[str]:
    return {found.tag for found in spoken(texts)}


def test_every_term_with_a_tag_is_heard_in_its_own_words():
    assert [(word, tag) for word, tag in HEARD if tag not in tags(f"每年 {word} ok")] == []
    assert {tag for _word, tag in HEARD} == {*TAGS} - {"staff_pressure"}


@pytest.mark.parametrize("text", [
    "IUD", "iuds", "ＩＵＤｓ", "I\u00adUD", "the IUD's", "IUD,", "(iud)", "long-acting methods",
    "long\u2011acting  METHODS", "long\nacting methods", "结 扎", "结\u200b扎", "结\n扎任务"])
def test_a_word_is_heard_however_it_is_written(text):
    assert tags(text) == {"procedure_quota"}


def test_one_word_stands_for_each_tag_in_the_order_in_which_they_are_heard():
    assert spoken(["fees for visits", "IUD, implant and fine"]) == (
        Spoken("fees", "family_penalty"), Spoken("iud", "procedure_quota"))
    assert spoken([]) == spoken(["", "visits"]) == ()


@given(st.text("abc村 -\u200b"), st.sampled_from([word for word, _tag in HEARD]),
       st.sampled_from(["，", "; ", ". "]))
def test_what_stands_around_a_word_hides_nothing(around, word, gap):
    assert tags(f"{around}{gap}{word}{gap}{around}")


def test_words_that_only_look_alike_are_not_heard():
    for text in ("coffee and tea", "feed", "finest service", "the inducement", "coiled",
                 "exterior", "避孕咨询", "出生缺陷预防", "随访", "Visits after a birth",
                 "births reported in time", "refine"):
        assert spoken([text]) == (), text
