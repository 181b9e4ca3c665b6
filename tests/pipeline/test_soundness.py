"""What validate says before anything is simulated, and that a run refuses the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from fpplan.cli import main
from fpplan.scenario.load import ready_made
from fpplan.scenario.toml import dumps

LIANHE = Path(__file__).parents[2] / "scenarios" / "lianhe.toml"


def written(folder: Path, change) -> str:
    raw = tomllib.loads(LIANHE.read_text("utf-8"))
    change(raw["base"])
    path = folder / "mine.toml"
    path.write_text(dumps(raw), "utf-8")
    return str(path)


NEEDED = "two_daughter_sterilisations"


def test_a_missing_input_is_refused_by_validate_as_by_run(tmp_path, capsys):
    path = written(tmp_path, lambda base: base["inputs"].pop(NEEDED))
    said = []
    for command in (["validate", path], ["run", path, "--draws", "4", "--out",
                                         str(tmp_path / "run")]):
        assert main(command) == 2
        said.append(capsys.readouterr().err)
    assert said[0] == said[1] and not (tmp_path / "run").exists()
    assert said[0].startswith(f"{path}: base.inputs.{NEEDED}: is needed by lianhe and not given "
                              "for any unit and period")


def test_a_scheme_without_a_whole_year_is_remarked_with_the_horizon_that_has_one(tmp_path, capsys):
    def short(base):
        base["horizon"] = 12
        base["schemes"].append("publicity_plan")

    path = written(tmp_path, short)
    assert main(["validate", path]) == 0
    assert ("publicity_plan: no whole year of its calendar lies within the 12 months of the run, "
            "so that it scores nothing; horizon = 24 would hold one") in capsys.readouterr().err
    assert main(["run", path, "--draws", "4", "--out", str(tmp_path / "run")]) == 0
    told = (tmp_path / "run" / "report.html").read_text("utf-8")
    assert "County publicity plan: no whole year of its calendar was scored" in told


def test_a_variant_cannot_turn_points_on_or_off(tmp_path, capsys):
    def change(base):
        base["schemes"].append("youth_network")

    path = Path(written(tmp_path, change))
    path.write_text(path.read_text("utf-8") + '''
[variant.pointed]
why = { zh = "给分", en = "points for steps of reach" }
set = { "readings.youth_network.weights" = "reach" }
''', "utf-8")
    assert main(["validate", str(path)]) == 2
    assert "variant.pointed.set.readings.youth_network: gives points in the base or here" in \
        capsys.readouterr().err


def test_hours_without_anybody_and_months_without_a_year_are_remarked(tmp_path, capsys):
    def short(base):
        base["horizon"] = 30
        del base["staff"]["village_worker"]["number"]["V02"]

    assert main(["validate", written(tmp_path, short)]) == 0
    out, err = capsys.readouterr()
    assert ": valid." in out
    assert "horizon = 30: the last 6 months make no whole year" in err
    # 120 of the scenario's own; the scheme's wires bring the rest out of the township's pool.
    assert "base: V02: 143 hours a month are planned and 7" in err and "V03" not in err


def test_scales_that_no_source_knows_are_remarked(tmp_path, capsys):
    def matched_before(base):
        base["scales"] = {"deterrence": 2.2971, "selection_2": 3.9671, "selection_3": 3.9671}

    assert main(["validate", written(tmp_path, matched_before)]) == 0
    err = capsys.readouterr().err
    assert "scale deterrence: 2.3 lies" in err and "standard deviations of the catalogue" in err
    assert "scale selection_2: 3.97 lies" in err
    assert "more than 75 % is assumed to happen nowhere" in err and "after a son (85 %)" in err


@pytest.mark.parametrize("name", ready_made())
def test_ready_made_scenarios_give_no_cause_for_remarks(name, capsys):
    """But for Lianhe's scales, whose published sex ratio asks for more than a source knows: no wish
    and no share of what they imply is among what is said."""
    assert main(["validate", name]) == 0
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if "end of the search" not in line] == []
    assert not said or name == "lianhe"


def test_schemes_that_only_compare_are_told_in_one_line(tmp_path, capsys):
    def compared(base):
        base["compare_schemes"] = ["community_service", "youth_care"]

    assert main(["validate", written(tmp_path, compared)]) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert said.count("only compared by these schemes, which bring no work") == 1
    assert "community_service" in said and "youth_care" in said


def test_other_weights_are_remarked(tmp_path, capsys):
    raw = tomllib.loads(LIANHE.read_text("utf-8"))
    raw["variant"] = {"heavier": {"why": {"zh": "改", "en": "change"}, "set": {
        "weights.thousand_point.births_reported": 160}}}
    path = tmp_path / "mine.toml"
    path.write_text(dumps(raw), "utf-8")
    assert main(["validate", str(path)]) == 0
    said = " ".join(capsys.readouterr().err.split())
    assert "heavier: items count other points than in the base" in said
