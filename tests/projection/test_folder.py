"""What a projection's folder says beside its numbers, and reading it back."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from made_up import fill, projection

from fpplan.contract.errors import FpplanError
from fpplan.contract.text import Text
from fpplan.population.accounting import GROUPS, Fertility
from fpplan.projection import folder as module
from fpplan.projection.folder import Folder, write
from fpplan.projection.store import TABLES


@pytest.fixture(autouse=True)
def _nobody_lives(monkeypatch):
    monkeypatch.setattr(module, "project", fill)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("folder") / "made"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "project", fill)
        write(projection(years=2), path)
    return path


def copied(made, path):
    path.mkdir()
    for one in made.iterdir():
        (path / one.name).write_bytes(one.read_bytes())
    return path


def test_what_was_projected_is_read_back(made):
    found = Folder.open(str(made))
    assert (found.meta.scenario, found.meta.title) == ("small", Text("名", "name"))
    assert (found.meta.decision_month, found.meta.horizon) == ("2014-08", 24)
    assert (found.meta.seed, found.meta.draws) == (7, 3)
    assert not found.accounting and found.forced == {}


def test_its_names_are_those_of_the_scenario_and_of_every_number(made):
    names, work = Folder.open(made).names, projection(years=2)
    assert {unit.id: (unit.leaf, unit.parent, unit.people) for unit in names.units} == {
        "town": (False, "", 2000), "V01": (True, "town", 1500), "V02": (True, "town", 500)}
    assert tuple(each.id for each in names.indicators) == work.names
    assert all(each.label.zh and each.label.en for each in names.indicators)
    assert [each.id for each in names.methods] == [*work.population.setting.method_ids]


def test_periods_say_their_months_and_which_one_lies_before(made):
    assert [(each.id, each.role, each.first, each.last, each.label.en)
            for each in Folder.open(made).names.periods] == [
        ("2013-08", "before", -12, -1, "2013-08 to 2014-07"),
        ("2014-08", "year", 0, 11, "2014-08 to 2015-07"),
        ("2015-08", "year", 12, 23, "2015-08 to 2016-07")]


def test_parameters_that_the_scenario_changed_say_so(made):
    table = Folder.open(made).table("parameters")
    row = table.filter(pl.col("id") == "sex.male_at_birth").row(0, named=True)
    assert 0.52 in row.values() and "a test" in row.values()


def test_forced_rates_go_with_it(tmp_path):
    rates = Fertility(np.array([2014.0, 2020.0]), np.arange(2 * len(GROUPS)).reshape(2, -1) / 1000)
    write(projection(fertility=rates), tmp_path / "forced")
    found = Folder.open(tmp_path / "forced")
    assert found.accounting and found.forced["years"] == [2014, 2020]
    assert found.forced["asfr_per_1000"][1] == list(range(len(GROUPS), 2 * len(GROUPS)))
    assert found.forced["age_groups"][0] == "10-14" and len(found.forced["age_groups"]) == 9


@pytest.mark.parametrize(("draws", "uncertainty", "sets"), [
    (8, "both", 2), (9, "both", 3), (9, "chance", 1)])
def test_how_many_sets_stand_behind_the_draws(tmp_path, draws, uncertainty, sets):
    """Four draws share one, a last set may have fewer."""
    write(projection(draws, uncertainty=uncertainty), tmp_path / "made")
    assert Folder.open(tmp_path / "made").meta.sets == sets


def test_a_page_is_written_into_it(tmp_path):
    write(projection(), tmp_path / "made",
          report=lambda part: (part / "report.html").write_text("page", "utf-8"))
    assert (tmp_path / "made/report.html").read_text("utf-8") == "page"


@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_is_gone_is_named(made, tmp_path, table):
    (copied(made, tmp_path / "cut") / f"{table}.parquet").unlink()
    with pytest.raises(FpplanError, match=rf"has no {table}\.parquet; run it again"):
        Folder.open(tmp_path / "cut")


def test_a_table_cut_short_is_named(made, tmp_path):
    path = copied(made, tmp_path / "cut") / "names.parquet"
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(FpplanError, match=r"names\.parquet: is cut short"):
        _ = Folder.open(tmp_path / "cut").names


def test_what_is_no_projection_is_refused(tmp_path):
    with pytest.raises(FpplanError, match="is not a folder of a projection"):
        Folder.open(tmp_path)
    (tmp_path / "run.toml").write_text('kind = "run"\n', "utf-8")
    with pytest.raises(FpplanError, match="is not a folder of a projection"):
        Folder.open(tmp_path)


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(FpplanError, match="not of a projection"):
        write(projection(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_projection_is_written_over(tmp_path):
    for years in (2, 1):
        write(projection(years=years), tmp_path / "one")
    assert Folder.open(tmp_path / "one").meta.horizon == 12
    assert Folder.open(tmp_path / "one").fans["period"].n_unique() == 2
