"""The report as one HTML page that needs nothing else: no network, no other file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from fpplan.contract.figure import Column, Figure, ReportSection
from fpplan.contract.text import Text, _, speaking
from fpplan.report.answers import Answer, answers
from fpplan.report.data import RunData
from fpplan.report.figures.common import capital, year_label, year_months
from fpplan.report.numbers import ABSENT, num
from fpplan.report.own import made
from fpplan.report.script import harmless_cell, script_json
from fpplan.report.sections import LAST, SECTIONS
from fpplan.report.weak import TITLE, WEAK, Weak
from fpplan.store.reader import Run

__all__ = ["Section", "page", "render"]

LONG = 20  # rows; a table without a plot that has more is folded away


@dataclass(frozen=True)
class Section:
    """A part of the page: its figures under one title."""

    id: str
    title: Text
    figures: tuple[Figure, ...]
    fault: Text | None = None


def page(run: Run, lang: str, brought: Sequence[ReportSection] = SECTIONS) -> str:
    """The whole page of a run in one language ("en" or "zh"): the sections that are `brought`, what
    it rests on behind them."""
    with speaking(lang):
        data = RunData(run)
        made_ones = [Section(each.id, each.title, *made(each, data))
                     for each in sorted(brought, key=lambda each: each.id == LAST)]
        sections = [section for section in made_ones if section.figures or section.fault]
        return render(lang, _title(data), data, _facts(data), answers(data), sections)


def render(lang: str, title: str, data: Any, facts: list[tuple[str, str]],
           said: Sequence[Answer], sections: Sequence[Section],
           weak: Sequence[Weak] = WEAK) -> str:
    """The page of some answers and sections, in the language in force, with what the model cannot
    tell behind them (`weak`, none for a page that rests on no simulation).

    `data` says what the page is about: `meta` (title, version, plugins, hashes), `variants`
    (label, why, changes) and `assumed_split`.
    """
    known = {section.id for section in sections}
    found: str = _template().render(
        lang="zh-CN" if lang == "zh" else "en",
        _=_,
        title=title,
        data=data,
        facts=facts,
        answers=[
            (answer, answer.section if answer.section in known else None) for answer in said
        ],
        sections=sections,
        weak=weak,
        weak_title=TITLE,
        css=_package_text("page.css"),
        plotly=_plotly(),
        specs=script_json(
            {
                figure.id: figure.spec
                for section in sections
                for figure in section.figures
                if figure.spec is not None
            }
        ),
        cells=_cells,
        long=LONG,
    )
    return found


def _title(data: RunData) -> str:
    return _("{place}: what to expect, and how it would be scored").format(place=data.meta.title)


def _facts(data: RunData) -> list[tuple[str, str]]:
    meta = data.meta
    facts = [(_("Decision month"), meta.decision_month)]
    facts += [(capital(year_label(data, year)), year_months(data, year)) for year in data.years]
    over = meta.horizon % 12
    if over:
        facts.append((_("Months that no whole year counts"), num(over)))
    facts += [
        (_("Runs"), _("{draws} ({sets} parameter sets × {repeats})").format(
            draws=num(meta.draws), sets=num(meta.sets), repeats=meta.repeats)),
        (_("Seed"), str(meta.seed)),
        (_("Document"), meta.document or ABSENT),
    ]  # fmt: skip
    return facts


def _cells(figure: Figure) -> list[list[tuple[str, bool]]]:
    """The table of a figure as text, each cell with whether it stands on the right."""
    return [
        [(_cell(row[column.id], column), column.right) for column in figure.columns]
        for row in figure.table.iter_rows(named=True)
    ]


def _cell(value: Any, column: Column) -> str:
    if column.decimals is not None:
        return num(value, column.decimals)
    return "" if value is None else str(value)


@cache
def _plotly() -> str:
    return files("plotly").joinpath("package_data", "plotly.min.js").read_text("utf-8")


def _package_text(name: str) -> str:
    return files("fpplan.report").joinpath(name).read_text("utf-8")


@cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                              lstrip_blocks=True, finalize=harmless_cell)  # fmt: skip
    return environment.from_string(_package_text("page.html.j2"))
