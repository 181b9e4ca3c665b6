"""Points and payouts as they may show: cells that rest on a hidden count tell nothing of it."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
import small_run
from small_run import NAMES, write

from fpplan.store import Run
from fpplan.store.shown import shown_payouts, shown_points

FEW = replace(
    NAMES,
    items=tuple(replace(row, few_in=("V1",)) if row.id == "births" else row for row in NAMES.items),
    payouts=tuple(replace(row, few_in=("V2", "town")) for row in NAMES.payouts))


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    return Run.open(write(tmp_path_factory.mktemp("runs") / "run", 4, draws=4))


@pytest.fixture
def named(tmp_path, monkeypatch):
    """The same run with these names."""
    def make(names) -> Run:
        monkeypatch.setattr(small_run, "NAMES", names)
        return Run.open(write(tmp_path / "run", 4, draws=4))
    return make


def cells(run: Run, frame: pl.LazyFrame, table: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table as it may show and as it is, in the same order."""
    return run.collect(frame), run.collect(run.table(table))


def test_without_hidden_counts_everything_shows(run):
    for frame, table in ((shown_points(run), "points"), (shown_payouts(run), "payouts")):
        shown, whole = cells(run, frame, table)
        assert shown.equals(whole)


def test_the_middle_of_the_ends_stands_for_points_and_nothing_for_money(run, named):
    hidden = named(FEW)
    shown, whole = cells(run, shown_points(hidden), "points")
    here = (whole["item"].cast(pl.String) == "births") & (whole["unit"].cast(pl.String) == "V1")
    assert 0 < here.sum() < len(here)
    middle = ((whole["low"] + whole["high"]) / 2).filter(here)
    assert shown["value"].filter(here).equals(middle, check_names=False)
    assert not middle.equals(whole["value"].filter(here), check_names=False)
    assert shown.filter(~here).equals(whole.filter(~here))
    assert shown.drop("value").equals(whole.drop("value"))
    shown, whole = cells(run, shown_payouts(hidden), "payouts")
    here = whole["unit"].cast(pl.String).is_in(["V2", "town"])
    for name in ("value", "low", "high"):
        assert shown[name].filter(here).null_count() == here.sum() > 0
    assert shown.filter(~here).equals(whole.filter(~here))


def test_an_item_of_another_scheme_with_the_same_id_shows(run, named):
    few = tuple(replace(row, scheme="other") for row in FEW.items if row.few_in)
    hidden = named(replace(NAMES, items=(*NAMES.items, *few)))
    shown, whole = cells(run, shown_points(hidden), "points")
    assert shown.equals(whole)
