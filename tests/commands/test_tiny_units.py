"""Places of a handful of people go through every command: exit 0 or one line, no warning (the
suite turns each into an error) and no number that JSON does not have."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from fpplan.cli import main
from fpplan.indicators.chance import ratio_range
from fpplan.report.figures.chance import luck_words
from fpplan.report.numbers import num
from fpplan.scenario.toml import dumps

LABEL = {"zh": "某地", "en": "a place"}


def place(people: tuple[int, ...], **base: object) -> dict:
    """A township of villages with so many people each, one worker in each."""
    villages = [f"V{i + 1:02d}" for i in range(len(people))]
    units = {"town": {"level": "township", "label": LABEL}} | {
        name: {"level": "village", "parent": "town", "label": LABEL} for name in villages}
    return {
        "schema": 1, "id": "tiny", "title": LABEL,
        "base": {
            "setting": "china_rural", "decision_month": "2014-08", "horizon": 24,
            "schemes": ["thousand_point"], "units": units,
            "strata": {"resident": {"label": LABEL, "policy": "girl_second"}},
            "policy_rules": {"girl_second": {
                "text": LABEL, "allow": [{"order": 0}, {"order": 1, "sons": 0}],
                "status": "assumed"}},
            "population": {"resident": dict(zip(villages, people, strict=True))},
            "aims": {"births": 10},
            "staff": {"worker": {"label": LABEL, "number": dict.fromkeys(villages, 1),
                                 "hours_per_month": 168}},
            "hours": {"all": {"meetings": 10, "records": 30, "counselling": 20,
                              "postpartum_followup": 6}},
            **base},
        "variant": {"more": {"why": LABEL, "set": {"hours.all.counselling": 40}}},
    }


def written(folder: Path, raw: dict) -> str:
    path = folder / "tiny.toml"
    path.write_text(dumps(raw), "utf-8")
    return str(path)


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> tuple[str, Path]:
    """The smallest township, one village of one person, and its finished run."""
    folder = tmp_path_factory.mktemp("tiny")
    scenario = written(folder, place((1,)))
    assert main(["run", scenario, "--draws", "4", "--out", str(folder / "run")]) == 0
    return scenario, folder


COMMANDS = {
    "validate": ["validate", "SCENARIO", "--json"],
    "compare": ["compare", "RUN", "--json"],
    "audit": ["audit", "thousand_point", "--run", "RUN", "--json"],
    "targets": ["targets", "SCENARIO", "--draws", "4", "--out", "OUT", "--json"],
    "workload": ["workload", "SCENARIO", "--draws", "4", "--json"],
    "project": ["project", "SCENARIO", "--years", "2", "--draws", "4", "--out", "OUT", "--json"],
    "plan": ["plan", "SCENARIO", "--draws", "8", "--fresh", "8", "--step", "600",
             "--out", "OUT", "--json"],
    "frontier": ["frontier", "SCENARIO", "--draws", "8", "--fresh", "8", "--step", "600",
                 "--budgets", "1", "--out", "OUT", "--json"],
}


def no_constant(name: str) -> None:
    raise AssertionError(f"{name} stands in JSON")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_tiny_place_goes_through_every_command(lived, tmp_path, capsys, command):
    scenario, folder = lived
    words = [{"SCENARIO": scenario, "RUN": str(folder / "run"), "OUT": str(tmp_path / "out")}.get(
        word, word) for word in COMMANDS[command]]
    capsys.readouterr()
    code = main(words)
    out, err = capsys.readouterr()
    assert code == 0 or (code == 2 and err.strip()), err
    assert "Traceback" not in err
    if code == 0:
        json.loads(out, parse_constant=no_constant)


def test_the_page_of_a_few_people_holds_no_infinite_number(tmp_path):
    scenario, run = written(tmp_path, place((5, 20))), tmp_path / "run"
    assert main(["run", scenario, "--draws", "4", "--out", str(run)]) == 0
    page = (run / "report.html").read_text("utf-8")
    assert ">inf<" not in page and ">nan<" not in page and "luck" in page


def test_a_place_without_people_is_refused_by_validate(tmp_path, capsys):
    assert main(["validate", written(tmp_path, place((0,)))]) == 2
    assert "base.units.V01: has no people in any stratum" in capsys.readouterr().err


def test_luck_has_no_range_where_nobody_is_born():
    assert all(math.isnan(end) for end in ratio_range(0, 105.0))
    assert luck_words(*ratio_range(0, 105.0)) == "– (no births expected)"
    assert num(math.inf) == num(-math.inf) == num(math.nan) == "–"
