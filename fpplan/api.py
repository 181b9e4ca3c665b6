"""All that a plugin imports.

Importing this loads no numpy, numba, polars or plotly. A test pins these names: adding one
is a change that the changelog mentions, removing or renaming one breaks plugins.
"""

from fpplan.hookspecs import hookimpl
from fpplan.months import Calendar
from fpplan.scheme.evaluate import score
from fpplan.scheme.explain import explain
from fpplan.scheme.figures import Figures, Span
from fpplan.scheme.model import Chapter, Clause, Input, Item, Only, Payout, PeerGroup, Scheme
from fpplan.scheme.points import Points
from fpplan.scheme.readings import Pick, Reading
from fpplan.scheme.rules import (
    Completion,
    ControlRatio,
    Pace,
    PerEvent,
    PerUnit,
    Proportional,
    Rank,
    Rule,
    Shown,
    SplitTarget,
    Step,
    Threshold,
    Veto,
)
from fpplan.text import Text

__all__ = [
    "Calendar",
    "Chapter",
    "Clause",
    "Completion",
    "ControlRatio",
    "Figures",
    "Input",
    "Item",
    "Only",
    "Pace",
    "Payout",
    "PeerGroup",
    "PerEvent",
    "PerUnit",
    "Pick",
    "Points",
    "Proportional",
    "Rank",
    "Reading",
    "Rule",
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
