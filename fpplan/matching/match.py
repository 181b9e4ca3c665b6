"""Rates matched to a place: scales under which the year before the decision is the published one.

Each aim has one scale that moves it most: births the exposure (women for each head of people),
order shares the progression to a second and to a third birth, births within policy the
deterrence, sex ratios at birth the selection, use the uptake. The scales are found together by
least squares at central values on fixed luck, against expected tallies of months -12..-1, with
pools simulated under the same scales, so that what is matched goes on. They hold for every
parameter set and are labelled "matched, no interval".

Matching cannot tell selection from girls left out of the books: a reported sex ratio is read
here as a true one. Selection only raises a sex ratio: one below the natural ratio is left to
chance. Where an aim cannot be reached the nearest is taken and said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from fpplan.contract.errors import FpplanError
from fpplan.contract.text import _
from fpplan.experiment.world import World
from fpplan.population.rates import Scales
from fpplan.population.simulate import scales_of
from fpplan.tallies import Tallies

__all__ = ["AIMS", "Match", "caveats", "describe", "match", "measure"]

DRAWS = 128  # behind each evaluation; births of a township are then known to about half a percent
STEP = 0.25  # of the numerical derivative, on the scale of the unknowns
CLEAR = 0.1  # standard errors by which that step must move its aim, or else it is doubled
FALLING = ("births_within_policy_percent",)  # aims that fall as their scale rises
REACH = 4.0  # no scale moves further than this from neutral
_WOMEN_PER_BIRTH = 12  # about; only the weight of use among the aims rests on it
CLOSE = 1.0  # an aim counts as reached within one standard error of a year's count

Floats = NDArray[np.float64]

# Each aim and the scale that serves it, in the order of the unknowns. Selection before second
# and later births moves together: sources publish them together.
AIMS: dict[str, tuple[str, ...]] = {
    "births": ("exposure",),
    "second_order_percent": ("progression_2",),
    "higher_order_percent": ("progression_3",),
    "births_within_policy_percent": ("deterrence",),
    "srb_first": ("selection_1",),
    "srb_second_and_later": ("selection_2", "selection_3"),
    "mcpr_percent": ("uptake",),
}


@dataclass(frozen=True)
class Match:
    """What matching found.

    `scales` for the scenario; `chance` the sex ratios below the natural one, which no scale
    serves; `aimed`, `before`, `reached` by aim; `missed` the aims that no
    scale could reach; `evaluations` how many populations were simulated.
    """

    scales: Scales
    chance: tuple[str, ...]
    aimed: Mapping[str, float]
    before: Mapping[str, float]
    reached: Mapping[str, float]
    missed: tuple[str, ...]
    evaluations: int


def measure(tallies: Tallies, strata: Sequence[str] | None = None) -> dict[str, float]:
    """Every aim as expected tallies of one year give it, over all units and the strata that
    are counted (all when None); 0/0 is NaN."""
    def total(pattern: str) -> float:
        return float(tallies.total("true", pattern, strata=strata).mean(axis=0).sum())

    def percent(part: str, whole: str) -> float:
        among = total(whole)
        return 100 * total(part) / among if among else float("nan")

    later = "births[order=2|3|4|5|6,sex={}]"
    return {
        "births": total("births"),
        "second_order_percent": percent("births[order=2]", "births"),
        "higher_order_percent": percent("births[order=3|4|5|6]", "births"),
        "births_within_policy_percent": percent("births[policy=in]", "births"),
        "srb_first": percent("births[order=1,sex=m]", "births[order=1,sex=f]"),
        "srb_second_and_later": percent(later.format("m"), later.format("f")),
        "mcpr_percent": percent("using", "in_union"),
    }


def match(world: World, aims: Mapping[str, float],
          progress: Callable[[int, Mapping[str, float]], None] | None = None) -> Match:
    """Find the scales under which the base's year -12..-1 meets the aims.
    See docs/model.md [E-match].

    Args:
        world: of a scenario, whose base is matched. Scales without an aim stay as it has them.
        aims: values by name of `AIMS`.
        progress: called with the number of populations simulated and what the last gave.
    Raises FpplanError for a place too small to give an aim any value.
    """
    resolved = world.base
    start = scales_of(resolved)
    central = {name: o.value for name, o in resolved.reference.parameters.items()}
    chance = tuple(name for name in aims
                   if name.startswith("srb") and aims[name] <= _natural(world, central))
    names = [name for name in AIMS if name in aims and name not in chance]
    if not names:
        raise ValueError("there is nothing to match")
    measured: dict[tuple[float, ...], dict[str, float]] = {}

    def at(x: Floats) -> dict[str, float]:
        key = tuple(np.round(x, 12))
        if key not in measured:
            lived = world.scaled(_scaled(start, names, x)).expected(central, DRAWS)
            measured[key] = measure(lived, resolved.counted)
            for name in names:
                if not measured[key][name] > 0:
                    raise FpplanError(_("{name} cannot be matched: there are too few births and "
                                        "women in the simulated year").format(name=name))
            if progress:
                progress(len(measured), measured[key])
        return measured[key]

    x0 = np.array([_unknown(start, AIMS[name][0]) for name in names])
    births = aims.get("births") or at(x0)["births"]

    def misses(x: Floats) -> Floats:
        found = at(x)
        return np.array([_miss(name, found[name], aims[name], births) for name in names])

    def slopes(x: Floats) -> Floats:
        here = misses(x)
        columns = []
        for i in range(x.size):
            side, toward = STEP, 0.0
            while toward < CLEAR and side <= REACH / 2:
                way = side if x[i] + side < REACH else -side
                moved = x.copy()
                moved[i] += way
                column = (misses(moved) - here) / way
                # A small step may even go the wrong way, by chance.
                toward = column[i] * side * (-1 if names[i] in FALLING else 1)
                side *= 2
            columns.append(column)
        return np.stack(columns, axis=1)

    before = dict(at(x0))
    found = least_squares(misses, np.clip(x0, 0.01 - REACH, REACH - 0.01), jac=slopes,
                          bounds=(-REACH, REACH), xtol=1e-3, ftol=1e-4, max_nfev=8)
    best = found.x
    if "births" in names:  # exposure moves births in proportion and nothing else
        best = best.copy()
        best[names.index("births")] += np.log(aims["births"] / at(found.x)["births"])
    reached = at(best)
    missed = tuple(name for name in names
                   if abs(_miss(name, reached[name], aims[name], births)) > CLOSE)
    return Match(_scaled(start, names, best), chance, {name: aims[name] for name in names},
                 {name: before[name] for name in names},
                 {name: reached[name] for name in names}, missed, len(measured))


def _natural(world: World, central: Mapping[str, float]) -> float:
    """Boys per 100 girls without selection."""
    parameters = world.setting.parameters
    male = central.get("sex.male_at_birth", parameters["sex.male_at_birth"].value)
    return 100 * male / (1 - male)


def _miss(name: str, found: float, aim: float, births: float) -> float:
    """How far off, in standard errors of a year's count: an aim weighs by what it can tell.

    Percentages are compared as logits, births and sex ratios as logs.
    """
    if name.endswith("_percent"):
        p, q = np.clip([found / 100, aim / 100], 1e-4, 1 - 1e-4)
        many = births * _WOMEN_PER_BIRTH if name == "mcpr_percent" else births
        return float((np.log(p / (1 - p)) - np.log(q / (1 - q))) * np.sqrt(many * q * (1 - q)))
    if name == "births":
        return float(np.log(found / aim) * np.sqrt(births))
    return float(np.log(found / aim) * np.sqrt(births / 2) / 2)


def _unknown(scales: Scales, name: str) -> float:
    value = getattr(scales, name)
    return float(np.log(value)) if name == "exposure" else float(value)


def _scaled(start: Scales, names: list[str], x: Floats) -> Scales:
    moved = {}
    for name, value in zip(names, x, strict=True):
        for scale in AIMS[name]:
            moved[scale] = round(float(np.exp(value) if scale == "exposure" else value), 4)
    return start._replace(**moved)


def caveats(found: Match) -> list[str]:
    """What a reader of a match must know, a sentence a line."""
    lines = [_("Matched at central values on fixed luck; a match has no interval.")]
    for name in found.missed:
        lines.append(_("{name} cannot be reached by its scale alone: the rest may be chance, or "
                       "births left out of the books or entered wrongly.").format(name=name))
    for name in found.chance:
        lines.append(_("{name} is below the natural ratio; selection cannot lower it, so it was "
                       "left to chance.").format(name=name))
    if any(name.startswith("srb") for name in found.aimed):
        lines.append(_("Selection and girls left out of the books cannot be told apart by a "
                       "reported sex ratio; it was matched by selection alone."))
    return lines


def describe(found: Match) -> list[str]:
    """What was matched and what to know about it, a sentence a line."""
    first, *rest = caveats(found)
    reached = [
        _("{name}: aimed at {aim:.4g}, before {before:.4g}, reached {reached:.4g}").format(
            name=name, aim=aim, before=found.before[name], reached=found.reached[name])
        for name, aim in found.aimed.items()
    ]
    return [first, *reached, *rest]
