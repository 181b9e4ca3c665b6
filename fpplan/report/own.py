"""Sections of the report: those of plugins are checked at loading, and made without the page
falling with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from fpplan.contract.errors import Problems
from fpplan.contract.figure import Figure, ReportSection, both
from fpplan.contract.soundness import check_name, check_texts, owned
from fpplan.contract.text import Text, _
from fpplan.report.sections import SECTIONS

if TYPE_CHECKING:
    from fpplan.report.data import RunData

__all__ = ["check_sections", "made"]


def check_sections(plugin: str, sections: Iterable[ReportSection],
                   others: Mapping[str, ReportSection]) -> None:
    """Check the sections of one plugin. Raises InputError with every fault found."""
    problems = Problems(plugin)
    seen = set(others)
    for section in sections:
        if section.id in seen:
            problems.add(section.id, _("is the id of another section as well"))
        seen.add(section.id)
        check_name(section.id, section.id, problems)
        if not owned(plugin, section.id):
            problems.add(section.id, _("the id of a section starts with its plugin's id"))
        check_texts(section, section.id, problems)
    problems.raise_if_any()


def made(section: ReportSection, data: RunData) -> tuple[tuple[Figure, ...], Text | None]:
    """The figures of a section, or none and what went wrong in a sentence: a fault of one plugin
    never costs the report. One of fpplan's own sections is a mistake of ours, and raises."""
    if section in SECTIONS:
        return tuple(section.figures(data)), None
    try:
        figures = tuple(section.figures(data))
        fault = _fault(section, figures)
        if fault is not None:
            return (), fault
        for figure in figures:  # what the page will ask of them
            for column in figure.columns:
                figure.table[column.id]
    except (Exception, SystemExit) as error:  # whatever a plugin does wrong
        kind, said = type(error).__name__, str(error)
        return (), both(lambda: _("This section could not be made: {kind}: {error}").format(
            kind=kind, error=said))
    return figures, None


def _fault(section: ReportSection, figures: tuple[Figure, ...]) -> Text | None:
    names = [figure.id for figure in figures]
    for name in names:
        if not owned(section.id, name) or names.count(name) > 1:
            return both(lambda name=name: _(  # type: ignore[misc]
                "This section could not be made: the figure {name} needs an id of its own that "
                "starts with {section}").format(name=name, section=section.id))
    return None
