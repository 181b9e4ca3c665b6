"""All that a plugin imports. `score` and `explain` load what they need when they are first used.

Importing this loads no numpy, numba, polars or plotly. A test pins these names: adding one
is a change that the changelog mentions, removing or renaming one breaks plugins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fpplan.clauses import Clause
from fpplan.hookspecs import hookimpl
from fpplan.indicators.formulas import Indicator
from fpplan.months import Calendar
from fpplan.programme.measures import (
    ActivityPlan,
    Amount,
    Benefit,
    Campaign,
    Condition,
    Consequence,
    Measure,
    PayoutPlan,
    PlanStep,
)
from fpplan.readings import Pick, Reading
from fpplan.report.figure import Column, Figure, ReportSection
from fpplan.scheme.figures import Figures, Span
from fpplan.scheme.items import Chapter, Input, Item, Only, Payout, PeerGroup, Sampled
from fpplan.scheme.model import Scheme
from fpplan.scheme.points import Points
from fpplan.scheme.rules import (
    AgainstLastYear,
    Completion,
    ControlRatio,
    Coupled,
    Cut,
    Fund,
    LookBack,
    Milestone,
    Pace,
    PerEvent,
    PerUnit,
    PostPay,
    Proportional,
    Rank,
    RepeatedLast,
    Reweight,
    Rule,
    Shown,
    SplitTarget,
    Step,
    Threshold,
    Veto,
)
from fpplan.text import Text

if TYPE_CHECKING:
    from fpplan.experiment.score import explain, score

__all__ = [
    "ActivityPlan",
    "AgainstLastYear",
    "Amount",
    "Benefit",
    "Calendar",
    "Campaign",
    "Chapter",
    "Clause",
    "Column",
    "Completion",
    "Condition",
    "Consequence",
    "ControlRatio",
    "Coupled",
    "Cut",
    "Figure",
    "Figures",
    "Fund",
    "Indicator",
    "Input",
    "Item",
    "LookBack",
    "Measure",
    "Milestone",
    "Only",
    "Pace",
    "Payout",
    "PayoutPlan",
    "PeerGroup",
    "PerEvent",
    "PerUnit",
    "Pick",
    "PlanStep",
    "Points",
    "PostPay",
    "Proportional",
    "Rank",
    "Reading",
    "RepeatedLast",
    "ReportSection",
    "Reweight",
    "Rule",
    "Sampled",
    "Scheme",
    "Shown",
    "Span",
    "SplitTarget",
    "Step",
    "Text",
    "Threshold",
    "Veto",
    "explain",
    "hookimpl",
    "score",
]


def __getattr__(name: str) -> Any:
    if name in ("explain", "score"):
        from fpplan.experiment import score

        return getattr(score, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
