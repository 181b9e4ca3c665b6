"""A township of a few villages, and a response table made up by hand, for the tests of planning."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from fpplan.experiment.response import ResponseTable, Seen
from fpplan.experiment.world import world_of
from fpplan.loading import known_names
from fpplan.planning.plan_objective import judge_of
from fpplan.planning.problem import problem_of
from fpplan.plugins import load_plugins
from fpplan.scenario import loads, resolve
from fpplan.scenario.limits import Limits
from fpplan.scenario.toml import dumps

LIANHE = Path(__file__).parents[2] / "scenarios" / "lianhe.toml"
WEIGHTS = {"coverage.postpartum_followup": 1.0, "coverage.preconception_check": 1.0}


def small_raw(people: tuple[int, ...] = (900, 1500), **base: Any) -> dict[str, Any]:
    """Lianhe with these villages alone; `base` replaces tables of [base]."""
    raw = tomllib.loads(LIANHE.read_text("utf-8"))
    villages = [f"V{i + 1:02d}" for i in range(len(people))]
    known = raw["base"]["units"]
    raw["base"]["units"] = {"lianhe": known["lianhe"]} | {
        name: known.get(name, known["V01"]) for name in villages}
    raw["base"]["population"]["resident"] = dict(zip(villages, people, strict=True))
    raw["base"]["staff"]["village_worker"]["number"] = dict.fromkeys(villages, 1)
    raw["base"]["staff"]["township_worker"]["number"]["number"] = 1
    for name in ("aims", "matched", "published"):
        raw["base"].pop(name, None)
    raw["base"].update(base)
    return raw


def small_scenario(raw: dict[str, Any] | None = None):
    """(scenario, its world, plugins)."""
    plugins = load_plugins([])
    scenario = loads(dumps(raw or small_raw()), "small", known_names(plugins))
    return scenario, world_of(resolve(scenario), schemes=plugins.schemes), plugins


def made_up(limits: Limits | None = None, people: tuple[int, ...] = (900, 1500), step: int = 60,
            strength: tuple[float, ...] = (), raw: dict[str, Any] | None = None,
            weights: dict[str, float] | None = None, may_worsen: tuple[str, ...] = ("all",)):
    """(problem, judge, table) without any simulation: coverage of two kinds of care, each with its
    own saturating curve in each village. Outcomes count as they are: 100 is all people."""
    raw = raw or small_raw(people)
    raw["base"].update(schemes=[], readings={})
    _scenario, world, _plugins = small_scenario(raw)
    problem = problem_of(world, world.base, limits or Limits(), step)
    weights = weights or WEIGHTS
    judge = judge_of(world, "outcomes", weights=weights, may_worsen=may_worsen)
    known = [o for o in judge.outcomes if o.column.name in weights]
    judge = replace(judge, outcomes=tuple(known), columns=tuple(o.column for o in known),
                    kept=judge.kept[:len(known)])
    units, _tasks, seasons = problem.own.hours.shape
    points = 65
    top = np.maximum(problem.high * problem.step_hours, problem.own.hours)
    grid = top[..., None] * np.linspace(0, 1, points)
    pace = np.array(strength or np.linspace(8, 40, units))
    reach = 0.9 * (1 - np.exp(-grid / pace[:, None, None, None]))
    moving = tuple(problem.tasks.index(c.task) for c in judge.columns)
    own = np.array([[[np.interp(problem.own.hours[u, t, s], grid[u, t, s], reach[u, t, s])
                      for s in range(seasons)] for t in moving] for u in range(units)])
    levels = np.stack([-own, np.zeros_like(own), 0.9 - own], axis=-1)
    shape = (*levels.shape, len(judge.periods), len(judge.columns))
    above = np.zeros(shape)
    for m in range(len(moving)):
        above[:, m, :, :, :, m] = levels[:, m, :, :, None] / seasons
    here = np.broadcast_to(own.mean(axis=2)[None, :, None, :],
                           (8, units, len(judge.periods), len(moving))).copy()
    table = ResponseTable(
        problem.units, problem.tasks, problem.seasons, judge.periods, judge.columns,
        ("identity",) * len(moving), problem.own.hours, grid, reach, moving, levels, above,
        np.zeros(shape), Seen(here, np.ones_like(here)), (), 8, 0)
    return problem, judge, table


def feasible_at_random(problem, many: int, seed: int = 0):
    """Random allocations that keep a budget of hours and the staff: hours of each, stacked."""
    rng = np.random.default_rng(seed)
    found = []
    budget = problem.limits.hours_per_month
    months = np.array(problem.months) / 12
    while len(found) < many:
        hours = rng.exponential(size=problem.own.hours.shape) ** rng.uniform(0.5, 3)
        hours *= budget / float(hours.sum(axis=(0, 1)) @ months)
        steps = np.clip(np.floor(hours / problem.step_hours), problem.low, problem.high)
        hours = steps * problem.step_hours
        from fpplan.planning.problem import Decision

        if not problem.broken(Decision(hours, problem.own.posts)):
            found.append(hours)
    return np.array(found)
