"""The page: whole, offline, the same each time, and drawn by a browser without complaint."""

import re

import pytest
from browser import CHROMIUM, open_page

from fpplan.errors import FpplanError
from fpplan.report import build, write_report
from fpplan.report.figures import SECTIONS
from fpplan.report.script import script_json
from fpplan.runs import Run

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def pages(fake):
    return {lang: build(fake, lang) for lang in ("en", "zh")}


def without_plotly(page):
    return re.sub(r"<script>.{1000000,}?</script>", "", page, flags=re.S)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_needs_nothing_else(pages, lang):
    page = without_plotly(pages[lang])
    assert len(pages[lang]) - len(page) > 1_000_000  # plotly is inside
    assert not re.search(r"https?://", page)
    assert re.findall(r'\b(?:src|href)="([^"]*)"', page)
    for link in re.findall(r'\b(?:src|href)="([^"]*)"', page):
        assert link.startswith(("#", "data:,"))
    for target in re.findall(r'href="#([^"]+)"', page):
        assert f'id="{target}"' in page


def test_the_page_speaks_one_language(pages):
    english = without_plotly(pages["en"])
    chinese_free = re.sub(r'"family":"[^"]*"', "", english)
    assert not re.search("[\u4e00-\u9fff]", chinese_free)
    assert '<html lang="en">' in english
    assert '<html lang="zh-CN">' in pages["zh"]
    assert "今后每个月会出生多少孩子" in pages["zh"]


def test_answers_stand_first_and_every_section_has_figures(pages):
    page = pages["en"]
    # a made-up run keeps no audit of its schemes; tests/report/test_audits.py has one that does
    names = ["answers", *(row[0] for row in SECTIONS if row[0] != "audit")]
    places = [page.index(f'id="{name}"') for name in names]
    assert places == sorted(places)
    head = page[places[0] : places[1]]
    for words in ("What can we expect?", "What is already decided?", "What does chance decide?"):
        assert words in head
    assert page.count("<figure") == 23


def test_the_page_is_the_same_each_time_and_can_change_language(fake_path, pages):
    assert write_report(fake_path, "zh").read_text("utf-8") == pages["zh"]
    path = write_report(fake_path, "en")
    assert path == fake_path / "report.html"
    assert path.read_text("utf-8") == pages["en"]
    assert not (fake_path / "report.html.part").exists()
    assert Run.open(fake_path).meta.scenario == "lianhe"


def test_a_page_that_cannot_be_written_is_one_line(tmp_path, fake_path):
    with pytest.raises(FpplanError, match="no such run"):
        write_report(tmp_path / "nowhere", "en")
    (fake_path / "report.html.part").mkdir()
    try:
        with pytest.raises(FpplanError, match="cannot be written"):
            write_report(fake_path, "en")
    finally:
        (fake_path / "report.html.part").rmdir()


def test_words_cannot_break_out_of_the_script():
    text = script_json({"label": "</script><!-- <b>"})
    assert "</script>" not in text and "<!--" not in text


@needs_chromium
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_browser_draws_every_plot_without_a_complaint(pages, tmp_path, lang):
    page = tmp_path / "report.html"
    page.write_text(pages[lang], "utf-8")
    opened = open_page(page, tmp_path / "profile")
    plots = pages[lang].count('class="plot"')
    assert opened.faults == []
    assert f'data-plots="{plots}"' in opened.dom
    drawn = re.findall(r'<div class="plot js-plotly-plot"', opened.dom)
    assert len(drawn) == plots == 16
    assert opened.dom.count('class="main-svg"') >= plots


@needs_chromium
def test_a_fault_of_a_script_would_be_seen(tmp_path):
    page = tmp_path / "broken.html"
    page.write_text("<script>undefinedFunction()</script>")
    assert open_page(page, tmp_path / "profile").faults
