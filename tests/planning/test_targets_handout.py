"""The hand-out: files, languages, and that nothing tagged can reach them."""

from __future__ import annotations

import io
import json
import re

import polars as pl
import pytest
from small_place import place, settled

from fpplan.commands import loaded_plugins
from fpplan.contract.tags import core_inputs
from fpplan.contract.text import speaking
from fpplan.planning.targets import targets
from fpplan.planning.targets_scenario import with_base_targets
from fpplan.report.handout.files import COMMENTARY, FILES, HANDOUT, contents
from fpplan.report.handout.overview import handout
from fpplan.store.whole import Whole, write_files

# What the module's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("handout")

TEXT = place({"A": 300, "B": 700})
DRAWS = 8


def made(scaled: float = 1.0) -> dict[str, bytes]:
    found = targets(settled(TEXT, DRAWS, scaled=scaled))
    return contents(found, with_base_targets(TEXT, found.proposals(), found.probability))


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return made()


def test_the_points_of_tagged_items_change_no_byte_but_the_commentary(files):
    scaled = made(scaled=1000)
    assert set(files) == set(scaled) == set(FILES)
    for name in files:
        same = files[name] == scaled[name]
        assert same == (name != COMMENTARY), name


def test_the_same_seed_gives_the_same_bytes(files):
    assert made() == files


def test_no_tagged_item_or_indicator_is_among_the_targets(files):
    data = json.loads(files["targets.json"])
    schemes = loaded_plugins().schemes
    for key in data["targets"]:
        scheme, _dot, item = key.partition(".")
        assert not schemes[scheme].tags(schemes[scheme].under().item(item))
    for row in data["indicators"]:
        assert not core_inputs()[row["indicator"]].tags
    assert {row["item"] for row in data["flagged"]} >= {
        "lianhe.crude_birth_rate", "thousand_point.sterilisation_task"}
    for row in data["flagged"]:
        assert set(row) == {"item", "tags"}  # named, with no number


def test_births_are_a_forecast_and_no_target(files):
    data = json.loads(files["targets.json"])
    assert all(len(row["expected"]) == 5 for row in data["births_to_be_ready_for"])
    page = files["handout.en.html"].decode()
    assert "a forecast, not a target" in page.lower()
    for row in data["indicators"]:
        assert row["indicator"] not in ("births", "crude_birth_rate", "tfr")


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


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_workbook_holds_every_unit_and_indicator(files, lang):
    import fastexcel

    book = fastexcel.read_excel(files[f"handout.{lang}.xlsx"])
    assert len(book.sheet_names) >= 8
    long = pl.read_excel(io.BytesIO(files[f"handout.{lang}.xlsx"]),
                         sheet_name=book.sheet_names[-1])
    data = json.loads(files["targets.json"])
    assert len(long) == 3 * len(data["indicators"])
    expected = {(row["indicator"], cell["unit"]): cell["expected"]
                for row in data["indicators"] for cell in row["units"]}
    assert long.to_series(4)[0] == pytest.approx(expected["srb", "A"], abs=0.01)


def test_the_workbook_shows_what_the_page_shows(files):
    with speaking("en"):
        told = handout(targets(settled(TEXT, DRAWS)))
    first = told.figures[0]
    book = pl.read_excel(io.BytesIO(files["handout.en.xlsx"]), sheet_name="what can be met",
                         read_options={"header_row": 3})
    assert book.to_series(0).to_list()[: len(first.table)] == first.table["label"].to_list()
    page = files["handout.en.html"].decode()
    for value in first.table["own"]:
        assert value in page


def test_small_recorded_counts_hide(monkeypatch):
    text = TEXT.replace('[base.published.two_daughter_sterilisations]\nunit_id = "lianhe"\n'
                        'value = 12', '[base.published.two_daughter_sterilisations]\n'
                        'unit_id = "lianhe"\nvalue = 3')
    assert text != TEXT
    found = targets(settled(text, DRAWS))
    with speaking("en"):
        quotas = next(each for each in handout(found).figures if each.id == "quotas")
    row = next(row for row in quotas.table.iter_rows(named=True)
               if "two-daughter" in row["label"])
    assert row["recorded"] == "<5" and row["imposed"] == "<5"


def test_quotas_stand_beside_voluntary_demand_and_no_number_is_proposed(files):
    page = files["handout.en.html"].decode()
    assert "voluntary demand" in page and "No number is proposed in their place" in page


def test_nothing_is_left_half_written(tmp_path, files, monkeypatch):
    from pathlib import Path

    from fpplan.contract.errors import FpplanError

    real, calls = Path.write_bytes, []

    def full_disk(self, data):
        calls.append(self)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        return real(self, data)

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(FpplanError, match="No space left"), Whole(
            tmp_path / "out", HANDOUT).held() as whole:
        write_files(whole, files)
    assert not (tmp_path / "out").exists() or not [
        path for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")]
