"""The search: mixed-integer programmes on the table, then ever smaller steps.

Around the best decision so far each cell (unit, task, season) gets a worth at a few hours, all
other cells held; the sum of these pieces is solved under all limits. Where the pieces separate
(points and outcomes of units by themselves) that is nearly the table problem itself; what is left
are tasks of one unit that share a ceiling. Then the same within a trust region of 8, 4, 2 and 1
steps, and single exchanges of time within a unit. Where the pieces do not separate (ranks, passing,
the worst years) they are worked out anew around every better decision and only a decision that is
better by the objective itself is kept.

True outcomes that may not get worse are rows of each programme; where the limits leave no way to
keep them, what they fall by costs more than anything could gain, so that they fall the least.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from fpplan.experiment.response import USEFUL, ResponseTable, Seen
from fpplan.planning.plan_objective import Judge, Scores
from fpplan.planning.problem import Decision, Problem
from fpplan.planning.search_milp import Pieces, Program, Solved

__all__ = ["Found", "Sheet", "search"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TIE = 1e-4  # of the objective: what all of the index of true outcomes counts beside it
STAY = 1e-5  # of the steepest worth of a step: what moving a step for nothing costs
POINTS = 7  # hours of a cell that get a worth over its whole range
ROUNDS = 6  # programmes over the whole range in a cycle, at most
TIGHTER = 2  # times that a programme is solved again because outcomes fell below their floors
CYCLES = 3  # of programmes over the whole range and near the best, at most
TRUST = (8, 4, 2, 1)  # steps either side
FALL = 0.1  # of the objective: what a hundredth of the way of an outcome costs below its floor
SLACK = 1e-7  # of a hundredth: falls below this are rounding
AGAIN = 2  # programmes for each of these, at most
BETTER = 1e-9  # relative; smaller gains are rounding
WORTH_GOING_ON = 1e-3  # of the gain so far; a programme that adds less is the last of its kind
WORTH_ANOTHER = 1e-2  # of the gain so far; a cycle that adds less is the last
BLOCK = 6_000_000  # numbers of one array of predictions held at a time
EXCHANGES = 600  # single exchanges looked at in a round, at most; larger problems have none
EXCHANGED = 12  # rounds of them, at most
Progress = Callable[[int, int], None]


class Sheet:
    """Values of decisions on the table, in blocks that fit in memory."""

    def __init__(self, table: ResponseTable, judge: Judge):
        self.table, self.judge = table, judge
        seen = table.spread.above
        self.draws = seen.shape[0]
        own = judge.draws_of(judge.scores(table.spread))
        self.tie = 0.0 if judge.objective == "outcomes" or judge.mix is not None else (
            TIE * max(abs(float(own.mean())), 1e-3 if judge.objective != "pass" else 1.0) / 100)
        names = len({column.name for column in table.columns})
        self.block = max(1, BLOCK // max(1, 2 * seen[..., 0].size * max(names, 1)))
        guards = np.array(judge.kept, bool) & (judge.mix is None)
        self.guards = np.flatnonzero(guards)
        self.floor = self.parts_of(table.spread)[self.guards]
        most = {"outcomes": 100.0, "pass": 10.0}.get(
            judge.objective, max(abs(float(own.mean())), 1.0))
        self.fall = FALL * most * bool(self.guards.size)

    def parts_of(self, seen: Seen) -> Floats:
        """Every outcome of some draws, 0 to 100: (outcome,)."""
        found: Floats = self.judge.scores(seen).parts.sum(axis=1).mean(axis=0)
        return found

    def raised(self, more: Floats) -> None:
        """Raise the floors of outcomes that may not get worse: (outcome,) of all."""
        self.floor = self.floor + more[self.guards]

    def _each(self, hours: Floats) -> Iterator[tuple[slice, Scores]]:
        for first in range(0, hours.shape[0], self.block):
            part = slice(first, min(first + self.block, hours.shape[0]))
            yield part, self.judge.scores(self.table.predict(hours[part]))

    def by_draw(self, hours: Floats) -> Floats:
        """The objective's figure in each draw: (candidate, draw)."""
        found = np.zeros((hours.shape[0], self.draws))
        for part, scores in self._each(hours):
            found[part] = self.judge.draws_of(scores).reshape(-1, self.draws)
        return found

    def values(self, hours: Floats) -> Floats:
        """The value that the search climbs, (candidate,): that of the objective, less what
        outcomes fall below their floors, and, where that is the same, of true outcomes: the whole
        index counts as `TIE` of the objective."""
        found = np.zeros(hours.shape[0])
        for part, scores in self._each(hours):
            by_draw = self.judge.draws_of(scores).reshape(-1, self.draws)
            outcomes = scores.outcomes.sum(axis=1).reshape(-1, self.draws)
            found[part] = [self.judge.value(row) for row in by_draw]
            found[part] += self.tie * outcomes.mean(axis=1)
            found[part] -= self.fall * self._falls(scores).sum(axis=1)
        return found

    def _guarded(self, scores: Scores) -> Floats:
        """Outcomes with a floor: (candidate, unit, guarded outcome)."""
        parts = scores.parts[..., self.guards]
        many = parts.shape[0] // self.draws
        found: Floats = parts.reshape(many, self.draws, *parts.shape[1:]).mean(axis=1)
        return found

    def _falls(self, scores: Scores) -> Floats:
        """By how much outcomes are below their floors: (candidate, guarded outcome)."""
        gap = self.floor - self._guarded(scores).sum(axis=1)
        return np.where(gap > SLACK, gap, 0.0)

    def keeps(self, hours: Floats) -> NDArray[np.bool_]:
        """Whether no outcome falls below its floor: (candidate,)."""
        lean = replace(self.judge, objective="outcomes").searched()
        sheet = self
        if lean.columns != self.judge.columns:
            sheet = Sheet(self.table.only(lean.columns, lean.periods), lean)
            sheet.floor = self.floor
        found = np.ones(hours.shape[0], bool)
        for part, scores in sheet._each(hours):
            found[part] = ~(sheet._falls(scores) > 0).any(axis=1)
        return found

    def room(self, hours: Floats) -> Floats:
        """What outcomes have above their floors with one decision: (guarded outcome,)."""
        found: Floats = self._guarded(self.scores(hours))[0].sum(axis=0) - self.floor
        return found

    def objective(self, hours: Floats) -> float:
        """The value of the objective alone, of one decision (unit, task, season)."""
        return self.judge.value(self.by_draw(hours[None])[0])

    def units(self, hours: Floats, weight: Floats) -> tuple[Floats, Floats]:
        """What separates by unit: the worth (candidate, unit), and the outcomes with a floor
        (candidate, unit, guarded outcome)."""
        found = np.zeros((hours.shape[0], hours.shape[1]))
        parts = np.zeros((*found.shape, self.guards.size))
        for part, scores in self._each(hours):
            many = part.stop - part.start
            outcomes = scores.outcomes.reshape(many, self.draws, -1).mean(axis=1)
            found[part] = self.judge.pieces(scores, many, weight) + self.tie * outcomes
            parts[part] = self._guarded(scores)
        return found, parts

    def scores(self, hours: Floats) -> Scores:
        """Everything about one decision (unit, task, season)."""
        return self.judge.scores(self.table.predict(hours[None]))


@dataclass
class Found:
    """The best decision, its value on the table, and how it was found. `gap`: the solver's bound on
    the pieces around it, less their worth at it; `programmes` were solved; `whole` is False
    when the search was interrupted."""

    decision: Decision
    value: float
    gap: float = 0.0
    programmes: int = 0
    whole: bool = True
    path: list[float] = field(default_factory=list)


def search(problem: Problem, sheet: Sheet, program: Program, starts: Sequence[Decision] = (),
           progress: Progress | None = None, trust: Sequence[int] = TRUST, cycles: int = CYCLES
           ) -> Found | None:
    """The best decision found, None when none is feasible. Interrupting it keeps the best so far.

    `starts` are decisions to begin from beside the scenario's own; infeasible ones are left out.
    `trust`: steps either side of the best, for the programmes that follow those of whole range;
    `cycles` of both, at most.
    """
    of = cycles * (1 + len(trust)) + 1
    best: Found | None = None
    for start in (problem.own, *starts):
        if not problem.broken(start):
            value = float(sheet.values(start.hours[None])[0])
            if best is None or _better(value, best.value):
                best = Found(start, value, path=[value])
    try:
        for cycle in range(cycles):
            before = best.value if best is not None else -np.inf
            if progress:
                progress(cycle * (1 + len(trust)), of)
            best = _whole_range(problem, sheet, program, best)
            if best is None:
                return None
            for number, width in enumerate(trust):
                if progress:
                    progress(cycle * (1 + len(trust)) + 1 + number, of)
                _within(problem, sheet, program, best, width)
            if best.value - before < WORTH_ANOTHER * (best.value - best.path[0]):
                break
        assert best is not None
        if progress:
            progress(of - 1, of)
        _exchange(problem, sheet, best)
        best.gap = _gap(problem, sheet, program, best)
        if progress:
            progress(of, of)
    except KeyboardInterrupt:
        if best is None:
            raise
        best.whole = False
    return best


def _better(value: float, than: float) -> bool:
    return value > than + BETTER * max(1.0, abs(than))


def _whole_range(problem: Problem, sheet: Sheet, program: Program, best: Found | None
                 ) -> Found | None:
    """Programmes over the whole range of each cell, worked out anew around every better decision,
    while they add more than a little."""
    for _round in range(ROUNDS):
        centre = problem.own if best is None else best.decision
        knots = _knots(problem, sheet.table, centre)
        found = _solve(sheet, program, _pieces(problem, sheet, centre, knots), best)
        if found is None:
            return best
        solved, value = found
        if best is None:
            best = Found(solved.decision, value, programmes=1, path=[value])
            continue
        before, start = best.value, best.path[0]
        if not _keep(best, solved, value):
            shorter = _half_way(problem, sheet, best.decision, solved.decision)
            if shorter is None or not _better(shorter.value, best.value):
                break
            best.decision, best.value = shorter.decision, shorter.value
            best.path.append(best.value)
        if best.value - before < WORTH_GOING_ON * (best.value - start):
            break
    return best


def _solve(sheet: Sheet, program: Program, pieces: Pieces, best: Found | None
           ) -> tuple[Solved, float] | None:
    """The best decision by the pieces and its value. Where outcomes fall below their floors that
    the pieces held up, as much more room is asked of them, and the better answer is taken."""
    found = None
    for _again in range(1 + TIGHTER):
        solved = program.solve(pieces)
        if best is not None:
            best.programmes += 1
        if solved is None:
            break
        value = float(sheet.values(solved.decision.hours[None])[0])
        if found is None or value > found[1]:
            found = solved, value
        falls = np.maximum(-sheet.room(solved.decision.hours), 0.0)
        if pieces.room is None or not (falls > SLACK).any():
            break
        pieces = replace(pieces, room=pieces.room - falls)
    return found


def _keep(best: Found, solved: Solved, value: float) -> bool:
    if not _better(value, best.value):
        return False
    best.decision, best.value = solved.decision, value
    best.path.append(value)
    return True


def _half_way(problem: Problem, sheet: Sheet, old: Decision, new: Decision) -> Found | None:
    """A decision between two, when the whole way is too far; None where posts differ."""
    if any(not np.array_equal(old.posts[k], new.posts[k]) for k in old.posts):
        return None
    ways = []
    for part in (0.5, 0.25):
        hours = old.hours + part * (new.hours - old.hours)
        steps = np.floor(hours / problem.step_hours + 1e-9)
        decision = Decision(np.asarray(steps * problem.step_hours, np.float64), old.posts)
        if not problem.broken(decision):
            ways.append(decision)
    if not ways:
        return None
    values = sheet.values(np.array([way.hours for way in ways]))
    at = int(np.argmax(values))
    return Found(ways[at], float(values[at]))


def _within(problem: Problem, sheet: Sheet, program: Program, best: Found, width: int) -> None:
    """Better decisions at most `width` steps away in every cell, while there are any."""
    for _round in range(AGAIN):
        pieces = _pieces(problem, sheet, best.decision, _around(problem, best.decision, width))
        found = _solve(sheet, program, pieces, best)
        if found is None:
            return
        solved, value = found
        before, start = best.value, best.path[0]
        if not _keep(best, solved, value) or value - before < WORTH_GOING_ON * (value - start):
            return


def _steps(problem: Problem, hours: Floats) -> Ints:
    found: Ints = np.floor(hours / problem.step_hours + 1e-9).astype(np.int64)
    return found


def _knots(problem: Problem, table: ResponseTable, centre: Decision) -> Ints:
    """Points over the whole range of each cell, closer where hours are few, its own hours and
    those of the centre with a step either side: (unit, task, season, point)."""
    low, high = problem.low, np.maximum(problem.low, problem.high)
    own = np.clip(_steps(problem, problem.own.hours), low, high)
    top = np.clip(np.ceil(table.grid[..., USEFUL] / problem.step_hours).astype(np.int64), own, high)
    at = np.linspace(0, 1, POINTS) ** 2
    points = low[..., None] + np.rint(at * (top - low)[..., None]).astype(np.int64)
    return np.sort(np.concatenate([points, own[..., None], high[..., None],
                                   _around(problem, centre, 1)], axis=-1), axis=-1)


def _around(problem: Problem, decision: Decision, width: int) -> Ints:
    low, high = problem.low, np.maximum(problem.low, problem.high)
    at = _steps(problem, decision.hours)
    points = np.stack([at - width, at, at + width], axis=-1)
    return np.clip(points, low[..., None], high[..., None])


def _pieces(problem: Problem, sheet: Sheet, centre: Decision, points: Ints) -> Pieces:
    """The worth of every cell at its points, the others as in the centre."""
    moving = sheet.table.moving
    weight = sheet.judge.weights(sheet.by_draw(centre.hours[None])[0])
    worth = np.zeros(points.shape)
    parts = np.zeros((*points.shape, sheet.guards.size))
    room = sheet.room(centre.hours)
    cells = [(t, s, k) for t in moving for s in range(points.shape[2])
             for k in range(points.shape[3])]
    if cells:
        here, parts_here = (array[0] for array in sheet.units(centre.hours[None], weight))
        for first in range(0, len(cells), sheet.block):
            part = cells[first:first + sheet.block]
            hours = np.repeat(centre.hours[None], len(part), axis=0)
            for c, (t, s, k) in enumerate(part):
                hours[c, :, t, s] = points[:, t, s, k] * problem.step_hours
            found, found_parts = sheet.units(hours, weight)
            for c, (t, s, k) in enumerate(part):
                worth[:, t, s, k] = found[c] - here
                parts[:, t, s, k] = found_parts[c] - parts_here
    return Pieces(points, worth + _stay(problem, points, worth), parts, room, sheet.fall)


def _stay(problem: Problem, points: Ints, worth: Floats) -> Floats:
    """Next to nothing for leaving hours as they are, so that what gains nothing does not move."""
    own = _steps(problem, problem.own.hours)[..., None]
    width = np.diff(points, axis=-1)
    slope = np.divide(np.abs(np.diff(worth, axis=-1)), width, out=np.zeros(width.shape),
                      where=width > 0)
    return -STAY * max(float(slope.max()), 1e-9) * np.abs(points - own)


def _gap(problem: Problem, sheet: Sheet, program: Program, best: Found) -> float:
    """The solver's bound on the pieces around the answer, less what they give it."""
    pieces = _pieces(problem, sheet, best.decision, _knots(problem, sheet.table, best.decision))
    solved = program.solve(pieces)
    best.programmes += 1
    if solved is None:
        return 0.0
    value = float(sheet.values(solved.decision.hours[None])[0])
    _keep(best, solved, value)
    return max(0.0, solved.bound)  # the centre is worth 0 by its pieces


def _exchange(problem: Problem, sheet: Sheet, best: Found) -> None:
    """Single exchanges of a step or a few between two tasks of a unit and season, or with time not
    used, while one is better by the objective itself. For small problems: it looks at all."""
    tasks, units, seasons = len(problem.tasks), len(problem.units), len(problem.seasons)
    widths = (1, 2, 5)
    looked = units * seasons * tasks * (tasks + 1) * len(widths)
    if looked > EXCHANGES:
        return
    moving = [t for t in range(tasks) if t in sheet.table.moving]
    for _round in range(EXCHANGED):
        tried: list[Decision] = []
        steps = _steps(problem, best.decision.hours)
        for u in range(units):
            for s in range(seasons):
                for to in (*moving, None):
                    for source in (*range(tasks), None):
                        if to == source:
                            continue
                        for width in widths:
                            new = steps.copy()
                            if to is not None:
                                new[u, to, s] += width
                            if source is not None:
                                new[u, source, s] -= width
                            if (new < problem.low).any() or (new > problem.high).any():
                                continue
                            new_hours = np.asarray(new * problem.step_hours, np.float64)
                            tried.append(Decision(new_hours, best.decision.posts))
        if not tried:
            return
        values = sheet.values(np.array([one.hours for one in tried]))
        for at in np.argsort(-values, kind="stable"):
            if not _better(float(values[at]), best.value):
                return
            if not problem.broken(tried[at]):
                best.decision, best.value = tried[at], float(values[at])
                best.path.append(best.value)
                break
        else:
            return
