"""What a plan leaves on the table: one total per scheme of points that tagged items hold.

It comments on today's scheme. It stands in `commentary.json` alone, is worked out after the plan is
made, and enters no search.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from fpplan.contract.text import Text
from fpplan.experiment.inputs import simulated_inputs
from fpplan.experiment.live import Lives, live
from fpplan.experiment.read import Read
from fpplan.planning.problem import Decision, Problem, with_decision

__all__ = ["DRAWS", "left_on_the_table"]

DRAWS = 8


def left_on_the_table(problem: Problem, decision: Decision, seed: int) -> dict[str, Any]:
    """By scheme with points: full points of the tagged items less what they can expect to earn
    under the plan, mean of units and years."""
    world, plan = problem.world, with_decision(problem, decision)
    reads = [read for read in world.reads(plan) if read.scheme.base is not None]
    if not reads:
        return {}
    (left,) = live(world, [plan], (0, DRAWS), seed, partial(_left, reads), chunk=DRAWS)
    return {name: {"points_left_on_the_table": round(points, 2), "what": _WHAT.__dict__}
            for name, points in left.items()}


def _left(reads: Sequence[Read], lives: Lives) -> dict[str, float]:
    (one,) = lives
    periods = [p.period for p in one.world.periods(tuple(reads))]
    names = simulated_inputs([read.scheme for read in reads], one.plan, one.world.formulas)
    table = one.indicators(names, periods)
    filled = one.filled(periods, table.units)
    found = {}
    for read in reads:
        scheme = read.scheme
        points = read.points(read.figures(table, filled), sample=one.sample)
        # An item that gives points for every case may earn more than its full points.
        found[read.id] = sum(
            max(0.0, scheme.layout.full[item.id] - float(np.mean(points.items[item.id].central)))
            for item in scheme.items() if scheme.tags(item))
    return found


_WHAT = Text(
    "带标记项目的满分减去本计划下可望得到的分，各单位各年平均；只作说明，不据此安排任何工作。",
    "full points of tagged items less what they can expect under this plan, mean of units and "
    "years; commentary only, nothing is planned for them")
