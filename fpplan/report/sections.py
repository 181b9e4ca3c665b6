"""The sections of the report that come with fpplan, in the order of the page.

Every maker of `fpplan.report.figures` takes what is read of a run and gives a list of figures,
empty when the run has nothing for it. A maker's module is named for it, and is loaded when a page
is made: whoever asks what sections there are pays for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from fpplan.contract.figure import Figure, ReportSection
from fpplan.contract.text import Text

if TYPE_CHECKING:
    from fpplan.report.data import RunData

__all__ = ["LAST", "SECTIONS"]

LAST = "basis"  # what a page rests on stands behind the sections of plugins


def _by(*makers: str) -> Callable[[RunData], list[Figure]]:
    """The figures of some makers, one after the other."""
    def figures(data: RunData) -> list[Figure]:
        modules = [(import_module(f"fpplan.report.figures.{name}"), name) for name in makers]
        return [figure for module, name in modules for figure in getattr(module, name)(data)]

    return figures


SECTIONS = (
    ReportSection("expect", Text("会发生什么", "What to expect"),
                  _by("births", "ratios", "methods", "decided")),
    ReportSection("score", Text("如何计分", "How it will be scored"),
                  _by("scores", "waterfall", "targets", "untagged")),
    ReportSection("live", Text("什么随工时变动", "What answers to hours"), _by("live")),
    ReportSection("variants", Text("方案比较", "How the variants differ"), _by("differences")),
    ReportSection("chance", Text("运气", "What chance decides"), _by("chance", "spread")),
    ReportSection("books", Text("账与实", "What happens and what the books say"),
                  _by("records", "audits", "sexes")),
    ReportSection("measures", Text("措施与奖惩", "What is carried out and paid"),
                  _by("calendar", "payouts")),
    ReportSection("tagged", Text("标记项目", "Flagged items of the documents"),
                  _by("quotas", "tagged")),
    ReportSection("audit", Text("考核办法审视", "The schemes looked over"), _by("scheme_audits")),
    ReportSection(LAST, Text("依据", "What this rests on"),
                  _by("published", "start", "assumptions")),
)
