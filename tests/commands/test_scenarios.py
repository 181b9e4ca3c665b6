"""`fpplan scenarios list`; and commands read a scenario alike: with the items that its schemes
score, whose records take hours."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from fpplan.cli import main
from fpplan.scenario import ready_made

LIANHE = Path(__file__).parents[2] / "scenarios" / "lianhe.toml"


class Seen(Exception):
    """What a command was about to work on."""


def seen(given, *_rest, **_named):
    plan = given if hasattr(given, "scored_items") else given.base
    raise Seen(plan.scored_items)


@pytest.mark.parametrize(("command", "where"), [
    ("plan", "fpplan.planning.plan.make"),
    ("frontier", "fpplan.planning.frontier.draw_frontier"),
    ("targets", "fpplan.planning.targets.targets"),
])
@pytest.mark.parametrize("source", ["lianhe", "-"])
def test_records_of_scored_items_reach_every_plan(monkeypatch, tmp_path, command, where, source):
    monkeypatch.setattr(where, seen)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(
        buffer=io.BytesIO(LIANHE.read_bytes()), isatty=lambda: False))
    with pytest.raises(Seen) as found:
        main([command, source, "--out", str(tmp_path / "out")])
    assert found.value.args[0] > 50


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_ready_made_scenario_is_listed_with_a_sentence(capsys, lang):
    assert main(["scenarios", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["scenarios"]
    assert [row["id"] for row in rows] == list(ready_made())
    assert main(["scenarios", "list", "--lang", lang]) == 0
    out = "".join(capsys.readouterr().out.split())
    for row in rows:
        assert row["summary"]["zh"].endswith("。") and row["summary"]["en"].endswith(".")
        title = row[lang].replace(" ", "")[:6]  # a narrow column breaks the rest
        assert title in out and row["id"] in out
