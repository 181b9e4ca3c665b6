"""The whole-number finder: from published rates to the whole counts that fit them all.

`find` walks the size count (total births, say) upwards and, for each value, searches the
box of everything else exactly (`fpplan.matching.search` says why that misses nothing).
Solutions come smallest first, ties in the order in which the problem lists its counts; the
number of solutions below the bound is exact, or `Found` says where the search stopped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from fpplan.contract.errors import Problems
from fpplan.contract.text import _
from fpplan.matching.problem import Problem, check
from fpplan.matching.search import Box, Machine, Stopped

__all__ = ["EFFORT", "Culprit", "Found", "describe", "find"]

EFFORT = 100_000  # boxes narrowed before the search stops: some seconds
_MOST = 10_000_000


@dataclass(frozen=True)
class Culprit:
    """A cell without which there is a solution, and the smallest size that then fits."""

    cell: str
    size: int


@dataclass(frozen=True)
class Found:
    """What fits a problem below a bound.

    `solutions` are the first ones, each a mapping from count to number. `count` is how many
    solutions there are below the bound when `complete`, else how many are known of so far;
    every size below `searched` has been searched to its end. When nothing fits, `culprits`
    are the cells of which dropping that one alone gives a solution, and `undecided` those
    for which the search stopped before it could tell.
    """

    problem: Problem
    below: int
    solutions: tuple[Mapping[str, int], ...]
    count: int
    complete: bool
    searched: int
    culprits: tuple[Culprit, ...] = ()
    undecided: tuple[str, ...] = ()


def find(problem: Problem, *, below: int, most: int = 10, effort: int = EFFORT) -> Found:
    """The solutions of `problem` whose size count is below `below`, the first `most` listed.

    `effort` bounds the work in boxes narrowed, not in seconds, so that a problem gives the
    same answer everywhere. Raises `InputError` with every fault: unknown names, impossible
    values, a count without an upper bound, a bound that is no positive whole number.
    """
    problems = Problems(problem.where)
    check(problem, problems)
    for key, number in (("below", below), ("most", most), ("effort", effort)):
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= _MOST:
            problems.add(key, _("must be a whole number from {low} to {high}").format(
                low=1, high=f"{_MOST:,}"), number)
    problems.raise_if_any()
    machine = Machine(problem, problem.cells, effort)
    limits = machine.limits(below)
    for name, limit in zip(machine.names, limits, strict=False):
        if limit is None:
            problems.add(f"counts.{name}", _(
                "has no upper bound: say what it is part of, what it is at most, or what it is"))
    problems.raise_if_any()

    solutions: list[Mapping[str, int]] = []
    count, searched, complete = 0, 0, True
    try:
        for size, box in _sizes(machine, limits):
            searched = size
            for numbers in islice(machine.solutions(box), most - len(solutions)):
                solutions.append(dict(zip(machine.names, numbers, strict=True)))
            count += machine.count(box)
        searched = below
    except Stopped:
        complete, count = False, max(count, len(solutions))
    found = Found(problem, below, tuple(solutions), count, complete, searched)
    return _explained(found, limits, effort) if complete and not count else found


def _sizes(machine: Machine, limits: Sequence[int | None]) -> Iterator[tuple[int, Box]]:
    """Each size that may fit, ascending, with the narrowed box of everything else."""
    whole = machine.box([limit or 0 for limit in limits])
    if whole is None:
        return
    for size in machine.values(whole, machine.size):
        box = machine.fix(whole, machine.size, size)
        if box is not None:
            yield size, box


def _explained(found: Found, limits: Sequence[int | None], effort: int) -> Found:
    """`found`, which has no solution, with the single cells that stand in the way."""
    culprits, undecided = [], []
    for cell in found.problem.cells:
        rest = [other for other in found.problem.cells if other is not cell]
        machine = Machine(found.problem, rest, effort)
        # A count that only this cell bounds keeps the bound that the cell gave it.
        tops = machine.limits(found.below, limits)
        try:
            for size, box in _sizes(machine, tops):
                if machine.count(box, enough=1):
                    culprits.append(Culprit(cell.id, size))
                    break
        except Stopped:
            undecided.append(cell.id)
    return Found(found.problem, found.below, (), 0, True, found.searched, tuple(culprits),
                 tuple(undecided))


def describe(found: Found) -> str:
    """What was found in plain sentences of the language in force, one on each line."""
    problem = found.problem
    size = str(problem.counts[problem.size])
    if found.solutions:
        lines = [
            _("The smallest whole counts that fit all {cells} published rates: {counts}.").format(
                cells=len(problem.cells), counts=_counts(problem, found.solutions[0])),
            *_others(found, size),
        ]
    elif not found.complete:
        lines = [
            _("No whole counts below {searched} {size} fit all {cells} published rates; the "
              "search stopped there, before {below}.").format(
                searched=f"{found.searched:,}", size=size, cells=len(problem.cells),
                below=f"{found.below:,}")
        ]
    else:
        lines = [
            _("No whole counts below {below} {size} fit all {cells} published rates.").format(
                below=f"{found.below:,}", size=size, cells=len(problem.cells)),
            *_causes(found, size),
        ]
    return "\n".join(lines)


def _counts(problem: Problem, solution: Mapping[str, int]) -> str:
    return _("; ").join(
        _("{label} {number}").format(label=problem.counts[name], number=f"{number:,}")
        for name, number in solution.items()
    )


def _others(found: Found, size: str) -> Iterator[str]:
    """How many solutions there are besides the first, and what the next one is."""
    below = f"{found.below:,}"
    if found.complete and found.count == 1:
        yield _("Nothing else below {below} {size} fits.").format(below=below, size=size)
        return
    if found.complete:
        yield _("{count} solutions lie below {below} {size}.").format(
            count=f"{found.count:,}", below=below, size=size)
    else:
        yield _("At least {count} solutions lie below {below} {size}; the search stopped at "
                "{searched}.").format(count=f"{found.count:,}", below=below, size=size,
                                      searched=f"{found.searched:,}")
    if len(found.solutions) < 2:
        return
    first, second = (solution[found.problem.size] for solution in found.solutions[:2])
    if first == second:
        yield _("Another solution has the same size ({number} {size}), so the rates alone do not "
                "decide the counts.").format(size=size, number=f"{first:,}")
    else:
        yield _("The next solution has {number} {size}.").format(size=size, number=f"{second:,}")


def _causes(found: Found, size: str) -> Iterator[str]:
    """Which single rate stands in the way, or that none does alone."""
    cells = {cell.id: cell for cell in found.problem.cells}
    for culprit in found.culprits:
        cell = cells[culprit.cell]
        yield _("Without {cell} = {value} there is a solution, with {number} {size}.").format(
            cell=cell.label or cell.id, value=cell.shown(), size=size, number=f"{culprit.size:,}")
    for name in found.undecided:
        yield _("Whether there is one without {cell} is not known: the search stopped.").format(
            cell=cells[name].label or name)
    if not found.culprits and not found.undecided:
        yield _("No single rate is the cause: leaving out any one of them gives no solution.")
