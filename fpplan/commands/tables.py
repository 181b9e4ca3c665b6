"""`fpplan tables`: a finished run's figures for people with a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fpplan.commands import AsJson, Lang, print_json
from fpplan.contract.errors import InputError
from fpplan.contract.text import _, later

if TYPE_CHECKING:
    import polars as pl

    from fpplan.contract.figure import Figure

__all__ = ["command"]

FORMATS = ("xlsx", "csv", "parquet")
MARK = "tables.json"  # says that the folder is ours
FOREIGN = later("{path}: holds files that are not tables of fpplan; give a new or empty folder")


def command(
    run: Annotated[Path, typer.Argument(metavar="FOLDER", help=_("The folder of a run."))],
    out: Annotated[Path, typer.Option("--out", metavar="FILE.xlsx|FOLDER", help=_(
        "Where to write it."))],
    format: Annotated[str | None, typer.Option("--format", metavar="xlsx|csv|parquet", help=_(
        "What to write; .xlsx is a workbook, a folder CSV."))] = None,
    json: AsJson = False,
    lang: Lang = None,
) -> None:
    from fpplan.report.data import RunData
    from fpplan.report.tables import tables
    from fpplan.store.reader import Run

    chosen = _format(format, out)
    data = RunData(Run.open(run))
    found = tables(data)
    if chosen == "xlsx":
        written = [_workbook(str(data.meta.title), found, out)]
    else:
        written = _folder(found, out, chosen, data.meta.scenario)
    if json:
        print_json({"format": chosen, "written": [str(path) for path in written],
                    "tables": {figure.id: len(figure.table) for figure in found}})
        return
    for path in written:
        print(_("Written: {path}").format(path=path))


def _format(asked: str | None, out: Path) -> str:
    """What to write. Raises InputError for an unknown format and a name that belongs to another."""
    from fpplan.contract.errors import nearest

    book = out.suffix.lower() == ".xlsx"
    chosen = asked or ("xlsx" if book else "csv")
    if chosen not in FORMATS:
        raise InputError.one("", "--format", _("must be one of {names}").format(
            names=", ".join(FORMATS)), chosen, nearest(chosen, FORMATS))
    if chosen == "xlsx" and not book:
        raise InputError.one(out, "--out", _("a workbook's name ends in .xlsx"))
    if chosen != "xlsx" and book:
        raise InputError.one(out, "--out", _("CSV and Parquet go into a folder"))
    if book and out.is_dir():
        raise InputError.one(out, "--out", _("is a folder; a file is needed"))
    return chosen


def _workbook(title: str, found: list[Figure], out: Path) -> Path:
    from fpplan.report.tables import sheet_names
    from fpplan.report.workbook import as_workbook
    from fpplan.writing import whole_file, writing

    names = sheet_names()
    book = as_workbook(title, [(names[figure.id], figure) for figure in found])
    with writing(out), whole_file(out) as part:
        part.write_bytes(book)
    return out


def _folder(found: list[Figure], out: Path, kind: str, scenario: str) -> list[Path]:
    """A file a table: CSV with the headings of the language in force, as spreadsheets read them;
    Parquet with the names of columns and ids, for programs."""
    import io

    from fpplan.finite import json_text
    from fpplan.report.tables import QUESTIONS
    from fpplan.store.whole import Kind, Whole, json_has, write_files

    files: dict[str, bytes | str] = {}
    for figure in found:
        buffer = io.BytesIO()
        if kind == "parquet":
            figure.table.write_parquet(buffer)
        else:
            shown = figure.table.select(
                _words(figure.table[column.id]) if column.decimals is None
                else figure.table[column.id] for column in figure.columns)
            buffer.write(_heading(figure))
            shown.write_csv(buffer, include_header=False)
        files[f"{figure.id}.{kind}"] = buffer.getvalue()
    files[MARK] = json_text({"tables": sorted(files), "scenario": scenario}, indent=2)
    every = tuple(f"{name}.{each}" for name in QUESTIONS for each in FORMATS[1:])
    with Whole(out, Kind((*every, MARK), MARK, json_has("tables", "scenario"), FOREIGN)
               ).held() as folder:
        write_files(folder, files)
    return [out / name for name in files if name != MARK]


def _words(cells: pl.Series) -> pl.Series:
    """Words that a spreadsheet must not work out: what begins like a formula gets a blank."""
    return cells.str.replace(r"^([=+\-@\t])", " $1")


def _heading(figure: Figure) -> bytes:
    """The first line of a CSV; the mark before it tells a spreadsheet that it is UTF-8."""
    import csv
    import io

    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(column.label for column in figure.columns)
    return line.getvalue().encode("utf-8-sig")
