"""Limits given on the command line, over those of the scenario; every fault at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from fpplan.contract.errors import Problems, nearest
from fpplan.contract.tags import core_inputs
from fpplan.contract.text import _
from fpplan.experiment.world import World
from fpplan.programme.tasks import Task, plannable_tasks
from fpplan.scenario.limits import Limits, PostLimit, TaskLimit, UnitLimit
from fpplan.scenario.resolve import Resolved
from fpplan.scenario.values import MOST_COUNT, MOST_POSTS

__all__ = ["limits_of", "weights_of"]


def limits_of(world: World, *, budget: Iterable[str] | None = None,
              unit_least: float | None = None, unit_most: float | None = None,
              difference: float | None = None, least: Iterable[str] | None = None,
              most: Iterable[str] | None = None, cover: Iterable[str] | None = None,
              posts: Iterable[str] | None = None) -> Limits:
    """The limits of a scenario with options over them. Raises InputError with every fault.

    `budget`: "hours=N" or "yuan=N" a month; `least`, `most`: "TASK=HOURS"; `cover`: "TASK=SHARE";
    `posts`: "KIND=LEAST..MOST".
    """
    resolved = world.base
    free = plannable_tasks(world.tasks)
    problems = Problems("")
    found = _budgets(budget, problems)
    own = resolved.base.limits or Limits()
    for option, number in (("--unit-least", unit_least), ("--unit-most", unit_most),
                           ("--difference", difference)):
        if number is not None and not (math.isfinite(number) and number >= 0):
            problems.add(option, _("must be a number, 0 or more"), number)
    if unit_least is not None or unit_most is not None:
        if unit_least is not None and unit_most is not None and unit_least > unit_most:
            problems.add("--unit-least", _("must not be above --unit-most"), unit_least)
        else:
            before = own.each_unit or UnitLimit()
            found["each_unit"] = before.model_copy(update={
                key: value for key, value in (("least", unit_least), ("most", unit_most))
                if value is not None})
    if difference is not None:
        found["difference_per_1000"] = difference
    tasks = _of_tasks(own, free, (("--least", least, "least"), ("--most", most, "most"),
                                  ("--cover", cover, "coverage")), problems)
    kinds = dict(own.posts)
    for text in posts or ():
        post = _posts(text, resolved, problems)
        if post is not None:
            kind, ends = post
            kinds[kind] = kinds.get(kind, PostLimit()).model_copy(update=ends)
    problems.raise_if_any()
    return own.model_copy(update={**found, "tasks": tasks, "posts": kinds})


def _budgets(given: Iterable[str] | None, problems: Problems) -> dict[str, Any]:
    """The fields of limits that budgets set."""
    found = {}
    for text in given or ():
        kind, value = _pair("--budget", text, problems, default="hours")
        if kind is None:
            continue
        if kind not in ("hours", "yuan"):
            problems.unknown("--budget", kind, ("hours", "yuan"), _(
                "a budget is hours=N or yuan=N a month: limits speak of hours, people, money and "
                "coverage only"))
        elif value is not None:
            found[f"{kind}_per_month"] = value
    return found


def _of_tasks(own: Limits, free: Mapping[str, Task],
              options: Iterable[tuple[str, Iterable[str] | None, str]], problems: Problems
              ) -> dict[str, TaskLimit]:
    """Limits of tasks: the scenario's, and over them `options` (option, its texts, field)."""
    tasks = dict(own.tasks)
    for option, given, key in options:
        for text in given or ():
            name, value = _pair(option, text, problems)
            if name is None or value is None or not _is_task(option, name, free, problems):
                continue
            if key == "coverage" and value > 1:
                problems.add(option, _("coverage is a share between 0 and 1"), text)
                continue
            tasks[name] = tasks.get(name, TaskLimit()).model_copy(update={key: value})
    for name, limit in tasks.items():
        if limit.least is not None and limit.most is not None and limit.least > limit.most:
            problems.add(f"tasks.{name}", _("least must not be above most"),
                         [limit.least, limit.most])
    return tasks


def _pair(option: str, text: str, problems: Problems, default: str | None = None
          ) -> tuple[str | None, float | None]:
    name, equals, number = text.partition("=")
    if not equals and default is not None:
        name, number = default, text
    try:
        value = float(number)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0) or not name:
        problems.add(option, _("is written NAME=NUMBER, the number 0 or more"), text)
        return None, None
    if value > MOST_COUNT:
        problems.add(option, _("must be at most {most}").format(most=f"{MOST_COUNT:,}"), text)
        return None, None
    return name, value


def _is_task(option: str, name: str, tasks: Mapping[str, Task], problems: Problems) -> bool:
    if name in tasks:
        return True
    inputs = core_inputs()
    if name in inputs and inputs[name].tags:
        problems.add(option, _(
            "is tagged {tags}: nothing tagged is ever a lever or a limit").format(
            tags=", ".join(sorted(inputs[name].tags))), name)
    else:
        problems.add(option, _("is no task that leadership may move hours to"), name,
                     nearest(name, tasks))
    return False


def _posts(text: str, resolved: Resolved, problems: Problems
           ) -> tuple[str, dict[str, int | None]] | None:
    """The kind and its posts in all; what the scenario says of each unit stays."""
    kind, equals, ends = text.partition("=")
    low, dots, high = ends.partition("..")
    staff = resolved.base.staff
    if not equals or not all(part == "" or part.isdecimal() for part in (low, high)) \
            or not (low or high):
        problems.add("--posts", _("is written KIND=LEAST..MOST, whole posts in all"), text)
        return None
    if any(len(part) > len(str(MOST_POSTS)) or int(part or 0) > MOST_POSTS for part in (low, high)):
        problems.add("--posts", _("must be at most {most}").format(most=f"{MOST_POSTS:,}"), text)
        return None
    if kind not in staff:
        problems.unknown("--posts", kind, staff, _("there is no such kind of staff"))
        return None
    least = int(low or 0)
    most = int(high) if high else (None if dots else least)
    if most is not None and most < least:
        problems.add("--posts", _("least must not be above most"), text)
        return None
    return kind, {"least": least, "most": most}


def weights_of(given: Iterable[str] | None) -> Mapping[str, float] | None:
    """`--outcome NAME=WEIGHT`, or the name alone for 1. Raises InputError."""
    if not given:
        return None
    problems = Problems("")
    found: dict[str, float] = {}
    for text in given:
        if "=" not in text:
            found[text] = 1.0
            continue
        name, value = _pair("--outcome", text, problems)
        if name is not None and value is not None:
            found[name] = value
    problems.raise_if_any()
    return found
