"""Decisions lived on fresh draws, and what one gains over another there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from fpplan.experiment.draws import REPEATS
from fpplan.experiment.live import Lives, live
from fpplan.experiment.response import Seen
from fpplan.experiment.table import seen
from fpplan.planning.plan_objective import Judge, Scores
from fpplan.planning.problem import Decision, Problem, with_decision

__all__ = ["Fresh", "Gain", "fresh", "gain_of"]

Floats = NDArray[np.float64]
AT_ONCE = 16  # fresh draws of every decision that are finished before the next


@dataclass(frozen=True)
class Gain:
    """A difference on paired fresh draws: mean, standard error over parameter sets, and the
    range of nine draws in ten; `own` and `plan` are the means that it lies between."""

    own: float
    plan: float
    mean: float
    error: float
    low: float
    high: float


@dataclass(frozen=True)
class Fresh:
    """A decision lived on fresh draws: its scores, points by view (draw,), and each
    outcome by draw (all people alike)."""

    scores: Scores
    points: Mapping[str, Floats]
    outcomes: Mapping[str, Floats]


def fresh(problem: Problem, judge: Judge, decisions: Sequence[Decision], draws: tuple[int, int],
          seed: int, progress: Callable[[int, int], None] | None = None) -> list[Fresh]:
    """Live decisions on the same draws, a chunk of draws at a time. When it is interrupted, the
    chunks that every decision has lived are kept, if there are any."""
    parts: list[list[Fresh]] = []
    plans = [with_decision(problem, decision) for decision in decisions]
    lives = live(problem.world, plans, draws, seed, partial(_kept, judge),
                 chunk=min(problem.world.chunk(), AT_ONCE), progress=progress)
    try:
        parts.extend(lives)
    except KeyboardInterrupt:
        if not parts:
            raise
    return [_joined(part) for part in zip(*parts, strict=True)]


def _kept(judge: Judge, lives: Lives) -> list[Fresh]:
    return [_fresh(judge, seen(one, judge.columns, judge.periods)) for one in lives]


def _fresh(judge: Judge, found: Seen) -> Fresh:
    scores = judge.scores(found)
    return Fresh(scores, {
        name: judge.points_in(found, view).sum(axis=1)
        for name, view in (("points_reported", None), ("points_true", "true"))}, {
        outcome.column.name: 100 * outcome.share(scores.parts[..., o].sum(axis=1))
        for o, outcome in enumerate(judge.outcomes)})


def _joined(parts: Sequence[Fresh]) -> Fresh:
    def together(name: str) -> Floats:
        return np.concatenate([getattr(part.scores, name) for part in parts])

    scores = Scores(*(together(name) for name in ("points", "outcomes", "passed", "margin",
                                               "parts")))
    return Fresh(scores, *({name: np.concatenate([getattr(part, kind)[name] for part in parts])
                            for name in getattr(parts[0], kind)}
                           for kind in ("points", "outcomes")))


def gain_of(judge: Judge | None, own: Floats, plan: Floats) -> Gain:
    """The gain from the objective's figure in each draw; for the worst years the standard error is
    by leaving out one parameter set at a time."""
    value = judge.value if judge is not None else lambda x: float(np.nanmean(x))
    sets = -(-own.size // REPEATS)
    of_set = np.arange(own.size) // REPEATS
    mean = value(plan) - value(own)
    error = float("nan")
    if sets > 1:
        left = np.array([value(plan[of_set != k]) - value(own[of_set != k]) for k in range(sets)])
        error = float(np.sqrt((sets - 1) / sets * ((left - left.mean()) ** 2).sum()))
    gaps = plan - own
    low, high = np.nanquantile(gaps, [0.05, 0.95]) if np.isfinite(gaps).any() else (np.nan,) * 2
    return Gain(value(own), value(plan), mean, error, float(low), float(high))
