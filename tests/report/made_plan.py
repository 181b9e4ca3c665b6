"""A finished plan put together by hand, to be told without any simulation."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from plan_small import made_up

from fpplan.planning.plan import Made, Wanted
from fpplan.planning.plan_explain import Explained, Move
from fpplan.planning.plan_fresh import Gain
from fpplan.planning.plan_objective import judge_of
from fpplan.planning.problem import Decision
from fpplan.planning.search import Found

MOVE = Move("V01", "year", "meetings", "counselling", 10.0, 2.5, 1.0, 4.0)


def gain(mean: float, error: float = 1.0, own: float = 40.0) -> Gain:
    """A gain of so much over `own`."""
    return Gain(own, own + mean, mean, error, mean - 2 * error, mean + 2 * error)


@cache
def _parts() -> tuple[Any, Any, Any]:
    problem, _judge, table = made_up()
    return problem, judge_of(problem.world, "outcomes"), table


def made(others: dict[str, Gain] | None = None, objective: str = "outcomes",
         explained: dict[str, Any] | None = None, moves: tuple[Move, ...] = (MOVE,),
         seasons: tuple[str, ...] = ("year",), **changes: Any) -> Made:
    """Ten hours of V01 go from meetings to counselling; what changes by outcome is `others`,
    nothing where it is not given."""
    problem, judge, table = _parts()
    problem = replace(problem, seasons=seasons)
    judge = replace(judge, objective=objective)
    hours = problem.own.hours.copy()
    for move in moves:
        for task, sign in ((move.source, -1), (move.to, 1)):
            if task:
                hours[problem.units.index(move.unit), problem.tasks.index(task)] += (
                    sign * move.hours)
    decision = Decision(hours, problem.own.posts)
    told = {"moves": moves, "moved": sum(move.hours for move in moves), "binds": (),
            "worth": np.array([0.5, 0.25]), "hour_for": ("counselling", "")} | (explained or {})
    known: dict[str, Any] = {
        "wanted": Wanted(objective, problem.limits), "problem": problem, "judge": judge,
        "table": table, "found": Found(decision, 43.0), "own_value": 40.0, "searched": 43.0,
        "gain": gain(3.0),
        "others": {"outcomes": gain(3.0), **{o.column.name: gain(0.0) for o in judge.outcomes},
                   **(others or {})},
        "by_unit": {"outcomes": (np.array([10.0, 30.0]), np.array([12.0, 29.0])),
                    "points": (np.array([5.0, 6.0]), np.array([7.0, 8.0]))},
        "explained": Explained(**told), "own_broken": (), "kept_own": False,
        "draws": (8, 24), "candidates": {}}
    return Made(**(known | changes))
