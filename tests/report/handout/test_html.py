"""The page of a hand-out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hostile import HOSTILE

from fpplan.contract.text import speaking
from fpplan.report.handout.html import as_html
from fpplan.report.handout.overview import handout
from fpplan.report.weak import WEAK

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("handout")


def test_a_page_for_every_unit_in_both_languages(files):
    english, chinese = (files[f"handout.{lang}.html"].decode() for lang in ("en", "zh"))
    for page in (english, chinese):
        assert len(re.findall(r'<section class="sheet"', page)) == 3
        assert "break-before: page" in page
        assert "http" not in page.replace("http://www.w3.org", "")  # needs no network
    assert "<h2>Village A</h2>" in english and "<h2>A村</h2>" in chinese
    assert 'lang="zh-CN"' in chinese
    # What is left of English in the Chinese page: ids, the name and the seed.
    body = re.sub(r"<style>.*?</style>|<[^>]+>", " ", chinese, flags=re.S)
    assert not re.search(r"\b(the|and|births|chance|target)\b", body), body


def test_what_a_label_holds_is_shown_and_does_nothing(found):
    with speaking("en"):
        told = handout(found)
        label = "".join(HOSTILE)
        page = as_html(replace(told, title=label, answers=(label,)), "en")
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert "\x1b" not in page and "\\x1b[31m" in page
    assert "{{ x }}" in page  # not a template of ours


def test_an_assumed_split_is_said_on_paper(found):
    with speaking("en"):
        told = handout(found)
        assumed, known = (as_html(replace(told, assumed=how), "en") for how in (True, False))
    assert len(assumed) > len(known)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_the_model_cannot_tell_stands_behind_the_units(files, lang):
    page = files[f"handout.{lang}.html"].decode()
    at = page.index('id="weak"')
    assert page.rindex('class="sheet"') < at < page.index("<footer>")
    assert all(f"<li>{weak.text.within(lang)}</li>" in page[at:] for weak in WEAK)
