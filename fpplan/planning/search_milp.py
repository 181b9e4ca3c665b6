"""The table problem as a mixed-integer linear one (HiGHS through `scipy.optimize.milp`).

Variables: steps of each (unit, task, season), cut into segments whose worth per step falls from
segment to segment; hours that leaf units take from shared staff, by season; whole posts; and the
lower end of the band in which units must lie. Rows belong to named limits, so that those that
clash can be found, and by how much one of them would have to give.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from fpplan.planning.problem import EXACT, Decision, Problem

__all__ = ["LEAST", "Pieces", "Program", "Solved"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NODES = 5_000  # of branch and bound; a count, not a clock, so that the answer is the same anywhere
CLOSE, LOOSE = 1e-6, 1e-3  # relative gaps at which the solver stops, without and with outcomes kept
MATTERS = 0.02  # hundredths of an outcome's way: what taking segments out of order may misjudge
LEAST = "tasks.least"  # the group of minimum services, which are bounds and not rows
EXACTLY = 1_000  # segments up to which the solver itself is asked for whole steps in their order


@dataclass(frozen=True)
class Pieces:
    """Worth of each cell at its breakpoints: `steps` int (unit, task, season, point), rising (equal
    where there are fewer), `worth` float of the same shape. `parts` (unit, task, season, point,
    outcome): what each adds to outcomes that have only `room` (outcome,) to fall; each one by which
    they fall further costs `fall`."""

    steps: Ints
    worth: Floats
    parts: Floats | None = None
    room: Floats | None = None
    fall: float = 0.0

    def concave(self) -> Pieces:
        """The least concave function above the worth, at the same points."""
        shape = self.steps.shape
        steps = self.steps.reshape(-1, shape[-1]).astype(np.float64)
        worth = self.worth.reshape(-1, shape[-1]).copy()
        width = np.diff(steps, axis=1)
        slope = np.divide(np.diff(worth, axis=1), width, out=np.full(width.shape, -np.inf),
                          where=width > 0)
        rising = (np.diff(np.where(width > 0, slope, np.nan), axis=1) > 0).any(axis=1)
        rising |= (width == 0).any(axis=1)
        for row in np.flatnonzero(rising):
            worth[row] = _hull(steps[row], worth[row])
        return replace(self, worth=worth.reshape(shape))


def _hull(x: Floats, y: Floats) -> Floats:
    """The upper hull of points with rising x, at every x."""
    kept: list[int] = []
    for i in range(x.size):
        if kept and x[i] <= x[kept[-1]]:
            continue
        while len(kept) >= 2 and ((y[kept[-1]] - y[kept[-2]]) * (x[i] - x[kept[-2]])
                                  <= (y[i] - y[kept[-2]]) * (x[kept[-1]] - x[kept[-2]])):
            kept.pop()
        kept.append(i)
    return np.interp(x, x[kept], y[kept])


@dataclass(frozen=True)
class Solved:
    """A decision, the worth that the pieces give it, and the solver's bound on any worth."""

    decision: Decision
    worth: float
    bound: float


@dataclass
class _Rows:
    """Rows of the constraints as they are gathered; the columns are cells, then the others."""

    row: list[NDArray[np.int64]] = field(default_factory=list)
    column: list[NDArray[np.int64]] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    group: list[str] = field(default_factory=list)

    def add(self, group: str, columns: Iterable[int], values: Iterable[float] | float,
            low: float = -np.inf, high: float = np.inf) -> None:
        """One row."""
        at = np.asarray(list(columns), np.int64)
        self.row.append(np.full(at.size, len(self.low), np.int64))
        self.column.append(at)
        self.value.append(np.broadcast_to(np.asarray(values, np.float64), at.shape))
        self.low.append(low)
        self.high.append(high)
        self.group.append(group)


class Program:
    """The constraints of a problem, written once; `solve` puts worths to them."""

    def __init__(self, problem: Problem):
        self.problem = problem
        self.shape = problem.own.hours.shape
        self.cells = int(np.prod(self.shape))
        self._others()
        rows = _Rows()
        self._staff_rows(rows)
        self._limit_rows(rows)
        self.groups = np.array(rows.group, dtype=object)
        self.low, self.high = np.array(rows.low), np.array(rows.high)
        self.matrix = sparse.csr_array(
            (np.concatenate(rows.value), (np.concatenate(rows.row), np.concatenate(rows.column))),
            shape=(len(rows.low), self.cells + self.others))

    def _cell(self, unit: int, task: int, season: int) -> int:
        return (unit * self.shape[1] + task) * self.shape[2] + season

    def _others(self) -> None:
        """Positions of the other variables, with their bounds and whether they are whole."""
        p = self.problem
        low: list[float] = []
        high: list[float] = []
        whole: list[int] = []

        def new(least: float, most: float, integer: bool) -> int:
            low.append(least)
            high.append(most)
            whole.append(int(integer))
            return self.cells + len(low) - 1

        self.posts: dict[str, list[int]] = {}
        for crew in p.crews:
            if not crew.free:
                continue
            self.posts[crew.id] = [new(0.0, np.inf, True) for _n in range(crew.posts.size)]
        self.takes: dict[tuple[str, int, int], int] = {}  # (pool, unit, season) minutes
        for pool in dict.fromkeys(crew.pool for crew in p.crews if crew.pool is not None):
            for u, unit in enumerate(p.units):
                if pool in (unit, *p.resolved.above(unit)):
                    for s in range(len(p.seasons)):
                        self.takes[pool, u, s] = new(0.0, np.inf, False)
        self.band = new(-np.inf, np.inf, False) if p.limits.difference_per_1000 is not None else -1
        self.others = len(low)
        self.other_low, self.other_high = np.array(low), np.array(high)
        self.other_whole = np.array(whole, np.int64)

    def _staff_rows(self, rows: _Rows) -> None:
        p = self.problem
        units, tasks, seasons = self.shape
        for s in range(seasons):
            for u in range(units):
                have = -int(np.ceil((p.fixed[u, s] + p.kept[u, s]) * 60 - EXACT))
                columns = [self._cell(u, t, s) for t in range(tasks)]
                values = [float(p.step)] * tasks
                for crew in p.crews:
                    if crew.pool is not None:
                        continue
                    if crew.free:
                        columns.append(self.posts[crew.id][u])
                        values.append(-float(crew.minutes_each))
                    else:
                        have += int(np.floor(crew.posts[u] * crew.hours_each * 60 + EXACT))
                for (_pool, unit, season), at in self.takes.items():
                    if (unit, season) == (u, s):
                        columns.append(at)
                        values.append(-1.0)
                rows.add("staff", columns, values, high=have)
        for pool in dict.fromkeys(pool for pool, _u, _s in self.takes):
            for s in range(seasons):
                columns = [at for (name, _u, season), at in self.takes.items()
                           if name == pool and season == s]
                values, have = [1.0] * len(columns), 0
                for crew in p.crews:
                    if crew.pool != pool:
                        continue
                    if crew.free:
                        columns.append(self.posts[crew.id][0])
                        values.append(-float(crew.minutes_each))
                    else:
                        have += int(np.floor(crew.posts[0] * crew.hours_each * 60 + EXACT))
                rows.add("staff", columns, values, high=have)

    def _limit_rows(self, rows: _Rows) -> None:
        p, limits = self.problem, self.problem.limits
        units, tasks, seasons = self.shape
        months = np.array(p.months, np.float64)
        of_year = np.tile(months * p.step, units * tasks)
        if limits.hours_per_month is not None:
            spent = float((p.fixed.sum(axis=0) @ months) * 60)
            rows.add("hours_per_month", range(self.cells), of_year,
                     high=np.floor(limits.hours_per_month * 12 * 60 - spent + EXACT))
        if limits.yuan_per_month is not None:
            spent_yuan = 0.0
            posts: list[int] = []
            yuan: list[float] = []
            for crew in p.crews:
                if crew.free:
                    posts += self.posts[crew.id]
                    yuan += [crew.yuan_each] * crew.posts.size
                else:
                    spent_yuan += crew.yuan_each * float(crew.posts.sum())
            rows.add("yuan_per_month", posts, yuan,
                     high=limits.yuan_per_month - spent_yuan)
        for u, unit in enumerate(p.units):
            least, most = p.unit_limit(unit)
            for s in range(seasons):
                columns = [self._cell(u, t, s) for t in range(tasks)]
                if least is not None:
                    rows.add("units.least", columns, float(p.step),
                             low=np.ceil((least - p.fixed[u, s]) * 60 - EXACT))
                if most is not None:
                    rows.add("units.most", columns, float(p.step),
                             high=np.floor((most - p.fixed[u, s]) * 60 + EXACT))
        for crew in p.crews:
            if not crew.free:
                continue
            if crew.least:
                rows.add("posts", self.posts[crew.id], 1.0, low=crew.least)
            if crew.most is not None:
                rows.add("posts", self.posts[crew.id], 1.0, high=crew.most)
            for at in self.posts[crew.id] if crew.pool is None else ():
                if crew.each_least:
                    rows.add("posts", [at], 1.0, low=crew.each_least)
                if crew.each_most is not None:
                    rows.add("posts", [at], 1.0, high=crew.each_most)
        if self.band >= 0:
            assert limits.difference_per_1000 is not None
            wide = limits.difference_per_1000
            for u in range(units):
                scale = 1000 / max(p.people[u], 1.0) / 12 / 60
                columns = [self._cell(u, t, s) for t in range(tasks) for s in range(seasons)]
                values = np.tile(months * p.step * scale, tasks)
                spent = float(p.fixed[u] @ months) * 60 * scale
                rows.add("band", [*columns, self.band], [*values, -1.0], low=-spent)
                rows.add("difference_per_1000", [*columns, self.band], [*values, -1.0],
                         high=wide - spent)

    def solve(self, pieces: Pieces) -> Solved | None:
        """The best decision by the concave hull of the pieces, None when nothing is feasible."""
        if (self.problem.low > self.problem.high).any():
            return None
        steps = pieces.steps.reshape(self.cells, -1)
        hull = pieces.concave()
        worth = hull.worth.reshape(self.cells, -1)
        width = np.diff(steps, axis=1)
        slope = np.divide(np.diff(worth, axis=1), width, out=np.zeros(width.shape), where=width > 0)
        at = np.flatnonzero(width.ravel() > 0)
        cell = at // width.shape[1]
        segments = at.size
        spread = sparse.csr_array((np.ones(segments), (cell, np.arange(segments))),
                                  shape=(self.cells, segments))
        steepest = max(float(np.abs(slope).max(initial=0.0)), 1e-300)  # costs of order 1
        guard, least, costs = _guards(pieces, width, at, steepest)
        slack = least.size
        ordered = _ordered(pieces, width, at) if slack else np.zeros((0, 2), np.int64)
        steps_of = width.ravel()[at].astype(np.float64)
        order, bits = _in_order(ordered, steps_of)
        limits = sparse.hstack([self.matrix[:, :self.cells] @ spread,
                                self.matrix[:, self.cells:]], format="csr")
        a = limits if not slack else sparse.block_array([
            [limits, None, None],
            [sparse.hstack([guard, sparse.csr_array((slack, self.others))]),
             sparse.eye_array(slack), None if len(ordered) else sparse.csr_array((slack, 0))],
            *([[sparse.hstack([order, sparse.csr_array((order.shape[0], self.others))]), None,
                bits]] if len(ordered) else [])], format="csr")
        start = self.matrix[:, :self.cells] @ steps[:, 0].astype(np.float64)
        cost = np.concatenate([-slope.ravel()[at] / steepest, np.zeros(self.others), costs,
                               np.zeros(len(ordered))])
        rows = (np.concatenate([self.low - start, least, np.full(order.shape[0], -np.inf)]),
                np.concatenate([self.high - start, np.full(slack, np.inf),
                                np.zeros(order.shape[0])]))
        zero = np.zeros(slack + len(ordered))
        gap = LOOSE if slack else CLOSE
        for exactly in ((True,) if segments <= EXACTLY else (False, True)):
            whole = np.concatenate([np.full(segments, int(exactly)), self.other_whole,
                                    zero[:slack].astype(int),
                                    np.full(len(ordered), int(exactly))])
            found = _milp(cost, whole, np.concatenate([np.zeros(segments), self.other_low, zero]),
                          np.concatenate([steps_of, self.other_high, np.full(slack, np.inf),
                                          np.ones(len(ordered))]), a, *rows, gap)
            if found is None:
                return None
            x, bound = found
            taken = np.zeros(self.cells)
            np.add.at(taken, cell, x[:segments])
            decision = self._decision(steps[:, 0] + taken,
                                      x[segments:segments + self.others])
            if exactly or not self.problem.broken(decision):
                break
        given = float((x[:segments] * slope.ravel()[at]).sum())
        first = float(worth[:, 0].sum())
        return Solved(decision, first + given, first - steepest * bound)

    def _decision(self, steps: Floats, others: Floats) -> Decision:
        p = self.problem
        whole = np.floor(steps + 1e-4).reshape(self.shape)
        posts = {crew.id: (np.round(others[np.array(self.posts[crew.id]) - self.cells])
                           if crew.free else crew.posts) for crew in p.crews}
        return Decision(whole * p.step / 60, posts)

    def feasible(self, without: Iterable[str] = (), least: float = 1.0) -> bool:
        """Whether any decision keeps every limit but those named, with minimum services at a
        share `least` of what is set."""
        return self._relaxed(frozenset(without), None, least) is not None

    def gives(self, group: str) -> float | None:
        """By how much a limit must give, all others kept, in the unit of its rows; None when that
        alone does not do. Rows of staff give one by one and are added, others give together."""
        return self._relaxed(frozenset(), group, 1.0)

    def _relaxed(self, without: frozenset[str], giving: str | None, least: float) -> float | None:
        kept = np.flatnonzero([group not in without for group in self.groups])
        free = np.flatnonzero([self.groups[i] == giving for i in kept])
        scale = 0.0 if LEAST in without else least
        low = np.floor(self.problem.low.ravel() * scale + 1e-9)
        high = self.problem.high.ravel().astype(np.float64)
        high = np.maximum(high, low) if not scale else high
        together = giving != "staff"
        slack = np.zeros((kept.size, 0 if not free.size else 1 if together else free.size))
        for column, row in enumerate(free):
            slack[row, 0 if together else column] = (
                -1.0 if np.isfinite(self.high[kept[row]]) else 1.0)
        a = sparse.hstack([self.matrix[kept], sparse.csr_array(slack)], format="csr")
        extra = slack.shape[1]
        cost = np.concatenate([np.zeros(self.cells + self.others), np.ones(extra)])
        whole = np.concatenate([np.ones(self.cells), self.other_whole, np.zeros(extra)])
        found = _milp(cost, whole.astype(np.int64),
                      np.concatenate([low, self.other_low, np.zeros(extra)]),
                      np.concatenate([high, self.other_high, np.full(extra, np.inf)]),
                      a, self.low[kept], self.high[kept])
        return None if found is None else float(cost @ found[0])


def _guards(pieces: Pieces, width: Ints, at: Ints, steepest: float
            ) -> tuple[sparse.csr_array, Floats, Floats]:
    """Rows (outcome, segment) that keep outcomes from falling, their lower ends, and what each unit
    of slack costs; none for an outcome that nothing could take below its room."""
    if pieces.parts is None or pieces.room is None or not pieces.room.size:
        return sparse.csr_array((0, at.size)), np.zeros(0), np.zeros(0)
    rows, least, costs = [], [], []
    for o, room in enumerate(pieces.room):
        parts = pieces.parts[..., o].reshape(width.shape[0], -1)
        if -float(parts.min(axis=1).sum()) <= room:
            continue
        slope = np.divide(np.diff(parts, axis=1), width, out=np.zeros(width.shape),
                          where=width > 0).ravel()[at]
        scale = max(float(np.abs(slope).max(initial=0.0)), 1e-12)
        rows.append(slope / scale)
        least.append((-room - float(parts[:, 0].sum())) / scale)
        costs.append(pieces.fall * scale / steepest)
    return (sparse.csr_array(np.array(rows).reshape(len(rows), at.size)), np.array(least),
            np.array(costs))


def _ordered(pieces: Pieces, width: Ints, at: Ints) -> Ints:
    """Pairs of segments of a cell, (pair, 2), of which the second must wait for the first: where an
    outcome falls less with the second than with the first the solver would take it alone."""
    assert pieces.parts is not None
    place = np.full(width.size, -1)
    place[at] = np.arange(at.size)
    parts = pieces.parts.reshape(width.shape[0], width.shape[1] + 1, -1)
    steep = np.divide(np.diff(parts, axis=1), width[..., None],
                      out=np.zeros((*width.shape, parts.shape[-1])), where=width[..., None] > 0)
    found = []
    for cell in range(width.shape[0]):
        there = np.flatnonzero(width[cell] > 0)
        for one, two in itertools.pairwise(there):
            short = min(width[cell, one], width[cell, two])
            if ((steep[cell, two] - steep[cell, one]) * short > MATTERS).any():
                found.append((place[cell * width.shape[1] + one],
                              place[cell * width.shape[1] + two]))
    return np.array(found, np.int64).reshape(-1, 2)


def _in_order(ordered: Ints, steps: Floats) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Rows <= 0 of (segments, switches): nothing of a second segment before its switch is on, and
    none is on before the first segment is full."""
    pairs, segments = len(ordered), steps.size
    k = np.arange(pairs)
    first, second = ordered[:, 0], ordered[:, 1]
    rows = np.concatenate([k, pairs + k])
    order = sparse.csr_array((np.concatenate([np.ones(pairs), -np.ones(pairs)]),
                              (rows, np.concatenate([second, first]))),
                             shape=(2 * pairs, segments))
    bits = sparse.csr_array((np.concatenate([-steps[second], steps[first]]),
                             (rows, np.concatenate([k, k]))), shape=(2 * pairs, pairs))
    return order, bits


def _milp(cost: Floats, whole: NDArray[np.int64], low: Floats, high: Floats, a: sparse.csr_array,
          least: Floats, most: Floats, gap: float = CLOSE) -> tuple[Floats, float] | None:
    """(solution, lower bound of the cost), or None when there is none."""
    if (low > high).any():
        return None
    found = milp(cost, integrality=whole, bounds=Bounds(low, high),
                 constraints=LinearConstraint(a, least, most),
                 options={"mip_rel_gap": gap, "node_limit": NODES})
    if found.x is None:
        return None
    bound = found.mip_dual_bound
    return found.x, float(found.fun if bound is None else bound)
