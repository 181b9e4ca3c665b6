"""How far a scale may stand from the catalogue, and what the scales of a place imply.

A scale is neutral where the place is as the catalogue says. Its prior is normal on its own scale
(the logarithm of exposure), as wide as the catalogue is unsure of what it shifts and as places
differ. `remarks` names what lies outside: a match may need it, but no source knows such a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.figure import both
from fpplan.contract.text import Text, _
from fpplan.experiment.draws import central_values, own_ranges
from fpplan.place.parameters import ParameterSets
from fpplan.population.rates import Rates, Scales, rates
from fpplan.population.simulate import scales_of
from fpplan.population.when import time_of

if TYPE_CHECKING:
    from fpplan.experiment.world import World

__all__ = ["AT_END", "FAR", "MOST_SELECTED", "REACH", "Remark", "distance", "inside", "remarks",
           "spreads"]

Floats = NDArray[np.float64]

FAR = 2.0  # standard deviations of the catalogue at which a search ends and a scale is named
AT_END = 0.05  # standard deviations from the end that are still the end
REACH = 4.0  # no scale moves further than this from neutral, however wide its prior
SETS = 400  # of the catalogue's parameters, behind a standard deviation
# The most of female fetuses ended for their sex that is taken to be possible, a sex ratio of 420;
# assumed. The census of 2000 has .55 after two girls (Ebenstein 2010).
MOST_SELECTED = 0.75
UNSTATED = 0.25  # of what neither the setting nor places give a spread of; assumed
# How places differ beside that, standard deviations; assumed. Selection: rural second births had
# 146 boys per 100 girls in 2005 and nine of 31 provinces more than 160 (Zhu, Lu and Hesketh 2009,
# BMJ 338:b1211). With half of second births after a daughter that is a spread of .6 to .9 in the
# log odds of ending a female fetus there; a part of it is births that were not reported, and less
# is taken. Exposure: women of 15-49 per head and how early they marry; the others: wishes, how hard
# a rule was enforced, use; no source found.
PLACES = {"exposure": 0.15, "progression_1": 0.3, "progression_2": 0.3, "progression_3": 0.3,
          "deterrence": 0.3, "selection_1": 0.45, "selection_2": 0.45, "uptake": 0.3}


def spreads(world: World) -> dict[str, float]:
    """The standard deviation of each scale's prior, by name. See docs/model.md [E-prior]."""
    plan = world.base.reference
    sets = ParameterSets(range(SETS), 0, central_values(plan), world.setting.parameters,
                         own_ranges(plan))
    some = _rates(world, sets, Scales())
    another, select = some.want_after_birth[:, 0].sum(axis=-1), some.select[:, 0]
    shifted = {
        "progression_2": [another[:, 1, 1, 0, 1], another[:, 1, 0, 1, 1]],
        "progression_3": [another[:, order, son, daughter, 1] for order in (2, 3)
                          for son, daughter in ((1, 0), (0, 1), (1, 1))],
        "selection_1": [select[:, 0, 0, 0]],
        "selection_2": [select[:, 1, 0, 1]],
        "selection_3": [select[:, 2, 0, 2]],
    }
    own = {name: _spread([_logit(share) for share in shares]) for name, shares in shifted.items()}
    own["deterrence"] = _spread([sets["want.deterrence_logit"]])
    own["uptake"] = _spread([sets["uptake.scale_logit"]])
    return {name: float(np.hypot(own.get(name, 0.0), PLACES.get(name, 0.0))) or UNSTATED
            for name in Scales._fields}


def _spread(values: list[Floats]) -> float:
    """Root mean square of the standard deviations; those of what nobody does are left out."""
    found = [float(np.var(each)) for each in values if np.isfinite(each).all()]
    return float(np.sqrt(np.mean(found))) if found else 0.0


def _logit(p: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        found: Floats = np.log(p) - np.log1p(-p)
    return found


def distance(name: str, value: float, spread: float) -> float:
    """How many standard deviations of its prior a scale stands from neutral, with its sign."""
    return float((np.log(value) if name == "exposure" else value) / spread)


@dataclass(frozen=True)
class Remark:
    """What is to be said of a scale, or of what the scales imply: an id, in both languages."""

    id: str
    about: Text
    words: Text


def remarks(world: World) -> list[Remark]:
    """What no source knows of the place that the scales make; empty without scales."""
    scales = scales_of(world.base)
    if scales == Scales():
        return []
    return [*_far(scales, spreads(world)), *_implied(world, scales)]


def _far(scales: Scales, known: dict[str, float]) -> Iterator[Remark]:
    for name, value in scales._asdict().items():
        away = distance(name, value, known[name])
        if abs(away) >= FAR - AT_END:
            words = (_away if abs(away) > FAR + AT_END else _at_end)(value, away)
            yield Remark(f"scales.{name}", Text(f"比例系数 {name}", f"scale {name}"), words)


def _away(value: float, away: float) -> Text:
    return both(lambda: _("{value:.3g} lies {away:.1f} standard deviations of the catalogue from "
                          "where it changes nothing").format(value=value, away=abs(away)))


def _at_end(value: float, away: float) -> Text:
    return both(lambda: _("{value:.3g} is the end of the search, {away:.1f} standard deviations of "
                          "the catalogue from where it changes nothing").format(
                              value=value, away=abs(away)))


def _implied(world: World, scales: Scales) -> Iterator[Remark]:
    """Shares that the scales bring about, where no source has the like."""
    neutral = inside(world, Scales())
    for stratum, (son, daughter, selected) in inside(world, scales).items():
        if selected > MOST_SELECTED:
            yield Remark(f"scales.selected.{stratum}", Text(
                "因性别终止的女胎比例", "female fetuses ended for their sex"), _selected(selected))
        if son > daughter and neutral[stratum][0] <= neutral[stratum][1]:
            yield Remark(f"scales.wanted.{stratum}", Text(
                "想要第二个孩子", "wanting a second child"), _reversed(son, daughter))


def inside(world: World, scales: Scales | None = None) -> dict[str, tuple[float, float, float]]:
    """What the scales of a place imply at central values in the decision month, by stratum: the
    share of women who want a second child after a son and after a daughter, under their rule on
    births, and the most female fetuses that are ended for their sex after no, one or two births.
    `scales` instead of the scenario's own."""
    plan = world.base
    sets = ParameterSets(None, 0, central_values(plan.reference), world.setting.parameters)
    some = _rates(world, sets, scales_of(plan) if scales is None else scales)
    found = {}
    for s, stratum in enumerate(plan.strata):
        son, daughter = (float(some.want_after_birth[
            0, s, 1, sons, 1 - sons, int(plan.spacing(stratum, 1, sons, 1 - sons) is not None)
        ].sum()) for sons in (1, 0))
        ended = max(float(some.select[0, s, order, 0, order]) for order in range(3))
        found[stratum] = son, daughter, ended
    return found


def _selected(most: float) -> Text:
    return both(lambda: _("the scales end {share:.0f} % of female fetuses where a son is still "
                          "missing; more than {most:.0f} % is assumed to happen nowhere").format(
                              share=100 * most, most=100 * MOST_SELECTED))


def _reversed(son: float, daughter: float) -> Text:
    return both(lambda: _("under the scales more women want a second child after a son ({son:.0f} "
                          "%) than after a daughter ({daughter:.0f} %)").format(
                              son=100 * son, daughter=100 * daughter))


def _rates(world: World, sets: ParameterSets, scales: Scales) -> Rates:
    """Rates of the decision month in each stratum."""
    base = world.base.reference
    own = [{name: o.value for name, o in base.strata[stratum].parameters.items()}
           for stratum in world.base.strata]
    when = time_of(0, base.decision_month)
    return rates(world.setting, [sets.having(each) if each else sets for each in own], scales, when)
