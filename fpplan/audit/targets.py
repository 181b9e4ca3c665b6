"""Targets that are set on a few births: what luck alone does to them in a unit of this size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from fpplan.audit.probe import met_at
from fpplan.contract.items import Input, Item
from fpplan.contract.readings import fixed
from fpplan.contract.rules import Pace, PeerRule, Threshold
from fpplan.contract.scheme import Scheme
from fpplan.indicators.chance import (
    NORMAL,
    at_target,
    births_decided,
    births_to_tell,
    boy_share,
    ratio_range,
    reliability,
    share_range,
)
from fpplan.indicators.core import core_indicators

__all__ = ["BETWEEN", "GOOD_FAILS", "MOST_BIRTHS", "POOR_PASSES", "RATE", "ChanceTarget",
           "chance_targets"]

# Assumptions; the first is the rate of the project's reference table for small units.
RATE = 12.0  # births per 1,000 people a year
POOR_RATIO = 3.0  # boys per 100 girls by which a poor unit lies above a target
MARGIN = 2.0  # percentage points by which a good and a poor unit lie beside a target
BETWEEN = 0.05  # true standard deviation of a share between units
GOOD_FAILS, POOR_PASSES = 0.05, 0.2  # most that a target may err and not be luck
LIMITS = 0.95
MOST_BIRTHS = 65_536  # of a unit in a year; beyond it luck decides nothing


@dataclass(frozen=True)
class ChanceTarget:
    """One target on births. `good` and `poor` are true figures in the input's unit; `low` and
    `high` the funnel limits of a good unit; `births_decided` the births from which on the
    target is not decided by chance, `births_to_tell` those that an exact test needs to find
    the poor unit with a power of 80 % (None: no unit is large enough)."""

    item: Item
    name: str
    births: int
    target: float
    at: Literal["least", "most"]
    good: float
    poor: float
    low: float
    high: float
    good_fails: float
    poor_passes: float
    births_decided: int | None
    births_to_tell: int | None
    reliability: float | None

    @property
    def graded(self) -> bool:
        """Whether points follow the figure by degrees, so that no chance decides all of them."""
        return not isinstance(fixed(self.item.rule), Threshold)

    @property
    def by_chance(self) -> bool:
        """Whether luck decides it at this unit size."""
        return not self.graded and (self.good_fails > GOOD_FAILS
                                    or self.poor_passes > POOR_PASSES)

    @property
    def people_decided(self) -> float | None:
        """People of a unit with `births_decided` births a year."""
        return None if self.births_decided is None else self.births_decided / RATE * 1000


def chance_targets(scheme: Scheme, births: int) -> list[ChanceTarget]:
    """The targets of a scheme (readings chosen) on a sex ratio or on a share of births."""
    found = []
    for item in scheme.items():
        rule = fixed(item.rule)
        if isinstance(rule, PeerRule | Pace) or len(rule.reads()) != 1:
            continue
        name = rule.reads()[0]
        aim, way = met_at(rule, scheme).get(name), rule.direction().get(name)
        kind = _kind(scheme.by_input[name])
        if aim is None or way is None or kind is None:
            continue
        found.append(_judge(item, name, births, aim, "least" if way > 0 else "most", kind))
    return found


def _kind(inp: Input) -> Literal["ratio", "share"] | None:
    """Whether an input is a sex ratio or a share of births."""
    core = core_indicators().get(inp.id)
    below = [term.pattern for term in core.denominator] if core else [
        term.split()[-1] for term in inp.denominator]
    if not below or not all(each.startswith("births") for each in below):
        return None
    kinds: dict[str, Literal["ratio", "share"]] = {
        "boys_per_100_girls": "ratio", "percent": "share"}
    return kinds.get(inp.unit)


def _judge(item: Item, name: str, births: int, target: float, at: Literal["least", "most"],
           kind: Literal["ratio", "share"]) -> ChanceTarget:
    if kind == "ratio":
        good, poor = NORMAL, target + (POOR_RATIO if at == "most" else -POOR_RATIO)
        shares = boy_share(good), boy_share(poor), boy_share(target)
        low, high = ratio_range(births, good, LIMITS)
    else:
        better = MARGIN if at == "least" else -MARGIN
        good, poor = (min(100.0, max(0.0, target + move)) for move in (better, -better))
        shares = good / 100, poor / 100, target / 100
        low, high = share_range(births, good, LIMITS)
    right, passes = (float(at_target(births, share, shares[2], at)) for share in shares[:2])
    return ChanceTarget(item, name, births, target, at, good, poor, low, high, 1 - right,
                        passes, *_needed(*shares, at),
                        reliability(births, shares[2], BETWEEN) if kind == "share" else None)


@cache
def _needed(good: float, poor: float, target: float, at: Literal["least", "most"]
            ) -> tuple[int | None, int | None]:
    if good == poor:
        return None, None
    return (births_decided(good, poor, target, at, GOOD_FAILS, POOR_PASSES),
            births_to_tell(good, poor))
