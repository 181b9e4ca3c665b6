"""The chance to meet a number: exact for luck, averaged over what is not known.

Each parameter set gives every unit a rate: that of the set, times what sets the unit apart,
both shrunk (`fpplan.planning.shrink`), so that neither the few births of a village nor the few
draws of a set pass for knowledge. Given the rate, and so many births or women, luck is the
binomial's (Poisson's for events over exposure); the chance is the mean over all draws.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fpplan.audit.targets import BETWEEN
from fpplan.experiment.draws import REPEATS
from fpplan.indicators.chance import NORMAL, boy_share
from fpplan.planning.shrink import Peers, peers, shrunk, weight
from fpplan.planning.targets_forecast import Forecast
from fpplan.planning.targets_subject import Subject

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Recorded = tuple[Array, Array]
    Units = NDArray[np.intp]

__all__ = ["APART", "AT", "Odds", "odds", "usual"]

TOUCH = 1e-9
TINY = 1e-9  # a rate is kept this far from 0 and 1 where logits are taken
SOME, NEAR = 100, 4  # draws of a first look; steps around what it finds
HALF = 0.5
MOST_RATIO = 100_000.0  # boys per 100 girls: above every ratio that is looked at
APART = 5.0  # boys per 100 girls: the distance from the normal ratio looked for without a target
AT = 0.92  # the share at which `BETWEEN` was assumed; it is less near 0 and 1, as p(1 − p) is
GOLDEN, PLASTIC = 0.6180339887498949, 0.7548776662466927  # evenly spread places on a circle


@dataclass(frozen=True)
class Odds:
    """Luck and rates of one indicator.

    `rates`: (set, unit) shares (events: events per 1 of exposure); `common` (set,) what a unit
    that is like all others would have. `counts`: (draw, unit) how many it is counted on.
    `group`: the leaves as peers; `own`: (unit,) the shrunk rate of each unit over all sets.
    `dispersion`: the variance found between the repeats of a set, over that of the binomial.
    """

    subject: Subject
    rates: Array
    common: Array
    counts: Array
    set_of: NDArray[np.int64]
    group: Peers
    own: Array
    dispersion: float

    @property
    def factor(self) -> float:
        """From a rate to the indicator's unit; of a sex ratio see `as_value`."""
        return self.subject.indicator.factor

    def as_value(self, rate: Array) -> Array:
        """A rate in the indicator's unit; a share of boys as boys per 100 girls."""
        if self.subject.kind != "ratio":
            return np.asarray(self.factor * rate)
        with np.errstate(divide="ignore"):
            return np.asarray(self.factor * rate / (1 - rate))

    def meets(self, target: Array | float, rates: Array | None = None, every: int = 1,
              at: Units | None = None) -> Array:
        """Chance to meet a target by draw and unit: (draw, unit); NaN where there is nothing
        to count. `target` is one number or (unit,). `rates` (set, unit) or (set, 1) stand in
        for the units' own; `every` looks at each so many-th draw only, `at` at some units."""
        from scipy.special import bdtr, pdtr

        p = (self.rates if rates is None else rates)[self.set_of[::every]]
        n = self.counts[::every]
        if at is not None:
            n, p = n[:, at], p[:, at]
        aim = np.asarray(target, float)
        if self.subject.kind == "events":
            p, n, aim = np.broadcast_arrays(p, n, aim)
            found = _at_most(pdtr, self.subject.most, aim / self.factor * n, p * n)
            return np.where(n > 0, found, np.nan)
        whole = np.rint(n / self.dispersion) if self.subject.stock else np.rint(n)
        whole = np.maximum(whole, (n > 0) * 1.0)
        p, whole, aim = np.broadcast_arrays(p, whole, aim)
        if self.subject.kind == "ratio":
            edge = np.minimum(whole * (aim / (self.factor + aim)), whole - 1)
        else:
            edge = whole * (aim / self.factor)

        def below(k: Array, share: Array) -> Array:
            of = whole.astype(np.int64)
            return np.where(k >= whole, 1.0, bdtr(np.clip(k, 0, whole), of, share))

        found = _at_most(below, self.subject.most, edge, p)
        return np.where(whole > 0, found, np.nan)

    def chance(self, target: Array | float, every: int = 1, at: Units | None = None) -> Array:
        """Chance of each unit, or of some, to meet a target: (unit,)."""
        return _mean(self.meets(target, every=every, at=at))

    def attainable(self, probability: float) -> Array:
        """The most demanding number that each unit meets with at least a probability, (unit,);
        NaN where none is met so surely. See docs/model.md [E-attain].

        From one half on it is never more demanding than the unit's own rate: three births out
        of three are likely, and 100 % would still ask of few what nobody asks of many.
        """
        return self._capped(probability, self.own, self._best(
            probability, self.chance, self.counts.shape[1]))

    def for_all(self, probability: float, leaves: int) -> float:
        """One number for all leaves: the most demanding that they meet, on average, with at
        least a probability; NaN as above."""
        def on_average(aim: Array, every: int, _at: Units) -> Array:
            chances = self.chance(float(aim[0]), every)[:leaves]
            there = ~np.isnan(chances)
            return np.array([chances[there].mean() if there.any() else np.nan])

        return float(self._capped(probability, np.array([self.group.mean]), self._best(
            probability, on_average, 1))[0])

    def _capped(self, probability: float, rates: Array, found: Array) -> Array:
        """Numbers no more demanding than the rates, in whole steps on the safe side."""
        if probability < HALF:
            return found
        scale = 10.0**self.subject.decimals
        own = self.as_value(rates) * scale
        if self.subject.most:
            return np.maximum(found, np.ceil(own - TOUCH) / scale)
        return np.minimum(found, np.floor(own + TOUCH) / scale)

    def _best(self, probability: float, chance: Callable[[Array, int, Units], Array],
              size: int) -> Array:
        """The hardest aim that is met surely enough, in whole steps of the last decimal: first
        on some draws, then near there on all. Steps are counted from the easiest aim on."""
        step = 10.0**-self.subject.decimals
        top = self._top(step)
        some = max(1, len(self.counts) // SOME)

        def aim(hard: Array) -> Array:
            return (top - hard if self.subject.most else hard) * step

        def sure(hard: Array, asked: NDArray[np.bool_], every: int = 1) -> NDArray[np.bool_]:
            """Whether steps are met surely enough, of those that are asked for."""
            found = np.zeros(size, dtype=bool)
            at = np.flatnonzero(asked)
            if len(at):
                chances = np.nan_to_num(chance(aim(hard[at]), every, at))
                found[at] = chances >= probability - TOUCH
            return found

        def bisect(low: Array, high: Array, every: int) -> Array:
            """The last sure step; `low` is sure and `high` is not."""
            while (open_ := high - low > 1).any():
                middle = np.floor((low + high) / 2)
                holds = sure(middle, open_, every)
                low = np.where(open_ & holds, middle, low)
                high = np.where(open_ & ~holds, middle, high)
            return low

        ends = np.zeros(size), np.full(size, top + 1.0)
        near = bisect(*ends, some)
        low, high, width = near.copy(), near + 1, NEAR
        asked = low > 0  # the easiest aim is looked at last
        while (asked := asked & ~sure(low, asked)).any():
            high = np.where(asked, low, high)
            low = np.where(asked, np.maximum(low - width, 0), low)
            asked, width = asked & (low > 0), width * NEAR
        width, asked = NEAR, high <= top
        while (asked := asked & sure(high, asked)).any():
            low = np.where(asked, high, low)
            high = np.where(asked, np.minimum(high + width, top + 1), high)
            asked, width = asked & (high <= top), width * NEAR
        best = bisect(low, high, 1)
        surely = (best > 0) | sure(best, best <= 0)
        return np.where(surely, np.round(aim(best), 6), np.nan)

    def _top(self, step: float) -> float:
        """The easiest of aims that are a most, the hardest of others, in steps."""
        known = self.rates[~np.isnan(self.rates)]  # none where nobody is there to be counted
        highest = float(known.max()) if known.size else 0.0
        top = {"share": self.factor, "ratio": MOST_RATIO}.get(
            self.subject.kind, 50 * self.factor * max(highest, 0.01))
        return float(math.ceil(top / step))

    def disagree(self, target: float, leaves: int) -> float:
        """Chance that two leaves of the same true rate, one meeting the target and one missing
        it, are told apart by nothing but luck; NaN with fewer than two."""
        q = self.meets(target, self.common[:, None])[:, :leaves]
        there = ~np.isnan(q)
        units = there.sum(axis=1)
        total, squares = np.nansum(q, axis=1), np.nansum(q**2, axis=1)
        pairs = units * (units - 1.0)
        split = (total * (units - total) - (total - squares)) * 2
        both = np.divide(split, pairs, out=np.full(pairs.shape, np.nan), where=pairs > 0)
        return float(_mean(both[:, None])[0])


def _at_most(below: Callable[[Array, Array], Array], most: bool, edge: Array, p: Array
             ) -> Array:
    """P(count ≤ edge), or P(count ≥ edge) where more is better."""
    if most:
        k = np.floor(edge + TOUCH)
        return np.asarray(np.where(k < 0, 0.0, below(np.maximum(k, 0), p)))
    k = np.ceil(edge - TOUCH) - 1
    return np.asarray(np.where(k < 0, 1.0, 1 - below(np.maximum(k, 0), p)))


def _mean(array: Array) -> Array:
    """Mean over draws that have something to count."""
    there = ~np.isnan(array)
    count = there.sum(axis=0)
    total = np.where(there, array, 0.0).sum(axis=0)
    return np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)


def odds(found: Forecast, subject: Subject, recorded: Recorded | None = None) -> Odds:
    """Rates and luck of one indicator that is a target.

    With `recorded` figures of a year (found and of, both (leaf,), 0 of 0 where there are none)
    what sets a unit apart is its own figure, shrunk towards what the model says of it, with
    what stays unknown of it; the level of all is the model's. A figure given alone has no others
    to be set against: see `_with_recorded`.
    """
    above, below, _value = found.of(subject.name)
    counts = above + below if subject.kind == "ratio" else below
    counts = np.nan_to_num(counts)
    above = np.nan_to_num(above)
    events = subject.kind == "events"
    k, n = above[:, :found.leaves], counts[:, :found.leaves]
    sets = int(found.set_of[-1]) + 1
    by_set = np.zeros((2, sets))
    np.add.at(by_set[0], found.set_of, k.sum(axis=1))
    np.add.at(by_set[1], found.set_of, n.sum(axis=1))
    about = peers(by_set[0], by_set[1], events=events)
    common = shrunk(by_set[0], by_set[1], about)
    group = peers(k.sum(axis=0), n.sum(axis=0), events=events)
    own = shrunk(k.sum(axis=0), n.sum(axis=0), group)
    unknown = None
    if recorded is not None:
        own, unknown, group = _with_recorded(own, group, recorded, usual(group, subject))
    rates = _combined(common, own, group.mean, events, unknown)
    weights = found.members * n.mean(axis=0)
    share = weights / np.maximum(weights.sum(axis=1, keepdims=True), TINY)
    all_rates = np.where(weights.sum(axis=1) > 0, rates @ share.T, group.mean)
    return Odds(subject, all_rates, common, counts, found.set_of, group, share @ own,
                _dispersion(k, n, found.set_of) if subject.stock else 1.0)


def usual(group: Peers, subject: Subject) -> float:
    """The true standard deviation between units that is assumed where none was seen: what a
    target is made for (`BETWEEN`, of a sex ratio `APART`), or the forecast's if it is more."""
    if subject.kind == "ratio":
        return max(boy_share(NORMAL + APART) - boy_share(NORMAL), group.between)
    return max(min(BETWEEN, BETWEEN * group.luck / (AT * (1 - AT))), group.between)


def _with_recorded(own: Array, group: Peers, recorded: Recorded, between: float
                   ) -> tuple[Array, Array, Peers]:
    """Shrunk rates of units with figures of their own, at the model's level; what stays unknown
    of each on the scale of `_combined`; and the peers with their recorded differences.

    Figures of several units tell how much units differ, and stand against their common level,
    which says nothing of the next year's. One unit's figure alone tells neither: its own mean as
    the level would leave it nothing to differ from, and one figure has no variance. So it stands
    against the forecast: a beta distribution (events: gamma) with the forecast's mean and the
    standard deviation `between` units is what is known of the unit before, and its k of n, with
    their luck, give what is known after. 1 of 1,000 weighs nearly all, 1 of 10 little.
    """
    k, n = recorded
    if not (n > 0).any():
        return own, np.zeros_like(own), group
    alone = (n > 0).sum() == 1
    seen = Peers(group.mean, between, group.events) if alone else peers(
        k, n, events=group.events)
    # The figures' own level says nothing of the next year's: units are set against it.
    level = np.clip(seen.mean, TINY, None if group.events else 1 - TINY)
    prior = _moved(own, group.mean, level, group.events)
    figure = np.divide(k, n, out=prior.copy(), where=n > 0)
    share = weight(n, seen)
    found = share * figure + (1 - share) * prior
    inside = np.clip(found, TINY, None if group.events else 1 - TINY)
    if np.isinf(seen.precision):
        spread = np.zeros_like(own)
    elif group.events:
        spread = np.sqrt(inside / (n + seen.precision)) / inside
    else:
        spread = np.sqrt(1 / (inside * (1 - inside) * (n + seen.precision + 1)))
    if alone:
        spread = np.where(n > 0, spread, 0.0)  # one figure says nothing of the others
    scale = group.luck / seen.luck if seen.luck else 1.0
    return (_moved(inside, float(level), group.mean, group.events), spread,
            Peers(group.mean, seen.between * float(np.sqrt(scale)), group.events))


def _moved(rates: Array, level: float, to: float, events: bool) -> Array:
    """Rates as they would be if the level were another."""
    if events:
        return np.asarray(rates * to / max(level, TINY))
    shift = _logit(np.asarray(to)) - _logit(np.asarray(level))
    return np.asarray(1 / (1 + np.exp(-(_logit(rates) + shift))))


def _combined(common: Array, own: Array, mean: float, events: bool,
              unknown: Array | None = None) -> Array:
    """Rates (set, unit): the set's, moved as the unit is moved from the mean, on the scale
    where moves add up (logit; logarithm for events). `unknown` (unit,) is the standard
    deviation there of what is not known of the unit: its quantiles are dealt out over sets."""
    deal = np.zeros((1, 1))
    if unknown is not None:
        from scipy.special import ndtri

        places = np.arange(len(common))[:, None] * GOLDEN + np.arange(len(own)) * PLASTIC
        deal = ndtri((places + 0.5 / len(common)) % 1.0 * 0.998 + 0.001) * unknown
    if events:
        return np.asarray(common[:, None] * own / max(mean, TINY) * np.exp(deal))
    set_at, unit_at, middle = (_logit(x) for x in (common[:, None], own, np.asarray(mean)))
    return np.asarray(1 / (1 + np.exp(-(set_at + unit_at - middle + deal))))


def _logit(share: Array) -> Array:
    inside = np.clip(share, TINY, 1 - TINY)
    return np.asarray(np.log(inside / (1 - inside)))


def _dispersion(k: Array, n: Array, set_of: NDArray[np.int64]) -> float:
    """The variance between repeats of a parameter set over the binomial's, of all units. Women
    are drawn systematically and counted month after month, so that it can lie below 1."""
    whole = len(set_of) // REPEATS * REPEATS
    if not whole:
        return 1.0
    shape = (whole // REPEATS, REPEATS, k.shape[1])
    k, n = k[:whole].reshape(shape), n[:whole].reshape(shape)
    total = np.maximum(n.sum(axis=1, keepdims=True), TINY)
    p = k.sum(axis=1, keepdims=True) / total
    luck = (n * p * (1 - p)).sum() * (REPEATS - 1) / REPEATS
    spread = ((k - n * p) ** 2).sum()
    return float(spread / luck) if luck > 0 else 1.0
