"""Whether each task does in the engine what the catalogue says: effect by effect.

The whole way is taken: no hours against hours without end in one unit, coverage, logit shift,
and one month of the engine in which all women stand where the rate applies, in one row of the
rate. How many took up, stopped or selected with and without the task gives a log odds ratio,
which is put beside the catalogue's size and interval. Tasks that move no rate must leave
every tally as it is, to the byte.

This finds what is lost or doubled between hours and women. It is no evidence that a size is right:
what was put in is found again. Whether a study's outcome comes out needs its trial simulated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.text import Text, _
from fpplan.experiment.draws import central_values
from fpplan.experiment.lived import counts_from
from fpplan.experiment.world import world_of
from fpplan.place.parameters import Parameter
from fpplan.place.setting import Setting, load_setting
from fpplan.population.start import BURN_IN
from fpplan.population.state import AFTER_BIRTH, IN, SEX_KNOWN
from fpplan.programme.tasks import ON_REACH, ON_UPTAKE, TARGETS, Task, core_tasks
from fpplan.scenario.hours import with_hours
from fpplan.scenario.models import Base
from fpplan.scenario.resolve import Resolved

__all__ = ["EffectRow", "effects"]

Floats = NDArray[np.float64]
SURE = 40.0  # a shift that makes an event certain or impossible
ENDLESS = 1e9  # hours
LIMIT = 4.0  # standard errors within which a measured effect equals the catalogue's
_LABEL = {"zh": "一地", "en": "a place"}
NO_MORE = 2
LATE_AGE = 33  # completed years less 15: few unions form, so that few women come with other wishes


@dataclass(frozen=True)
class EffectRow:
    """One task and rate: the catalogue's logit size at full coverage and its interval, what the
    engine showed with its standard error, and how many women's months are behind it. A task
    that moves no rate has target "" and size 0."""

    task: str
    target: str
    parameter: str
    size: float
    low: float
    high: float
    measured: float
    error: float
    events: int
    source: str

    @property
    def inside(self) -> bool:
        """Whether what was measured lies within the catalogue's interval, and is its size within
        the error of the measurement."""
        if not self.target:
            return self.measured == 0.0
        near = abs(self.measured - self.size) <= LIMIT * self.error
        return near and (self.low - LIMIT * self.error <= self.measured
                         <= self.high + LIMIT * self.error)


def effects(setting: Setting | None = None, *, people: int = 40_000, draws: int = 8, seed: int = 0,
            tasks: Mapping[str, Task] | None = None) -> list[EffectRow]:
    """Every effect of every task (the core's when None) in a setting (rural China when None),
    measured in the engine.

    What cannot happen in a setting at all, such as sex selection where there is none, cannot be
    moved there: that effect has no row.

    Args: people of the made-up unit; draws; seed: the errors shrink with the women.
    """
    known = core_tasks() if tasks is None else tasks
    place = load_setting("china_rural") if setting is None else setting
    lab = _Lab(place, known, people, draws, seed)
    rows = []
    # No tally counts who comes within reach; where women differ in it services leave uptake alone.
    elsewhere = {*ON_REACH, *(ON_UPTAKE if place.has_reach else ())}
    for name, task in known.items():
        full = _plan(place, people, {name: ENDLESS})
        moved = lab.shift(full)
        if not task.effects:
            rows.append(EffectRow(name, "", "", 0.0, 0.0, 0.0, float(np.abs(moved).max()), 0.0,
                                  0, task.source))
        for target, parameter in task.effects.items():
            about = lab.parameters[parameter]
            if target in elsewhere or not lab.happens(target):
                continue
            one = moved[TARGETS.index(target)] / task.ceiling
            measured, error, events = lab.measure(target, one)
            rows.append(EffectRow(name, target, parameter, about.value, about.low, about.high,
                                  measured, error, events, about.source))
    return rows


def _plan(setting: Setting, people: int, hours: Mapping[str, float]) -> Resolved:
    """A made-up unit: without hours in its reference, with these from the decision month on."""
    still = {name: {"value": 0.0, "why": "what women want stays as it is for the month"}
             for name in ("want.change_of_mind_per_year",)
             if name in setting.parameters}
    table: dict[str, Any] = {
        "parameters": still,
        "setting": setting.id, "decision_month": "2014-01", "horizon": 12,
        "units": {"place": {"level": "place", "label": _LABEL}},
        "strata": {"everyone": {"label": _LABEL, "policy": "any"}},
        "policy_rules": {"any": {"text": _LABEL, "allow": [{}], "status": "assumed"}},
        "population": {"everyone": {"place": people}},
    }
    reference = Base.model_validate(table)
    plan = Resolved("effects", Text("任务效果", "effects of tasks"), "", "full", None, reference,
                    reference)
    # hours without end, more than any file may give
    return with_hours(plan, tuple(hours), np.array([[[each] for each in hours.values()]]).reshape(
        1, len(hours), 1))


class _Lab:
    """One unit at the end of its past, and one month of the engine from there."""

    def __init__(self, setting: Setting, tasks: Mapping[str, Task], people: int, draws: int,
                 seed: int):
        self.plan = _plan(setting, people, {})
        self.world = world_of(self.plan, setting=setting, tasks=tasks)
        self.parameters: Mapping[str, Parameter] = setting.parameters
        self.methods = setting.method_ids
        self.past = self.world.central_past(central_values(self.plan.base), draws, seed)
        self._ends: dict[tuple[str, float], Floats] = {}

    def shift(self, plan: Resolved) -> Floats:
        """The shift of each target in the first month of a plan: (target,)."""
        sets = self.past.sets
        served = self.world.coverage(plan, sets)
        found: Floats = self.world.shifts(plan, sets, served)[0, 0, BURN_IN]
        return found

    def happens(self, target: str) -> bool:
        """Whether the rate's event can happen to anybody here."""
        return bool((self._events(target, SURE) > self._events(target, -SURE)).any())

    def measure(self, target: str, shift: float) -> tuple[float, float, int]:
        """Log odds ratio of a rate's event with a shift against without it, its standard error,
        and the events without it; of all draws together.

        The women and their luck are the same, so that those who have the event without the
        shift and those who have it only with it (or no longer) are parts of one sample.
        """
        counted = [float(self._events(target, each).sum()) for each in (0.0, shift, -SURE, SURE)]
        never, always = counted[2], counted[3]
        whole = always - never
        p, q = ((count - never) / whole for count in counted[:2])
        gap = float(np.log(q / (1 - q)) - np.log(p / (1 - p)))
        common, moved = min(p, q), abs(q - p)
        slope_both = 1 / (q * (1 - q)) - 1 / (p * (1 - p))  # of the common part, both odds move
        slope_one = 1 / (q * (1 - q)) if q > p else 1 / (p * (1 - p))
        # The parts shut each other out; taking their covariance as if it added is cautious.
        variance = (slope_both**2 * common * (1 - common) + slope_one**2 * moved * (1 - moved)
                    + 2 * abs(slope_both) * slope_one * common * moved) / whole
        return gap, float(np.sqrt(variance)), round(counted[0] - never)

    def _events(self, target: str, shift: float) -> Floats:
        """Events of the first month by draw, with one target shifted."""
        if (target, shift) not in self._ends:
            states = self.past.states.copy()
            states["years"] = LATE_AGE
            states["reach"] = IN
            for field, value in _ROW[target].items():
                states[field] = value
            if target == "stop":
                states["method"] = 1 + self._short()
            moves = np.zeros((1, 1, self.plan.base.horizon, len(TARGETS)))
            moves[0, 0, 0, TARGETS.index(target)] = shift
            counts = counts_from(self.world, replace(self.past, states=states), moves)
            slots = self.world.population.table.match(_COUNTED[target])
            self._ends[target, shift] = counts[:, 0, 0][:, slots].sum(axis=1).astype(
                np.float64)
        return self._ends[target, shift]

    def _short(self) -> int:
        """The method that is stopped most often, so that few women show it well."""
        stops = [self.parameters[f"method.{method}.stop_12m_percent"].value
                 for method in self.methods]
        return int(np.argmax(stops))


# Where all women are put so that one row of the rate holds for those to whom it applies.
_ROW: Mapping[str, Mapping[str, int]] = {
    "uptake": {"method": 0, "stage": 0, "want": NO_MORE, "order": 2, "sons": 1, "daughters": 1},
    "uptake_postpartum": {"method": 0, "stage": AFTER_BIRTH + 12, "want": NO_MORE, "order": 2,
                          "sons": 1, "daughters": 1},
    "stop": {"stage": 0, "want": NO_MORE, "order": 2, "sons": 1, "daughters": 1},
    "selection_access": {"method": 0, "stage": SEX_KNOWN - 1, "order": 2, "sons": 0,
                         "daughters": 2, "want": 0},
}
_COUNTED = {"uptake": "starts", "uptake_postpartum": "starts", "stop": "stops",
            "selection_access": "selective_terminations"}


def target_words(target: str) -> str:
    """A rate in words."""
    return {"uptake": _("uptake of a method"),
            "uptake_postpartum": _("uptake of a method after a birth"),
            "stop": _("stopping a method"),
            "selection_access": _("access to sex selection"), "": _("no rate")}[target]
