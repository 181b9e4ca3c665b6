"""`fpplan score`."""

import csv
from pathlib import Path

import pytest
from scheme_cli import LIANHE, TOWNSHIPS, VILLAGE, as_json, call

FOLDER = Path(TOWNSHIPS)


@pytest.fixture
def village(tmp_path):
    path = tmp_path / "village.csv"
    path.write_text(VILLAGE)
    return path


def test_points_for_machines(capsys, village):
    data = as_json(capsys, "score", "thousand_point", village)
    cell = data["results"][0]
    assert cell["items"]["sterilisation_task"]["central"] == 144
    assert cell["items"]["sterilisation_task"]["tags"] == ["procedure_quota"]
    assert cell["items"]["births_control"] == {
        "central": 30, "low": 30, "high": 30, "tags": ["birth_limit"], "assumed_inputs": [],
        "gap": {"central": 1, "low": 1, "high": 1}, "met": "no"}
    assert cell["items"]["contact_numbers"]["low"] == -140
    assert cell["total"]["low"] < cell["total"]["central"] < cell["total"]["high"]
    assert data["readings"]["check_points"] == "25"


def test_the_targets_of_lianhe_and_their_gaps(capsys, tmp_path):
    path = tmp_path / "lianhe.csv"
    path.write_text(LIANHE)
    items = as_json(capsys, "score", "lianhe", path)["results"][0]["items"]
    gaps = {name: round(item["gap"]["central"], 2) for name, item in items.items() if "gap" in item}
    assert gaps["crude_birth_rate"] == -0.38 and gaps["births_within_policy"] == 7.61
    assert gaps["srb"] == 26.83 and gaps["two_daughter_sterilisations"] == 22
    assert items["crude_birth_rate"]["met"] == "yes"
    assert items["crude_birth_rate_at_this_pace"]["met"] == "no"
    assert items["data_accuracy"]["met"] == "no"
    yearly = as_json(capsys, "score", "lianhe", path, "--reading", "window=yearly")
    assert "crude_birth_rate_at_this_pace" not in yearly["results"][0]["items"]


@pytest.mark.parametrize(("scheme", "figures", "met"), [
    ("publicity_plan", "publicity_plan_billboards,2", "of 20"),
    ("youth_network", "youth_network_pupils_percent,60", "of 14"),
    ("rights_based", "unmet_need_percent,10", "of 7")])
def test_a_scheme_without_points_prints_what_is_met_and_no_total(capsys, tmp_path, scheme, figures,
                                                                 met):
    path = tmp_path / "figures.csv"
    path.write_text(f"unit,period,input,value\nV01,2014,{figures}\n")
    reading = ("--reading", "points=none") if scheme == "rights_based" else ()
    data = as_json(capsys, "score", scheme, path, *reading)["results"][0]
    assert data["total"] is None and data["untagged_total"] is None and data["chapters"] == {}
    assert call("score", scheme, path, *reading) == 0
    out = capsys.readouterr().out
    assert "total" not in out and "targets met" in out and met in out
    assert call("score", scheme, path, *reading, "--out", tmp_path / "points.csv") == 0
    rows = list(csv.DictReader((tmp_path / "points.csv").read_text().splitlines()))
    assert rows and not {row["item"] for row in rows} & {"total", "untagged_total"}
    assert {row["high"] for row in rows} <= {"0.0", "1.0", "nan"}


def test_what_is_paid_and_follows_stands_with_its_ends(capsys, tmp_path):
    path = FOLDER / "qianshan" / "figures.csv"
    data = as_json(capsys, "score", "qianshan", path)["results"][0]["payouts"]
    # 67.88 is 12 whole points below 80; how many marriages and births are known is not published
    assert data["pregnancies_pay"]["yuan"] == {"central": -600, "low": -600, "high": -600}
    assert data["pregnancies_pay"]["tags"] == ["staff_pressure", "surveillance"]
    known = data["marriages_pay"]["yuan"]
    assert (known["low"], known["high"]) == (-4000, 0) and known["low"] < known["central"] < 0
    assert data["at_stake"]["follows"] == "yes" and data["removed"]["follows"] == "no"
    assert call("score", "qianshan", path) == 0
    out = capsys.readouterr().out
    assert "Money and consequences, 2024" in out and "-600 yuan" in out.replace("−", "-")
    assert "-1,500 [-4,000, 0] yuan" in out.replace("−", "-")
    assert call("score", "qianshan", path, "--out", tmp_path / "points.csv") == 0
    rows = {row["item"]: row for row in csv.DictReader(
        (tmp_path / "points.csv").read_text().splitlines())}
    assert rows["payouts.pregnancies_pay"]["value"] == "-600.0"
    assert rows["payouts.at_stake"]["high"] == "1.0"


def test_what_cannot_be_paid_for_want_of_a_figure_is_named(capsys, tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text("unit,period,input,value\nV01,2014,long_acting_timely_percent,72\n")
    data = as_json(capsys, "score", "community_ranking", path)
    assert data["payouts_not_known"]["sterilisation_pay"] == ["sterilisations"]
    assert "sterilisation_pay" not in data["results"][0]["payouts"]
    assert call("score", "community_ranking", path) == 0
    assert "Not known: sterilisation_pay, which needs sterilisations." in capsys.readouterr().out


def test_a_table_for_people(capsys, village):
    assert call("score", "thousand_point", village) == 0
    out = capsys.readouterr().out
    assert "total without tagged items" in out and "tagged: scored as documented" in out
    assert "so that a range is assumed: awareness_percent" in out


def test_labels_in_chinese(capsys, village):
    assert call("score", "thousand_point", village, "--lang", "zh") == 0
    assert "结扎任务" in capsys.readouterr().out


def test_written_whole_as_csv_or_json(capsys, village, tmp_path):
    out = tmp_path / "points.csv"
    assert call("score", "thousand_point", village, "--out", out) == 0
    rows = {row["item"]: row for row in csv.DictReader(out.read_text().splitlines())}
    assert rows["iud_task"]["value"] == "44.0" and "untagged_total" in rows
    assert call("score", "thousand_point", village, "--out", tmp_path / "points.json") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "points.csv", "points.json", "village.csv"]


@pytest.mark.parametrize(("words", "said"), [
    (["thousand_points", "{file}"], 'nearest: "thousand_point"'),
    (["thousand_point", "{folder}"], "is a folder"),
    (["thousand_point", "{folder}/none.csv"], "there is no such file"),
    (["thousand_point", "{file}", "--reading", "check_points"], "name=option"),
    (["thousand_point", "{file}", "--reading", "check_points=26"], "the options are 25, 30"),
    (["thousand_point", "{file}", "--reading", "check_point=25"], 'nearest: "check_points"'),
    (["thousand_point", "{file}", "--out", "{folder}/x.txt"], "must end in one of"),
    (["thousand_point", "{file}", "--out", "{folder}/none/x.csv"], "cannot be written"),
    (["thousand_point", "{file}", "--out", "{folder}/dir.csv"], "is a folder"),
])
def test_what_a_user_gets_wrong_is_one_line(capsys, village, words, said):
    (village.parent / "dir.csv").mkdir()
    filled = [word.format(file=village, folder=village.parent) for word in words]
    assert call("score", *filled) == 2
    captured = capsys.readouterr()
    assert said in captured.err and captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1
    assert sorted(path.name for path in village.parent.iterdir()) == ["dir.csv", "village.csv"]


def test_needed_figures_that_are_missing_are_all_named(capsys, tmp_path):
    path = tmp_path / "few.csv"
    path.write_text("unit,period,input,value\nV01,2014,fifth_births,0\n")
    assert call("score", "thousand_point", path) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert {line.split(":")[1].strip() for line in lines} == {
        "births_out_one_son_or_third_per_1000", "sixth_and_later_births",
        "births_timely_and_right_percent", "sterilisations", "iud_insertions"}


def test_a_figure_without_a_target_is_shown_as_it_is(capsys, tmp_path):
    file = tmp_path / "lianhe.csv"
    file.write_text(LIANHE, "utf-8")
    assert call("score", "lianhe", file) == 0
    assert "280.49 (no target)" in capsys.readouterr().out


def test_few_recorded_procedures_or_breaches_do_not_show(capsys):
    table = Path(TOWNSHIPS) / "jingmen_district" / "figures.csv"
    assert call("score", "jingmen_district", table) == 0
    out = capsys.readouterr().out
    assert "fee cases taken to court * " in out
    line = next(line for line in out.splitlines() if "fee cases taken to court" in line)
    assert "<5 (no target)" in line
    assert "1,600 (no target)" in out
