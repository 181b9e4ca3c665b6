"""Points of a run that rest on a recorded count of 1-4 tell nothing of it where they show."""

import re

import polars as pl
import pytest

from fpplan.commands import loaded_plugins
from fpplan.commands.compare import _rows
from fpplan.loading import open_world
from fpplan.pipeline.execute import execute
from fpplan.pipeline.plan import plan
from fpplan.report import build
from fpplan.scenario.load import find
from fpplan.store import Run

COUNT = '\n[base.inputs.sterilisations]\nunits = {{ V01 = {{ value = {count}.0 }} }}\n' \
        'unit = "count"\nstatus = "published"\nsource = "a table"\n'


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Two runs that differ in one recorded count of one village: 1 and 4."""
    folder = tmp_path_factory.mktemp("few")
    plugins = loaded_plugins()
    found = []
    for count in (1, 4):
        file = folder / f"lianhe{count}" / "lianhe.toml"
        file.parent.mkdir()
        file.write_text(find("lianhe").read_text("utf-8") + COUNT.format(count=count), "utf-8")
        work = plan(open_world(str(file), plugins), draws=4, seed=0,
                    uncertainty="chance")
        execute(work, folder / f"run{count}")
        found.append(Run.open(folder / f"run{count}"))
    return found


def points_of(run):
    return run.collect(run.table("points")).with_columns(pl.col(pl.Categorical, pl.Enum).cast(
        pl.String)).filter(pl.col("unit") == "V01")


def test_the_points_themselves_differ(runs):
    one, four = map(points_of, runs)
    assert not one["value"].equals(four["value"])  # Parquet keeps exact values
    assert one["low"].equals(four["low"]) and one["high"].equals(four["high"])


def test_the_page_is_the_same_whatever_the_count(runs):
    pages = [re.sub(r"scenario [0-9a-f]{12}", "", build(run, "en")) for run in runs]
    assert pages[0] == pages[1]
    assert "&lt;5" in pages[0]


def test_comparisons_are_the_same_whatever_the_count(runs):
    year = runs[0].names.periods[1].id
    rows = [_rows(run, "V01", year, "reported") for run in runs]
    assert rows[0] == rows[1] and any(row["scheme"] for row in rows[0])
