"""The rules a clause can follow: each turns inputs into points and says so in words.

Arrays have the axes (draw, unit, period, part); `part` is 1 for an item of the whole year
and one per season for an item that is assessed by season. numpy is imported on first use.
"""

from fpplan.scheme.rules.base import Rule
from fpplan.scheme.rules.completion import Completion, SplitTarget
from fpplan.scheme.rules.counts import PerEvent, PerUnit
from fpplan.scheme.rules.place import Rank
from fpplan.scheme.rules.shares import ControlRatio, Proportional, Step
from fpplan.scheme.rules.targets import Pace, Shown, Threshold, Veto

__all__ = ["Completion", "ControlRatio", "Pace", "PerEvent", "PerUnit", "Proportional", "Rank",
           "Rule",
           "Shown", "SplitTarget", "Step", "Threshold", "Veto"]
