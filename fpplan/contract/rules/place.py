"""Points for a place among peers, and for being last again and again.

Places from the top: 1 + how many peers are strictly better, so that ties share the better
place; what tied units get is said by `Rank.ties`. Places from the bottom (−1 is the last): as
many as are strictly worse count, so that ties share the worse place; where nobody is strictly
better nobody is at the bottom. A unit whose value is null has no place, and the others close up.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from fpplan.contract.rules.base import TOUCH, YUAN, Facts, Names, Rule, part_said, signed
from fpplan.contract.text import _
from fpplan.contract.units import number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]
    Ends = tuple[Array, Array, Array]  # central, low, high

__all__ = ["PeerRule", "Rank", "RepeatedLast", "Ties"]

Ties = Literal["all", "shared", "lot"]

FEW = 32  # up to so many peers are compared all at once, more of them row by row


@dataclass(frozen=True)
class PeerRule(Rule):
    """A rule that looks at all units of a peer group at once."""

    presses: ClassVar[bool] = True

    @property
    def full(self) -> float:
        return 0.0

    def points(self, x: Mapping[str, Array]) -> Array:
        raise TypeError("points are awarded among peers, see `award`")

    @abstractmethod
    def award(self, x: Mapping[str, Ends], group: Sequence[int], follows: Sequence[bool]) -> Ends:
        """Points (central, low, high) on (draw, unit, year, part) from inputs with their ends.

        `group` are the indices of the peers; other units get none. `follows` says of each
        year whether the one before it is the year before.
        """

    @property
    @abstractmethod
    def peer_group(self) -> str:
        """The id of the peer group."""


@dataclass(frozen=True)
class Rank(PeerRule):
    """So many points for each place in a peer group, the highest value first.
    See docs/model.md [E-rank].

    `value` is an input, or "#" and the id of a chapter (or of the scheme: its total) whose
    points are ranked. `awards` by place, −1 for the last. `every` parts of the year are added
    up and ranked together; the award stands in the last of them. `if_missed`: places from the
    bottom count only for a unit that misses the target of one of these items. `bottom_if`: an
    input; where it is above 0 the unit is placed behind all others and `if_missed` is not
    asked. `barred_if`: an input; where it is above 0 the unit has no place.

    `ties`: what units get that are tied. "all": each the award of the place that they share.
    "shared": the awards of all the places that they fill, in equal parts, so that what is paid is
    what there is for these places. "lot": one of these awards each, by lot; the mean stands for it,
    the least and the most are its ends.
    """

    value: str
    peers: str
    awards: Mapping[int, float]
    most: bool = True
    every: int = 1
    if_missed: tuple[str, ...] = ()
    bottom_if: str | None = None
    barred_if: str | None = None
    ties: Ties = "all"

    @property
    def peer_group(self) -> str:
        return self.peers

    def reads(self) -> tuple[str, ...]:
        own = () if self.value.startswith("#") else (self.value,)
        return (*own, *(name for name in (self.bottom_if, self.barred_if) if name))

    def derives(self) -> tuple[str, ...]:
        own = (self.value,) if self.value.startswith("#") else ()
        return (*own, *(f"!{name}" for name in self.if_missed))

    def award(self, x: Mapping[str, Ends], group: Sequence[int], follows: Sequence[bool]) -> Ends:
        import numpy as np

        values, absent = self._standing(x)
        missed: Any = None
        if self.if_missed:
            gaps = [self._worst(x[f"!{name}"]) for name in self.if_missed]
            missed = tuple(np.any([gap[end] > TOUCH for gap in gaps], axis=0) for end in range(3))
            if self.bottom_if:
                sure, possible = self._events(x[self.bottom_if])
                central = self._together(x[self.bottom_if])[0] > TOUCH
                missed = (missed[0] | central, missed[1] | sure, missed[2] | possible)
        if absent is None:
            return self._spread(self.among(*values, group, missed), x)
        barred, sure, possible = absent
        ends = self.among(*values, group, missed, possible)
        # a unit that may be barred may get nothing
        return self._spread(_only(ends, (~barred, ~possible, ~sure)), x)

    def _standing(self, x: Mapping[str, Ends]) -> tuple[Ends, Ends | None]:
        """What is ranked: values with those placed behind all others and without those barred;
        and who is barred (bool: central, sure, possible), None where nothing bars."""
        import numpy as np

        values: Any = self._together(x[self.value])
        if self.bottom_if:
            sure, possible = self._events(x[self.bottom_if])
            central = self._together(x[self.bottom_if])[0] > TOUCH
            floor = -np.inf if self.most else np.inf
            hit = (central, possible, sure) if self.most else (central, sure, possible)
            values = tuple(np.where(at & ~np.isnan(value), floor, value)
                           for value, at in zip(values, hit, strict=True))
        if not self.barred_if:
            return values, None
        sure, possible = self._events(x[self.barred_if])
        barred = self._together(x[self.barred_if])[0] > TOUCH
        values = tuple(np.where(at, np.nan, value)
                       for value, at in zip(values, (barred, sure, sure), strict=True))
        return values, (barred, sure, possible)

    def places(self, x: Mapping[str, Ends], group: Sequence[int]) -> tuple[Array, ...]:
        """The place of every unit, the last of the places that it shares, its best and its worst
        place, and how many have one, each on (draw, unit, year, ranking); 0 = no place."""
        import numpy as np

        central, low, high = self._standing(x)[0]
        if not self.most:
            central, low, high = -central, -high, -low
        place = _places(central, central, group)
        return (place, _places(central, central, group, tied=True), _places(high, low, group),
                _places(low, high, group, tied=True),
                np.broadcast_to((place > 0).sum(axis=1, keepdims=True), place.shape))

    def reached(self, x: Mapping[str, Ends], group: Sequence[int], cell: tuple[int, ...],
                names: Names) -> list[str]:
        """The place of one unit (draw, unit, year), a sentence for each ranking of the year."""
        found = self.places(x, group)
        rankings = found[0].shape[-1]
        said = []
        for ranking in range(rankings):
            place, last, best, worst, count = (int(array[tuple(
                min(at, size - 1) for at, size in zip((*cell, ranking), array.shape, strict=True))])
                for array in found)
            sentence = _("No place.") if not place else _("Place {place} of {count}.").format(
                place=place, count=count) if last == place else _(
                "Places {first} to {last} of {count}, shared.").format(
                first=place, last=last, count=count)
            if place and (best, worst) != (place, last):
                sentence += " " + _("It may be any from {best} to {worst}, as not all is "
                                    "known.").format(best=best, worst=worst)
            last_part = (ranking + 1) * self.every - 1
            said.append(part_said(last_part, names, sentence) if rankings > 1 else sentence)
        return said

    def _events(self, ends: Ends) -> tuple[Array, Array]:
        """Where an event is sure and where it is possible."""
        _central, low, high = self._together(ends)
        return low > TOUCH, high > TOUCH

    def _together(self, ends: Ends) -> Ends:
        """Values added up over each `every` parts of the year."""
        if self.every == 1:
            return ends
        made = []
        for array in ends:
            groups = array.shape[-1] // self.every
            cut = array.reshape(*array.shape[:-1], groups, self.every)
            total = cut[..., 0]
            for part in range(1, self.every):
                total = total + cut[..., part]
            made.append(total)
        return made[0], made[1], made[2]

    def _worst(self, ends: Ends) -> Ends:
        """Gaps as they are ranked: the largest of each `every` parts."""
        import numpy as np

        if self.every == 1:
            return ends
        made = [np.fmax.reduce(array.reshape(*array.shape[:-1], -1, self.every), axis=-1)
                for array in ends]
        return made[0], made[1], made[2]

    def _spread(self, ends: Ends, x: Mapping[str, Ends]) -> Ends:
        """Awards on the parts of the year: in the last of those ranked together."""
        import numpy as np

        if self.every == 1:
            return ends
        made = []
        for array in ends:
            whole = np.zeros((*array.shape[:-1], array.shape[-1] * self.every))
            whole[..., self.every - 1::self.every] = array
            made.append(whole)
        return made[0], made[1], made[2]

    def among(self, central: Array, low: Array, high: Array, group: Sequence[int],
              missed: Ends | None = None, absent: Array | None = None) -> Ends:
        """Points (central, low, high) of every unit from values with their ends.

        The best place sets a unit's better end against its peers' worse ends, the worst place
        the reverse. `missed` (bool: central, sure, possible) says who is below standard,
        `absent` which peers may have no place, so that they cannot be counted on.
        """
        import numpy as np

        if not self.most:
            central, low, high = -central, -high, -low
        below, above = low, high  # of peers that are sure to be there
        if absent is not None:
            below, above = np.where(absent, -np.inf, low), np.where(absent, np.inf, high)
        # places of a unit at the central values, at its best and at its worst, each with the last
        # of the places that it may fill together with those tied with it
        from_above = ((central, central), (high, below), (low, high))
        reached = [_places(*pair, group) for pair in from_above]
        filled = [_places(*pair, group, tied=True) for pair in from_above]
        top = {place: points for place, points in self.awards.items() if place > 0}
        ends = _ends(top, reached, filled, self.ties)
        bottom = {-place: points for place, points in self.awards.items() if place < 0}
        if not bottom:
            return ends
        from_below = ((-central, -central), (-low, -above), (-high, -low))
        last = _ends(bottom, [_places(*pair, group) for pair in from_below],
                     [_places(*pair, group, tied=True) for pair in from_below], self.ties)
        # somebody must be strictly better
        last = _only(last, (reached[0] > 1, reached[1] > 1, reached[2] > 1))
        if missed is not None:
            last = _only(last, missed)
        return ends[0] + last[0], ends[1] + last[1], ends[2] + last[2]

    def direction(self) -> Mapping[str, int]:
        found = {} if self.value.startswith("#") else {self.value: 1 if self.most else -1}
        return {**found, **{name: -1 for name in (self.bottom_if, self.barred_if) if name}}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        awards = ", ".join(f"{_place_words(place)}: {signed(points)}"
                           for place, points in self.awards.items())
        said = (_("{name}: {value}. Yuan by place among peers: {awards}.") if YUAN in names else
                _("{name}: {value}. Points by place among peers: {awards}.")).format(
            name=names[self.value], value=number(x[self.value]), awards=awards)
        if self.if_missed:
            said += " " + _("At the bottom only for a unit that misses a target: {items}.").format(
                items=", ".join(str(names.get(f"#{name}", name)) for name in self.if_missed))
        if self.bottom_if and x[self.bottom_if] > TOUCH:
            said += " " + _("{name}: {value}, placed behind all others.").format(
                name=names[self.bottom_if], value=number(x[self.bottom_if]))
        if self.barred_if and x[self.barred_if] > TOUCH:
            said += " " + _("{name}: {value}, no place.").format(
                name=names[self.barred_if], value=number(x[self.barred_if]))
        return said


@dataclass(frozen=True)
class RepeatedLast(PeerRule):
    """`each` points every time a unit is last in `times` rankings running.
    See docs/model.md [E-repeated-last].

    Rankings follow each other over the parts of the year and from one year to the next.
    `before` is a history input: how many times running it was last just before the first
    year that is known. With `within_year` each year begins anew. Value, ties and nulls as for
    `Rank`; a unit without a place breaks its run.
    """

    value: str
    peers: str
    times: int = 2
    each: float = -1.0
    most: bool = True
    before: str | None = None
    within_year: bool = False

    @property
    def peer_group(self) -> str:
        return self.peers

    def reads(self) -> tuple[str, ...]:
        own = () if self.value.startswith("#") else (self.value,)
        return (*own, *((self.before,) if self.before else ()))

    def yearly(self) -> tuple[str, ...]:
        return (self.before,) if self.before else ()

    def derives(self) -> tuple[str, ...]:
        return (self.value,) if self.value.startswith("#") else ()

    def award(self, x: Mapping[str, Ends], group: Sequence[int], follows: Sequence[bool]) -> Ends:
        import numpy as np

        central, low, high = x[self.value] if self.most else tuple(
            -x[self.value][end] for end in (0, 2, 1))
        last = (_from_bottom(central, central, group) == 1,
                (_from_bottom(high, low, group) == 1),  # last even at its best
                (_from_bottom(low, high, group) == 1))  # last at its worst
        made = []
        if self.within_year:
            follows = [False] * len(follows)
        for end, at in enumerate(last):
            before = x[self.before][end] if self.before else np.zeros((1, 1, 1, 1))
            made.append(self.each * (_runs(at, before[..., 0], follows) >= self.times))
        return made[0], np.minimum(made[1], made[2]), np.maximum(made[1], made[2])

    def direction(self) -> Mapping[str, int]:
        better = 1 if self.each < 0 else -1
        found = {} if self.value.startswith("#") else {
            self.value: better if self.most else -better}
        return {**found, self.before: -better} if self.before else found

    def explain(self, facts: Facts, names: Names, null: Sequence[float]) -> list[str]:
        return [part_said(part, names, _("{name}: {value}.").format(
            name=names[self.value], value=number(value)))
            for part, value in enumerate(facts[self.value])] + [self.say({}, names)]

    def say(self, x: Mapping[str, float], names: Names) -> str:
        return _("Last {times} times running: {each} points each time.").format(
            times=self.times, each=signed(self.each))


def _place_words(place: int) -> str:
    return str(place) if place > 0 else _("{place} from the bottom").format(place=-place)


def _ends(awards: Mapping[int, float], reached: Sequence[Array], filled: Sequence[Array],
          ties: Ties) -> Ends:
    """Awards at the central place, and the least and most over the places in between.

    `reached` are the place at the central values, the best and the worst; `filled` the last of
    the places that are filled together with those tied, likewise.
    """
    import numpy as np

    middle, best, worst = reached
    if ties == "all":
        return _award(awards, middle), *_least_and_most(awards, best, worst)
    shared = _mean(awards, middle, filled[0])
    low, high = _least_and_most(awards, best, filled[2])
    if ties == "shared":
        sure = (best == worst) & (filled[1] == filled[2])
        low, high = np.where(sure, shared, low), np.where(sure, shared, high)
    return shared, low, high


def _least_and_most(awards: Mapping[int, float], best: Array, worst: Array
                    ) -> tuple[Array, Array]:
    """The least and the most that a unit gets anywhere between two places."""
    import numpy as np

    ends = _award(awards, best), _award(awards, worst)
    inside = {place: (best <= place) & (place <= worst) for place in awards}
    between = [np.where(inside[place], points, np.nan) for place, points in awards.items()]
    listed = np.asarray(sum((within.astype(int) for within in inside.values()),
                            np.zeros(best.shape, dtype=int)))
    unlisted = np.where(listed < worst - best + 1, 0.0, np.nan)  # a place without an award
    return (np.fmin.reduce([*ends, *between, unlisted]),
            np.fmax.reduce([*ends, *between, unlisted]))


def _mean(awards: Mapping[int, float], first: Array, last: Array) -> Array:
    """The mean award of the places from `first` to `last`; 0 without a place."""
    import numpy as np

    total = np.zeros(first.shape)
    for place, points in awards.items():
        total = total + np.where((first <= place) & (place <= last), points, 0.0)
    return np.where(first > 0, total / np.maximum(last - first + 1, 1.0), 0.0)


def _only(points: Ends, where: Ends) -> Ends:
    """Points only where something holds (bool: central, sure, possible)."""
    import numpy as np

    state, sure, possible = where
    return (np.where(state, points[0], 0.0),
            np.where(sure, points[1], np.where(possible, np.minimum(points[1], 0.0), 0.0)),
            np.where(sure, points[2], np.where(possible, np.maximum(points[2], 0.0), 0.0)))


def _award(awards: Mapping[int, float], places: Array) -> Array:
    import numpy as np

    points = np.zeros(places.shape)
    for place, award in awards.items():
        points = np.where(places == place, award, points)
    return points


def _places(own: Array, others: Array, group: Sequence[int], tied: bool = False) -> Array:
    """1 + how many peers are strictly better (axis 1 is the unit), or with `tied` at least as
    good: the last place of those tied; 0 = no place."""
    import numpy as np

    better = _count_above(own, others, group, tied)
    return np.where(np.isnan(better), 0.0, 1.0 + better)


def _from_bottom(own: Array, others: Array, group: Sequence[int]) -> Array:
    """1 + how many peers are strictly worse; 0 = no place at the bottom, which takes somebody
    strictly better."""
    import numpy as np

    worse = _count_above(-own, -others, group)
    better = _count_above(own, others, group)
    return np.where(np.isnan(worse) | (better < 1), 0.0, 1.0 + worse)


def _count_above(own: Array, others: Array, group: Sequence[int], tied: bool = False) -> Array:
    """How many peers have a value above one's own, or with `tied` the same; NaN outside the group
    and for null."""
    import numpy as np

    shape = np.broadcast_shapes(own.shape, others.shape)
    own, others = np.broadcast_to(own, shape), np.broadcast_to(others, shape)
    counts = np.full(shape, np.nan)
    if not len(group):
        return counts
    at = list(group)
    mine, theirs = own[:, at], others[:, at]
    with np.errstate(invalid="ignore"):
        at_least = np.greater_equal if tied else np.greater
        limit = mine - TOUCH if tied else mine + TOUCH
        itself = at_least(theirs, limit)
        if len(at) <= FEW:
            above = at_least(theirs[:, None], limit[:, :, None]).sum(axis=2)
        else:
            above = _rows_above(limit, theirs, tied)
    counts[:, at] = np.where(np.isnan(mine), np.nan, above - itself)
    return counts


def _rows_above(limits: Array, theirs: Array, tied: bool = False) -> Array:
    """How many peers are above a limit, or with `tied` at it: the same count for many peers, one
    sort and search per row."""
    import numpy as np

    rows = np.moveaxis(limits, 1, -1)
    flat = rows.reshape(-1, rows.shape[-1])
    sort = np.sort(np.moveaxis(theirs, 1, -1).reshape(flat.shape), axis=1)  # NaN goes last
    known = (~np.isnan(sort)).sum(axis=1)
    found = np.empty(flat.shape)
    for row in range(flat.shape[0]):
        found[row] = known[row] - np.searchsorted(sort[row, :known[row]], flat[row],
                                                  side="left" if tied else "right")
    return np.moveaxis(found.reshape(rows.shape), -1, 1)


def _runs(last: Array, before: Array, follows: Sequence[bool]) -> Array:
    """How many times running each ranking is a last place, counted over parts and years."""
    import numpy as np

    shape = np.broadcast_shapes(last.shape[:3], before.shape)
    runs = np.zeros((*shape, last.shape[-1]))
    before = np.broadcast_to(np.nan_to_num(before), shape)
    for year in range(last.shape[2]):
        run = runs[:, :, year - 1, -1] if follows[year] else before[:, :, year]
        for part in range(last.shape[3]):
            run = np.where(last[:, :, year, part], run + 1.0, 0.0)
            runs[:, :, year, part] = run
    return runs
