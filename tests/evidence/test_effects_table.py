"""The committed table of effects is of the tasks and sizes that there are."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fpplan.place.parameters import catalogue
from fpplan.programme.tasks import core_tasks

TABLE = Path(__file__).parents[2] / "evidence" / "effects.csv"


@pytest.fixture(scope="module")
def rows():
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("# ")]
    return list(csv.DictReader(lines))


def test_every_task_is_in_it_and_every_row_holds(rows):
    assert {row["task"] for row in rows} == set(core_tasks())
    assert [row["task"] for row in rows if row["holds"] != "yes"] == []


def test_its_sizes_are_the_catalogues(rows):
    for row in rows:
        if row["parameter"]:
            about = catalogue()[row["parameter"]]
            found = [float(row[key]) for key in ("catalogue_size", "low", "high")]
            assert found == pytest.approx([about.value, about.low, about.high], abs=1e-4)
            assert abs(float(row["engine"]) - about.value) < 0.02
        else:
            assert core_tasks()[row["task"]].effects == {}
