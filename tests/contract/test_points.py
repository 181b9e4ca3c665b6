"""Points as rows for machines."""

from __future__ import annotations

import numpy as np
from small_scheme import figures, small

from fpplan.api import Figures, score


def test_there_is_a_row_for_every_cell_of_every_item_and_total():
    points = score(figures(3), small())
    rows = list(points.rows())
    names = [*points.items, "total", "untagged_total"]
    assert [(row["item"], row["unit"]) for row in rows] == [
        (name, unit) for name in names for unit in ("V01", "V02", "V03")]
    assert {(row["scheme"], row["period"], row["draw"]) for row in rows} == {("small", "2014", 0)}


def test_the_items_of_a_row_add_up_to_its_total():
    rows = list(score(figures(2, visits=[3, 12], quality=[(80), 71]), small()).rows())
    for unit in ("V01", "V02"):
        value = {row["item"]: row["value"] for row in rows if row["unit"] == unit}
        total, untagged = value.pop("total"), value.pop("untagged_total")
        assert sum(value.values()) == total
        assert untagged == total - value["sterilisations"] - value["births"]


def test_what_does_not_depend_on_chance_stands_in_every_draw():
    plain = figures(1, visits=(5, 2, 8))
    drawn = Figures(plain.units, plain.periods, {
        **plain.values, ("sterilisations", None): Figures.build(
            ["V01"], ["2014"], {"x": np.array([0.0, 5.0]).reshape(2, 1, 1)}).values["x", None]})
    rows = list(score(drawn, small(), view="true").rows())
    visits = [row for row in rows if row["item"] == "visits"]
    assert [(row["draw"], row["value"], row["low"], row["high"]) for row in visits] == [
        (0, 20, 8, 32), (1, 20, 8, 32)]
    assert [row["value"] for row in rows if row["item"] == "sterilisations"] == [0, 20]
    assert {row["view"] for row in rows} == {"true"}
    assert next(score(drawn, small()).rows())["view"] == "as_read"
