"""The response table: what hours do to everything that an objective reads, measured once.

`live` lives every task, season and level once, changed in all units at the same time: units
are independent, so one run serves all of them. Each response is held as the change of a share on
the logit scale (of a count or rate on the log scale) by coverage, straight between the levels that
were lived, and the changes of different tasks and seasons add up. That they do is an
approximation; its error is measured on allocations where everything moves at once, and reported.

Changes are measured at central parameter values with common luck. A village has few births, so
each village's change is drawn towards that of all villages together, as far as they do not differ
by more than luck explains (random-effects shrinkage by the method of moments, DerSimonian and
Laird 1986); and what cannot be told from nothing counts as nothing: a change of D with standard
error S counts as D x max(0, 1 - 4 S^2 / D^2) (positive-part shrinkage, James and Stein 1961), so
that no plan is built on noise. The spread of years (luck and parameters) is that of separate draws
of the plan as it stands, which the changes then move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.months import Period
from fpplan.scheme.sampling import Sample

__all__ = ["COVERAGE", "FED", "USEFUL", "Column", "ColumnError", "Link", "ResponseTable", "Seen",
           "carried", "change"]

Floats = NDArray[np.float64]
Link = Literal["logit", "log", "identity", "plain"]
COVERAGE = "coverage."  # columns of this name are the coverage of a task
FED = "fed."  # and these are inputs of schemes that the programme fills
USEFUL = -2  # the point of a grid beyond which hours are of no use; the last are all there can be
_FLAT = 1e-9  # a difference in coverage below this is none


@dataclass(frozen=True)
class Column:
    """One figure that objectives read: an indicator in a view, `coverage.TASK`, or `fed.INPUT`, an
    input of schemes that services and activities fill (both true)."""

    name: str
    view: Literal["true", "reported"]

    @property
    def task(self) -> str | None:
        """The task whose coverage it is, or None."""
        return self.name.removeprefix(COVERAGE) if self.name.startswith(COVERAGE) else None

    @property
    def fed(self) -> str | None:
        """The input that the programme fills, or None."""
        return self.name.removeprefix(FED) if self.name.startswith(FED) else None

    @property
    def indicator(self) -> bool:
        """Whether it is an indicator of tallies."""
        return self.task is None and self.fed is None


@dataclass(frozen=True)
class Seen:
    """Numerators and denominators: float64 (draw, unit, period, column); units are the leaves.
    `sample`: the luck of the samples that inspections take, of draws that were lived."""

    above: Floats
    below: Floats
    sample: Sample | None = None

    def shares(self) -> Floats:
        """Numerator / denominator, NaN without a denominator."""
        found = np.full(self.above.shape, np.nan)
        np.divide(self.above, self.below, out=found, where=self.below > 0)
        return found


@dataclass(frozen=True)
class ColumnError:
    """How far the table is off for a column where everything moves at once: root mean squares
    over units, periods and allocations of the error, and of the change that it is an error of,
    both as numerator / denominator of all units together."""

    column: Column
    error: float
    change: float


@dataclass(frozen=True)
class ResponseTable:
    """What hours do. Axes: unit (leaves), task, season; hours are hours a month.
    See docs/model.md [E-response].

    `own` (unit, task, season): the scenario's hours. `grid`, `reach` (unit, task, season, point):
    hours and the coverage that they reach. `moving`: positions of the tasks that move any column.
    `levels` (unit, moving task, season, level): coverage above that of the own hours, rising, 0
    among them. `above`, `below` (unit, moving task, season, level, period, column): what each level
    changes of numerator / denominator on the column's link, and of the log denominator.
    `spread`: the plan as it stands, under luck and parameters. `cells` says how many (task,
    season, level) were lived, over `draws` draws.
    """

    units: tuple[str, ...]
    tasks: tuple[str, ...]
    seasons: tuple[str, ...]
    periods: tuple[Period, ...]
    columns: tuple[Column, ...]
    links: tuple[Link, ...]
    own: Floats
    grid: Floats
    reach: Floats
    moving: tuple[int, ...]
    levels: Floats
    above: Floats
    below: Floats
    spread: Seen
    errors: tuple[ColumnError, ...]
    draws: int
    cells: int

    def excess(self, hours: Floats) -> Floats:
        """Coverage above that of the own hours: (candidate, unit, moving task, season), from
        hours (candidate, unit, task, season)."""
        at = list(self.moving)
        own = self._reached(self.own[None, :, at], at)
        found: Floats = self._reached(hours[:, :, at], at) - own
        return found

    def _reached(self, hours: Floats, at: list[int]) -> Floats:
        """Coverage by straight lines between grid points."""
        grid, reach = self.grid[:, at], self.reach[:, at]
        found: Floats = (_hats(hours, grid) * reach[None]).sum(axis=-1)
        return found

    def moves(self, hours: Floats) -> tuple[Floats, Floats]:
        """Sums of the changes: (candidate, unit, period, column) of shares and of denominators."""
        many, units = hours.shape[0], len(self.units)
        shape = (many, units, len(self.periods), len(self.columns))
        if not self.moving:
            return np.zeros(shape), np.zeros(shape)
        hats = _hats(self.excess(hours), self.levels)
        flat = np.swapaxes(hats.reshape(many, units, -1), 0, 1)

        def summed(changes: Floats) -> Floats:
            # (unit, candidate, cell and level) x (unit, cell and level, period and column)
            found = flat @ changes.reshape(units, flat.shape[-1], -1)
            return np.swapaxes(found, 0, 1).reshape(shape)

        return summed(self.above), summed(self.below)

    def ends(self, column: Column, sign: int) -> tuple[Seen, Seen]:
        """The worst and the best that hours can make of a share that should rise (sign +1) or fall
        (-1), with its spread: (draw, unit, period). Worst: no hours for what helps it, all for what
        harms it. Best: all time of the unit for the one task that helps it most."""
        c = self.columns.index(column)
        above, below = self.spread.above[..., c], self.spread.below[..., c]
        as_it_is = Seen(above, below)
        if not self.moving:
            return as_it_is, as_it_is
        top, bottom = above.mean(axis=0), below.mean(axis=0)
        q = np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)
        of = sign * self.above[..., c]  # (unit, moving task, season, level, period)
        found = []
        for moved in (of.min(axis=3).sum(axis=(1, 2)), of.max(axis=3).sum(axis=2).max(axis=1)):
            wanted = _moved(q, sign * moved, self.links[c], bottom, above.shape[0])
            found.append(Seen(carried(above, below, q, wanted, self.links[c]), below))
        return found[0], found[1]

    def only(self, columns: Sequence[Column], periods: Sequence[Period] | None = None
             ) -> ResponseTable:
        """The table of some of its columns, and of some of its periods."""
        at = [self.columns.index(column) for column in columns]
        when = [self.periods.index(p) for p in (self.periods if periods is None else periods)]
        if at == list(range(len(self.columns))) and when == list(range(len(self.periods))):
            return self

        def some(array: Floats) -> Floats:
            return np.ascontiguousarray(array[..., when, :][..., at])

        return replace(
            self, columns=tuple(columns), links=tuple(self.links[c] for c in at),
            periods=tuple(self.periods[p] for p in when), above=some(self.above),
            below=some(self.below), spread=Seen(some(self.spread.above), some(self.spread.below)),
            errors=tuple(self.errors[c] for c in at) if self.errors else ())

    def predict(self, hours: Floats, base: Seen | None = None) -> Seen:
        """What candidates would show, as draws after draws: hours (candidate, unit, task, season)
        give (candidate x draw, unit, period, column). `base` replaces the spread."""
        base = self.spread if base is None else base
        shares, below = self.moves(hours)
        top, bottom = base.above[None], base.below[None]
        many = base.above.shape[0]
        new_above = np.empty((hours.shape[0], *base.above.shape))
        new_below = bottom * np.exp(below)[:, None]
        mean_above, mean_below = (array.mean(axis=0)[None] for array in (base.above, base.below))
        middle = np.divide(mean_above, mean_below, out=np.zeros_like(mean_above),
                           where=mean_below > 0)
        for c, link in enumerate(self.links):
            q, s = middle[..., c], shares[..., c]
            wanted = _moved(q, s, link, mean_below[..., c], many)
            grown = np.exp(below[..., c])[:, None]
            new_above[..., c] = carried(top[..., c] * grown, new_below[..., c], q[:, None],
                                         wanted[:, None], link)
        shape = (-1, *base.above.shape[1:])
        return Seen(new_above.reshape(shape), new_below.reshape(shape))


def _hats(x: Floats, knots: Floats) -> Floats:
    """Weights of knots that make straight lines between them: x (candidate, ...), knots (..., knot)
    rising give (candidate, ..., knot); beyond the ends, the ends."""
    points = knots.shape[-1]
    if points == 1:
        return np.ones((*x.shape, 1))
    x = np.clip(x, knots[..., 0], knots[..., -1])
    right = np.clip((x[..., None] >= knots[None]).sum(axis=-1), 1, points - 1)
    whole = np.broadcast_to(knots[None], (*x.shape, points))
    x1 = np.take_along_axis(whole, right[..., None], axis=-1)[..., 0]
    x0 = np.take_along_axis(whole, right[..., None] - 1, axis=-1)[..., 0]
    wide = x1 > x0
    part = np.where(wide, (x - x0) / np.where(wide, x1 - x0, 1.0), 1.0)
    found = np.zeros((*x.shape, points))
    np.put_along_axis(found, right[..., None], part[..., None], axis=-1)
    np.put_along_axis(found, right[..., None] - 1, 1 - part[..., None], axis=-1)
    return found


def _moved(q: Floats, s: Floats, link: Link, below: Floats, draws: int) -> Floats:
    """A mean share after a move `s` on its link; a move of 0 gives the share to the bit."""
    if link == "plain":
        return np.maximum(q + s, 0.0)
    if link == "identity":
        return np.clip(q + s, 0.0, 1.0)
    little = _little(below, draws)
    if link == "log":
        return np.maximum(q + (q + little) * np.expm1(s), 0.0)
    p = (q + little) / (1 + 2 * little)
    odds = np.exp(s)
    shifted = p * odds / (1 - p + p * odds)
    return np.clip(q + np.where(s == 0, 0.0, shifted - p), 0.0, 1.0)


def _little(below: Floats, draws: int) -> Floats:
    """Half an event over all draws, as a share: keeps the logit of nothing finite."""
    return 0.5 / np.maximum(below * draws, 1.0)


def carried(above: Floats, below: Floats, before: Floats, after: Floats, link: Link) -> Floats:
    """Each draw's numerator when the mean share goes from `before` to `after`: events are
    thinned evenly, or what is not yet an event is. Nothing falls below 0, no share above 1."""
    if link == "plain":
        return np.maximum(above + (after - before) * below, 0.0)
    ratio = np.divide(after, before, out=np.ones_like(after), where=before > 0)
    thinned = above * ratio
    thinned = np.where(before > 0, thinned, above + after * below)
    if link == "log":
        return thinned
    room = 1.0 - before
    left = np.divide(1.0 - after, room, out=np.ones_like(after), where=room > 0)
    filled = below - (below - above) * left
    return np.where(after > before, filled, thinned)


def change(at_own: Seen, at_level: Seen, excess: Floats, links: Sequence[Link]
           ) -> tuple[Floats, Floats]:
    """What a level changes: (unit, period, column) of shares on their link, and of the log
    denominator.

    Args: the plan as it stands and the level, on the same draws; excess the coverage of the
        level above the plan's (unit,).
    """
    ones = np.ones_like(at_own.below)
    below = _change(at_own.below, ones, at_level.below, ones, excess, "log")
    above = np.zeros_like(below)
    for c, link in enumerate(links):
        if link in ("identity", "plain"):  # worked out, hardly simulated: each unit's own
            above[..., c] = (at_level.above - at_own.above)[..., c].mean(axis=0)
        else:
            above[..., c] = _change(at_own.above[..., c], at_own.below[..., c],
                                    at_level.above[..., c], at_level.below[..., c], excess, link)
    return above, below


def _change(above: Floats, below: Floats, top: Floats, bottom: Floats, excess: Floats,
            link: Link) -> Floats:
    """Change by unit, for one unit of coverage drawn towards that of all units: arrays (draw,
    unit, ...). See docs/model.md [E-pooled]."""
    draws, units = above.shape[:2]
    e = np.asarray(excess, np.float64).reshape(units, *(1,) * (above.ndim - 2))
    own = _linked(top, bottom, draws, link) - _linked(above, below, draws, link)
    if units == 1:
        return _told(own, _parts(top, bottom, draws, link) - _parts(above, below, draws, link))
    weight = below.mean(axis=0)
    whole = weight.sum(axis=0)
    mean_e = np.divide((weight * e).sum(axis=0), whole, out=np.zeros_like(whole), where=whole > 0)
    all_now, all_before = _summed(top, bottom), _summed(above, below)
    together = _told(_linked(*all_now, draws, link) - _linked(*all_before, draws, link),
                     _parts(*all_now, draws, link) - _parts(*all_before, draws, link))[0]
    pooled = np.divide(together, mean_e, out=np.zeros_like(together),
                       where=np.abs(mean_e) > _FLAT)
    some = np.abs(e) > _FLAT
    own = np.divide(own, e, out=np.zeros_like(own), where=some)
    noise = _parts(top, bottom, draws, link) - _parts(above, below, draws, link)
    spread = np.divide(noise.var(axis=0, ddof=1 if draws > 1 else 0) / draws, e**2,
                       out=np.full_like(own, np.inf), where=some)
    known = np.isfinite(spread) & (spread > 0)
    w = np.divide(1.0, spread, out=np.zeros_like(spread), where=known)
    apart = (w * (own - pooled) ** 2).sum(axis=0) - (known.sum(axis=0) - 1)
    total = w.sum(axis=0)
    scale = total - np.divide((w * w).sum(axis=0), total, out=np.zeros_like(total),
                              where=total > 0)
    between = np.maximum(np.divide(apart, scale, out=np.zeros_like(total), where=scale > 0), 0)
    trust = np.divide(between, between + spread, out=np.zeros_like(own),
                      where=np.isfinite(spread) & (between + spread > 0))
    found: Floats = e * (pooled + trust * (own - pooled))
    return found


def _told(change: Floats, noise: Floats) -> Floats:
    """What of a change can be told from nothing: noise is what each draw adds (draw, ...).
    See docs/model.md [E-told].
    """
    draws = noise.shape[0]
    error2 = noise.var(axis=0, ddof=1 if draws > 1 else 0) / draws
    share = np.divide(4 * error2, change**2, out=np.ones_like(change), where=change != 0)
    found: Floats = change * np.maximum(0.0, 1.0 - share)
    return found


def _summed(above: Floats, below: Floats) -> tuple[Floats, Floats]:
    """All units together."""
    return above.sum(axis=1, keepdims=True), below.sum(axis=1, keepdims=True)


def _linked(above: Floats, below: Floats, draws: int, link: Link) -> Floats:
    """The mean share over draws on its link."""
    top, bottom = above.mean(axis=0), below.mean(axis=0)
    q = np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)
    little = _little(bottom, draws)
    if link == "log":
        found: Floats = np.log(np.maximum(q, 0) + little)
        return found
    p = (np.clip(q, 0, 1) + little) / (1 + 2 * little)
    found = np.log(p / (1 - p))
    return found


def _parts(above: Floats, below: Floats, draws: int, link: Link) -> Floats:
    """What each draw adds to the linked mean share, to first order."""
    top, bottom = above.mean(axis=0), below.mean(axis=0)
    q = np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)
    little = _little(bottom, draws)
    steep = np.maximum(q, 0) + little
    if link == "logit":
        p = (np.clip(q, 0, 1) + little) / (1 + 2 * little)
        steep = p * (1 - p)
    found: Floats = np.divide(above - q * below, bottom * steep, out=np.zeros_like(above),
                              where=np.broadcast_to(bottom * steep > 0, above.shape))
    return found
