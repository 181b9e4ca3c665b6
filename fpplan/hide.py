"""Small recorded counts do not show: 1-4 procedures or breaches in a unit are "<5".

A total shows unless it would reveal a hidden count. What a reader can work out is found by
carrying bounds through the sums: a hidden count lies in 1-4, a hidden total is at least the
sum of its parts' least values. As long as some hidden count is pinned to one value, a shown
total above it is hidden too. For sums that form a tree (units and their parents) the bounds
are exact.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

__all__ = ["FEW", "HIDDEN", "PEOPLE", "counts", "few", "hidden", "shown", "so_few_people"]

HIDDEN = "<5"
FEW = _LEAST, _MOST = 1, 4
PEOPLE = 100  # a recorded figure of fewer people than this may speak of one of them
Bounds = dict[str, tuple[float, float]]
Sums = Mapping[str, Sequence[str]]


def counts(unit: str, tags: Collection[str]) -> bool:
    """Whether a recorded figure in this unit of measure counts procedures or breaches."""
    return unit == "count" and bool(tags)


def so_few_people(people: float) -> bool:
    """Whether so few people live in a unit that no recorded figure of it may show. 0 is a unit
    whose people are not given."""
    return 0 < people < PEOPLE


def few(count: float | None) -> bool:
    """Whether a count is so small that it must not show."""
    return count is not None and _LEAST <= count <= _MOST


def hidden(counts: Mapping[str, float | None], sums: Sums) -> set[str]:
    """The keys that must not show: small counts, and totals that would reveal one.

    `counts` maps a key (a unit) to its recorded count, None for unknown; `sums` maps a total
    to its parts. A total that is 1-4 hides like any count.
    """
    away = {key for key, count in counts.items() if few(count)}
    small = set(away)
    while True:
        bounds = _what_can_be_known(counts, sums, away)
        pinned = [key for key in counts if key in small and bounds[key][0] == bounds[key][1]]
        total = next(_totals_above(pinned, counts, sums, away), None)
        if total is None:
            return away
        away.add(total)


def shown(count: float | None, is_hidden: bool = False) -> float | str | None:
    """A recorded count as it may stand in a table."""
    return HIDDEN if is_hidden or few(count) else count


def _totals_above(
    pinned: Iterable[str], counts: Mapping[str, float | None], sums: Sums, away: set[str]
) -> Iterator[str]:
    """Shown totals that a pinned count is a part of, nearest first."""
    for key in pinned:
        here = [key]
        while here:
            above = [total for total, parts in sums.items() if set(parts) & set(here)]
            yield from (
                total for total in above if total not in away and counts.get(total) is not None
            )
            here = above


def _what_can_be_known(
    counts: Mapping[str, float | None], sums: Sums, away: set[str]
) -> Bounds:
    keys = {*counts, *sums, *(part for parts in sums.values() for part in parts)}
    bounds: Bounds = {}
    for key in keys:
        count = counts.get(key)
        if count is None:
            bounds[key] = (0, math.inf)
        elif key in away:
            bounds[key] = (_LEAST, _MOST) if few(count) else (0, math.inf)
        else:
            bounds[key] = (count, count)
    changed = True
    while changed:
        changed = False
        for total, parts in sums.items():
            changed |= _tighten(bounds, total, sum(bounds[one][0] for one in parts),
                                sum(bounds[one][1] for one in parts))  # fmt: skip
            for part in parts:
                rest = [one for one in parts if one != part]
                changed |= _tighten(
                    bounds, part,
                    bounds[total][0] - sum(bounds[one][1] for one in rest),
                    bounds[total][1] - sum(bounds[one][0] for one in rest),
                )  # fmt: skip
    return bounds


def _tighten(bounds: Bounds, key: str, low: float, high: float) -> bool:
    before = bounds[key]
    after = (max(before[0], low), min(before[1], high))
    if after[0] > after[1]:  # what is recorded above is not the sum of its parts: nothing follows
        return False
    bounds[key] = after
    return after != before
