"""Targets that units can meet by serving people: what is likely, attainable, fair, and luck.

For every unit and every indicator that can be a target (`targets_subject`): the forecast at
given staffing, the number met with a chosen probability, one number for all against a number a
unit, who is set up to fail today, and where luck decides whatever is set. Nothing here reads
points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from fpplan.audit.targets import BETWEEN
from fpplan.contract.errors import InputError, nearest
from fpplan.contract.months import Period
from fpplan.contract.text import _
from fpplan.experiment.draws import REPEATS
from fpplan.indicators.chance import NORMAL, births_to_tell, boy_share, reliability
from fpplan.pipeline.naming import names_of
from fpplan.pipeline.plan import Plan
from fpplan.planning.shrink import weight
from fpplan.planning.targets_chance import APART, AT, Odds, odds
from fpplan.planning.targets_forecast import Forecast, forecast
from fpplan.planning.targets_present import Flagged, Present, flagged, presents
from fpplan.planning.targets_subject import Subject, subjects
from fpplan.scenario.resolve import Resolved
from fpplan.store.names import Quota

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Recorded = Mapping[str, Mapping[str, tuple[float, float]]]

__all__ = ["FAILS", "RELIABLE", "Cell", "Line", "Ready", "Targets", "enough", "targets"]

FAILS = 0.2  # who meets a target with less than this chance is set up to fail
LEAST, MOST, PEOPLE = 200, 1000, 100_000  # draws, draws, and people up to whom there are most
RELIABLE = 0.7  # where less than this of the differences between units is true, luck decides


@dataclass(frozen=True)
class Cell:
    """One unit's forecast of one indicator, in the indicator's unit; None for 0/0.

    `low`, `middle`, `high`: 10, 50 and 90 % of draws. `truth`: the expected true value, where
    the books may differ. `empty`: share of draws with nothing to count. `counted`: expected
    births, women or years that it is counted on. `attainable`: the number met with the chosen
    probability; `proposed`: the same where luck does not decide. `equal`: chance to meet the
    one number for all. `reliable`: share of the differences between such units that is not
    luck (None for a sex ratio). `years`: years to pool before the unit's figure means
    something. `weight`: how much of the unit's own figure of one year, against its peers', a
    shrunk rate would take; `own_figures`: one was given. `present`: chance to meet each target
    of today, by "<scheme>.<item>".
    """

    unit: str
    expected: float | None
    low: float | None
    middle: float | None
    high: float | None
    truth: float | None
    empty: float
    counted: float
    attainable: float | None = None
    proposed: float | None = None
    equal: float | None = None
    reliable: float | None = None
    years: int | None = None
    weight: float | None = None
    own_figures: bool = False
    chance_decides: bool = False
    present: Mapping[str, float] | None = None


@dataclass(frozen=True)
class Line:
    """One indicator over all units.

    `equal`: one number for all simulated units. `luck`: chance that of two units of the same
    true rate one meets it and the other does not. `needed`: births, women or years of use
    from which on a figure means something; `apart`: of a sex ratio, the level that is told
    from the normal one by so many. `together`: how many average units make that in one year.
    `between`: the true standard deviation between units that is reckoned with, a share.
    """

    subject: Subject
    cells: tuple[Cell, ...]
    equal: float | None = None
    luck: float | None = None
    needed: int | None = None
    apart: float | None = None
    together: int | None = None
    between: float | None = None

    def cell(self, unit: str) -> Cell:
        """The cell of one unit."""
        return next(cell for cell in self.cells if cell.unit == unit)


@dataclass(frozen=True)
class Ready:
    """Births that services should be ready for in one unit: expected, and 10 and 90 % of
    draws, of each quarter and of the whole period last."""

    unit: str
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Targets:
    """Everything that a hand-out says. `units` are the leaves, then their parents; `lines` the
    indicators that can be targets, `shown` those that are shown without one."""

    work: Plan
    period: Period
    probability: float
    units: tuple[str, ...]
    leaves: int
    lines: tuple[Line, ...]
    shown: tuple[Line, ...]
    presents: tuple[Present, ...]
    ready: tuple[Ready, ...]
    quarters: tuple[tuple[str, str], ...]
    quotas: tuple[Quota, ...]
    eligible: Mapping[str, float]
    flagged: tuple[Flagged, ...]

    def line(self, name: str) -> Line:
        """The line of one indicator."""
        return next(line for line in (*self.lines, *self.shown) if line.subject.name == name)

    def failing(self) -> list[tuple[Present, list[str]]]:
        """Each target of today that is met or missed, with the units that are set up to fail
        under it."""
        found = []
        for present in self.presents:
            if present.graded:
                continue
            units = [cell.unit for cell in self.line(present.name).cells
                     if cell.present and cell.present.get(present.key, 1.0) < FAILS]
            if units:
                found.append((present, units))
        return found

    def proposals(self) -> dict[str, dict[str, float]]:
        """"<scheme>.<item>" -> unit -> the proposed target, as a scenario writes them: of
        untagged items only, and of units where luck does not decide."""
        found: dict[str, dict[str, float]] = {}
        for present in self.presents:
            table = {}
            for place, cell in enumerate(self.line(present.name).cells):
                if cell.proposed is not None and (present.every_unit or place < self.leaves):
                    table[cell.unit] = min(max(cell.proposed, present.least), present.most)
            if table:
                found[present.key] = table
        return found


def enough(base: Resolved) -> int:
    """Draws by default: 1,000 up to 100,000 people, fewer beyond, never fewer than 200: luck is
    worked out exactly, draws only stand for what is not known."""
    people = sum(base.people(unit) for unit in base.leaves)
    return max(LEAST, min(MOST, int(MOST * PEOPLE / max(people, 1)) // REPEATS * REPEATS))


def targets(work: Plan, *, period: str | None = None, probability: float = 0.8,
            recorded: Recorded | None = None, chunk: int | None = None,
            progress: Callable[[int, int], None] | None = None) -> Targets:
    """Forecast the scenario's base and work out targets.

    Args:
        work: the scenario, its schemes, draws and seed, settled.
        period: id of a period of the run (the first year from the decision month on).
        recorded: figures of a year by indicator and unit, (found, of): what sets a unit apart.
        probability: with which a proposed target should be met, above 0 and below 1.
        chunk, progress: as `forecast`.
    Raises InputError for an unknown period.
    """
    when = _period(work, period)
    base = work.base
    quotas = names_of(work).quotas
    patterns = {pattern: "stock" for quota in quotas
                for pattern in (quota.wanting, quota.among) if pattern}
    patterns |= {quota.eligible: quota.eligible_kind for quota in quotas}
    found = forecast(work.world, base, when, draws=work.draws, seed=work.seed, chunk=chunk,
                     progress=progress,
                     eligible=patterns)
    today = presents(work.lived, base.base.inputs, base.base.targets or {})
    lines, shown = [], []
    for each in subjects().values():
        if each.treatment == "target":
            lines.append(_line(found, each, today, probability,
                               (recorded or {}).get(each.name, {})))
        elif each.treatment == "shown":
            shown.append(Line(each, tuple(_cells(found, each))))
    return Targets(work, when, probability, found.units, found.leaves, tuple(lines),
                   tuple(shown), today, tuple(_ready(found)), found.quarters, quotas,
                   found.eligible, flagged(work.lived))


def _period(work: Plan, wanted: str | None) -> Period:
    choice = {each.period.id: each.period for each in work.periods if each.role != "before"}
    if wanted is None:
        return next(each.period for each in work.periods if each.role == "year")
    if wanted not in choice:
        raise InputError.one("", "--period", _("is not a period of this scenario; known: {names}"
                                               ).format(names=", ".join(choice)), wanted,
                             nearest(wanted, choice))
    return choice[wanted]


def _cells(found: Forecast, subject: Subject) -> list[Cell]:
    above, below, value = found.of(subject.name)
    truth = found.true_of(subject.name) if subject.view != "true" else None
    counts = above + below if subject.kind == "ratio" else below
    cells = []
    for at, unit in enumerate(found.units):
        known = value[:, at][~np.isnan(value[:, at])]
        low, middle, high = (np.quantile(known, [0.1, 0.5, 0.9]) if len(known)
                             else (None, None, None))
        total = np.nansum(below[:, at])
        expected = subject.indicator.factor * np.nansum(above[:, at]) / total if total else None
        cells.append(Cell(
            unit, _float(expected), _float(low), _float(middle), _float(high),
            None if truth is None else _float(float(truth[at])),
            1 - len(known) / found.draws, float(np.nanmean(counts[:, at]))))
    return cells


def _float(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else float(value)


def _line(found: Forecast, subject: Subject, today: tuple[Present, ...], probability: float,
          recorded: Mapping[str, tuple[float, float]]) -> Line:
    figures = np.array([recorded.get(unit, (0.0, 0.0)) for unit in found.units[:found.leaves]])
    known = odds(found, subject, (figures[:, 0], figures[:, 1]) if recorded else None)
    attainable = known.attainable(probability)
    equal = known.for_all(probability, found.leaves)
    own = [each for each in today if each.name == subject.name]
    met = {each.key: known.chance(np.array([each.at(unit) for unit in found.units]))
           for each in own}
    equally = known.chance(equal) if not math.isnan(equal) else np.full(len(found.units), np.nan)
    needed, apart, between = _needed(known, own, found)
    cells = []
    for at, cell in enumerate(_cells(found, subject)):
        trust = None
        if subject.kind != "ratio":
            trust = _reliability(known, cell.counted, between)
        decides = cell.counted < needed if needed is not None and subject.kind == "ratio" else (
            trust is not None and trust < RELIABLE)
        number = _float(attainable[at])
        cells.append(replace(
            cell, attainable=number, equal=_float(equally[at]), reliable=trust,
            chance_decides=bool(decides),
            proposed=None if decides and subject.kind == "ratio" else number,
            weight=float(weight(np.array(cell.counted), known.group)),
            own_figures=bool(recorded.get(cell.unit)),
            years=math.ceil(needed / cell.counted) if needed and cell.counted else None,
            present={key: float(chances[at]) for key, chances in met.items()
                     if not math.isnan(chances[at]) and (
                         at < found.leaves
                         or next(e for e in own if e.key == key).every_unit)}))
    mean = float(np.mean([cell.counted for cell in cells[:found.leaves]]))
    luck = _float(known.disagree(equal, found.leaves)) if not math.isnan(equal) else None
    return Line(subject, tuple(cells), _float(equal), luck, needed, apart,
                math.ceil(needed / mean) if needed and mean else None, between)


def _reliability(known: Odds, counted: float, between: float) -> float:
    """Share of the differences between units counted on so many that is not luck."""
    if not known.group.luck:
        return 1.0  # everybody has the same figure: nothing is left to luck
    if known.subject.kind != "events":
        return reliability(round(counted), known.group.mean, between)
    noise = known.group.luck / counted if counted else math.inf
    return between**2 / (between**2 + noise)


def _needed(known: Odds, own: list[Present], found: Forecast
            ) -> tuple[int | None, float | None, float]:
    """How many a figure must be counted on before it means something; of a sex ratio the level
    to be told from the normal one; and the true standard deviation between units."""
    assumed = min(BETWEEN, BETWEEN * known.group.luck / (AT * (1 - AT)))
    between = max(assumed, known.group.between)
    if known.subject.kind != "ratio":
        luck = known.group.luck
        if math.isnan(luck):  # nobody is there to be counted: no number of them is enough
            return None, None, between
        needed = RELIABLE / (1 - RELIABLE) * luck / between**2 if between else 0.0
        return math.ceil(needed), None, between
    asked = [each.at(found.units[-1]) for each in own]
    level = max(min(asked, default=0.0), NORMAL + APART)
    return births_to_tell(boy_share(NORMAL), boy_share(level)), level, between


def _ready(found: Forecast) -> list[Ready]:
    rows = []
    whole = np.concatenate([found.births, found.births.sum(axis=-1, keepdims=True)], axis=-1)
    for at, unit in enumerate(found.units):
        births = whole[:, at]
        low, high = np.quantile(births, [0.1, 0.9], axis=0)
        rows.append(Ready(unit, tuple(births.mean(axis=0).tolist()), tuple(low.tolist()),
                          tuple(high.tolist())))
    return rows
