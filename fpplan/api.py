"""All that a plugin imports. `score` and `explain` load what they need when they are first used.

Importing this loads no numpy, numba, polars or plotly. A test pins these names: adding one
is a change that the changelog mentions, removing or renaming one breaks plugins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fpplan.contract.clauses import Clause
from fpplan.contract.figure import Column, Figure, ReportSection
from fpplan.contract.figures import Figures, Span
from fpplan.contract.fills import Fill
from fpplan.contract.hooks import hookimpl
from fpplan.contract.indicators import Indicator
from fpplan.contract.items import (
    Chapter,
    Input,
    Item,
    Only,
    Payout,
    PeerGroup,
    Sampled,
    with_fills,
)
from fpplan.contract.measures import (
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
from fpplan.contract.months import Calendar
from fpplan.contract.points import Points
from fpplan.contract.readings import Pick, Reading
from fpplan.contract.rules import (
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
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import Text

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
    "Fill",
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
    "with_fills",
]


def __getattr__(name: str) -> Any:
    if name in ("explain", "score"):
        from fpplan.experiment import score

        return getattr(score, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
