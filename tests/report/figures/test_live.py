"""What answers to hours, and whether points are won for people or for paper."""

from __future__ import annotations

import polars as pl
import pytest
from fake_run import with_names

from fpplan.contract.text import speaking
from fpplan.report.figures.live import live, says


def figures(data):
    return {figure.id: figure for figure in live(data)}


def test_each_scheme_says_what_answers(data):
    points, targets = data.names.schemes
    assert says(data, points) == ("Thousand-point village scheme: 2 of 3 untagged items answer to "
                                  "hours here, 0 are recorded, 1 unknown.")
    assert says(data, targets) == (
        "Lianhe targets: no untagged item answers to hours here, so that no plan can change what "
        "it gives. 0 of 1 untagged items answer to hours here, 1 are recorded, 0 unknown.")
    with speaking("zh"):
        assert "3个无标记项目中，有2个在这里随工时变动" in says(data, points)


def test_items_stand_with_their_state_and_what_moves_them(data):
    found = figures(data)
    rows = {row["label"]: row for row in found["live_thousand_point"].table.to_dicts()}
    assert rows["Monthly meetings"]["moved_by"] == "meetings"
    assert rows["Free pre-conception check"]["state"] == "unknown (70 to 100)"
    task = rows["Sterilisation task"]
    assert (task["state"], task["moved_by"]) == ("tagged", "")
    assert "full" in [column.id for column in found["live_thousand_point"].columns]
    assert "full" not in [column.id for column in found["live_lianhe"].columns]


def test_points_are_split_and_tagged_ones_stand_apart(data):
    figure = figures(data)["won_thousand_point"]
    rows = {row["about"]: row for row in figure.table.to_dicts()}
    assert set(rows) == {"service", "paper", "tagged"}
    own = data.points.filter(
        (pl.col("scheme") == "thousand_point") & (pl.col("variant") == "base")
        & (pl.col("period") == data.years[0].id) & (pl.col("unit") != data.top.id))
    mean = dict(own.group_by("item").agg(pl.col("mean").mean()).iter_rows())
    assert rows["paper"]["won_0"] == pytest.approx(mean["meetings"])
    assert rows["service"]["won_0"] == pytest.approx(
        mean["publicity"] + mean["pre_conception_check"])
    assert rows["service"]["moving"] == pytest.approx(mean["publicity"])
    assert rows["tagged"]["moving"] == 0
    assert "not progress" in figure.reading.en and "不是任何人的进步" in figure.reading.zh


def test_a_folder_that_does_not_tell_has_no_such_figures(data):
    silent = with_names(data, answers=())
    assert live(silent) == []
    assert says(silent, silent.names.schemes[0]) == ""
