"""`fpplan plan` and what it shares with `frontier`: options are refused before any work."""

from __future__ import annotations

import pytest

from fpplan.cli import main
from fpplan.commands.plan import checked, stages
from fpplan.contract.errors import InputError


def test_effort_is_asked_for_or_left_to_the_search():
    assert checked(60, None, 64) is None
    effort = checked(1, 8, 8)
    assert effort is not None and {getattr(effort, name) for name in vars(effort)} == {8}


@pytest.mark.parametrize(("given", "options"), [
    ((0, None, 64), ["--step"]), ((601, None, 64), ["--step"]), ((600, 12, 64), []),
    ((60, 10, 64), ["--draws"]), ((60, 4, 64), ["--draws"]), ((60, -8, 64), ["--draws"]),
    ((60, 8, 0), ["--fresh"]), ((0, 7, 7), ["--step", "--draws", "--fresh"])])
def test_every_option_that_cannot_be_is_told(given, options):
    if not options:
        checked(*given)
        return
    with pytest.raises(InputError) as caught:
        checked(*given)
    assert [problem.key for problem in caught.value.problems] == options


def test_steps_and_draws_are_refused_before_the_scenario_is_read(capsys):
    assert main(["plan", "no_such_place", "--step", "0", "--draws", "6"]) == 2
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 2 and "no_such_place" not in "".join(said)


def test_a_candidate_is_a_variant_of_the_scenario(capsys, tmp_path):
    assert main(["plan", "lianhe", "--candidate", "folowup", "--out", str(tmp_path / "p")]) == 2
    said = capsys.readouterr().err
    assert 'is no variant of this scenario; it has base, ' in said
    assert 'nearest: "followup"' in said and not (tmp_path / "p").exists()


def test_quiet_work_tells_nothing(capsys):
    with stages(True) as stage:
        assert stage is None
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["table", "search", "check", "fresh", "frontier"])
def test_every_stage_has_its_words_and_leaves_standard_output_alone(name, capsys):
    with stages(False) as stage:
        stage(name, 1, 2)
    assert capsys.readouterr().out == ""


def test_a_stage_without_words_is_our_own_mistake():
    with pytest.raises(KeyError), stages(False) as stage:
        stage("nowhere", 1, 2)
