"""What the chances are: the reference's own reading of the rates.

A table of rates is read by named axes; each name is worked out from a woman's columns. The
chances of all outcomes come out in the order in which a rising uniform meets them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from fpplan.population.rates import TARGETS, Rates
from reference.women import Column, gestation

__all__ = ["AXES_OF", "COMPLETE", "Policy", "Shift", "chances", "coordinate", "one_set", "read",
           "reads", "tables_read"]

# (stratum, order, sons, daughters): months since the last birth from which the next one is within
# policy, 255 for never
Policy = NDArray[np.uint8]
Shift = Sequence[float] | NDArray[np.float64]  # (target,), on the logit scale

AXES_OF: dict[str, tuple[str, ...]] = {
    "death": ("stratum", "years"),
    "leave": ("stratum", "union", "age group"),
    "child_death": ("stratum", "sons", "daughters", "youngest"),
    "union": ("stratum", "union", "years"),
    "first_want": ("stratum", "age group"),
    "want": ("stratum", "want", "order class", "age group"),
    "uptake": ("stratum", "postpartum", "want", "order class", "age group"),
    "outside": ("stratum", "postpartum", "how outside", "want", "order class"),
    "first_reach": ("stratum", "fecund", "age group"),
    "put_off": ("stratum", "want"),
    "stop": ("stratum", "method", "want", "order class", "age group"),
    "choose": ("stratum", "postpartum", "want", "order class", "age group"),
    "next": ("stratum", "method", "want"),
    "conceive": ("stratum", "method", "fecund", "years", "no birth yet"),
    "lose": ("stratum", "gestation", "age group", "want", "allowed when due"),
    "male": ("stratum",),
    "select": ("stratum", "order class", "any son", "daughters 0 1 2+"),
    "twin": ("stratum", "age group"),
    "insusceptible": ("stratum", "after"),
    "want_after_birth": ("stratum", "order class", "any son", "any daughter", "ever allowed"),
    "reconsider": ("stratum", "order", "sons", "daughters"),
}

# Which table an event reads: one for all women, or several by whether she uses a method and
# whether one is within her reach.
_BY_METHOD = {"use": ("uptake", "outside", "stop"), "choose": ("choose", "next")}
_OTHERWISE = {"fetus_sex": "male", "twin_sex": "male"}

# Tables whose rows hold every outcome; others leave out the last.
COMPLETE = ("choose", "next", "insusceptible")


def one_set(rates: Rates, number: int, shift: Shift | None = None) -> Rates:
    """The rates of one parameter set, without the set axis, with a unit's shifts in them: one for
    each of TARGETS, on the logit scale ("stop" is of women who want a birth later, 1, or no more,
    2); where there are more, one for leaving each method; where there are more still, what there
    is more or less of each method, and the share of those who find none who take another."""
    alone = Rates(*(array[number] for array in rates))
    if shift is None:
        return alone
    by = dict(zip(TARGETS, shift, strict=False))
    stop = np.zeros((alone.stop.shape[1], 3, 1, 1))
    stop[:, 1:] = by["stop"]
    methods = stop.shape[0] - 1
    leaving = np.asarray(shift)[len(TARGETS):len(TARGETS) + methods]
    stop[1:1 + leaving.size] += leaving.reshape(-1, 1, 1, 1)
    uptake = np.stack(
        [_shifted(alone.uptake[:, 0], by["uptake"]),
         _shifted(alone.uptake[:, 1], by["uptake_postpartum"])], axis=1)
    moved = alone._replace(uptake=uptake, outside=_brought_in(alone.outside, by),
                           stop=_shifted(alone.stop, stop),
                           select=_shifted(alone.select, by["selection_access"]))
    stock = np.asarray(shift)[len(TARGETS) + methods:]
    return moved if not stock.any() else _stocked(moved, stock[:-1], stock[-1])


def _stocked(rates: Rates, short: NDArray[np.float64], switch: float) -> Rates:
    """Rates where there is more or less of some methods. A woman comes for a method j as she would
    choose it; she goes with method m in the share `goes[stratum, ..., j, m]`."""
    reversible = (rates.stop[:, 1:, 1, 0, 0] > 0).astype(float)  # (stratum, method)
    without = np.maximum(-short, 0)
    other = 1 - np.eye(short.size)

    def ends(wished: NDArray[np.float64], more: NDArray[np.float64]) -> NDArray[np.float64]:
        there = reversible.reshape(-1, *[1] * (wished.ndim - 2), short.size) * wished * (
            1 - without)
        weight = there[..., None, :] * other
        whole = weight.sum(axis=-1, keepdims=True)
        share = np.divide(weight, whole, out=np.zeros_like(weight), where=whole > 0)
        goes = np.diag(1 + more) + switch * without[:, None] * share
        return np.asarray((wished[..., None] * goes).sum(axis=-2))

    found = ends(rates.choose, np.where(short > 0, short * (1 - switch), short))
    part = found.sum(axis=-1)
    choose = np.divide(found, part[..., None], out=rates.choose.copy(), where=part[..., None] > 0)
    after = ends(rates.next[..., 1:], -without)
    none = 1 - after.sum(axis=-1, keepdims=True)
    outside = rates.outside.copy()
    outside[..., 0] *= part.mean(axis=-1)[:, :, None]
    return rates._replace(uptake=np.minimum(rates.uptake * part, 1), outside=outside, choose=choose,
                          next=np.concatenate([none, after], axis=-1))


def _shifted(p: NDArray[np.float64], by: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """p with `by` added to its logit, written without the logit: odds times exp(by)."""
    grown = p * np.exp(by)
    moved: NDArray[np.float64] = grown / (grown + 1 - p)
    return moved


def _brought_in(outside: NDArray[np.float64], by: Mapping[str, float]) -> NDArray[np.float64]:
    """Hazards of coming within reach, added to what there is: of women who do not take up a
    method the share that stays outside is multiplied by exp(-hazard). Where none came before,
    none comes."""
    found = outside.copy()
    for after_birth in (0, 1):
        for kind, hazard in enumerate((by["reach"], by["willing"])):
            part = found[:, after_birth, kind]
            takes, comes = part[..., 0], part[..., 1]
            stays = (1 - takes - comes) * np.exp(-hazard - after_birth * by["reach_postpartum"])
            part[..., 1] = np.where(comes > 0, np.maximum(1 - takes - stays, 0), 0)
    return found


def coordinate(axis: str, women: Mapping[str, Column], policy: Policy) -> Column:
    """Where a woman stands on a named axis of a table of rates."""
    if axis == "age group":
        return women["years"] // 5
    if axis == "order class":
        return np.minimum(women["order"], 3)
    if axis == "postpartum":
        return ((women["stage"] >= 16) & (women["stage"] <= 39)).astype(np.int64)
    if axis == "how outside":  # out of reach, reluctant; nobody else reads it
        return np.maximum(women["reach"] - 1, 0)
    if axis == "no birth yet":
        return (women["order"] == 0).astype(np.int64)
    if axis == "gestation":
        return gestation(women) - 1
    if axis == "any son":
        return (women["sons"] >= 1).astype(np.int64)
    if axis == "any daughter":
        return (women["daughters"] >= 1).astype(np.int64)
    if axis == "daughters 0 1 2+":
        return np.minimum(women["daughters"], 2)
    if axis == "youngest":
        return np.where(women["since"] < 12, 0, np.where(women["since"] < 60, 1, 2))
    if axis == "ever allowed":
        return (_spacing(women, policy) < 255).astype(np.int64)
    if axis == "allowed now":
        return _allowed_in(0, women, policy)
    if axis == "allowed when due":
        return _allowed_in(9 - gestation(women), women, policy)
    return women[axis]


def _spacing(women: Mapping[str, Column], policy: Policy) -> Column:
    return policy[women["stratum"], women["order"], women["sons"],
                  women["daughters"]].astype(np.int64)


def _allowed_in(months: int | Column, women: Mapping[str, Column], policy: Policy) -> Column:
    """Whether a birth in so many months is within policy. In this month it would come one
    month more than `since` after the last one; 60 stands for any longer time, and a woman
    without births has always waited long enough."""
    spacing = _spacing(women, policy)
    elapsed = np.where(women["order"] == 0, 60, women["since"]) + 1 + months
    return ((spacing < 255) & (elapsed >= spacing)).astype(np.int64)


def read(table: str, women: Mapping[str, Column], rates: Rates,
         policy: Policy) -> NDArray[np.float64]:
    """The chances (..., outcome) that a table gives women; `rates` are those of one set."""
    row = getattr(rates, table)[
        tuple(coordinate(axis, women, policy) for axis in AXES_OF[table])]
    listed = row if getattr(rates, table).ndim > len(AXES_OF[table]) else row[..., None]
    if table in COMPLETE:
        return np.asarray(listed, np.float64)
    rest = 1 - listed.sum(axis=-1, keepdims=True)
    return np.concatenate([listed, rest], axis=-1)


def tables_read(event: str) -> tuple[str, ...]:
    """The tables that an event reads: those without a method first."""
    return _BY_METHOD.get(event, (_OTHERWISE.get(event, event),))


def reads(table: str, women: Mapping[str, Column]) -> NDArray[np.bool_]:
    """Which women read a table of an event that reads several."""
    without = women["method"] == 0
    within = women["reach"] == 0
    return {"uptake": without & within, "outside": without & ~within, "choose": without,
            "stop": ~without, "next": ~without}[table]


def chances(event: str, women: Mapping[str, Column], rates: Rates,
            policy: Policy) -> NDArray[np.float64]:
    """The chances (woman, outcome) of an event, outcomes in the order of `outcomes.ORDER`."""
    tables = tables_read(event)
    found = {table: read(table, women, rates, policy) for table in tables}
    if len(tables) == 1:
        return found[tables[0]]
    if event == "choose":  # its outcomes begin at no method, which a starter does not choose
        found["choose"] = np.concatenate(
            [np.zeros_like(found["choose"][..., :1]), found["choose"]], axis=-1)
    else:  # yes or no, but for women outside, who may come within reach as well
        for table in ("uptake", "stop"):
            found[table] = np.insert(found[table], 1, 0.0, axis=-1)
    chance = np.zeros_like(found[tables[-1]])
    for table in tables:
        chance = np.where(reads(table, women)[..., None], found[table], chance)
    return chance
