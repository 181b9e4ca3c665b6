"""`fpplan compare FOLDER --schemes`: one run under several schemes, who gains and who loses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from scipy.stats import spearmanr

from fpplan.cli import main
from fpplan.commands.compare_schemes import ranks, spearman
from fpplan.store import Run

# What the module's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("compare_schemes")

ROOT = Path(__file__).parents[2]
SCHEMES = ("thousand_point", "even", "use")
WRITTEN = 'schemes = ["thousand_point", "lianhe"]'


USE = '''
from fpplan.api import Chapter, Clause, Input, Item, Proportional, Scheme, Text, hookimpl


@hookimpl
def fpplan_schemes():
    words = Text("现代避孕方法使用率", "modern method use")
    item = Item("use", words, Clause("made up", "use", words),
                Proportional("mcpr_percent", 50, 100, whole=False))
    return [Scheme("use", words, "made up", (Chapter("all", words, (item,)),),
                   (Input("mcpr_percent", words, "percent"),), base=50)]
'''
EVEN = '''
from fpplan.api import (Calendar, Chapter, Clause, Input, Item, PerEvent, Scheme, Text, hookimpl)


@hookimpl
def fpplan_schemes():
    words = Text("缺勤", "absences")
    item = Item("absences", words, Clause("made up", "absences", words),
                PerEvent("even_absences", -1, base=10))
    return [Scheme("even", words, "made up", (Chapter("all", words, (item,)),),
                   (Input("even_absences", words, "count", default="none_recorded",
                          about="staff"),), calendar=Calendar(starts=10), base=10)]
'''


def run(folder: Path, schemes: tuple[str, ...], more: str = "", variants: str = "") -> Path:
    """A short run of Lianhe under these schemes and its own targets. What "even" reads is nowhere
    recorded, so that it tells no village from another; its year starts in October."""
    text = (ROOT / "scenarios" / "lianhe.toml").read_text("utf-8")
    assert WRITTEN in text
    text = text.replace(WRITTEN, f"schemes = {json.dumps([*schemes, 'lianhe'])}{more}") + variants
    file = folder / "lianhe.toml"
    file.write_text(text, "utf-8")
    plugins = folder / "plugins"
    shutil.copytree(ROOT / "plugins" / "fpplan_townships", plugins,
                    ignore=shutil.ignore_patterns("__pycache__"))
    for name, code in (("use", USE), ("even", EVEN)):
        (plugins / name).mkdir()
        (plugins / name / "__init__.py").write_text(code, "utf-8")
    assert main(["--plugins-dir", str(plugins), "run", str(file),
                 "--draws", "4", "--out", str(folder / "run"), "--no-report", "--json"]) == 0
    return folder / "run"


@pytest.fixture(scope="module")
def three(tmp_path_factory) -> Path:
    return run(tmp_path_factory.mktemp("three"), SCHEMES)


def compared(folder: Path, capsys, *words: str) -> dict:
    capsys.readouterr()
    assert main(["compare", str(folder), "--schemes", "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_points_are_the_means_of_the_run(three, capsys):
    found = compared(three, capsys)
    assert [scheme["id"] for scheme in found["schemes"]] == list(SCHEMES)
    assert (found["view"], found["variant"], found["draws"]) == ("reported", "base", 4)
    assert [row["unit"] for row in found["units"]] == [f"V{n:02d}" for n in range(1, 14)]
    points = Run.open(three).table("points").with_columns(pl.col(pl.Enum).cast(pl.String)).filter(
        variant="base", unit="V05", view="reported", scheme="thousand_point", period="2015-08")
    cell = found["units"][4]["schemes"]["thousand_point"]
    for item in ("total", "untagged_total"):
        mean = points.filter(item=item).select(pl.col("value").mean()).collect().item()
        assert cell[item]["points"] == pytest.approx(mean, abs=1e-8)
    assert cell["total"]["range"][0] <= cell["total"]["points"] <= cell["total"]["range"][1]


def test_places_and_correlations_follow_from_the_points(three, capsys):
    found = compared(three, capsys)
    assert len(found["pairs"]) == 3
    for pair in found["pairs"]:
        for kind in ("total", "untagged_total"):
            sides = [[row["schemes"][name][kind] for row in found["units"]]
                     for name in pair["schemes"]]
            one, other = ([cell["points"] for cell in side] for side in sides)
            if min(len({*one}), len({*other})) < 2:
                assert pair[kind]["spearman"] is None
                assert pair[kind]["gain_most"] == pair[kind]["lose_most"] == []
                continue
            assert pair[kind]["spearman"] == pytest.approx(spearmanr(one, other).statistic)
            gained = {row["unit"]: before["rank"] - after["rank"]
                      for row, before, after in zip(found["units"], *sides, strict=True)}
            assert pair[kind]["places_gained"] == gained
            assert sum(gained.values()) == 0  # places are shared out, none is made
            assert all(gained[unit] == max(gained.values()) for unit in pair[kind]["gain_most"])
    told = {tuple(pair["schemes"]) for pair in found["pairs"] if pair["total"]["gain_most"]}
    assert told == {("thousand_point", "use")}


def test_each_scheme_has_the_year_of_its_own_that_shares_most_months(three, capsys):
    years = {scheme["id"]: scheme["period"]
             for scheme in compared(three, capsys, "--period", "2014-08")["schemes"]}
    assert years == {"thousand_point": "2014-08", "even": "2014-10",
                     "use": "2014-08"}


def test_the_true_view_is_another(three, capsys):
    books, truth = (compared(three, capsys, "--view", view) for view in ("reported", "true"))
    assert truth["view"] == "true" and truth["units"] != books["units"]


def test_any_variant_can_be_ranked(three, capsys):
    base, audits = (compared(three, capsys, "--variant", name) for name in ("base", "audits"))
    assert (base["variant"], audits["variant"]) == ("base", "audits")
    assert base == compared(three, capsys) and audits["units"] != base["units"]
    points = Run.open(three).table("points").with_columns(pl.col(pl.Enum).cast(pl.String)).filter(
        variant="audits", unit="V05", view="reported", scheme="thousand_point", period="2015-08",
        item="total")
    assert audits["units"][4]["schemes"]["thousand_point"]["total"]["points"] == pytest.approx(
        points.select(pl.col("value").mean()).collect().item(), abs=1e-8)
    assert main(["compare", str(three), "--schemes", "--variant", "audit"]) == 2
    assert 'nearest: "audits"' in capsys.readouterr().err
    assert main(["compare", str(three), "--variant", "audits"]) == 2
    assert "goes with --schemes" in capsys.readouterr().err


def test_an_indicator_and_a_chapter_of_the_same_id_keep_their_own_labels(three, capsys):
    found = Run.open(three)
    clash = {row.id for row in found.names.items if row.role == "chapter"} & {
        row.id for row in found.names.indicators}
    assert "births" in clash  # a chapter of Lianhe's targets, and the number of births
    assert main(["compare", str(three)]) == 0
    said = capsys.readouterr().out
    label = next(str(row.label) for row in found.names.indicators if row.id == "births")
    assert any(line.split("│")[1].strip() == label for line in said.splitlines() if "│" in line)


def test_people_read_a_table(three, capsys):
    assert main(["compare", str(three), "--schemes"]) == 0
    said = capsys.readouterr().out
    for words in ("Village 13", "place 1", "rank correlation", "without tagged items", "2014-10",
                  "start in different months", "rest on figures that are not given",
                  "tells no unit from another"):
        assert words in said
    assert main(["compare", str(three), "--schemes", "--lang", "zh"]) == 0
    assert "第十三村" in capsys.readouterr().out


def test_one_scheme_with_points_is_not_enough(tmp_path, capsys):
    folder = run(tmp_path, ("thousand_point",))
    capsys.readouterr()
    assert main(["compare", str(folder), "--schemes"]) == 2
    fault = capsys.readouterr().err
    assert "needs two schemes" in fault and "thousand_point" in fault
    assert len(fault.strip().splitlines()) == 1


def test_a_unit_does_not_go_with_schemes(three, capsys):
    assert main(["compare", str(three), "--schemes", "--unit", "V01"]) == 2
    assert "does not go with --schemes" in capsys.readouterr().err


def test_equal_points_share_the_mean_of_their_places():
    assert ranks([5.0, 9.0, 5.0, None, 1.0]) == [2.5, 1.0, 2.5, None, 4.0]
    assert ranks([3.0, 3.0, 3.0]) == [2.0, 2.0, 2.0]


def test_a_correlation_needs_differences():
    assert spearman([1.0, 2.0, 3.0], [10.0, 20.0, 90.0]) == pytest.approx(1.0)
    assert spearman([1.0, 2.0, None], [2.0, 1.0, 7.0]) == pytest.approx(-1.0)
    assert spearman([1.0, 1.0], [1.0, 2.0]) is None
    assert spearman([None], [1.0]) is None


OTHER = """
[variant.other]
why = { zh = "换办法", en = "another scheme" }
set = { schemes = ["use"] }
"""


def test_compared_schemes_cost_nothing_and_a_variant_may_live_under_one(tmp_path, capsys):
    """One run with schemes to compare gives the same lives and points as one without them."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    alone = Run.open(run(one, ("thousand_point",)))
    beside = Run.open(run(two, ("thousand_point",), '\ncompare_schemes = ["even", "use"]', OTHER))
    for table in ("points", "indicators"):
        frames = [each.collect(each.table(table).filter(
            pl.col("variant").cast(pl.String) == "base")).with_columns(
                pl.col(pl.Enum).cast(pl.String)) for each in (alone, beside)]
        both = frames[0].join(frames[1], on=[
            c for c in frames[0].columns if c not in ("value", "low", "high", "numerator",
                                                      "denominator")], how="left", suffix="_beside")
        assert len(both) == len(frames[0]) and both["value"].equals(
            both["value_beside"], check_names=False)
    capsys.readouterr()
    assert main(["compare", str(beside.path), "--schemes", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {s["id"]: s["lived_under"] for s in found["schemes"]} == {
        "thousand_point": True, "use": False, "even": False}
    assert main(["compare", str(beside.path), "--schemes", "--variant", "other"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Thousand-point village scheme is only compared, not lived under, in: other." in said
    assert "modern method use is only compared, not lived under, in: as now" not in said
    assert main(["compare", str(beside.path), "--unit", "V01"]) == 0
    assert "modern method use is only compared, not lived under, in: as now" in " ".join(
        capsys.readouterr().out.split())
    names = {row.id: row for row in beside.names.schemes}
    assert names["use"].lived_by == ("other",) and names["even"].compared
    assert not names["thousand_point"].lives_in("other")
    changes = {row.id: row.changes for row in beside.names.variants}
    assert changes["other"] == ('schemes = ["use"]',) or changes["other"][0].startswith("schemes")
