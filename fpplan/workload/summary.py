"""A workload put together for readers: facts by unit and month, in order, for tables and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fpplan.contract.indicators import Indicator
from fpplan.contract.months import month_name
from fpplan.contract.text import Text
from fpplan.indicators.core import core_indicators
from fpplan.programme.staff import pay_yuan_per_month
from fpplan.scenario.resolve import Resolved
from fpplan.workload.effects import EffectRow
from fpplan.workload.marginal import Effect, Marginal
from fpplan.workload.need import Undone, Workload

__all__ = ["Summary"]


@dataclass(frozen=True)
class Summary:
    """The workload of one plan, with what it is called."""

    resolved: Resolved
    work: Workload
    gains: Marginal | None
    effects: tuple[EffectRow, ...]
    scheme_labels: dict[str, Text]
    formulas: Mapping[str, Indicator] = field(default_factory=core_indicators)

    def unit(self, name: str) -> Text:
        """A unit's label."""
        return self.resolved.base.units[name].label

    def task(self, name: str) -> Text:
        """A task's label."""
        return self.work.known[name].text

    def places(self, unit: str | None) -> list[int]:
        """Positions of the simulated units below a unit; all when None."""
        leaves = self.work.units if unit is None else self.resolved.leaves_below(unit)
        return [self.work.units.index(leaf) for leaf in leaves]

    @property
    def months(self) -> list[str]:
        """The months, written "2014-08"."""
        start = self.resolved.base.decision_month
        return [month_name(month, start) for month in range(self.resolved.base.horizon)]

    def by_unit(self) -> list[dict[str, Any]]:
        """Working hours a month of each unit, means over the months."""
        rows = []
        undone = self.work.undone()
        pay = pay_yuan_per_month(self.resolved.base, self.work.units)
        for u, unit in enumerate(self.work.units):
            first = next((each for each in undone if each.unit == unit), None)
            rows.append({
                "unit": unit, "unit_label": str(self.unit(unit)),
                "available": float(self.work.available[u].mean()),
                "paid": float(self.work.paid[u].sum(axis=-1).mean()),
                "spent": float(self.work.spent[u].sum(axis=-1).mean()),
                "needed": float(self.work.needed[u].sum(axis=-1).mean()),
                "taken_by_records": float(self.work.taken[u].mean()),
                "pay_yuan_per_month": float(pay[u]),
                "first_undone": first.task if first else None,
                "first_undone_percent": 100 * first.share if first else None,
            })
        return rows

    def by_month(self, unit: str | None = None) -> list[dict[str, Any]]:
        """Working hours of a unit, or of all together, month by month."""
        at = self.places(unit)
        return [{
            "month": month, "available": float(self.work.available[at, m].sum()),
            "spent": float(self.work.spent[at, m].sum()),
            "needed": float(self.work.needed[at, m].sum()),
            "taken_by_records": float(self.work.taken[at, m].sum()),
        } for m, month in enumerate(self.months)]

    def by_task(self, unit: str | None = None) -> list[dict[str, Any]]:
        """Clients and working hours a month of each task, means over the months."""
        at = self.places(unit)
        rows = []
        for t, task in enumerate(self.work.tasks):
            about = self.work.known[task]
            counted = not isinstance(about.clients, float)
            clients = float(self.work.clients[at, :, t].sum(axis=0).mean())
            reached = float(self.work.reached[at, :, t].sum(axis=0).mean())
            rows.append({
                "task": task, "task_label": str(about.text), "plannable": about.plannable,
                "tags": sorted(about.tags), "clients": clients if counted else None,
                "reached": reached if counted else None,
                "reached_percent": 100 * reached / clients if counted and clients else None,
                "spent": float(self.work.spent[at, :, t].sum(axis=0).mean()),
                "needed": float(self.work.needed[at, :, t].sum(axis=0).mean()),
            })
        return rows

    def by_activity(self, unit: str | None = None) -> list[dict[str, Any]]:
        """What is due and done of each activity over the months of the run."""
        at = self.places(unit)
        rows = []
        for name, done in self.work.done.items():
            start = -done.first_month
            takes = [u for u in at if not np.isnan(done.count[0, u, -1])]
            rows.append({
                "activity": name, "label": str(done.activity.label), "task": done.activity.task,
                "due": float(done.due[start:].sum()) * len(takes),
                "done": float(np.sum(done.count[0, takes, start:])),
            })
        return rows

    def undone(self, unit: str | None = None) -> list[Undone]:
        """What goes undone in a unit, most first; of all units together when None."""
        at = self.places(unit)
        if len(at) == 1:
            return [each for each in self.work.undone() if each.unit == self.work.units[at[0]]]
        found: dict[str, list[Undone]] = {}
        names = {self.work.units[u] for u in at}
        for each in self.work.undone():
            if each.unit in names:
                found.setdefault(each.task, []).append(each)
        whole = []
        for task, rows in found.items():
            t = self.work.task(task)
            needed = float(self.work.needed[at, :, t].mean(axis=1).sum())
            spent = float(self.work.spent[at, :, t].mean(axis=1).sum())
            weight = sum(row.needed for row in rows)
            share = sum(row.share * row.needed for row in rows) / needed if weight else 0.0
            whole.append(Undone(unit or "", task, needed, spent, share))
        return sorted(whole, key=lambda each: (-each.share, -each.hours))

    def name_of(self, effect: Effect) -> str:
        """What an effect is on, in words."""
        if effect.of == "scheme":
            return str(self.scheme_labels[effect.name])
        return str(self.formulas[effect.name].text)

    def as_dict(self) -> dict[str, Any]:
        """Everything, for machines."""
        base = self.resolved
        found: dict[str, Any] = {
            "scenario": base.scenario, "variant": base.variant,
            "decision_month": base.base.decision_month, "scored_items": base.scored_items,
            "record_hours_per_month": self.work.records,
            "units": [{**row, "months": self.by_month(row["unit"]),
                       "tasks": self.by_task(row["unit"]),
                       "activities": self.by_activity(row["unit"]),
                       "undone": [_undone(each) for each in self.undone(row["unit"])]}
                      for row in self.by_unit()],
            "together": {"months": self.by_month(), "tasks": self.by_task(),
                         "activities": self.by_activity(),
                         "undone": [_undone(each) for each in self.undone()]},
        }
        if self.gains is not None:
            found["one_more_hour"] = {
                "draws": self.gains.draws, "seed": self.gains.seed,
                "hours_added": self.gains.step,
                "effects": [_effect(each) for each in self.gains.effects]}
        return found


def _undone(each: Undone) -> dict[str, Any]:
    return {"task": each.task, "needed": each.needed, "spent": each.spent,
            "undone_percent": 100 * each.share}


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


def _effect(each: Effect) -> dict[str, Any]:
    return {"task": each.task, "of": each.of, "name": each.name, "unit": each.unit or None,
            "period": each.period, "per_hour": _known(each.per_hour),
            "standard_error": _known(each.error), "as_it_stands": _known(each.base)}
