"""The rules a clause can follow: each turns inputs into points and says so in words.

Arrays have the axes (draw, unit, period, part); `part` is 1 for an item of the whole year
and one per season for an item that is assessed by season. numpy is imported on first use.
"""

from fpplan.contract.rules.base import Rule
from fpplan.contract.rules.completion import Completion, SplitTarget
from fpplan.contract.rules.counts import PerEvent, PerUnit
from fpplan.contract.rules.history import AgainstLastYear, LookBack, Milestone
from fpplan.contract.rules.levels import Coupled, Reweight
from fpplan.contract.rules.money import Cut, Fund, PostPay
from fpplan.contract.rules.place import PeerRule, Rank, RepeatedLast
from fpplan.contract.rules.shares import ControlRatio, Proportional, Step
from fpplan.contract.rules.targets import Pace, Shown, Threshold, Veto

__all__ = ["AgainstLastYear", "Completion", "ControlRatio", "Coupled", "Cut", "Fund", "LookBack",
           "Milestone", "Pace", "PeerRule", "PerEvent", "PerUnit", "PostPay", "Proportional",
           "Rank", "RepeatedLast", "Reweight", "Rule", "Shown", "SplitTarget", "Step",
           "Threshold", "Veto"]
