"""One month of a list of women, in the frozen order.

`Branches` follows every outcome of every event with its weight: the list may be one woman
(what can become of her, and how likely), or all women that can exist (which states follow).
`Lives` follows the one outcome of every event that a woman's uniforms decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from fpplan.luck import MONTH_ORIGIN, fold_array
from fpplan.population.events import EVENTS
from fpplan.population.rates import Rates
from reference.flows import STILLBIRTH_FROM, Flows, births, no_flows
from reference.outcomes import bear, happen, outcome_numbers
from reference.reading import Policy, chances, coordinate
from reference.women import (
    Column,
    Women,
    concatenated,
    distinct,
    gestation,
    picked,
    pregnant,
)

__all__ = ["Branches", "Lives", "live_month", "summed", "uniforms_of", "walk"]

DID_NOT_HAPPEN = 99
Watch = Callable[[str, Women], None]


def summed(weight: NDArray[np.float64], place: Column, count: int) -> NDArray[np.float64]:
    """The weights of women put together by their places (`women.distinct`)."""
    return np.bincount(place, weight, minlength=count).astype(np.float64)


class Branches:
    """Women part way through a month. Beside their fields they carry what the month must
    remember of them, as further columns."""

    def __init__(self, women: Women, weight: NDArray[np.float64], rates: Rates, policy: Policy,
                 watch: Watch | None):
        self.women = dict(women)
        self.weight = np.asarray(weight, np.float64)
        self.rates, self.policy, self.watch = rates, policy, watch
        self.flows = no_flows(rates.next.shape[-1], rates.male.shape[0])

    def draw(self, event: str, who: NDArray[np.bool_]) -> Column:
        """Let an event happen to some women, in all its possible outcomes. Returns the
        outcome of each woman of the new list, DID_NOT_HAPPEN for the others."""
        inside, weight = picked(self.women, who), self.weight[who]
        if self.watch is not None:
            self.watch(event, inside)
        chance = chances(event, inside, self.rates, self.policy)
        others = picked(self.women, ~who)
        others["outcome"] = np.full(int((~who).sum()), DID_NOT_HAPPEN)
        parts, weights = [others], [self.weight[~who]]
        for k, number in enumerate(outcome_numbers(event, chance.shape[1])):
            possible = chance[:, k] > 0
            some = picked(inside, possible)
            outcome = np.full(int(possible.sum()), number)
            parts.append({**happen(event, some, outcome), "outcome": outcome})
            weights.append((weight * chance[:, k])[possible])
        self.women, place = distinct(concatenated(parts))
        self.weight = summed(np.concatenate(weights), place, len(self.women["outcome"]))
        return self.women.pop("outcome")

    def count(self, flow: str, who: NDArray[np.bool_], *labels: Column) -> None:
        """Add women to a flow, by its labels and their stratum."""
        np.add.at(self.flows[flow], tuple(label[who] for label in (*labels, self.women["stratum"])),
                  self.weight[who])

    def go(self, who: NDArray[np.bool_]) -> None:
        """Women who died or left; nothing more happens to them."""
        self.women, self.weight = picked(self.women, ~who), self.weight[~who]


class Lives(Branches):
    """Each woman lives the one month that her uniforms decide. `gone` keeps those who died or
    left; a column "id" tells who is who."""

    def __init__(self, women: Women, uniforms: Mapping[str, NDArray[np.uint32]], rates: Rates,
                 policy: Policy):
        count = len(women["years"])
        super().__init__({**women, "id": np.arange(count)}, np.ones(count), rates, policy, None)
        self.uniforms = uniforms
        self.gone: list[Women] = []

    def draw(self, event: str, who: NDArray[np.bool_]) -> Column:
        """The event happens to some women as their uniforms say; nobody is split."""
        inside = picked(self.women, who)
        chance = chances(event, inside, self.rates, self.policy)
        u = self.uniforms[event][inside["id"]] / 2.0**32
        place = (u[:, None] >= np.cumsum(chance, axis=1)[:, :-1]).sum(axis=1)
        outcome = np.full(len(who), DID_NOT_HAPPEN)
        outcome[who] = np.array(outcome_numbers(event, chance.shape[1]))[place]
        changed = happen(event, inside, outcome[who])
        self.women = {field: np.array(column) for field, column in self.women.items()}
        for field, column in changed.items():
            self.women[field][who] = column
        return outcome

    def go(self, who: NDArray[np.bool_]) -> None:
        """Women who died or left; nothing more happens to them."""
        self.gone.append(picked(self.women, who))
        super().go(who)


def uniforms_of(keys: NDArray[np.uint64], month: int) -> dict[str, NDArray[np.uint32]]:
    """The 32-bit uniforms (woman,) of one month, by event: the Contract's luck. Event number e
    is half e % 2 (low, high) of the number mixed at counter 64 (month + origin) + e // 2."""
    found = {}
    for number, event in enumerate(EVENTS):
        counter = 64 * (month + MONTH_ORIGIN) + number // 2
        pair = fold_array(keys, np.array([counter - 1]))  # which folds in one more than it is given
        found[event] = (pair >> np.uint64(32 * (number % 2))).astype(np.uint32)
    return found


def live_month(
    women: Women, weight: NDArray[np.float64], rates: Rates, policy: Policy,
    watch: Watch | None = None,
) -> tuple[Women, NDArray[np.float64], Flows]:
    """Women at the end of a month (here and of the same age as before), their weights, and
    the flows, over all branches. Ageing is the caller's.

    Args:
        women: columns stratum, years, union, order, sons, daughters, want, method, fecund,
            stage, since. weight: (woman,). rates: of one set (`reading.one_set`).
        watch: called with each event and the women to whom it is about to happen.
    """
    branches = Branches(women, weight, rates, policy, watch)
    walk(branches)
    after, place = distinct({field: branches.women[field] for field in women})
    return after, summed(branches.weight, place, len(after["stage"])), branches.flows


def walk(b: Branches) -> None:
    """Take women through the month: the order of events is the specification's."""
    b.women["here"] = np.ones_like(b.women["years"])
    b.count("deaths_women", b.draw("death", b.women["here"] == 1) == 1)
    b.go(b.women["here"] != 1)
    b.women["from"] = b.women["stratum"]
    left = b.draw("leave", b.women["here"] == 1)
    b.count("moves_out", left == 1)
    b.count("stratum_changes_in", left >= 2)
    now, b.women["stratum"] = b.women["stratum"], b.women.pop("from")
    b.count("stratum_changes_out", left >= 2)
    b.women["stratum"] = now
    b.go(b.women["here"] != 1)
    died = b.draw("child_death", b.women["sons"] + b.women["daughters"] > 0)
    b.count("deaths_children", (died == 1) | (died == 2), np.where(died == 2, 0, 1))
    _union_and_method(b)
    _pregnancy(b)
    _count_up(b.women)


def _union_and_method(b: Branches) -> None:
    b.women["was"] = b.women["union"]
    changed = b.draw("union", b.women["here"] == 1)
    united = b.women["union"] == 1
    b.count("unions", (changed == 1) & united)
    ended = ((changed == 1) & ~united) | (changed == 2)
    b.count("union_ends", ended, changed - 1)
    b.women["formed"] = ((changed == 1) & united).astype(np.int64)
    b.draw("first_want", b.women["formed"] == 1)
    b.draw("first_reach", (b.women["formed"] == 1) & (b.women["was"] == 0))
    del b.women["was"]
    b.draw("reconsider", (b.women["union"] == 1) & ~pregnant(b.women) & (b.women["formed"] == 0)
           & (b.women["want"] == 2) & (b.women["order"] > 0))
    b.draw("want", (b.women["union"] == 1) & ~pregnant(b.women) & (b.women["formed"] == 0))
    del b.women["formed"]
    b.women["before"] = b.women["method"]
    chosen = b.draw("use", (b.women["union"] == 1) & ~pregnant(b.women)) == 1
    b.women["chose"] = (b.draw("choose", chosen) != DID_NOT_HAPPEN).astype(np.int64)
    b.draw("put_off", (b.women["chose"] == 1) & (b.women["before"] > 0) & (b.women["method"] == 0)
           & (b.women["want"] > 0) & (b.women["reach"] == 0))
    chosen = b.women.pop("chose") == 1
    method, before = b.women["method"], b.women.pop("before")
    b.count("stops", chosen & (before > 0), before - 1)
    b.count("starts", chosen & (method > 0), method - 1)
    b.women["started"] = (chosen & (method > 0)).astype(np.int64)


def _pregnancy(b: Branches) -> None:
    """Her stage at this point decides which of the parts is hers; the month remembers it."""
    b.women["month"] = gestation(b.women)
    b.women["at"] = b.women["stage"]
    b.women["after"] = np.full_like(b.women["at"], DID_NOT_HAPPEN)

    b.count("conceptions", b.draw("conceive", (b.women["at"] == 0) & (b.women["union"] == 1)
                                  & (b.women["fecund"] > 0)) == 1)

    lost = b.draw("lose", b.women["month"] > 0)
    b.count("miscarriages", (lost == 2) & (b.women["month"] < STILLBIRTH_FROM))
    b.count("stillbirths", (lost == 2) & (b.women["month"] >= STILLBIRTH_FROM))
    b.count("terminations", lost == 1)
    over = (lost == 1) | (lost == 2)
    b.women["after"] = np.where(over, np.where(b.women["month"] <= 3, 0, 1), b.women["after"])

    female = b.draw("fetus_sex", (b.women["month"] == 3) & (b.women["after"] == DID_NOT_HAPPEN))
    selected = b.draw("select", female == 0) == 1
    b.count("selective_terminations", selected, np.minimum(b.women["order"], 2))
    b.women["after"] = np.where(selected, 1, b.women["after"])

    _delivery(b, (b.women["month"] == 9) & (b.women["after"] == DID_NOT_HAPPEN))
    b.draw("insusceptible", b.women["after"] != DID_NOT_HAPPEN)
    b.draw("want_after_birth", b.women["after"] == 2)

    at, month = b.women["at"], b.women["month"]
    on = (month > 0) & (month != 3) & (b.women["after"] == DID_NOT_HAPPEN)
    down = at >= 16
    stage = np.where(on, at + 1, b.women["stage"])
    b.women["stage"] = np.where(down, np.where((at == 16) | (at == 40), 0, at - 1), stage)


def _delivery(b: Branches, due: NDArray[np.bool_]) -> None:
    b.women["after"] = np.where(due, 2, b.women["after"])
    b.women["within"] = coordinate("allowed now", b.women, b.policy)
    for male in (0, 1):
        who = due & (b.women["stage"] == (9 if male else 15))
        _born(b, who, male)
    twin = b.draw("twin", b.women["after"] == 2)
    sex = b.draw("twin_sex", twin == 1)
    for male in (0, 1):
        _born(b, sex == male, male)
    del b.women["within"]


def _born(b: Branches, who: NDArray[np.bool_], male: int) -> None:
    mothers = picked(b.women, who)
    births(b.flows, mothers, male, mothers["within"], b.weight[who])
    after = bear(mothers, np.full(len(mothers["order"]), male))
    for field, column in after.items():
        b.women[field][who] = column


def _count_up(women: Women) -> None:
    """Months since the last birth (60 and more, or never, is 60) and on the method (12)."""
    since = np.where(women["after"] == 2, 0, np.minimum(women["since"] + 1, 60))
    goes_on = (women["method"] > 0) & (women["started"] == 0)
    women["since"] = since
    if "on" in women:
        women["on"] = np.where(goes_on, np.minimum(women["on"] + 1, 12), women["on"])
