"""The page of a projection, made from its folder alone."""

from __future__ import annotations

from pathlib import Path

from fpplan.contract.figure import both
from fpplan.contract.text import Text, _, speaking
from fpplan.projection.folder import Folder
from fpplan.report.numbers import num
from fpplan.report.page import Section, render
from fpplan.report.projection.backtest import BACKTEST
from fpplan.report.projection.data import ProjectionData
from fpplan.report.projection.fertility import FERTILITY
from fpplan.report.projection.people import PEOPLE
from fpplan.report.projection.places import PLACES
from fpplan.report.projection.summary import answers, trend_words
from fpplan.store.writer import REPORT
from fpplan.writing import whole_file, writing

__all__ = ["page", "write_page"]

_SECTIONS = (
    ("people", Text("人口", "People"), PEOPLE),
    ("fertility", Text("生育与避孕", "Fertility and methods"), (*BACKTEST, *FERTILITY)),
    ("places", Text("各地与不确定性", "Places and uncertainty"), PLACES),
)


def write_page(path: Path | str, lang: str) -> Path:
    """Write `report.html` into the folder of a projection and return its path.

    Raises FpplanError when the folder is none, or the page cannot be written.
    """
    folder = Folder.open(path)
    text = page(folder, lang)
    target = folder.path / REPORT
    with writing(target), whole_file(target) as part:
        part.write_text(text, "utf-8")
    return target


def page(folder: Folder, lang: str) -> str:
    """The whole page in one language ("en" or "zh")."""
    with speaking(lang):
        data = ProjectionData(folder)
        sections = [
            Section(name, title, tuple(figure for make in makers for figure in make(data)))
            for name, title, makers in _SECTIONS
        ]
        kept = [section for section in sections if section.figures]
        return render(lang, _("{place}: a projection").format(place=data.meta.title), data,
                      _facts(data), answers(data), kept)


def _facts(data: ProjectionData) -> list[tuple[str, str]]:
    meta = data.meta
    mode = both(lambda: _("accounting: fertility was given") if data.accounting
                else _("simulated: births follow from women's lives"))
    return [
        (_("Mode"), str(mode)),
        (_("Trend"), trend_words(data)),
        (_("From"), data.moments[0]),
        (_("To"), data.moments[-1]),
        (_("Runs"), _("{draws} ({sets} parameter sets × {repeats})").format(
            draws=num(meta.draws), sets=num(meta.sets), repeats=meta.repeats)
         if meta.uncertainty == "both" else _("{draws}, parameters at their central values").format(
             draws=num(meta.draws))),
        (_("Seed"), str(meta.seed)),
    ]
