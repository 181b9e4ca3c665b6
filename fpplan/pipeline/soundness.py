"""What a run would refuse or leave out, known before it lives a single month.

`validate`, `run` and `workload` ask here, so that a scenario which is called valid is one that
runs: every scheme is scored once on figures of which only their presence counts.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from fpplan.contract.errors import InputError, Problem
from fpplan.contract.months import Period
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import _
from fpplan.experiment.periods import scheme_years
from fpplan.indicators.table import VIEWS, IndicatorTable
from fpplan.matching.priors import remarks as scale_remarks
from fpplan.pipeline.plan import Plan
from fpplan.programme.wires import not_done
from fpplan.scenario.budget import own_hours
from fpplan.scenario.models import Pool
from fpplan.scenario.resolve import Resolved

__all__ = ["check_given", "remarks"]

_NOTICED = 0.05  # hours a month; less is rounding


def check_given(work: Plan, where: str) -> None:
    """Refuse a plan whose schemes need inputs that neither the run nor the scenario gives.
    `where` is the file. Raises InputError with a line for each input."""
    found: dict[str, Problem] = {}
    gives = {scheme.id: scheme.base is not None for scheme in work.schemes}
    for name, resolved in work.variants.items():
        reads = (*work.world.reads(resolved), *work.world.compared(resolved))
        for read in reads:
            if (read.scheme.base is not None) != gives[read.id]:
                rule = _("gives points in the base or here, and none in the other, which cannot "
                         "be compared: choose this reading in the base of a copy")
                key = f"variant.{name}.set.readings.{read.id}"
                found[key] = Problem(where, key, rule)
        periods = [each.period for each in work.periods]
        table = _blank(resolved, periods, work.indicators)
        nothing = np.zeros((1, len(table.units), len(periods)))
        fed = dict.fromkeys(resolved.base.worked_out(), nothing)
        for read in reads:
            figures = replace(read.figures(table, fed), where=(where, "base.inputs."))
            try:
                with np.errstate(all="ignore"):  # the numbers are made up
                    points = read.points(figures)
                    if read.scheme.payouts:
                        read.payouts(figures, points)
            except InputError as fault:
                found |= {str(problem): problem for problem in fault.problems}
    if found:
        raise InputError(found.values())


def _blank(resolved: Resolved, periods: list[Period], names: tuple[str, ...]) -> IndicatorTable:
    """A table in which every indicator is there, whatever its number."""
    parents = [unit for unit in resolved.base.units if unit not in resolved.leaves]
    units = (*resolved.leaves, *parents)
    ones = np.ones((len(VIEWS), 1, len(units), len(periods), len(names)))
    return IndicatorTable(ones, ones, ones, units, tuple(periods), names, (0, 1))


def remarks(work: Plan) -> list[str]:
    """What a scenario may ask for and its author should know of: months that no year counts,
    schemes without a whole year, hours planned where nobody is there to work them, scales that make
    a place that no source knows."""
    base = work.base
    said = []
    over = base.base.horizon % 12
    if over:
        said.append(_("horizon = {horizon}: the last {over} months make no whole year; they are "
                      "simulated, but no figure of a year counts them").format(
            horizon=base.base.horizon, over=over))
    for scheme in work.schemes:
        if not scheme_years(base, scheme):
            said.append(_("{scheme}: no whole year of its calendar lies within the {horizon} "
                          "months of the run, so that it scores nothing; horizon = {enough} would "
                          "hold one").format(scheme=scheme.id, horizon=base.base.horizon,
                                             enough=_enough(base, scheme)))
    for name, reason in work.left_out.items():
        said.append(_("Not worked out: {name}: {reason}").format(name=name, reason=reason))
    for name, resolved in work.variants.items():
        said += [f"{name}: {line}" for line in _unmanned(resolved)]
        if resolved.base.weights != base.base.weights:
            said.append(f"{name}: " + _("items count other points than in the base, so that points "
                                        "differ by the rule as well as by what is done"))
    said += _compared(work)
    said += [f"{remark.about}: {remark.words}" for remark in scale_remarks(work.world)]
    return said


def _compared(work: Plan) -> list[str]:
    """The schemes that only score plans, with how much of what each asks nobody does there."""
    found: dict[tuple[str, ...], list[str]] = {}
    for scheme in work.schemes:
        undone = {name: len(not_done(plan, scheme, work.world.indicators))
                  for name, plan in work.variants.items() if scheme.id not in plan.base.schemes}
        if undone:
            most = max(undone.values())
            found.setdefault(tuple(undone), []).append(scheme.id if not most else _(
                "{scheme} ({number} of the things that it asks are not done here)").format(
                    scheme=scheme.id, number=most))
    return [", ".join(plans) + ": " + _("only compared by these schemes, which bring no work and "
                                        "take no hours: {names}").format(names=", ".join(names))
            for plans, names in found.items()]


def _enough(base: Resolved, scheme: Scheme) -> int:
    """The shortest horizon, in whole years, that holds a year of a scheme's calendar."""
    (year, *_later) = scheme.calendar.years(base.base.decision_month, 0, 23)
    return -(-(year.last + 1) // 12) * 12


def _unmanned(resolved: Resolved) -> list[str]:
    """A line for each leaf unit with more hours planned than its own staff and its part of the
    shared ones have: others of the pool must come, or the hours stay on paper."""
    base, seasons = resolved.base, len(resolved.base.seasons)
    people = {unit: resolved.people(unit) for unit in base.units}
    said = []
    for unit in resolved.leaves:
        planned = max(sum(base.hours.at(unit, task, seasons)[s] for task in base.hours.of(unit))
                      for s in range(seasons))
        above = resolved.above(unit)
        shared = sum(kind.number.number * kind.hours_each * people[unit]
                     / max(people[kind.number.pool], 1)
                     for kind in base.staff.values()
                     if isinstance(kind.number, Pool) and kind.number.pool in (unit, *above))
        there = own_hours(unit, base.staff) + shared
        if planned > there + _NOTICED:
            said.append(_("{unit}: {planned} hours a month are planned and {there} are there (its "
                          "own staff and its part of those it shares); the others must be worked "
                          "by staff of other units").format(
                unit=unit, planned=f"{planned:,.0f}", there=f"{there:,.0f}"))
    return said
