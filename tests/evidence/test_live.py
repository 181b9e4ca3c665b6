"""Which schemes live where, as the table says it, and one place lived anew; all of it is
evidence/live.py."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[2] / "evidence"))

import live

from fpplan.experiment.answers import answers
from fpplan.loading import open_world
from fpplan.plugins import load_plugins

TABLE = Path(live.__file__).with_suffix(".csv")
PLACES = sorted(path.stem for path in (live.ROOT / "scenarios").glob("*.toml"))


@pytest.fixture(scope="module")
def rows():
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def plugins():
    return load_plugins()


@pytest.mark.parametrize("place", PLACES)
def test_the_table_counts_what_answers_today(rows, plugins, place):
    world = open_world(str(live.ROOT / "scenarios" / f"{place}.toml"), plugins)
    told = {row["scheme"]: [int(row[name]) for name in live.COLUMNS[2:10]]
            for row in rows if row["place"] == place}
    assert told == {read.id: list(live.counts(answers(world, world.base, read)))
                    for read in world.reads(world.base)}


def test_every_scheme_lives_in_a_ready_made_place(rows, plugins):
    assert {row["scheme"] for row in rows} == set(plugins.schemes)


def test_most_untagged_items_are_live(rows):
    judged = np.array([int(row["judged_untagged"]) for row in rows])
    lives = np.array([int(row["live"]) for row in rows])
    assert lives.sum() > 0.6 * judged.sum()


def test_own_moves_bring_a_hundredth_or_the_row_says_why(rows):
    for row in rows:
        assert row["why_little"] or float(row["own"]) >= live.ONE_PERCENT, row["scheme"]


def test_a_place_lived_anew_gives_its_rows(rows, plugins):
    """Fewer draws: within three standard errors of either."""
    for row in live.rows_of("kenya", plugins, draws=8):
        new = dict(zip(live.COLUMNS, row, strict=True))
        old = next(each for each in rows
                   if (each["place"], each["scheme"]) == ("kenya", new["scheme"]))
        for move in ("visits", "records", "audits"):
            error = np.hypot(float(str(new[f"{move}_error"])), float(old[f"{move}_error"]))
            assert abs(float(str(new[move])) - float(old[move])) <= 3 * error + 0.05, move
