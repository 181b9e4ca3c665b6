"""One birth cohort as a dense array, and its month.

The axes are `COHORT_AXES`: stratum, union, order, sons, daughters, want, method, fecund, stage,
since. A cell holds the share of the cohort in that state. Nothing here is clever: each event
takes the chances for every cell, splits the mass and puts each part where its outcome leads.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fpplan.population.rates import Rates
from reference.flows import (
    STILLBIRTH_FROM,
    Flows,
    at,
    births,
    no_flows,
    stocks,
    total,
)
from reference.reading import Policy, chances, coordinate, read
from reference.women import COHORT_AXES, Space, Women, grid

__all__ = ["Mass", "empty", "follow", "size_of", "step"]

Mass = NDArray[np.float64]
AXIS = {name: number for number, name in enumerate(COHORT_AXES)}


def empty(space: Space) -> Mass:
    """A cohort of nobody."""
    return np.zeros(space.shape)


def size_of(space: Space) -> str:
    """How large a cohort is, in words."""
    count = int(np.prod(space.shape))
    axes = " x ".join(f"{name} {n}" for name, n in zip(COHORT_AXES, space.shape, strict=True))
    return f"{axes} = {count:,} cells, {count * 8 / 1e6:.1f} MB"


def follow(mass: Mass, rates: Rates, policy: Policy, space: Space, age: int, months: int,
           ) -> tuple[Mass, Flows]:
    """A cohort after some months; flows and end-of-month stocks summed over the months.

    Args:
        age: exact age in months less 15 years. At 50 years the cohort leaves.
    """
    flows = no_flows(space.methods, space.strata)
    for month in range(age, age + months):
        mass, counted = step(mass, rates, policy, space, month // 12)
        for name, value in counted.items():
            flows[name] += value
        age_after = (month + 1) // 12
        if age_after == 35:
            flows["aged_out"] += total(mass)
            mass = np.zeros_like(mass)
            break
        stocks(flows, mass, space, age_after)
    return mass, flows


def step(mass: Mass, rates: Rates, policy: Policy, space: Space, years: int) -> tuple[Mass, Flows]:
    """A cohort one month on, and the flows of the month.

    Args:
        mass: by COHORT_AXES. rates: of one set (`reading.one_set`).
        policy: see `reading.Policy`.
        years: completed age less 15 during this month.
    """
    cells = grid(space, years)
    flows = no_flows(space.methods, space.strata)

    def chance(event: str) -> tuple[Mass, ...]:
        """The chances of each outcome, over the cohort's axes."""
        return tuple(np.moveaxis(chances(event, cells, rates, policy), -1, 0))

    dies, lives = chance("death")
    flows["deaths_women"] += total(mass * dies)
    mass = _moves(mass * lives, chance("leave"), flows)
    mass = _child_deaths(mass, chance("child_death"), flows)
    mass, first, again = _unions(mass, chance("union"), flows)
    formed = again
    for reach, p in zip((1, 2, 0), chance("first_reach"), strict=True):
        _put_in_reach(formed, first * p, space, reach)
    mass = _reconsiderations(mass, chance("reconsider"))
    mass = _wants(mass, chance("want"))
    for want, p in enumerate(chance("first_want")):
        _put(mass, formed * p, "want", want)
    mass = _methods(mass, cells, rates, policy, flows, space)
    mass, mothers = _stages(mass, cells, rates, policy, flows)
    if space.since:
        mass = _one_more(mass, "since")
    _put(mass, mothers, "since", 0)
    return mass, flows


def _along(mass: Mass, axis: str) -> Mass:
    """A view with a named axis first."""
    return np.moveaxis(mass, AXIS[axis], 0)


def _one_more(mass: Mass, axis: str) -> Mass:
    """Everyone one up on a named axis; the last value means "and more"."""
    up = np.zeros_like(mass)
    _along(up, axis)[1:] = _along(mass, axis)[:-1]
    _along(up, axis)[-1] += _along(mass, axis)[-1]
    return up


def _one_fewer(mass: Mass, axis: str) -> Mass:
    if _along(mass, axis)[0].any():
        raise ValueError(f"a woman without {axis} has lost one of them")
    down = np.zeros_like(mass)
    _along(down, axis)[:-1] = _along(mass, axis)[1:]
    return down


def _put(after: Mass, part: Mass, axis: str, value: int) -> None:
    """Add a part of the cohort to another array of its shape, all at one value of an axis."""
    after[at(**{axis: value})] += part.sum(axis=AXIS[axis], keepdims=True)


def _put_in_reach(after: Mass, part: Mass, space: Space, reach: int) -> None:
    """Add a part of the cohort at a class of reach, which the space must have for anybody."""
    if reach in space.reach:
        _put(after, part, "reach", space.reach.index(reach))
    elif part.any():
        raise ValueError("the space has no women outside reach")


def _moves(mass: Mass, chance: tuple[Mass, ...], flows: Flows) -> Mass:
    leaves, *to_strata, stays = (mass * p for p in chance)
    flows["moves_out"] += total(leaves)
    for stratum, moving in enumerate(to_strata):
        gone = total(moving)
        flows["stratum_changes_out"] += gone
        flows["stratum_changes_in"][stratum] += gone.sum()
        _put(stays, moving, "stratum", stratum)
    return stays


def _child_deaths(mass: Mass, chance: tuple[Mass, ...], flows: Flows) -> Mass:
    childless = mass[at(sons=0, daughters=0)].copy()
    parents = mass.copy()
    parents[at(sons=0, daughters=0)] = 0
    lose_son, lose_daughter, lose_none = (parents * p for p in chance)
    flows["deaths_children"] += np.stack([total(lose_son), total(lose_daughter)])
    after = lose_none + _one_fewer(lose_son, "sons") + _one_fewer(lose_daughter, "daughters")
    after[at(sons=0, daughters=0)] += childless
    return after


def _unions(mass: Mass, chance: tuple[Mass, ...], flows: Flows) -> tuple[Mass, Mass, Mass]:
    """Everyone but the women whose union has just formed, and those: a first one, another."""
    changes, dies, stays = (mass * p for p in chance)
    first, again = np.zeros_like(mass), np.zeros_like(mass)
    again[at(union=1)] = changes[at(union=2)]
    first[at(union=1)] = changes[at(union=0)]
    first[at(union=1, order=0)] = 0  # of a woman without births the months count from it
    first[at(union=1, order=0, since=0)] = changes[at(union=0, order=0)].sum(
        axis=AXIS["since"], keepdims=True)
    flows["unions"] += total(first) + total(again)
    flows["union_ends"] += np.stack([total(changes, union=1), total(dies)])
    stays[at(union=2)] += changes[at(union=1)] + dies.sum(axis=AXIS["union"], keepdims=True)
    return stays, first, again


def _in_union_not_pregnant(mass: Mass) -> Mass:
    those = mass.copy()
    those[at(union=0)] = 0
    those[at(union=2)] = 0
    those[at(stage=slice(1, 16))] = 0
    return those


def _reconsiderations(mass: Mass, chance: tuple[Mass, ...]) -> Mass:
    asked = _in_union_not_pregnant(mass)
    asked[at(want=slice(0, 2))] = 0
    asked[at(order=0)] = 0
    changes, stays = (asked * p for p in chance)
    after = mass - asked + stays
    _put(after, changes, "want", 1)
    return after


def _wants(mass: Mass, chance: tuple[Mass, ...]) -> Mass:
    asked = _in_union_not_pregnant(mass)
    after = mass - asked
    for want, p in enumerate(chance):
        _put(after, asked * p, "want", want)
    return after


def _methods(mass: Mass, cells: Women, rates: Rates, policy: Policy, flows: Flows,
             space: Space) -> Mass:
    """Uptake and choice for women without a method, of whom those outside reach may come within
    it; stopping and what next for users, of whom some are put off."""
    asked = _in_union_not_pregnant(mass)
    after = mass - asked
    without = np.zeros_like(mass)
    without[at(method=0)] = asked[at(method=0)]
    using = asked - without

    takes, waits = np.moveaxis(read("uptake", cells, rates, policy), -1, 0)
    some, comes, stay = np.moveaxis(read("outside", cells, rates, policy), -1, 0)
    outside = cells["reach"] > 0
    takes, waits = np.where(outside, some, takes), np.where(outside, stay, waits)
    after += without * waits
    _put(after, without * np.where(outside, comes, 0.0), "reach", 0)
    choice = np.moveaxis(read("choose", cells, rates, policy), -1, 0)
    for method, p in enumerate(choice, start=1):
        chosen = without * takes * p
        flows["starts"][method - 1] += total(chosen)
        _put(after, chosen, "method", method)

    stops, goes_on = np.moveaxis(read("stop", cells, rates, policy), -1, 0)
    after += using * goes_on
    for method in range(1, len(choice) + 1):
        flows["stops"][method - 1] += total(using * stops, method=method)
    following = np.moveaxis(read("next", cells, rates, policy), -1, 0)
    for method, p in enumerate(following):
        switched = using * stops * p
        if method > 0:
            flows["starts"][method - 1] += total(switched)
        else:
            asked = (cells["want"] > 0) & (cells["reach"] == 0)
            fears = switched * np.where(
                asked, np.moveaxis(read("put_off", cells, rates, policy), -1, 0)[0], 0.0)
            switched = switched - fears
            put_off = np.zeros_like(mass)
            _put(put_off, fears, "method", 0)
            _put_in_reach(after, put_off, space, 2)
        _put(after, switched, "method", method)
    return after


def _stages(mass: Mass, cells: Women, rates: Rates, policy: Policy, flows: Flows,
            ) -> tuple[Mass, Mass]:
    """Conception, pregnancy, and the count-down of insusceptible months. Returns the women
    who have not given birth this month and those who have."""
    after, mothers = np.zeros_like(mass), np.zeros_like(mass)
    _conceptions(mass, cells, rates, policy, flows, after)
    for stage in range(1, 16):
        part = {**cells, "stage": np.full_like(cells["years"], stage)}
        _pregnant_month(mass[at(stage=stage)], stage, part, rates, policy, flows, after, mothers)
    for first, last in ((16, 39), (40, 42)):
        after[at(stage=0)] += mass[at(stage=first)]
        after[at(stage=slice(first, last))] += mass[at(stage=slice(first + 1, last + 1))]
    return after, mothers


def _conceptions(mass: Mass, cells: Women, rates: Rates, policy: Policy, flows: Flows,
                 after: Mass) -> None:
    free = mass[at(stage=0)]
    exposed = np.where((cells["union"] == 1) & (cells["fecund"] > 0), free, 0.0)
    conceives, does_not = np.moveaxis(read("conceive", cells, rates, policy), -1, 0)
    after[at(stage=0)] += free - exposed + exposed * does_not
    pregnant = exposed * conceives
    flows["conceptions"] += total(pregnant)
    _put(after[at(stage=1)], pregnant, "method", 0)


def _pregnant_month(part: Mass, stage: int, cells: Women, rates: Rates, policy: Policy,
                    flows: Flows, after: Mass, mothers: Mass) -> None:
    """The women of one stage of pregnancy: `part` and `cells` have that stage alone."""
    month = stage if stage < 10 else stage - 6
    lost, ended, goes_on = (
        part * p for p in np.moveaxis(read("lose", cells, rates, policy), -1, 0))
    flows["miscarriages" if month < STILLBIRTH_FROM else "stillbirths"] += total(lost)
    flows["terminations"] += total(ended)
    _insusceptible(lost + ended, 0 if month <= 3 else 1, cells, rates, policy, after)
    if month == 3:
        male, female = (
            goes_on * p for p in np.moveaxis(read("male", cells, rates, policy), -1, 0))
        selected, kept = (
            female * p for p in np.moveaxis(read("select", cells, rates, policy), -1, 0))
        orders: tuple[int | slice, ...] = (0, 1, slice(2, None))
        for place, order in enumerate(orders):
            flows["selective_terminations"][place] += total(selected, order=order)
        _insusceptible(selected, 1, cells, rates, policy, after)
        after[at(stage=4)] += male
        after[at(stage=10)] += kept
    elif month == 9:
        _deliver(goes_on, 1 if stage == 9 else 0, cells, rates, policy, flows, mothers)
    else:
        after[at(stage=stage + 1)] += goes_on


def _insusceptible(part: Mass, what: int, cells: Women, rates: Rates, policy: Policy,
                   after: Mass) -> None:
    """Women after an early loss (0), a late loss (1) or a birth (2): how many months."""
    cells = {**cells, "after": np.full_like(cells["years"], what)}
    for months, p in enumerate(np.moveaxis(read("insusceptible", cells, rates, policy), -1, 0)):
        if what < 2 and months > 3 and p.any():
            raise ValueError("a loss leaves at most three months of insusceptibility")
        stage = 0 if months == 0 else (15 if what == 2 else 39) + months
        if stage < after.shape[AXIS["stage"]]:
            after[at(stage=stage)] += part * p


def _deliver(part: Mass, male: int, cells: Women, rates: Rates, policy: Policy, flows: Flows,
             after: Mass) -> None:
    # of the delivery: before its first child
    within = np.broadcast_to(coordinate("allowed now", cells, policy), part.shape)
    twins, single = np.moveaxis(read("twin", cells, rates, policy), -1, 0)
    second_male, second_female = np.moveaxis(read("male", cells, rates, policy), -1, 0)
    mothers = np.zeros_like(part)
    for status in (0, 1):
        those = np.where(within == status, part, 0.0)
        first = _bear(those, male, status, cells, flows)
        mothers += first * single
        mothers += _bear(first * twins * second_male, 1, status, cells, flows)
        mothers += _bear(first * twins * second_female, 0, status, cells, flows)
    wants = np.moveaxis(read("want_after_birth", cells, rates, policy), -1, 0)
    wanting = np.zeros_like(mothers)
    for want, p in enumerate(wants):
        _put(wanting, mothers * p, "want", want)
    _insusceptible(wanting, 2, cells, rates, policy, after)


def _bear(part: Mass, male: int, within: int, cells: Women, flows: Flows) -> Mass:
    """Women after a live birth, which is counted."""
    others = tuple(AXIS[axis] for axis in COHORT_AXES
                   if axis not in ("stratum", "order", "sons", "daughters"))
    weight = part.sum(axis=others)
    stratum, order, sons, daughters = (index.ravel() for index in np.indices(weight.shape))
    women = {"stratum": stratum, "order": order, "sons": sons, "daughters": daughters,
             "years": np.full_like(order, int(cells["years"].item()))}
    births(flows, women, male, np.full_like(order, within), weight.ravel())
    return _one_more(_one_more(part, "order"), "sons" if male else "daughters")
