"""The page of a workload."""

import re
from dataclasses import replace

import pytest
from made_workload import effect, summary

from fpplan.contract.text import Text
from fpplan.report.workload.page import page

GAINS = (effect("counselling", 0.5, 0.1),
         effect("counselling", -0.5, 0.1, "indicator", "unmet_need_percent"))


def shown(found, lang="en"):
    """The page without what it carries along to draw plots."""
    return re.sub(r"<(script|style).*?</\1>", "", page(found, lang), flags=re.S)


def figures(text):
    return re.findall(r'<figure id="figure-workload_([a-z_]+)"', text)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_figure_stands_on_the_page_in_its_language(lang):
    text = shown(summary(gains=GAINS), lang)
    assert figures(text) == ["units", "months", "clients", "undone", "gain_thousand_point",
                             "gain_indicators", "effects"]
    assert bool(re.search("[\u4e00-\u9fff]", text)) == (lang == "zh")


def test_what_each_figure_says_stands_at_the_top():
    text = shown(summary(gains=GAINS))
    head = text[:text.index("<figure")]
    for words in ("Do the hours suffice?", "Where would one more hour help?",
                  "What do effects rest on?", "An hour brings most in counselling",
                  "2 of 3 rows hold"):
        assert words in head
    assert ">16<" in head and ">7<" in head  # draws and seed


def test_a_section_without_figures_has_no_question():
    text = shown(summary(effects=()))
    assert figures(text) == ["units", "months", "clients", "undone"]
    assert "one more hour help" not in text and "What do effects rest on?" not in text
    assert "Seed" not in text  # nothing was drawn


@pytest.mark.parametrize(("variant", "label", "words"), [
    ("base", None, "as now"), ("base", Text("今", "today as it is"), "today as it is"),
    ("followup", None, "followup"), ("followup", Text("随访", "more visits"), "more visits")])
def test_the_plan_is_called_by_its_label(variant, label, words):
    found = summary()
    plan = replace(found.resolved, variant=variant, label=label)
    assert words in shown(replace(found, resolved=plan))
