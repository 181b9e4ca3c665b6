"""A workload put together by hand: two villages, two months that differ, four tasks."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from fpplan.contract.text import Text
from fpplan.loading import known_names
from fpplan.plugins import load_plugins
from fpplan.programme.tasks import core_tasks
from fpplan.scenario import loads, resolve
from fpplan.scenario.resolve import Resolved
from fpplan.workload.effects import EffectRow
from fpplan.workload.marginal import Effect, Marginal
from fpplan.workload.need import Workload
from fpplan.workload.summary import Summary

TASKS = ("counselling", "meetings", "records", "home_visits")
EFFECTS = (EffectRow("counselling", "uptake", "p", 0.2, 0.1, 0.3, 0.21, 0.01, 900, "a trial"),
           EffectRow("home_visits", "stop", "p", -0.4, -0.6, -0.2, 0.1, 0.01, 900, "a survey"),
           EffectRow("meetings", "", "", 0.0, 0.0, 0.0, 0.0, 0.0, 0, "none"))


@cache
def _plan() -> Resolved:
    written = files("fpplan").joinpath("data/templates/scenario.toml.txt").read_text("utf-8")
    plugins = load_plugins([])
    plan = resolve(loads(written.replace("@NAME@", "small"), "small.toml", known_names(plugins)),
                   60)["base"]
    return replace(plan, base=plan.base.model_copy(update={"horizon": 2}))


def effect(task: str, per_hour: float, error: float, of: str = "scheme",
           name: str = "thousand_point") -> Effect:
    """What one more hour of a task does to a scheme's points, or to an indicator."""
    return Effect(task, of, name, "", "2014-08", per_hour, error, 40.0)


def summary(needed: Any = 60.0, *, gains: tuple[Effect, ...] | None = None,
            effects: tuple[EffectRow, ...] = EFFECTS, **changes: Any) -> Summary:
    """V01 and V02 have 100 working hours in the first month and 80 in the second, and spend
    10, 20, 30 and 0 on `TASKS`; `needed` (unit, month, task) or anything that fits."""
    plan = _plan()
    units = tuple(plan.leaves)
    shape = (len(units), 2, len(TASKS))
    spent = np.broadcast_to([10.0, 20.0, 30.0, 0.0], shape)
    work = Workload(units, TASKS, np.broadcast_to([100.0, 80.0], shape[:2]), spent / 0.6, spent,
                    np.broadcast_to(np.asarray(needed, float), shape),
                    np.broadcast_to([40.0, 0.0, 0.0, 20.0], shape),
                    np.broadcast_to([10.0, 0.0, 0.0, 0.0], shape), {}, 15.0,
                    np.full(shape[:2], 4.0), core_tasks())
    return Summary(plan, replace(work, **changes),
                   None if gains is None else Marginal(gains, 16, 7, 8.0), effects,
                   {"thousand_point": Text("千分制", "Thousand points"),
                    "lianhe": Text("目标", "Targets")})
