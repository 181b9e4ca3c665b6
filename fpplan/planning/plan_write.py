"""A plan on disk: a scenario variant that can be run, tables, the page, and the commentary.

Everything but `commentary.json` is the same to the byte whatever points tagged items are worth.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

import fpplan
from fpplan.contract.text import LANGUAGES
from fpplan.finite import json_text as finite_text
from fpplan.planning.plan import Made
from fpplan.planning.plan_fresh import Gain
from fpplan.planning.problem import Problem
from fpplan.scenario.canonical import plain
from fpplan.scenario.models import SCHEMA, Pool, Scenario
from fpplan.scenario.toml import dumps
from fpplan.store.whole import Kind, json_has

__all__ = ["FRONTIER", "PLAN", "allocation_rows", "described", "json_text", "table_text",
           "tables_of", "variant_of"]

PLAN = Kind(files=("plan.toml", "allocation.csv", "posts.csv", "units.csv", "moves.csv",
                   "commentary.json", *(f"plan.{lang}.html" for lang in LANGUAGES), "plan.json"),
            mark="plan.json", ours=json_has("fpplan", "table_gap"), unfinished=(".tables",))
FRONTIER = Kind(files=("frontier.csv", *(f"frontier.{lang}.html" for lang in LANGUAGES),
                       "frontier.json"),
                mark="frontier.json", ours=json_has("spots"), unfinished=(".tables",))


def variant_of(made: Made, scenario: Scenario) -> str:
    """The scenario with the plan as one more variant, as TOML that `fpplan run` accepts. Hours that
    schemes bring are written too: the plan was made with them."""
    problem = made.problem
    seasons = len(problem.seasons)
    changes: dict[str, Any] = {}
    moved = not np.array_equal(made.decision.hours, problem.own.hours)
    for u, unit in enumerate(problem.units):
        for t, task in enumerate(problem.tasks) if moved else ():
            hours = made.decision.hours[u, t]
            if np.array_equal(hours, scenario.base.hours.at(unit, task, seasons)):
                continue
            written = [_plain_number(x) for x in hours]
            changes[f"hours.units.{unit}.{task}"] = written[0] if len(set(written)) == 1 \
                or seasons == 1 else written
    for crew in problem.crews:
        posts = made.decision.posts[crew.id]
        if np.array_equal(posts, crew.posts):
            continue
        number = scenario.base.staff[crew.id].number
        changes[f"staff.{crew.id}.number"] = (
            {"pool": crew.pool, "number": _plain_number(posts[0])} if isinstance(number, Pool) else
            {u: _plain_number(n) for u, n in zip(problem.units, posts, strict=True) if n > 0})
    variants = dict(plain(scenario.variant))
    if changes:
        variants[_free_name(variants)] = {
            "label": {"zh": "计划", "en": "plan"},
            "why": {"zh": f"按{made.judge.text.zh}安排工时。",
                    "en": f"Hours set for: {made.judge.text.en}."},
            "set": changes,
        }
    said = {} if scenario.summary is None else {"summary": plain(scenario.summary)}
    return dumps({"schema": SCHEMA, "id": scenario.id, "title": plain(scenario.title),
                  "document": scenario.document, **said, "base": plain(scenario.base),
                  "variant": variants})


def _free_name(taken: Iterable[str]) -> str:
    names = ("plan", *(f"plan_{n}" for n in range(2, 1000)))
    return next(name for name in names if name not in taken)


def _plain_number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else float(value)


def allocation_rows(problem: Problem, made: Made) -> list[list[Any]]:
    """unit, task, season, hours of the scenario, hours of the plan; and posts by kind."""
    rows: list[list[Any]] = []
    for u, unit in enumerate(problem.units):
        for t, task in enumerate(problem.tasks):
            for s, season in enumerate(problem.seasons):
                rows.append([unit, task, season, _short(problem.own.hours[u, t, s]),
                             _short(made.decision.hours[u, t, s])])
    return rows


def table_text(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A CSV table."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(head)
    table.writerows(rows)
    return text.getvalue()


def tables_of(made: Made) -> dict[str, str]:
    """The tables of a plan, by file name."""
    problem, explained = made.problem, made.explained
    posts = [[crew.id, crew.pool or unit, _short(before), _short(after)]
             for crew in problem.crews
             for unit, before, after in zip(problem.units if crew.pool is None else ("",),
                                            crew.posts, made.decision.posts[crew.id],
                                            strict=True)]
    units = [[unit, *(_short(made.by_unit[kind][i][u], 4) for kind in ("points", "outcomes")
                      for i in (0, 1)), _short(explained.worth[u], 6), explained.hour_for[u]]
             for u, unit in enumerate(problem.units)]
    moves = [[m.unit, m.season, m.source, m.to, _short(m.hours), _short(m.gain, 6),
              _short(m.low, 6), _short(m.high, 6)] for m in explained.moves]
    return {
        "allocation.csv": table_text(
            ["unit", "task", "season", "own_hours_per_month", "plan_hours_per_month"],
            allocation_rows(problem, made)),
        "posts.csv": table_text(["kind", "unit", "own_posts", "plan_posts"], posts),
        "units.csv": table_text(
            ["unit", "own_points", "plan_points", "own_outcomes", "plan_outcomes",
             "worth_of_one_more_hour", "for_task"], units),
        "moves.csv": table_text(
            ["unit", "season", "from_task", "to_task", "hours_per_month", "gain", "low", "high"],
            moves),
    }


def _short(value: float, decimals: int = 2) -> float | int:
    rounded = round(float(value), decimals) + 0.0
    return int(rounded) if rounded.is_integer() else rounded


def described(made: Made) -> dict[str, Any]:
    """The plan as plain data, without numbers about tagged items."""
    problem, found = made.problem, made.found
    return {
        "fpplan": fpplan.__version__,
        "scenario": problem.resolved.scenario,
        "objective": made.judge.objective,
        "objective_is": plain(made.judge.text),
        "schemes": [s.id for s in made.judge.schemes] if made.judge.objective != "outcomes" else [],
        "passing": None if made.judge.passing is None else made.judge.passing.id,
        "mark": made.judge.mark,
        "outcomes": {o.column.name: {
            "group": o.group, "weight": o.weight, "better": "more" if o.sign > 0 else "less",
            "worst_percent": _short(100 * o.worst, 4),
            "best_percent": _short(100 * o.share_of_best, 4), "may_worsen": not kept}
            for o, kept in zip(made.judge.outcomes, made.judge.kept, strict=True)},
        "seed": made.wanted.seed, "step_minutes": problem.step,
        "fresh_draws": list(made.draws), "table_draws": made.table.draws,
        "table_cells": made.table.cells, "finished": found.whole,
        "limits": plain(problem.limits),
        "hours_per_month": {"own": _short(problem.hours_a_month(problem.own.hours)),
                            "plan": _short(problem.hours_a_month(made.decision.hours))},
        "yuan_per_month": {"own": _short(problem.yuan_a_month(problem.own.posts)),
                           "plan": _short(problem.yuan_a_month(made.decision.posts))},
        "table_value": {"own": made.own_value, "plan": found.value},
        "table_gap": found.gap,
        "gain_on_fresh_draws": gain_data(made.gain),
        "other_gains": {name: gain_data(gain) for name, gain in made.others.items()},
        "own_hours_kept": made.kept_own,
        "own_breaks": list(made.own_broken),
        "candidates": dict(made.candidates),
        "table_errors": [{"column": e.column.name, "view": e.column.view, "error": e.error,
                          "change": e.change} for e in made.table.errors],
        "moves": [{"unit": m.unit, "season": m.season, "from": m.source or None,
                   "to": m.to or None, "hours_per_month": _short(m.hours), "gain": m.gain,
                   "low": m.low, "high": m.high} for m in made.explained.moves],
        "binds": [{"limit": b.limit, "where": b.where or None, "count": b.count}
                  for b in made.explained.binds],
        "worth_of_one_more_hour": {
            unit: {"gain": float(made.explained.worth[u]),
                   "task": made.explained.hour_for[u] or None}
            for u, unit in enumerate(problem.units)},
    }


def gain_data(gain: Gain) -> dict[str, float | None]:
    """A gain as plain data; what is not known is null."""
    return {name: None if np.isnan(value) else float(value) for name, value in (
        ("own", gain.own), ("plan", gain.plan), ("gain", gain.mean),
        ("standard_error", gain.error), ("q05", gain.low), ("q95", gain.high))}


def json_text(data: Any) -> str:
    """Plain data as JSON for people and machines."""
    return finite_text(data, indent=2) + "\n"
