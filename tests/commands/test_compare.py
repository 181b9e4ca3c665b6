"""`fpplan compare`: means by variant and their paired differences, of a run of random arrays."""

from __future__ import annotations

import json

import numpy as np
import pytest
from small_run import Source, write

from fpplan.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("runs") / "run", 40)


def compared(folder, capsys, *words: str) -> dict:
    assert main(["compare", str(folder), "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_topmost_unit_in_the_last_year_and_what_is_true_unless_asked_otherwise(folder, capsys):
    found = compared(folder, capsys)
    assert (found["unit"], found["period"], found["view"]) == ("town", "2015-08", "true")
    found = compared(folder, capsys, "--unit", "V2", "--period", "2014-08", "--view", "reported")
    assert (found["unit"], found["period"], found["view"]) == ("V2", "2014-08", "reported")


@pytest.mark.parametrize("view", ["true", "reported"])
def test_differences_are_paired_draw_by_draw(folder, capsys, view):
    """A draw in which one side is null says nothing of the difference."""
    found = compared(folder, capsys, "--unit", "V1", "--view", view)
    row = next(row for row in found["rows"] if row["name"] == "srb")
    values = {name: array[2, 0, :, 1, 1, 1] + (view == "true")
              for name, array in Source().values.items()}
    gaps = values["audits"] - values["base"]
    assert np.isnan(gaps).sum() > max(np.isnan(each).sum() for each in values.values())
    for key, numbers in {**values, "audits_difference": gaps}.items():
        low, high = np.nanquantile(numbers, [0.05, 0.95])
        assert row[key] == pytest.approx(
            {"mean": np.nanmean(numbers), "q05": low, "q95": high}, abs=1e-9)
    assert set(row) == {"scheme", "name", "period", "base", "audits", "audits_difference"}


def test_schemes_show_by_their_totals_and_in_the_books_alone(folder, capsys):
    def names(view):
        return [(row["scheme"], row["name"])
                for row in compared(folder, capsys, "--view", view)["rows"]]
    assert names("reported") == [("points", "total"), ("", "srb"), ("", "rate")]
    assert names("true") == [("", "srb"), ("", "rate")]


def test_people_read_labels_and_signed_differences(folder, capsys):
    mean = next(row for row in compared(folder, capsys)["rows"]
                if row["name"] == "rate")["audits_difference"]["mean"]
    assert main(["compare", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "town, year from 2015-08" in said and "now" in said and f"{mean:+.2f} (" in said
    assert main(["compare", str(folder), "--view", "reported", "--lang", "zh"]) == 0
    assert "points（中文）: total（中文）" in capsys.readouterr().out


def test_what_is_known_in_no_draw_has_no_number(tmp_path, capsys):
    class Empty(Source):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            self.values["audits"][:] = np.nan

    import small_run

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(small_run, "Source", Empty)
        empty = write(tmp_path / "run", 4, draws=4)
    row = compared(empty, capsys)["rows"][0]
    nothing = {"mean": None, "q05": None, "q95": None}
    assert row["audits"] == row["audits_difference"] == nothing and row["base"] != nothing
    assert main(["compare", str(empty)]) == 0
    assert "– (– … –)" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "said"), [
    (["--unit", "twon"], 'nearest: "town"'),
    (["--period", "2031"], "must be one of"),
    (["--view", "repotred"], 'nearest: "reported"'),
])
def test_compare_refuses_unknown_names(folder, words, said, capsys):
    assert main(["compare", str(folder), *words]) == 2
    assert said in capsys.readouterr().err

def test_it_needs_a_finished_run(tmp_path, capsys):
    assert main(["compare", str(tmp_path / "nothing")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
