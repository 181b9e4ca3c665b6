"""Inputs that wires fill: work done, cases dealt with, people reached and told, records in order,
stock, staff. What each way means stands in `fpplan.contract.fills`; here it is counted.

Work of wires takes the hours of its task that activities of the scenario leave, in the order in
which the caller asks. What was carried out is the same in the books; of clients the books may say
more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.months import Period, absolute
from fpplan.contract.text import Text
from fpplan.programme.activities import Tally, one_done
from fpplan.programme.clients import due, reached
from fpplan.programme.hours import RECORDS
from fpplan.programme.staff import posts_filled
from fpplan.programme.supply import missing
from fpplan.scenario.work import Activity

if TYPE_CHECKING:
    from fpplan.place.parameters import ParameterSets
    from fpplan.programme.coverage import Coverage
    from fpplan.programme.tasks import Task
    from fpplan.scenario.models import Base
    from fpplan.scenario.work import Filled
    from fpplan.tallies import Tallies, View

__all__ = ["Filling", "awareness", "over"]

Floats = NDArray[np.float64]
UNREACHED = "programme.awareness_unreached"
UNKEPT, FINDS, AUDIT = ("programme.records_right_unkept", "reporting.audit_detection_label",
                        "record_audit")
YEAR = 12


@dataclass(frozen=True)
class Filling:
    """What inputs of one plan are filled from. `periods` lie within the tallies' months; `left` are
    the hours that nothing else has taken, and what is counted takes its own from them."""

    base: Base
    served: Coverage
    sets: ParameterSets
    tallies: Tallies
    periods: Sequence[Period]
    left: Mapping[str, Floats]
    tasks: Mapping[str, Task]
    seed: int
    set_of_draw: NDArray[np.int64]

    def of(self, wire: Filled, view: View) -> Tally:
        """What a wire counts in a view: over sets, or for clients over draws, (.., unit,
        period). See docs/model.md [E-fills]."""
        made: Tally = getattr(self, f"_{wire.by}")(wire, view)
        return made

    def _work(self, wire: Filled, _view: View) -> Tally:
        assert wire.task and wire.hours_each
        label = Text(wire.task, wire.task)
        doing = Activity(label=label, task=wire.task, hours_each=wire.hours_each,
                         target=wire.times, every=wire.every)
        start = absolute(self.base.decision_month) % YEAR + 1
        offset = 0 if wire.year_starts is None else wire.year_starts - start
        done = one_done(self.base, doing, self.left, self.served, offset)
        counts = wire.fill().counted
        if counts == "standing":
            return Tally(_by_period(done.standing(p) for p in self.periods), None, least=True)
        parts = [done.over(period) for period in self.periods]
        if counts == "percent":
            return Tally(_by_period(part["in_time"] for part in parts),
                         _by_period(part["due"] for part in parts))
        return Tally(_by_period(part[counts] for part in parts), None)

    def _share(self, wire: Filled, _view: View) -> Tally:
        assert wire.task and wire.hours_each and wire.of
        served = self.served
        cases = (served.clients[:, served.tasks.index(wire.of)] if isinstance(wire.of, str)
                 else np.full(len(served.units), wire.of))[None, :, None]
        there = self.left[wire.task]
        dealt = np.minimum(there / wire.hours_each, cases)
        there -= np.minimum(there, dealt * wire.hours_each)
        inside = [served.months(p.first, p.last) for p in self.periods]
        number = _by_period(dealt[:, :, months].sum(axis=2) for months in inside)
        of = _by_period(np.broadcast_to(cases, dealt.shape)[:, :, months].sum(axis=2)
                        for months in inside)
        return Tally(of - number, None) if wire.counts == "missed" else Tally(number, of)

    def _clients(self, wire: Filled, view: View) -> Tally:
        assert wire.task
        task, first = self.tasks[wire.task], self.tallies.first_month
        counts = wire.fill().counted
        waiting = over(due(task, self.tallies, self.served), first, self.periods)
        if counts == "due":
            return Tally(waiting, None)
        number = over(reached(task, self.tallies, self.served, view, seed=self.seed,
                              set_of_draw=self.set_of_draw), first, self.periods)
        if counts == "missed":
            return Tally(np.maximum(waiting - number, 0.0), None)
        return Tally(number, waiting if counts == "percent" else None)

    def _awareness(self, wire: Filled, _view: View) -> Tally:
        assert wire.task
        return awareness(self.served, self.sets, wire.task, self.periods)

    def _told(self, wire: Filled, _view: View) -> Tally:
        assert wire.task
        at = self.served.tasks.index(wire.task)
        told = self.served.values[..., at] * self.served.quality[None, ..., at]
        return _of_people(self.served, wire.task, _means(told, self.served, self.periods))

    def _records(self, _wire: Filled, _view: View) -> Tally:
        served, sets = self.served, self.sets
        right = sets[UNKEPT][:, None, None]
        ends = [slice(max(p.last - served.first_month + 1 - YEAR, 0),
                      p.last - served.first_month + 1) for p in self.periods]
        visited = served.of(AUDIT)
        kept = _means(served.of(RECORDS), served, self.periods)
        seen = 1 - _by_period(np.prod(1 - visited[:, :, at], axis=2) for at in ends)
        found = seen * sets[FINDS][:, None, None]
        return _of_people(served, RECORDS, 1 - (1 - right) * (1 - kept) * (1 - found))

    def _stock(self, wire: Filled, _view: View) -> Tally:
        methods = self.tallies.groups["resupplied"]
        lack = missing(self.base, methods, self.served.units, self.served.first_month,
                       self.base.horizon)[None]
        inside = [self.served.months(p.first, p.last) for p in self.periods]
        counts = wire.fill().counted
        if counts in ("out", "standing"):
            short = _by_period((lack[:, :, at] > 0).any(axis=2).sum(axis=2) for at in inside)
            if counts == "out":
                return Tally(self._all_sets(short), None, worst=True)
            return Tally(self._all_sets((short == 0).astype(np.float64)), None, least=True)
        met = _by_period(1 - lack[:, :, at].mean(axis=(2, 3)) for at in inside)
        return _of_people(self.served, RECORDS, self._all_sets(
            met if counts == "percent" else 1 - met))

    def _staff(self, wire: Filled, _view: View) -> Tally:
        kind = None if wire.of is None else str(wire.of)
        posts, filled = posts_filled(self.base, self.served.units, kind)
        length = np.array([float(p.months) for p in self.periods])
        counts = wire.fill().counted
        there, all_posts = (self._all_sets(np.broadcast_to(
            number[None, :, None], (1, number.size, length.size))) for number in (filled, posts))
        if counts == "percent":
            return Tally(there, all_posts)
        if counts == "standing":
            return Tally((there > 0).astype(np.float64), None, least=True)
        return Tally(there * length if counts == "months" else there, None)

    def _all_sets(self, array: Floats) -> Floats:
        return np.repeat(array, self.sets.count, axis=0)


def awareness(served: Coverage, sets: ParameterSets, task: str, periods: Sequence[Period]
              ) -> Tally:
    """People who know of those there are: all who are reached, and a share of the others, (set,
    unit, period). See docs/model.md [E-awareness]."""
    covered = _means(served.of(task), served, periods)
    other = sets[UNREACHED][:, None, None]
    return _of_people(served, task, other + (1 - other) * covered)


def over(months: Floats, first: int, periods: Sequence[Period]) -> Floats:
    """Sums over periods, (draw, unit, period), of months from `first`, (draw, unit, month)."""
    return _by_period(months[:, :, p.first - first:p.last - first + 1].sum(axis=2)
                      for p in periods)


def _of_people(served: Coverage, task: str, share: Floats) -> Tally:
    """A share of those whom a task is for, as people of people: (set, unit, period)."""
    clients = served.clients[:, served.tasks.index(task)] if task in served.tasks else np.ones(
        len(served.units))
    people = np.broadcast_to(np.maximum(clients, 1e-12)[None, :, None], share.shape)
    return Tally(share * people, people)


def _means(months: Floats, served: Coverage, periods: Sequence[Period]) -> Floats:
    return _by_period(months[:, :, served.months(p.first, p.last)].mean(axis=2) for p in periods)


def _by_period(parts) -> Floats:  # type: ignore[no-untyped-def]
    return np.stack(list(parts), axis=-1)
