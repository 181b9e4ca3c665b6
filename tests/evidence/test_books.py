"""A small part of what books and censuses show; all of it is evidence/books.py."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "evidence"))

import books

TABLE = Path(books.__file__).with_suffix(".csv")


@pytest.fixture(scope="module")
def seen():
    return {(row[0][:5], row[1]): dict(zip(books.COLUMNS, row, strict=True))
            for row in (*books.china(40_000, 200), *books.kenya(200))}


def test_a_count_of_china_2000_misses_what_the_literature_says(seen):
    births = float(seen["China", "births of twelve months, counted / true"]["median"])
    children = float(seen["China", "children 0-4, counted / true"]["median"])
    assert 0.70 < births < 0.85 and 0.75 < children < 0.90 and births < children


def test_books_are_better_than_a_count_and_as_unsure_as_what_is_known(seen):
    written = seen["China", "births of twelve months, in the books / true"]
    counted = seen["China", "births of twelve months, counted / true"]
    assert float(written["median"]) > float(counted["median"])
    assert float(written["variation"]) > 2 * 0.008  # what it was with narrow chances
    assert float(counted["variation"]) > 0.08


def test_the_register_of_kenya_is_as_complete_as_published(seen):
    row = seen["Kenya", "births of twelve months, in the register / true"]
    assert 0.73 < float(row["median"]) < 0.81
    published = [float(each) for each in row["published"].split()]
    assert float(row["low_5"]) < min(published) and float(row["high_95"]) > max(published) - 0.03


def test_the_table_says_what_holds():
    lines = [line for line in TABLE.read_text("utf-8").splitlines()
             if not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    assert len(rows) == 4 + 2 * len(books.READY_MADE)
    for row in rows:
        assert row["holds"] == ("True" if row["limits"] else ""), row
        if row["place"] in books.READY_MADE:
            ends = float(row["low_5"]), float(row["high_95"])
            assert min(ends) > 1 if "half" in row["figure"] else max(ends) < 1
