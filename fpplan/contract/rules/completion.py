"""Points in proportion to a task: what was done against what was to be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from fpplan.contract.rules.base import Facts, Names, Rule, nothing_to_count, part_said
from fpplan.contract.text import _
from fpplan.contract.units import apart, number

if TYPE_CHECKING:
    from fpplan.contract.rules.base import Array

__all__ = ["Completion", "SplitTarget"]


@dataclass(frozen=True)
class Completion(Rule):
    """`full_points` × done ÷ task, at most all of them, and `beyond` for each case past the task.
    See docs/model.md [E-completion].

    A task of 0 with nothing done is null; with something done the task is met. `rewarded`
    names cases among `done` that earn elsewhere and are the first to be counted as past the
    task, so that they earn no `beyond` here. `times`: the task is so many for each 1 of the
    input `task` (2 for each cadre).
    """

    done: str
    task: str
    full_points: float
    beyond: float = 0.0
    rewarded: str | None = None
    times: float = 1.0

    def reads(self) -> tuple[str, ...]:
        return (self.done, self.task, *((self.rewarded,) if self.rewarded else ()))

    @property
    def full(self) -> float:
        return self.full_points

    def points(self, x: Mapping[str, Array]) -> Array:
        import numpy as np

        done, task = x[self.done], self.times * x[self.task]
        past = np.maximum(done - task, 0.0)
        if self.rewarded:
            past = np.maximum(past - x[self.rewarded], 0.0)
        return self.full_points * share_done(done, task) + self.beyond * past

    def gap(self, x: Mapping[str, Array]) -> Array | None:
        return self.times * x[self.task] - x[self.done]

    def direction(self) -> Mapping[str, int]:
        found = {self.done: 1, self.task: -1}
        return {**found, self.rewarded: -1} if self.rewarded else found

    def say(self, x: Mapping[str, float], names: Names) -> str:
        done, task = x[self.done], self.times * x[self.task]
        share = min(1.0, done / task) if task else 1.0
        shown, wanted = apart(done, task)
        if not self.full_points:  # a task that is only met or missed
            return _("{name}: {done} of a task of {task}.").format(
                name=names[self.done], done=shown, task=wanted)
        said = _("{name}: {done} of a task of {task}, {share} % of {full} points = {points}."
                 ).format(
            name=names[self.done], done=shown, task=wanted,
            share=apart(100 * share, 100)[0], full=number(self.full_points),
            points=number(self.full_points * share))
        past = max(0.0, done - task)
        if self.rewarded and past:
            past = max(0.0, past - x[self.rewarded])
            said += " " + _("Of those beyond the task, {count} earn under another clause only."
                            ).format(count=number(max(0.0, done - task) - past))
        if past and self.beyond:
            said += " " + _("{count} beyond the task × {each}: {points} more.").format(
                count=number(past), each=number(self.beyond), points=number(past * self.beyond))
        return said


@dataclass(frozen=True)
class SplitTarget(Rule):
    """A year's task split over the seasons by `shares`; each season earns its share of the
    points by its own completion, and cases past the whole year's task earn `beyond` each.
    See docs/model.md [E-split-target].

    What is done past a season's share is not carried to another season's points. `done` is
    given by season, `task` for the year.
    """

    spreads: ClassVar[bool] = True

    done: str
    task: str
    full_points: float
    shares: tuple[float, ...]
    beyond: float = 0.0
    rewarded: str | None = None

    def reads(self) -> tuple[str, ...]:
        return (self.done, self.task, *((self.rewarded,) if self.rewarded else ()))

    def yearly(self) -> tuple[str, ...]:
        return (self.task, *((self.rewarded,) if self.rewarded else ()))

    @property
    def full(self) -> float:
        return self.full_points

    def full_by_part(self, parts: int) -> tuple[float, ...]:
        return tuple(self.full_points * share for share in self._parts())

    def _parts(self) -> list[float]:
        return [share / sum(self.shares) for share in self.shares]

    def points(self, x: Mapping[str, Array]) -> Array:
        import numpy as np

        parts = self._parts()
        done, task = np.broadcast_arrays(x[self.done], x[self.task])
        if done.shape[-1] != len(parts):
            raise ValueError(f"{len(parts)} seasons are needed, {done.shape[-1]} are given")
        weights = np.asarray(parts)
        points = self.full_points * weights * share_done(done, task * weights)
        whole = done[..., 0]
        for part in range(1, len(parts)):  # in order: the same sum alone and in arrays
            whole = whole + done[..., part]
        past = np.maximum(whole - task[..., 0], 0.0)
        if self.rewarded:
            past = np.maximum(past - x[self.rewarded][..., 0], 0.0)
        extra = self.beyond * past
        for part in reversed(range(len(parts))):  # in the last season that is not null
            there = ~np.isnan(points[..., part])
            points[..., part] += np.where(there, extra, 0.0)
            extra = np.where(there, 0.0, extra)
        return points

    def gap(self, x: Mapping[str, Array]) -> Array | None:
        """Of the whole year, repeated in every part."""
        import numpy as np

        done = x[self.done]
        whole = done[..., :1]
        for part in range(1, done.shape[-1]):
            whole = whole + done[..., part:part + 1]
        return np.broadcast_to(x[self.task] - whole, np.broadcast_shapes(
            x[self.task].shape, done.shape))

    def direction(self) -> Mapping[str, int]:
        found = {self.done: 1, self.task: -1}
        return {**found, self.rewarded: -1} if self.rewarded else found

    def say(self, x: Mapping[str, float], names: Names) -> str:
        raise TypeError("a split target is explained over the whole year")

    def explain(self, facts: Facts, names: Names, null: Sequence[float]) -> list[str]:
        task = facts[self.task][0]
        done = facts[self.done]
        if any(value != value for value in (task, *done)):
            return [nothing_to_count(sum(null), names)]
        said = []
        for part, weight in enumerate(self._parts()):
            if not task and not done[part]:
                said.append(part_said(part, names, nothing_to_count(null[part], names)))
                continue
            share = min(1.0, done[part] / (task * weight)) if task else 1.0
            shown, wanted = apart(done[part], task * weight)
            said.append(part_said(part, names, _(
                "{done} of {task} (a share of {weight} % of the year's task), {share} % of {full} "
                "points = {points}.").format(
                done=shown, task=wanted,
                weight=number(100 * weight), share=apart(100 * share, 100)[0],
                full=number(self.full_points * weight),
                points=number(self.full_points * weight * share))))
        past = max(0.0, sum(done) - task)
        if self.rewarded and past:
            past = max(0.0, past - facts[self.rewarded][0])
        if past and self.beyond:
            said.append(_("{count} beyond the year's task × {each}: {points} more.").format(
                count=number(past), each=number(self.beyond), points=number(past * self.beyond)))
        return said


def share_done(done: Array, task: Array) -> Array:
    """done ÷ task, at most 1; NaN for 0/0, 1 for something done without a task."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return np.minimum(done / task, 1.0)
