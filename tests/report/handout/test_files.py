"""The files of a hand-out: the same each time, and nothing tagged can reach them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from handout_small import DRAWS, made_files

from fpplan.commands import loaded_plugins
from fpplan.contract.tags import core_inputs
from fpplan.report.handout.files import COMMENTARY, FILES, HANDOUT, as_data
from fpplan.store.whole import Whole, write_files

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("handout")


def test_the_points_of_tagged_items_change_no_byte_but_the_commentary(files):
    scaled = made_files(scaled=1000)
    assert set(files) == set(scaled) == set(FILES)
    for name in files:
        same = files[name] == scaled[name]
        assert same == (name != COMMENTARY), name


def test_the_same_seed_gives_the_same_bytes(files):
    assert made_files() == files


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


def test_what_has_no_value_is_left_out_or_null(found):
    """A line that is shown without a target has no chances; numbers are rounded, never NaN."""
    data = as_data(found)
    for row in data["shown"]:
        assert set(row) == {"indicator", "units"}
        assert all("attainable" not in cell for cell in row["units"])
    for row in data["indicators"]:
        assert row["at"] in ("most", "least")
        assert all({"attainable", "chance_today"} <= set(cell) for cell in row["units"])
    assert json.loads(json.dumps(data, allow_nan=False))["draws"] == DRAWS


def test_who_is_set_up_to_fail_stands_in_it_by_target(found):
    present = next(each for each in found.presents if not each.graded)
    lines = tuple(replace(line, cells=tuple(replace(cell, present={
        present.key: 0.1 if cell.unit == "B" else 0.9}) for cell in line.cells))
        if line.subject.name == present.name else line for line in found.lines)
    told = as_data(replace(found, lines=lines, presents=(present,)))
    assert told["set_up_to_fail"] == [{"target": present.key, "units": ["B"]}]
