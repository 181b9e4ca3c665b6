"""One unit's page of a hand-out."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.planning.targets import Targets
from fpplan.report.handout.words import (
    first_facts,
    name_words,
    run_source,
    target_words,
    today_words,
    unit_label,
    usual_range,
    value_words,
    years_words,
)
from fpplan.report.numbers import ABSENT, joined, num, percent, span

__all__ = ["Page", "unit_page"]


@dataclass(frozen=True)
class Page:
    """One unit's page: its name, facts, sentences and tables."""

    unit: str
    title: str
    facts: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...]


def unit_page(found: Targets, unit: str) -> Page:
    """The page of one unit, in the language in force."""
    base = found.work.base
    ready = next(row for row in found.ready if row.unit == unit)
    facts = ((_("People"), num(base.people(unit))), *first_facts(found))
    sentences = [_("Be ready for about {number} births ({span} in 8 runs of 10).").format(
        number=num(ready.expected[-1]), span=span(ready.low[-1], ready.high[-1]))]
    fails = [str(present.label) for present, units in found.failing() if unit in units]
    if fails:
        sentences.append(_("Today's target asks for more than can be met here by serving people: "
                           "{items}.").format(items=joined(fails)))
    lucky = [str(line.subject.indicator.text) for line in found.lines
             if line.cell(unit).chance_decides]
    if lucky:
        sentences.append(_("Read over several years, not by a single one: {items}.").format(
            items=joined(lucky)))
    return Page(unit, unit_label(found, unit), facts, tuple(sentences),
                (_own_targets(found, unit), _own_births(found, unit)))


def _own_targets(found: Targets, unit: str) -> Figure:
    rows = []
    for line in found.lines:
        cell = line.cell(unit)
        now = [present for present in found.presents if present.name == line.subject.name
               and cell.present and present.key in cell.present]
        rows.append({
            "label": name_words(line), "expected": value_words(line, cell.expected, 1),
            "span": usual_range(line, cell),
            "truth": value_words(line, cell.truth, 1),
            "target": target_words(line, cell.proposed) if cell.proposed is not None
            else _("none: chance decides"),
            "now": "; ".join(_("{target} ({chance})").format(
                target=today_words(present, line, unit),
                chance=percent(cell.present[present.key])) for present in now
                if cell.present) or ABSENT,
            "years": years_words(cell.years) if cell.years and cell.chance_decides else num(1),
        })
    return Figure(
        f"own_{unit}", Text("可以定哪些目标？", "What can be aimed at?"),
        both(lambda: _("The number in the column “can be met” is reached with {share} at given "
                       "staffing.").format(share=percent(found.probability))),
        (Column("label", _("indicator")), Column("expected", _("expected"), number=True),
         Column("span", _("8 runs in 10"), number=True),
         Column("truth", _("expected in truth"), number=True),
         Column("target", _("can be met"), number=True),
         Column("now", _("today's target (chance)"), number=True),
         Column("years", _("years to pool"), number=True)),
        pl.DataFrame(rows),
        both(lambda: _("As the books would show it; beside it what is expected in truth.")),
        run_source(found))


def _own_births(found: Targets, unit: str) -> Figure:
    row = next(each for each in found.ready if each.unit == unit)
    rows = [{"label": _("{first} to {last}").format(first=first, last=last),
             "expected": num(row.expected[at]), "span": span(row.low[at], row.high[at])}
            for at, (first, last) in enumerate(found.quarters)]
    return Figure(
        f"births_{unit}", Text("每季度要为多少出生做好准备？",
                               "Births to be ready for, by quarter"),
        both(lambda: _("A forecast, not a target.")),
        (Column("label", _("quarter")), Column("expected", _("expected births"), number=True),
         Column("span", _("8 runs in 10"), number=True)),
        pl.DataFrame(rows), both(lambda: _("True births, rounded.")), run_source(found))
