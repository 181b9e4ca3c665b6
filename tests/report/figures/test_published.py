"""The published table beside the simulated year before."""

import polars as pl
import pytest
from fake_run import COUNT, PERCENT, TOWN, with_names

from fpplan.contract.text import Text
from fpplan.report.figures.published import published
from fpplan.store.names import PublishedFigure

BIRTHS = "births_reported_percent"


def told(data, *rows, mean=95.0):
    """A run with these published figures; the simulated one would be reported as `mean`."""
    other = with_names(data, published=rows)
    other.indicator_summary = pl.DataFrame([
        {"variant": variant, "unit": TOWN, "period": period, "view": view, "name": BIRTHS,
         "mean": mean if (variant, period, view) == ("base", "2013-08", "reported") else 1.0}
        for variant in ("base", "audits") for period in ("2013-08", "2014-08")
        for view in ("true", "reported")])
    return other


def figure(name=BIRTHS, value=92.0, **more):
    return PublishedFigure(name, Text(name, name), TOWN, PERCENT, value, **more)


def test_it_is_what_the_books_would_show_of_the_year_before(data):
    (found,) = published(told(data, figure(target=98.0, decimals=1)))
    (row,) = found.table.to_dicts()
    assert (row["value"], row["simulated"], row["difference"], row["target"]) == (
        "92.0", "95.0", "+3.0", "98.0")
    assert found.reading.en == f"{BIRTHS} 92.0 published, 95.0 simulated."


@pytest.mark.parametrize(("matched", "simulated", "note"), [
    (True, True, "matched, no interval"), (False, True, ""), (True, False, "")])
def test_what_was_matched_is_no_proof(data, matched, simulated, note):
    (found,) = published(told(data, figure(matched=matched, simulated=simulated)))
    assert found.table["matched"].to_list() == [note]


@pytest.mark.parametrize("row", [figure(simulated=False), figure("fees_levied_percent")])
def test_what_no_simulation_gives_has_no_difference(data, row):
    (found,) = published(told(data, row))
    (cells,) = found.table.to_dicts()
    assert (cells["simulated"], cells["difference"]) == ("not simulated", "")
    assert found.reading.en == "No published figure is simulated."


def test_no_difference_gives_a_hidden_count_away(data):
    row = PublishedFigure(BIRTHS, Text("例", "cases"), TOWN, COUNT, 3.0, decimals=0, count=True)
    (found,) = published(told(data, row))
    (cells,) = found.table.to_dicts()
    assert (cells["value"], cells["difference"]) == ("<5", "")
    assert "<5 published" in found.reading.en and "3 published" not in found.reading.en


def test_nothing_published_or_no_year_before(data):
    assert published(told(data)) == []
    other = told(data, figure())
    other.before = None
    assert published(other) == []
