"""The rules a clause can follow: each turns inputs into points and says so in words.

Arrays have the axes (draw, unit, period, part); `part` is 1 for an item of the whole year
and one per season for an item that is assessed by season. numpy is imported on first use.
"""

from fpplan.scheme.rules.base import Rule
from fpplan.scheme.rules.completion import Completion, SplitTarget
from fpplan.scheme.rules.counts import PerEvent, PerUnit
from fpplan.scheme.rules.history import AgainstLastYear, LookBack, Milestone
from fpplan.scheme.rules.levels import Coupled, Reweight
from fpplan.scheme.rules.money import Cut, Fund, PostPay
from fpplan.scheme.rules.place import PeerRule, Rank, RepeatedLast
from fpplan.scheme.rules.shares import ControlRatio, Proportional, Step
from fpplan.scheme.rules.targets import Pace, Shown, Threshold, Veto

__all__ = ["AgainstLastYear", "Completion", "ControlRatio", "Coupled", "Cut", "Fund", "LookBack",
           "Milestone", "Pace", "PeerRule", "PerEvent", "PerUnit", "PostPay", "Proportional",
           "Rank", "RepeatedLast", "Reweight", "Rule", "Shown", "SplitTarget", "Step",
           "Threshold", "Veto"]
