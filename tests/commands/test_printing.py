"""What the commands of schemes print, and how a file is written."""

from __future__ import annotations

import io
import os
from dataclasses import replace

import pytest
from small_scheme import changed, figures, item, small

from fpplan.api import Threshold
from fpplan.commands import printing
from fpplan.commands.printing import (
    console,
    parse_readings,
    print_points,
    print_scheme,
    write_whole,
)
from fpplan.commands.terminal import Printer
from fpplan.contract.errors import InputError
from fpplan.scheme.evaluate import score


@pytest.fixture
def out(monkeypatch):
    found = io.StringIO()
    monkeypatch.setattr(printing, "console", lambda: Printer(file=found, width=140))
    return found


def line_of(out: io.StringIO, word: str) -> list[str]:
    """The cells of the one line of a table that begins with a word."""
    (line,) = [line for line in out.getvalue().splitlines()
               if line.strip("│┃ ").startswith(word)]
    return [cell.strip() for cell in line.replace("┃", "│").strip("│").split("│")]


def test_readings_are_chosen_by_name():
    assert parse_readings(None) == {} == parse_readings([])
    assert parse_readings(["a=b", "c=d=e"]) == {"a": "b", "c": "d=e"}
    with pytest.raises(InputError) as caught:
        parse_readings(["a", "=b", "c=", "d=1", "d=2"])
    said = [str(problem) for problem in caught.value.problems]
    assert len(said) == 4 and "--reading: d: this reading is chosen twice" in said
    assert sum("a reading is chosen as name=option" in line for line in said) == 3


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "points.csv"
    write_whole(path, "one\n")
    write_whole(path, "甲\r\n")
    assert path.read_bytes() == "甲\r\n".encode()  # line ends as they were given

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(InputError, match=r"cannot be written \(No space left"):
        write_whole(path, "three")
    assert [one.name for one in tmp_path.iterdir()] == ["points.csv"]
    assert path.read_text("utf-8") == "甲\n"


@pytest.mark.parametrize(("place", "words"), [
    (".", "is a folder; a file is needed"), ("nowhere/x.csv", "cannot be written")])
def test_where_no_file_can_be_is_one_line(tmp_path, place, words):
    with pytest.raises(InputError) as caught:
        write_whole(tmp_path / place, "x")
    assert words in str(caught.value) and "--out" in str(caught.value)


def test_a_table_that_nobody_looks_at_has_room(capsys):
    assert console().width == 140 and not console().is_terminal


def test_points_stand_by_chapter_item_and_unit(out):
    given = figures(2, sterilisations=[10, 5])
    print_points(score(given, small().under()), given)
    # by the clauses: 40 for ten of ten procedures, 20 for five, and none for a birth rate met
    assert line_of(out, "sterilisations") == ["sterilisations *", "40", "20"]
    assert line_of(out, "visits")[1:] == ["40", "40"]
    service, quota, total = (line_of(out, word) for word in ("service", "quota", "total  "))
    assert service[0] == "service" and quota[1] != quota[2]
    assert float(total[1]) - float(total[2]) == 20
    free = line_of(out, "total without tagged items")
    assert free[1] == free[2]
    said = out.getvalue()
    assert "* tagged: scored as documented, never planned for." in said
    assert "Readings: steps=whole." in said and "so that a range is assumed" not in said


def test_a_figure_that_is_not_given_shows_as_a_range(out):
    given = figures(small_visits=None)
    points = score(given, small().under())
    print_points(points, given)
    value, ends = line_of(out, "visits")[1].split(" ", 1)
    low, high = (float(end) for end in ends.strip("[]").split(", "))
    assert low < float(value) < high
    assert "so that a range is assumed: small_visits" in out.getvalue()


def targets(*items):
    """The small scheme as targets alone: it gives no points."""
    scheme = small()
    chapter = replace(scheme.chapters[0], points=None, cap=None, floor=None, items=items)
    return replace(scheme, base=None, chapters=(chapter,), payouts=(), peers=(), readings=())


def test_targets_are_met_or_missed_by_so_much(out):
    scheme = targets(item("births", Threshold("crude_birth_rate", 15, "most")),
                     item("quality", Threshold("small_quality", 70, "least"))).under()
    given = figures(3, crude_birth_rate=[15, 16.5, float("nan")], quality=[70, 60, 90])
    print_points(score(given, scheme), given)
    births, quality = line_of(out, "births"), line_of(out, "quality")
    assert births[1].startswith("met, gap 0") and births[2].startswith("missed, gap 1.5")
    assert births[3] == "nothing to count"
    assert quality[1].startswith("met") and quality[2].startswith("missed, gap 10")
    assert "total" not in out.getvalue()


def test_a_scheme_is_shown_with_what_it_asks_for(out):
    print_scheme(small().under())
    said = out.getvalue()
    assert "small scheme (small; a document)" in said
    assert line_of(out, "small_visits ")[3] == "from 0 to 10"
    assert line_of(out, "small_complaints")[3] == "none recorded (0)"
    assert line_of(out, "small_quality")[3] == "needed"
    assert line_of(out, "visits")[3] == "40" and line_of(out, "complaints")[3] == ""  # full points
    assert "now whole: whole: whole; fraction: fraction" in said
    assert line_of(out, "talk")[1] == "secretary"
    assert "admonishing" not in line_of(out, "visit_pay")[2]


def test_only_inputs_that_are_read_are_asked_for(out):
    scheme = changed("visits", rule=Threshold("small_quality", 1, "least"))
    print_scheme(scheme.under())
    assert "small_visits_due" not in out.getvalue()
    assert "small_visits " in out.getvalue()  # a payout reads it
