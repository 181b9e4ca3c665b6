"""What the committed table says of the matched township: what holds, and what does not."""

from __future__ import annotations

import csv
from pathlib import Path

TABLE = Path(__file__).parents[2] / "evidence" / "lianhe.csv"


def rows():
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def test_every_row_holds_but_those_that_the_documents_name():
    """280 boys per 100 girls lie beyond nine runs in ten, and take the table as a whole along;
    W-lianhe of docs/model.md says so of both."""
    wrong = [row["figure"] for row in rows() if row["holds"] == "NO"]
    assert wrong == ["srb_second_and_later", "joint p-value"]


def test_the_township_is_of_this_world():
    found = {row["figure"]: row for row in rows()}
    daughter, son = (found[f"second births after a {child}"] for child in ("daughter", "son"))
    assert float(daughter["median"]) < 260 and float(daughter["high"]) < 400
    assert float(son["median"]) < 130
    scales = [row for row in rows() if row["row"] == "scale"]
    assert len(scales) == 9 and all(abs(float(row["bound"].split()[0])) <= 2 for row in scales)
