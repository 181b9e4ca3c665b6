"""The workload as one HTML page that needs nothing else, in the look of the report."""

from __future__ import annotations

from types import SimpleNamespace

from fpplan import __version__
from fpplan.contract.figure import Figure
from fpplan.contract.text import Text, _, speaking
from fpplan.report.answers import Answer, Line
from fpplan.report.numbers import num
from fpplan.report.page import Section, render
from fpplan.report.workload.figures import (
    effect_table,
    gains_by_score,
    gains_table,
    hours_by_month,
    hours_by_unit,
    reached,
    undone_table,
)
from fpplan.scenario.resolve import BASE
from fpplan.workload.summary import Summary

__all__ = ["page"]

HOURS = Text("工时", "Hours")
GAINS = Text("多一小时", "One more hour")
EFFECTS = Text("效果依据", "Where effects come from")


def page(found: Summary, lang: str) -> str:
    """The page of one plan in one language ("en" or "zh")."""
    with speaking(lang):
        parts: list[tuple[str, Text, list[Figure]]] = [
            ("hours", HOURS, [hours_by_unit(found), hours_by_month(found), reached(found),
                              undone_table(found)]),
            ("gains", GAINS, [*gains_by_score(found), *gains_table(found)]),
            ("effects", EFFECTS, effect_table(found))]
        sections = [Section(name, title, tuple(figures)) for name, title, figures in parts
                    if figures]
        title = _("{place}: hours, what goes undone, and what one more hour brings").format(
            place=found.resolved.title)
        return render(lang, title, _about(found), _facts(found), _answers(found, sections),
                      sections)


def _about(found: Summary) -> SimpleNamespace:
    plan = found.resolved
    label = plan.label or Text("现状", "as now") if plan.variant == BASE else (
        plan.label or Text(plan.variant, plan.variant))
    units = plan.base.units
    return SimpleNamespace(
        meta=SimpleNamespace(title=plan.title, version=__version__, plugins={},
                             hashes={plan.variant: plan.hash}),
        variants=[SimpleNamespace(label=label, why=plan.why or "", changes=())],
        assumed_split=any(units[leaf].assumed for leaf in plan.leaves))


def _facts(found: Summary) -> list[tuple[str, str]]:
    plan = found.resolved
    facts = [(_("Decision month"), plan.base.decision_month),
             (_("Months"), num(plan.base.horizon)),
             (_("Scored items"), num(plan.scored_items))]
    if found.gains is not None:
        facts += [(_("Runs"), num(found.gains.draws)), (_("Seed"), str(found.gains.seed))]
    return facts


def _answers(found: Summary, sections: list[Section]) -> list[Answer]:
    """The reading of each figure, gathered at the top."""
    questions = {"hours": _("Do the hours suffice?"), "gains": _("Where would one more hour help?"),
                 "effects": _("What do effects rest on?")}
    said = []
    for section in sections:
        lines = tuple(Line(str(figure.reading)) for figure in section.figures)
        said.append(Answer(questions[section.id], lines, section.id))
    return said
