"""The figures of the report, one question each.

Every function takes the run's data and gives a list of figures, empty when the run has
nothing for it. `SECTIONS` is the order of the page.
"""

from __future__ import annotations

from collections.abc import Callable

from fpplan.contract.figure import Figure
from fpplan.contract.text import Text
from fpplan.report.data import RunData
from fpplan.report.figures.assumptions import assumptions
from fpplan.report.figures.audits import audits
from fpplan.report.figures.births import births
from fpplan.report.figures.calendar import calendar
from fpplan.report.figures.chance import chance
from fpplan.report.figures.decided import decided
from fpplan.report.figures.differences import differences
from fpplan.report.figures.methods import methods
from fpplan.report.figures.payouts import payouts
from fpplan.report.figures.published import published
from fpplan.report.figures.quotas import quotas
from fpplan.report.figures.ratios import ratios
from fpplan.report.figures.records import records
from fpplan.report.figures.scheme_audits import scheme_audits
from fpplan.report.figures.scores import scores
from fpplan.report.figures.sexes import sexes
from fpplan.report.figures.spread import spread
from fpplan.report.figures.start import start
from fpplan.report.figures.tagged import tagged
from fpplan.report.figures.targets import targets
from fpplan.report.figures.untagged import untagged
from fpplan.report.figures.waterfall import waterfall

__all__ = ["SECTIONS", "Maker"]

Maker = Callable[[RunData], list[Figure]]

SECTIONS: tuple[tuple[str, Text, tuple[Maker, ...]], ...] = (
    ("expect", Text("会发生什么", "What to expect"), (births, ratios, methods, decided)),
    ("score", Text("如何计分", "How it will be scored"), (scores, waterfall, targets, untagged)),
    ("variants", Text("方案比较", "How the variants differ"), (differences,)),
    ("chance", Text("运气", "What chance decides"), (chance, spread)),
    ("books", Text("账与实", "What happens and what the books say"), (records, audits, sexes)),
    ("measures", Text("措施与奖惩", "What is carried out and paid"), (calendar, payouts)),
    ("tagged", Text("标记项目", "Flagged items of the documents"), (quotas, tagged)),
    ("audit", Text("考核办法审视", "The schemes looked over"), (scheme_audits,)),
    ("basis", Text("依据", "What this rests on"), (published, start, assumptions)),
)
