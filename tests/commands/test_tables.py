"""`fpplan tables`: a workbook, CSV or Parquet of a finished run; nothing of others is touched."""

from __future__ import annotations

import json

import polars as pl
import pytest
import small_run

from fpplan.cli import main
from fpplan.commands.tables import MARK


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return str(small_run.write(tmp_path_factory.mktemp("runs") / "run", 4, draws=4))


def written(run, *words) -> int:
    return main(["tables", run, *map(str, words)])


@pytest.mark.parametrize(("lang", "sheets"), [
    ("en", ["points by unit", "indicators", "payouts", "items by unit"]),
    ("zh", ["各单位得分", "指标", "奖惩", "各单位项目得分"])])
def test_a_workbook_has_a_sheet_a_question(run, tmp_path, capsys, lang, sheets):
    import fastexcel

    path = tmp_path / "t.xlsx"
    assert written(run, "--out", path, "--lang", lang) == 0
    assert str(path) in capsys.readouterr().out
    assert fastexcel.read_excel(path).sheet_names == sheets
    first = pl.read_excel(path, sheet_name=sheets[1], read_options={"header_row": 3})
    assert first.to_series(6).dtype.is_numeric()


def test_a_folder_of_csv_that_spreadsheets_read(run, tmp_path, capsys):
    assert written(run, "--out", tmp_path / "t", "--lang", "zh", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["format"] == "csv" and [*said["tables"]] == [
        "points", "indicators", "payouts", "items"]
    for path in said["written"]:
        with open(path, "rb") as file:
            assert file.read(3) == b"\xef\xbb\xbf"
    found = pl.read_csv(tmp_path / "t" / "indicators.csv")
    assert len(found) == said["tables"]["indicators"] and "单位" in found.columns[2]


def test_parquet_has_ids_and_takes_the_place_of_csv(run, tmp_path):
    folder = tmp_path / "t"
    assert written(run, "--out", folder) == 0
    assert written(run, "--out", folder, "--format", "parquet") == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "indicators.parquet", "items.parquet", "payouts.parquet", "points.parquet", MARK]
    assert {"variant", "unit", "period", "name", "true_mean"} <= {
        *pl.read_parquet(folder / "indicators.parquet").columns}


def test_words_that_begin_like_a_formula_stay_words(run, tmp_path, monkeypatch):
    from dataclasses import replace

    from fpplan.contract.text import Text

    odd = replace(small_run.NAMES.units[1], label=Text("=1+1", "=1+1"))
    monkeypatch.setattr(small_run, "NAMES", replace(
        small_run.NAMES, units=(small_run.NAMES.units[0], odd, small_run.NAMES.units[2])))
    path = small_run.write(tmp_path / "run", 4, draws=4)
    assert written(str(path), "--out", tmp_path / "t") == 0
    text = (tmp_path / "t" / "points.csv").read_text("utf-8")
    assert ", =1+1," in text and ",=1+1," not in text


@pytest.mark.parametrize(("words", "line"), [
    (["--out", "t.xlsx", "--format", "csv"], "go into a folder"),
    (["--out", "t", "--format", "xlsx"], "ends in .xlsx"),
    (["--out", "t", "--format", "xls"], 'nearest: "xlsx"'),
    ([], "--out"),
])
def test_what_does_not_go_together_is_one_line(run, tmp_path, monkeypatch, capsys, words, line):
    monkeypatch.chdir(tmp_path)
    assert written(run, *words) == 2
    said = capsys.readouterr().err
    assert line in said and said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_others_and_what_is_no_run_are_refused(run, tmp_path, capsys):
    (tmp_path / "mine.csv").write_text("mine")
    assert written(run, "--out", tmp_path) == 2
    assert "not tables of fpplan" in capsys.readouterr().err
    assert written(str(tmp_path), "--out", tmp_path / "t.xlsx") == 2
    assert "is not a run folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]
