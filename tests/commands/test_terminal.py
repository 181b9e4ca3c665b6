"""Tables of any number of units: numbers stay whole, and labels command nothing."""

import io
import re
from pathlib import Path

import pytest
from rich.table import Table

from fpplan.commands import printing
from fpplan.commands.terminal import Printer
from fpplan.plugins import load_plugins
from fpplan.scheme.evaluate import score
from fpplan.scheme.figures_file import read_figures

VILLAGE = Path(__file__).parents[2] / "scenarios" / "figures" / "village.csv"
NUMBER = re.compile(r"\d[\d,]*\.\d\d")


def printed(table, width):
    out = io.StringIO()
    Printer(file=out, width=width).print(table)
    return out.getvalue()


@pytest.mark.parametrize("villages", [8, 20, 60])
@pytest.mark.parametrize("width", [80, 140])
def test_no_number_is_cut_however_many_villages(villages, width):
    numbers = [[f"{1000 + 7 * row + village:,}.{village:02}" for village in range(villages)]
               for row in range(5)]
    table = Table("item", *(f"V{village:02}" for village in range(villages)), title="2014")
    for row, cells in enumerate(numbers):
        table.add_row(f"an item with quite a long name, number {row}", *cells)
    text = printed(table, width)
    assert "…" not in text and max(map(len, text.splitlines())) <= width
    assert sorted(NUMBER.findall(text)) == sorted(cell for cells in numbers for cell in cells)
    for village in range(villages):
        assert text.count(f"V{village:02}") == 1


def test_a_table_that_fits_is_left_as_it_is():
    table = Table("item", "V01", "V02")
    table.add_row("checks", "12", "13")
    assert printed(table, 80).count("item") == 1


def test_points_of_twenty_villages_at_eighty_columns(tmp_path, monkeypatch):
    scheme = load_plugins().schemes["thousand_point"].under()
    head, *rows = (VILLAGE).read_text("utf-8").splitlines()
    lines = [head, *(row.replace("V01", f"V{village:02}", 1)
                     for village in range(1, 21) for row in rows if row.startswith("V01"))]
    (tmp_path / "f.csv").write_text("\n".join(lines), "utf-8")
    figures = read_figures(tmp_path / "f.csv", [scheme])
    out = io.StringIO()
    monkeypatch.setattr(printing, "console", lambda: Printer(file=out, width=80))
    points = score(figures, scheme)
    printing.print_points(points, figures)
    text = out.getvalue()
    table = text[:text.rindex("└")]
    assert "…" not in table
    total = printing._range(points.total, 19, 0).split(" ")[0]
    assert table.count(total) >= 20  # all villages have the same


def test_a_label_is_no_markup_and_sends_no_control_character():
    table = Table("item", "[/nothing] x")
    table.add_row("a\x1b[2Jb [bold]", "1")
    text = printed(table, 80)
    assert "\x1b" not in text and "\\x1b[2J" in text and "[/nothing]" in text and "[bold]" in text
