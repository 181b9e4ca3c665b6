"""`fpplan match`: whole counts behind published rates, or scales for a scenario's aims."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from fpplan.cli import main
from fpplan.matching import match as matching
from fpplan.matching.match import Match
from fpplan.population.rates import Scales
from fpplan.scenario.load import find

COUNTS = Path(__file__).parents[2] / "scenarios" / "counts" / "qianshan.toml"


def test_counts_agree_with_every_rate_that_was_printed(capsys):
    assert main(["match", "--counts", str(COUNTS), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["complete"] and found["below"] == 1000
    assert found["count"] == len(found["solutions"]) > 0
    for one in found["solutions"]:
        assert one["births"] == one["boys"] + one["girls"] == 90
        assert round(100 * one["boys"] / one["girls"], 1) == 95.7
        assert one["first_boys"] == one["first_girls"]
        assert round(100 * one["second_boys"] / one["second_girls"], 2) == 85.71


def test_people_read_the_counts_in_their_language(capsys):
    assert main(["match", "--counts", str(COUNTS), "--lang", "zh"]) == 0
    assert "90" in (said := capsys.readouterr().out) and "出生" in said


def test_counts_are_looked_for_below_a_size(capsys):
    assert main(["match", "--counts", str(COUNTS), "--below", "50", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["solutions"] == []
    assert main(["match", "--counts", str(COUNTS), "--below", "0"]) == 2
    assert "--below = 0" in capsys.readouterr().err


FOUND = Match(Scales(exposure=1.5, uptake=-0.25), ("srb_first",), {"births": 442.2},
              {"births": 300.0}, {"births": 441.4}, (), 12)


@pytest.fixture
def asked(monkeypatch):
    """Aims that matching was asked for; it answers at once."""
    found = []

    def match(world, aims, progress):
        progress(3, None)
        found.append(aims)
        return FOUND

    monkeypatch.setattr(matching, "match", match)
    return found


@pytest.mark.parametrize("words", [[], ["lianhe", "--counts", str(COUNTS)]])
def test_it_asks_for_one_of_the_two(words, capsys, asked):
    assert main(["match", *words]) == 2
    said = capsys.readouterr().err
    assert "give a scenario to match, or --counts FILE" in said and said.count("\n") == 1


def test_standard_input_has_no_file_to_be_written_anew(capsys, asked, tmp_path):
    assert main(["match", "-", "--out", str(tmp_path / "x.toml")]) == 2
    assert "--out needs a scenario file" in capsys.readouterr().err


def test_a_scenario_without_aims_has_nothing_to_match(capsys, asked, tmp_path):
    text = find("lianhe").read_text("utf-8")
    start = text.index("[base.aims]")
    file = tmp_path / "mine.toml"
    file.write_text(text[:start] + text[text.index("\n[", start):], "utf-8")
    assert main(["match", str(file)]) == 2
    assert "base.aims: is empty" in capsys.readouterr().err and asked == []


def test_what_was_found_is_told_with_its_scales(capsys, asked):
    assert main(["match", "lianhe"]) == 0
    said = capsys.readouterr().out
    assert "exposure = 1.5" in said and "uptake = -0.25" in said
    assert "births: aimed at 442.2, before 300, reached 441.4" in said
    assert asked[0]["births"] == 355  # under the reading that Lianhe chooses
    assert main(["match", "lianhe", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["scales"]["exposure"] == 1.5 and found["reached"] == {"births": 441.4}
    assert found["chance"] == ["srb_first"] and found["missed"] == [] and found["far"] == {}


def test_the_scenario_is_written_with_its_scales_and_nothing_else(capsys, asked, tmp_path):
    out = tmp_path / "matched.toml"
    assert main(["match", "lianhe", "--out", str(out)]) == 0
    assert f"Written: {out}" in capsys.readouterr().out
    before, after = (tomllib.loads(path.read_text("utf-8")) for path in (find("lianhe"), out))
    assert after["base"].pop("scales")["exposure"] == 1.5
    assert after["base"].pop("matched")["aims"] == {"births": {"aimed": 442.2, "reached": 441.4}}
    for name in ("scales", "matched"):
        before["base"].pop(name)
    assert after == before
    assert main(["validate", str(out)]) == 0


def test_scales_that_cannot_be_written_apart_are_refused(capsys, asked, tmp_path):
    text = find("lianhe").read_text("utf-8")
    start = text.index("[base.scales]")
    end = text.index("\n[", start)
    file, out = tmp_path / "mine.toml", tmp_path / "out.toml"
    file.write_text((text[:start] + text[end:]).replace(
        "[base]\n", "[base]\nscales = { exposure = 1.1 }\n", 1), "utf-8")
    assert main(["match", str(file), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert "write [base.scales] and [base.matched] as tables of their own" in said
    assert said.count("\n") == 1 and not out.exists()
