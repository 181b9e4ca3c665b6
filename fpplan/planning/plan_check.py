"""Whether the answer of the table stands on draws that it has not seen.

Today's hours stand where it does not beat them by more than a standard error. Where an outcome that
may not get worse does so, the search is run again with that asked of it too. Outcomes are compared
on fresh draws, but for coverage, which knows no luck and is worked out under many parameter sets.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from fpplan.experiment.draws import REPEATS
from fpplan.experiment.table import coverage_columns
from fpplan.planning.plan_fresh import Fresh, fresh, gain_of
from fpplan.planning.plan_objective import Judge
from fpplan.planning.problem import Decision, Problem, with_decision
from fpplan.planning.search import Found, Sheet, search
from fpplan.planning.search_milp import Program

__all__ = ["stands"]

Floats = NDArray[np.float64]
Stage = Callable[[str, int, int], None]
Checked = tuple[Fresh, dict[int, Floats]]
TRIES = 4  # searches again where an outcome that may not get worse does on the first fresh draws
MORE = 0.5  # of a fall that has luck in it is asked back: all of it overshoots what hours can do
LITTLE = 0.25  # hundredths of an outcome's way: a smaller fall is none
COVERED = (2_000_000, 2_000_256)  # draws whose parameter sets alone coverage is checked under


def stands(problem: Problem, judge: Judge, sheet: Sheet, program: Program, found: Found,
            draws: tuple[int, int], seed: int, tell: Stage) -> tuple[bool, Found]:
    """Whether today's hours stand after all, and the answer: searched again, with more asked of
    it, while outcomes that may not get worse do so."""
    own = None
    for again in range(TRIES + 1):
        tell("check", again, TRIES + 1)
        decisions = [found.decision] if own is not None else [problem.own, found.decision]
        *first, plan = (
            (one, _covered(problem, judge, decision, seed)) for one, decision in
            zip(fresh(problem, judge, decisions, draws, seed), decisions, strict=True))
        own = own if own is not None else first[0]
        falls = _falls(judge, own, plan)
        if not falls.any():
            gain = gain_of(judge, *(judge.draws_of(one.scores) for one, _sets in (own, plan)))
            sure = gain.error if np.isfinite(gain.error) else 0.0
            return gain.mean <= sure, found
        if again < TRIES:
            sheet.raised(falls)
            better = search(problem, sheet, program, (found.decision,),
                            lambda done, of: tell("search", done, of), cycles=1)
            if better is None or better.decision.same_as(problem.own):
                break
            found = better
    return True, found


def _covered(problem: Problem, judge: Judge, decision: Decision, seed: int) -> dict[int, Floats]:
    """Outcomes that are coverage, 0 to 100, under parameter sets of their own: position -> (set,).
    Coverage knows no luck, so that many sets cost next to nothing."""
    columns = [outcome.column for outcome in judge.outcomes]
    at = [o for o, column in enumerate(columns) if column.task is not None]
    if not at:
        return {}
    reached = coverage_columns(problem.world, with_decision(problem, decision), COVERED, seed,
                               columns, judge.periods)
    ones = np.ones(reached.shape[:-1])
    return {o: judge.part(judge.outcomes[o], reached[..., k], ones).sum(axis=1)
            for k, o in enumerate(at)}


def _falls(judge: Judge, own: Checked, plan: Checked) -> Floats:
    """What is asked back of each outcome that gets worse and may not, by more than a little and
    beyond what Student's t of the parameter sets allows at 95 %: hundredths of its way
    (outcome,)."""
    from scipy.stats import t

    found = np.zeros(len(judge.outcomes))
    for o, kept in enumerate(judge.kept):
        exactly = o in own[1]
        before, after = (sets[o] if exactly else _by_set(one.scores.parts[..., o].sum(axis=1))
                         for one, sets in (own, plan))
        gaps = after - before
        if not kept or gaps.size < 2:
            continue
        error = float(gaps.std(ddof=1)) / np.sqrt(gaps.size)
        if gaps.mean() < -max(LITTLE, float(t.ppf(0.975, gaps.size - 1)) * error):
            found[o] = -gaps.mean() * (1.0 if exactly else MORE)
    return found


def _by_set(by_draw: Floats) -> Floats:
    """Means of each parameter set's draws: (set,)."""
    return np.array([part.mean() for part in np.split(
        by_draw, range(REPEATS, by_draw.size, REPEATS))])
