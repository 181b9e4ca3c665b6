"""Why no allocation can be feasible: which limits clash, and the smallest change that would do."""

from __future__ import annotations

from collections.abc import Iterator

from fpplan.contract.text import _
from fpplan.planning.problem import NoneFeasible, Problem
from fpplan.planning.search_milp import LEAST, Program

__all__ = ["clash", "none_feasible"]


def clash(program: Program) -> tuple[str, ...]:
    """Limits that no decision keeps together, none of which could be left out of the list; empty
    when there is a feasible decision."""
    if program.feasible():
        return ()
    groups = [group for group in dict.fromkeys(program.groups) if group != "band"]
    if program.problem.low.any():
        groups.append(LEAST)
    kept = list(groups)
    for group in groups:
        fewer = [name for name in kept if name != group]
        if not program.feasible(without=set(groups) - set(fewer)):
            kept = fewer
    return tuple(kept)


def none_feasible(problem: Problem, program: Program) -> NoneFeasible:
    """The error that says what clashes, and for each limit what it alone would have to become."""
    found = clash(program)
    head = _("no allocation can be feasible: these limits clash: {limits}").format(
        limits=", ".join(_name(problem, group) for group in found))
    return NoneFeasible("\n".join([head, *_changes(problem, program, found)]))


def _changes(problem: Problem, program: Program, groups: tuple[str, ...]) -> Iterator[str]:
    limits = problem.limits
    for group in groups:
        if group == LEAST:
            share = _share(program)
            if share is not None:
                yield _("{limit}: minimum services at {percent} % of what is set would do").format(
                    limit=_name(problem, group), percent=f"{100 * share:.0f}")
            continue
        more = program.gives(group)
        if more is None:
            yield _("{limit}: changing it alone would not do").format(limit=_name(problem, group))
        elif group == "hours_per_month":
            assert limits.hours_per_month is not None
            yield _("hours_per_month = {now}: {would} would do").format(
                now=_n(limits.hours_per_month), would=_n(limits.hours_per_month + more / 720))
        elif group == "yuan_per_month":
            assert limits.yuan_per_month is not None
            yield _("yuan_per_month = {now}: {would} would do").format(
                now=_n(limits.yuan_per_month), would=_n(limits.yuan_per_month + more))
        elif group == "difference_per_1000":
            assert limits.difference_per_1000 is not None
            yield _("difference_per_1000 = {now}: {would} would do").format(
                now=_n(limits.difference_per_1000),
                would=_n(limits.difference_per_1000 + more))
        elif group == "posts":
            yield _("posts: {posts} posts more or fewer than set would do").format(posts=_n(more))
        elif group == "staff":
            yield _("staff: {hours} hours a month more of staff time would do").format(
                hours=_n(more / 60))
        elif group == "units.least":
            yield _("units.least: {hours} hours a month less in each unit would do").format(
                hours=_n(more / 60))
        else:
            yield _("units.most: {hours} hours a month more in each unit would do").format(
                hours=_n(more / 60))


def _share(program: Program) -> float | None:
    """The largest share of the minimum services that is feasible, to the percent below."""
    if not program.feasible(least=0.0):
        return None
    low, high = 0, 100
    while high - low > 1:
        middle = (low + high) // 2
        if program.feasible(least=middle / 100):
            low = middle
        else:
            high = middle
    return low / 100


def _name(problem: Problem, group: str) -> str:
    """A limit as the file names it."""
    if group != LEAST:
        return group
    named = [task for t, task in enumerate(problem.tasks) if problem.low[:, t].any()]
    return ", ".join(f"tasks.{task}" for task in named)


def _n(value: float) -> str:
    return f"{value:,.6g}"
