"""The page: whole, offline, the same each time, and drawn by a browser without complaint."""

import dataclasses
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from browser import CHROMIUM, open_page
from hostile import HOSTILE

from fpplan.contract.errors import FpplanError
from fpplan.contract.text import Text
from fpplan.report import build, write_report
from fpplan.report.page import page
from fpplan.report.sections import SECTIONS
from fpplan.store import Run

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
    # a made-up run keeps no audit of its schemes; figures/test_scheme_audits.py has one that does
    names = ["answers", *(each.id for each in SECTIONS if each.id != "audit")]
    places = [page.index(f'id="{name}"') for name in names]
    assert places == sorted(places)
    head = page[places[0] : places[1]]
    for words in ("What can we expect?", "What is already decided?", "What does chance decide?"):
        assert words in head
    assert page.count("<figure") == 27


def test_the_page_is_the_same_each_time_and_can_change_language(fake_path, pages):
    assert write_report(fake_path, "zh").read_text("utf-8") == pages["zh"]
    path = write_report(fake_path, "en")
    assert path == fake_path / "report.html"
    assert path.read_text("utf-8") == pages["en"]
    assert not (fake_path / "report.html.part").exists()
    assert Run.open(fake_path).meta.scenario == "lianhe"


PAGE = """
import hashlib, sys
from fpplan.report import build
from fpplan.store import Run
print(hashlib.sha256(build(Run.open(sys.argv[1]), "en").encode()).hexdigest())
"""


@pytest.mark.parametrize(("threads", "seed"), [("1", "0"), ("8", "1")])
def test_threads_and_hashes_change_no_byte_of_the_page(fake_path, pages, threads, seed):
    made = subprocess.run(
        [sys.executable, "-c", PAGE, fake_path], capture_output=True, text=True, check=True,
        env={**os.environ, "POLARS_MAX_THREADS": threads, "PYTHONHASHSEED": seed})
    assert made.stdout.strip() == hashlib.sha256(pages["en"].encode()).hexdigest()


def test_a_page_that_cannot_be_written_is_one_line(tmp_path, fake_path):
    with pytest.raises(FpplanError, match="no such run"):
        write_report(tmp_path / "nowhere", "en")
    place = tmp_path / "copy"
    shutil.copytree(fake_path, place)
    (place / "report.html").unlink(missing_ok=True)
    (place / "report.html").mkdir()
    with pytest.raises(FpplanError, match="cannot be written"):
        write_report(place, "en")


@pytest.fixture(scope="module")
def hostile(fake):
    """A page whose units, schemes and items bear hostile labels."""
    names = fake.names
    label = "".join(HOSTILE)

    def named(rows):
        return tuple(dataclasses.replace(row, label=Text(label, label)) for row in rows)

    class Renamed:
        def __getattr__(self, name):
            return getattr(fake, name)

    run = Renamed()
    run.names = dataclasses.replace(names, units=named(names.units), items=named(names.items),
                                    variants=named(names.variants))
    return page(run, "en")


def test_every_json_in_a_page_of_hostile_labels_parses(hostile):
    found = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', hostile, re.S)
    assert len(found) == 1 and len(json.loads(found[0])) == 16
    shown = without_plotly(hostile)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", shown)  # escaped, not sent
    assert "\\x1b[31m" in shown


def test_paper_has_what_is_folded_away_on_the_screen(pages):
    """Every part is written open, so that it prints without scripts; a script closes it for the
    screen and opens it before printing; no rule of the page hides it in print."""
    text = without_plotly(pages["en"])
    assert text.count("<details open>") == text.count("<details") > 16
    assert "beforeprint" in text and "afterprint" in text
    style = text[text.index("@media print"):text.index("</style>")]
    assert not re.search(r"(details|summary)[^{}]*\{[^}]*display: *none", style.replace(
        "summary::-webkit-details-marker { display: none; }", ""))
    assert "::details-content" in style


@needs_chromium
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_browser_draws_every_plot_without_a_complaint(pages, hostile, tmp_path, lang):
    """The English one with the labels that would break out of the page."""
    file = tmp_path / "report.html"
    file.write_text(hostile if lang == "en" else pages[lang], "utf-8")
    opened = open_page(file, tmp_path / "profile")
    plots = pages[lang].count('class="plot"')
    assert opened.faults == []
    assert f'data-plots="{plots}"' in opened.dom
    drawn = re.findall(r'<div class="plot js-plotly-plot"', opened.dom)
    assert len(drawn) == plots == 16
    assert opened.dom.count('class="main-svg"') >= plots
    assert "<details" in opened.dom and "<details open" not in opened.dom  # closed on the screen


@needs_chromium
def test_a_fault_of_a_script_would_be_seen(tmp_path):
    page = tmp_path / "broken.html"
    page.write_text("<script>undefinedFunction()</script>")
    assert open_page(page, tmp_path / "profile").faults
