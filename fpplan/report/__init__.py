"""The report: figures made from a run folder, and the page that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fpplan.report.sections import SECTIONS

if TYPE_CHECKING:
    from fpplan.contract.figure import ReportSection
    from fpplan.store.reader import Run

__all__ = ["build", "write_report"]


def build(run: Run, lang: str, sections: Sequence[ReportSection] = SECTIONS) -> str:
    """The report of a run in one language: one self-contained HTML page. `sections` are those
    that are loaded; fpplan's own where nobody else's are."""
    from fpplan.report.page import page

    return page(run, lang, sections)


def write_report(run_path: Path | str, lang: str,
                 sections: Sequence[ReportSection] = SECTIONS) -> Path:
    """Write `report.html` into the run folder and return its path.

    Reads the run folder alone; `sections` as for `build`. Raises FpplanError
    when the folder is not a finished run or the page cannot be written.
    """
    from fpplan.store.reader import Run
    from fpplan.store.writer import REPORT
    from fpplan.writing import whole_file, writing

    run = Run.open(run_path)
    text = build(run, lang, sections)
    path = run.path / REPORT
    with writing(path), whole_file(path) as part:
        part.write_text(text, "utf-8")
    return path
