"""Measures in a run: their calendar and the money that they pay, as the run folder keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from fpplan.contract.measures import AMOUNT_UNITS, Amount, Measure
from fpplan.contract.text import Text
from fpplan.hide import HIDDEN, few
from fpplan.programme.carried_out import (
    Payment,
    Year,
    amounts_shown,
    events,
    payments,
    receiver,
    years_of,
)
from fpplan.store import PayoutBlock
from fpplan.store.names import EventName, PayoutName

if TYPE_CHECKING:
    from fpplan.pipeline.plan import Plan

__all__ = ["event_names", "measure_payouts", "paid_names"]

_LIMITS = {"exactly": Text("", ""), "least": Text("至少", "at least "),
           "most": Text("至多", "at most ")}


def _years(work: Plan) -> list[Year]:
    return years_of(work.base.base.decision_month,
                    [p.period for p in work.periods if p.role == "year"])


def _top(work: Plan) -> str:
    return next(iter(work.base.base.units))


def event_names(work: Plan) -> Iterator[EventName]:
    """The calendar of every measure that the run carries out."""
    years = _years(work)
    if not years:
        return
    for measure in work.measures:
        steps = {step.id: step for step in measure.steps}
        shown = amounts_shown(measure)
        for event in events(measure, work.base.base.measures[measure.id], years, _top(work)):
            step = steps[event.part] if event.part else None
            amounts = step.amounts if step else measure.amounts
            yield EventName(
                measure=measure.id, part=event.part, label=event.text, kind_label=measure.kind,
                unit_id=event.unit, year=event.year, from_date=event.first, to_date=event.last,
                state=event.state, role=event.role or Text("", ""),
                often=event.often or Text("", ""), amounts=_amounts(amounts, shown),
                planned=event.planned, done=event.done, days_late=event.days_late,
                document=measure.clause.document,
                tags=tuple(sorted(measure.tags_of(step) if step else measure.tags)))


def _amounts(amounts: tuple[Amount, ...], shown: dict[str, bool] | object) -> Text:
    """How much, in words; small recorded counts are hidden."""
    assert isinstance(shown, dict)
    said = [_amount(amount, shown[amount.id]) for amount in amounts if amount.value is not None]
    return Text("；".join(text.zh for text in said), "; ".join(text.en for text in said))


def _amount(amount: Amount, shows: bool) -> Text:
    unit, limit = AMOUNT_UNITS[amount.unit], _LIMITS[amount.limit]
    assert isinstance(amount.value, int | float)  # readings have been chosen
    number = f"{amount.value:,g}" if abs(amount.value) < 1e6 else f"{amount.value:,.0f}"
    if not shows:
        number = HIDDEN if few(amount.value) else "–"
    per = amount.per
    return Text(f"{amount.text.zh} {limit.zh}{number} {unit.zh}".strip()
                + (f"（每{per.zh}）" if per else ""),
                f"{amount.text.en}: {limit.en}{number} {unit.en}".strip()
                + (f" per {per.en}" if per else ""))


def _paid(work: Plan, measure: Measure) -> list[Payment]:
    years = _years(work)
    if not years:
        return []
    return payments(measure, work.base.base.measures[measure.id], years, _top(work))


def paid_names(work: Plan) -> Iterator[PayoutName]:
    """The rows of money that measures pay, who gets each."""
    for measure in work.measures:
        paid = dict.fromkeys(payment.amount for payment in _paid(work, measure))
        parts = {part.id: part for part in measure.parts() if isinstance(part, Amount)}
        for name in paid:
            yield PayoutName(measure.id, name, parts[name].text,
                             receiver(measure, parts[name]), Text("元", "yuan"),
                             tuple(sorted(measure.tags)))


def measure_payouts(work: Plan, draws: int) -> list[PayoutBlock]:
    """The money of every measure: (draw, unit, planning year, amount); units above those that
    are counted are their sums, null where the number of payments is not known."""
    base, found = work.base, []
    units = tuple(base.base.units)
    years = tuple(year.id for year in _years(work))
    for measure in work.measures:
        paid = _paid(work, measure)
        names = tuple(dict.fromkeys(payment.amount for payment in paid))
        if not names:
            continue
        value = np.full((len(units), len(years), len(names)), np.nan)
        for payment in paid:
            at = years.index(payment.year), names.index(payment.amount)
            if payment.yuan is None:
                continue
            for unit in (payment.unit, *base.above(payment.unit)):
                row = (units.index(unit), *at)
                before = 0.0 if np.isnan(value[row]) else value[row]
                value[row] = before + payment.yuan
        paid_out = np.broadcast_to(value, (draws, *value.shape))
        found.append(PayoutBlock(scheme=measure.id, units=units, periods=years, names=names,
                                 value=paid_out, low=paid_out, high=paid_out))
    return found
