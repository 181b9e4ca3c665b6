"""The report: figures made from a run folder, and the page that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fpplan.contract.figure import ReportSection
    from fpplan.store.reader import Run

__all__ = ["build", "write_report"]


def build(run: Run, lang: str, own: Sequence[ReportSection] = ()) -> str:
    """The report of a run in one language: one self-contained HTML page. `own` are the
    sections that plugins bring."""
    from fpplan.report.page import page

    return page(run, lang, own)


def write_report(run_path: Path | str, lang: str, own: Sequence[ReportSection] = ()) -> Path:
    """Write `report.html` into the run folder and return its path.

    Reads the run folder alone; `own` are the sections that plugins bring. Raises FpplanError
    when the folder is not a finished run or the page cannot be written.
    """
    from fpplan.store.reader import Run
    from fpplan.store.writer import REPORT
    from fpplan.writing import whole_file, writing

    run = Run.open(run_path)
    text = build(run, lang, own)
    path = run.path / REPORT
    with writing(path), whole_file(path) as part:
        part.write_text(text, "utf-8")
    return path
