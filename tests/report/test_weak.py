"""What the model cannot tell: at most five sentences, as in the documents, on every page that
people decide by, with every failing row of the evidence among them."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from made_plan import made

from fpplan.contract.text import speaking
from fpplan.report import build
from fpplan.report.page import render
from fpplan.report.plan_page import plan_page
from fpplan.report.weak import TITLE, WEAK

ROOT = Path(__file__).parents[2]
# The column that says what a row is about.
ABOUT = {"trials.csv": "study", "need.csv": "figure", "lianhe.csv": "figure", "census.csv": "cell"}


def failing(path: Path) -> set[str]:
    """What the rows of a table are about that do not hold."""
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    fails = [row for row in rows if row.get("holds", "").lower() in ("no", "false")]
    return {row[ABOUT[path.name]] for row in fails}


def test_every_failing_row_of_the_evidence_is_named_and_no_other():
    found = {path.name: rows for path in sorted((ROOT / "evidence").glob("*.csv"))
             if (rows := failing(path))}
    named: dict[str, set[str]] = {}
    for weak in WEAK:
        for table, rows in weak.failing.items():
            named.setdefault(table, set()).update(rows)
    assert named == found, "say in fpplan/report/weak.py what fails, and only that"


def test_the_sentences_are_few_and_speak_of_what_fails():
    assert 1 <= len(WEAK) <= 5
    for weak in WEAK:
        assert weak.text.en.count(". ") == 0 and weak.text.en.endswith(".")
        assert weak.text.zh.count("。") == 1 and weak.text.zh.endswith("。")
    words = " ".join(weak.text.en for weak in WEAK)
    for study in WEAK[0].failing["trials.csv"]:
        assert study.partition(",")[0] in words
    for row in ("unmet need at 45-49", "third births after two boys", "two girls",
                "second births after one boy", "second and later births", "joint p-value"):
        assert row in words


def test_the_documents_list_is_the_same():
    text = (ROOT / "docs" / "model.md").read_text("utf-8")
    chapter = text[text.index("\n# What is weak\n"):]
    listed = re.findall(r"^\d+\. (.+)$", chapter[:chapter.index("\n### ")], re.M)
    assert listed == [weak.text.en for weak in WEAK]


def part(page: str) -> list[str]:
    """The sentences of a page, the last that stands on it."""
    found = page[page.index('<section class="part" id="weak">'):page.index("<footer>")]
    return re.findall(r"<li>(.*)</li>", found)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_they_stand_near_the_end_of_a_report(fake, lang):
    page = build(fake, lang)
    assert page.index('id="basis"') < page.index('id="weak"') < page.index("<footer>")
    assert page.count(TITLE.within(lang)) == 2  # its place in the contents, and itself
    assert part(page) == [weak.text.within(lang) for weak in WEAK]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_plan_has_them_and_a_look_at_a_scheme_alone_has_none(lang):
    assert part(plan_page(made(), lang)) == [weak.text.within(lang) for weak in WEAK]
    with speaking(lang):
        about = SimpleNamespace(meta=SimpleNamespace(title="", version="", plugins={}, hashes={}),
                                variants=[], assumed_split=False)
        assert 'id="weak"' not in render(lang, "", about, [], [], [], weak=())
