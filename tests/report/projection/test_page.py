"""The page of a projection: whole, in either language, and drawn by a browser."""

from __future__ import annotations

import re

import pytest
from browser import CHROMIUM, open_page
from small_projection import written

from fpplan.report.projection import page, write_page

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("projection_page")


@pytest.fixture(scope="module")
def trend_pages(tmp_path_factory):
    found = written(tmp_path_factory.mktemp("trend") / "made", drifting=True)
    return {lang: page(found, lang) for lang in ("en", "zh")}


def without_plotly(text):
    return re.sub(r"<script>.{1000000,}?</script>", "", text, flags=re.S)


FIGURES = ("people", "births_and_deaths", "pyramid", "tfr", "asfr", "progression", "srb_order",
           "srb_siblings", "mcpr", "method_mix", "units", "spread", "taken_for_granted")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_figure_stands_on_the_page_with_definition_and_source(pages, lang):
    text = without_plotly(pages[lang])
    found = re.findall(r'<figure id="figure-([a-z_]+)"', text)
    assert found == [name for name in FIGURES if name in found]
    assert set(FIGURES) - set(found) <= {"srb_siblings"}  # few births have such siblings
    assert text.count('class="basis"') == len(found)
    assert not re.search(r"https?://", text)
    assert "{" not in re.sub(r"<(style|script).*?</\1>", "", text, flags=re.S)


def test_a_fan_stands_beside_its_backtest(pages, trend_pages):
    """Births five years ahead of eight countries, where the page has a fan of the future."""
    assert "figure-backtest" not in pages["en"]
    for lang, country, broken in (("en", "Republic of Korea, 2014→2019", "China, 2014→2023"),
                                  ("zh", "韩国, 2014→2019", "中国, 2014→2023")):
        text = without_plotly(trend_pages[lang])
        assert text.index("figure-backtest") < text.index("figure-tfr")
        assert country in text and broken in text
    said = without_plotly(trend_pages["en"])
    assert "Of 16 forecasts of births five years ahead, 14 came true within the wide range" in said
    assert "Rates do not change with the years" not in said


def test_english_has_no_chinese(pages, trend_pages):
    assert not re.search("[\u4e00-\u9fff]", re.sub(r'"family":"[^"]*"', "",
                                                   without_plotly(trend_pages["en"])))
    english = without_plotly(pages["en"])
    assert not re.search("[\u4e00-\u9fff]", re.sub(r'"family":"[^"]*"', "", english))


def test_no_month_runs_into_a_number(pages):
    for text in pages.values():
        assert not re.search(r"\d{4}-\d{2}\d", without_plotly(text))


def test_the_page_is_the_same_each_time(folder, pages):
    assert write_page(folder.path, "zh").read_text("utf-8") == pages["zh"]
    assert write_page(folder.path, "en").read_text("utf-8") == pages["en"]


def test_the_words_say_the_numbers(folder, pages):
    row = folder.fans.filter(unit="town", name="births", period="2016-08").row(0, named=True)
    assert f"{row['mean']:,.0f}" in without_plotly(pages["en"])
    assert "Simulated: births follow from women&#39;s lives" in pages["en"]


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_a_browser_draws_every_plot(trend_pages, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(trend_pages["en"], "utf-8")
    opened = open_page(path, tmp_path / "profile")
    plots = without_plotly(trend_pages["en"]).count('class="plot"')
    assert opened.faults == []
    assert f'data-plots="{plots}"' in opened.dom
