"""Rates matched to a place: scales under which its books come near the published ones.

Each aim has one scale that moves it most: births the exposure (women for each head of people),
order shares the progression to a second and to a third birth, births within policy the
deterrence, sex ratios at birth the selection, use the uptake. The scales are found together by
least squares at central values on fixed luck, with pools simulated under the same scales, so that
what is matched goes on. Published figures are books: they are set against the reported view of
the months that they cover, each miss in standard errors of its count and of what the books'
parameters leave open. Each scale's distance from the catalogue stands beside them, in standard
deviations of its prior (`fpplan.matching.priors`), so that a few births do not make a place that no
source knows, and the search ends at two of them: what is left of a miss may be chance.

Scales hold for every parameter set and are labelled "matched, no interval". Selection and girls
left out of the books are not told apart: the books' part stays the catalogue's. Selection only
raises a sex ratio: one below the natural ratio is left to chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from fpplan.contract.errors import FpplanError
from fpplan.contract.months import Period
from fpplan.contract.text import _
from fpplan.experiment.draws import central_values
from fpplan.experiment.lived import audits_before, before_in_the_books
from fpplan.experiment.periods import aimed_window
from fpplan.experiment.world import World
from fpplan.matching.priors import AT_END, FAR, REACH, distance, spreads
from fpplan.population.rates import Scales
from fpplan.population.simulate import scales_of
from fpplan.tallies import Tallies, View

__all__ = ["AIMS", "Match", "caveats", "describe", "match", "measure"]

DRAWS = 128  # behind each evaluation; births of a township are then known to about half a percent
BOOKS = 32  # parameter sets behind how far the books may be off
STEP = 0.25  # of the numerical derivative, on the scale of the unknowns
CLEAR = 0.1  # standard errors by which that step must move its aim, or else it is doubled
VIEWS: tuple[View, View] = ("true", "reported")
FALLING = ("births_within_policy_percent",)  # aims that fall as their scale rises
_WOMEN_PER_BIRTH = 12  # about; only the weight of use among the aims rests on it
CLOSE = 1.0  # an aim counts as reached within one standard error of its count and of the books

Floats = NDArray[np.float64]

# Each aim and the scale that serves it, in the order of the unknowns. Selection before second
# and later births moves together, by as many standard deviations: sources publish them together.
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
    serves; `aimed`, `before`, `reached` by aim; `missed` the aims that stay more than a standard
    error away; `far` the scales at the end of their search, with their distance from neutral in
    standard deviations; `evaluations` how many populations were simulated.
    """

    scales: Scales
    chance: tuple[str, ...]
    aimed: Mapping[str, float]
    before: Mapping[str, float]
    reached: Mapping[str, float]
    missed: tuple[str, ...]
    evaluations: int
    far: Mapping[str, float] = field(default_factory=dict)


def measure(tallies: Tallies, strata: Sequence[str] | None = None, view: View = "reported",
            months: Period | None = None, draws: slice = slice(None)) -> dict[str, float]:
    """Every aim as expected tallies of some draws give it, over all units, the months of a period
    (all when None) and the strata that are counted (all when None); 0/0 is NaN."""
    when = slice(None) if months is None else slice(months.first - tallies.first_month,
                                                    months.last + 1 - tallies.first_month)

    def total(pattern: str) -> float:
        found = tallies.total(view, pattern, strata=strata)[draws][:, :, when]
        return float(found.mean(axis=0).sum())

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
    """Find the scales under which the base's books of the aims' months come near them.
    See docs/model.md [E-match], [E-prior].

    Args:
        world: of a scenario, whose base is matched. Scales without an aim stay as it has them.
        aims: values by name of `AIMS`.
        progress: called with the number of populations simulated and what the last gave.
    Raises FpplanError for a place too small to give an aim any value.
    """
    start = scales_of(world.base)
    chance = tuple(name for name in aims
                   if name.startswith("srb") and aims[name] <= _natural(world))
    names = [name for name in AIMS if name in aims and name not in chance]
    if not names:
        raise ValueError("there is nothing to match")
    known = spreads(world)
    search = _Search(world, start, known, {name: aims[name] for name in names}, progress)
    before = dict(search.at(np.array([_unknown(start, AIMS[name][0]) for name in names])))
    # From neutral, where the prior has its centre: a match does not depend on the one before.
    found = least_squares(search.residuals, np.zeros(len(names)), jac=search.slopes,
                          bounds=(-search.end, search.end), xtol=1e-4, ftol=1e-5, max_nfev=20)
    best = search.settled(found.x)
    reached, scales = search.at(best), _scaled(start, known, names, best)
    misses = search.misses(best) / search.doubt
    missed = tuple(name for name, miss in zip(names, misses, strict=True) if abs(miss) > CLOSE)
    away = {scale: distance(scale, getattr(scales, scale), known[scale])
            for name in names for scale in AIMS[name]}
    return Match(scales, chance, {name: aims[name] for name in names},
                 {name: before[name] for name in names},
                 {name: reached[name] for name in names}, missed, len(search.measured),
                 {scale: far for scale, far in away.items() if abs(far) >= FAR - AT_END})


class _Search:
    """What least squares asks for: misses of the aims, then distances from the catalogue."""

    def __init__(self, world: World, start: Scales, known: Mapping[str, float],
                 aims: Mapping[str, float],
                 progress: Callable[[int, Mapping[str, float]], None] | None):
        self.world, self.start, self.known, self.aims = world, start, known, aims
        self.progress, self.names = progress, list(aims)
        self.spread = np.array([known[AIMS[name][0]] for name in aims])
        self.end = np.minimum(REACH, FAR * self.spread)
        self.central = central_values(world.base.reference)
        self.visited = audits_before(world, self.central)
        self.window = aimed_window(world.base)
        self.measured: dict[tuple[float, ...], dict[str, float]] = {}
        self._births = aims.get("births")
        self.doubt = np.sqrt(1 + self._of_the_books() ** 2)

    def _of_the_books(self) -> Floats:
        """How far the books' parameters move each aim, in standard errors of its count: the
        standard deviation over sets of what the books add to the same lives."""
        sets = min(BOOKS, DRAWS)
        lived = before_in_the_books(self.world.scaled(_scaled(
            self.start, self.known, self.names, np.zeros(len(self.names)))),
            self.central, DRAWS, self.visited, sets)
        added = []
        for first in range(0, DRAWS, each := DRAWS // sets):
            true, told = (measure(lived, self.world.base.counted, view, self.window,
                                  slice(first, first + each)) for view in VIEWS)
            births = self._births or told["births"]
            added.append([_miss(name, told[name], aim, births)
                          - _miss(name, true[name], aim, births)
                          for name, aim in self.aims.items()])
        spread: Floats = np.array(added).std(axis=0)
        return np.where(np.isfinite(spread), spread, 0.0)

    def at(self, x: Floats) -> dict[str, float]:
        """What the books show under some scales."""
        key = tuple(np.round(x, 12))
        if key not in self.measured:
            world = self.world.scaled(_scaled(self.start, self.known, self.names, x))
            books = before_in_the_books(world, self.central, DRAWS, self.visited)
            found = measure(books, world.base.counted, "reported", self.window)
            for name in self.names:
                if not found[name] > 0:
                    raise FpplanError(_("{name} cannot be matched: there are too few births and "
                                        "women in the simulated year").format(name=name))
            self.measured[key] = found
            if self.progress:
                self.progress(len(self.measured), found)
        return self.measured[key]

    def misses(self, x: Floats) -> Floats:
        """How far each aim is off, in standard errors."""
        found = self.at(x)
        births = self._births = self._births or found["births"]
        return np.array([_miss(name, found[name], aim, births)
                         for name, aim in self.aims.items()])

    def residuals(self, x: Floats) -> Floats:
        """The misses against what count and books leave open, then each unknown in standard
        deviations of its prior."""
        return np.concatenate([self.misses(x) / self.doubt, x / self.spread])

    def settled(self, x: Floats) -> Floats:
        """The unknowns with exposure at its best for the others: it moves births in proportion and
        nothing else, so that its optimum is known but for luck; the best of a few tries."""
        if "births" not in self.names:
            return x
        i, best, tried = self.names.index("births"), x.copy(), [x]
        aim = self.aims["births"]
        count, prior = aim / self.doubt[i] ** 2, 1 / self.spread[i] ** 2
        for _again in range(3):  # other women have other luck
            short = np.log(aim / self.at(best)["births"])
            best[i] = np.clip(best[i] + (count * short - prior * best[i]) / (count + prior),
                              -self.end[i], self.end[i])
            tried.append(best.copy())
        return min(tried, key=lambda each: float((self.residuals(each) ** 2).sum()))

    def slopes(self, x: Floats) -> Floats:
        """How the residuals move with each unknown: (residual, unknown)."""
        here = self.misses(x)
        columns = [self._slope(x, i, here) for i in range(x.size)]
        return np.concatenate([np.stack(columns, axis=1) / self.doubt[:, None],
                               np.diag(1 / self.spread)])

    def _slope(self, x: Floats, i: int, here: Floats) -> Floats:
        """By a step that is made longer until it moves its own aim clearly, and the right way."""
        side, toward = STEP, 0.0
        sign = -1 if self.names[i] in FALLING else 1
        while toward < CLEAR and side <= REACH / 2:
            moved = x.copy()
            moved[i] += side if x[i] + side < REACH else -side  # a step may look past the end
            column: Floats = (self.misses(moved) - here) / (moved[i] - x[i])
            toward = column[i] * side * sign  # a small step may even go the wrong way, by chance
            side *= 2
        return column


def _natural(world: World) -> float:
    """Boys per 100 girls without selection."""
    male = central_values(world.base.reference).get(
        "sex.male_at_birth", world.setting.parameters["sex.male_at_birth"].value)
    return 100 * male / (1 - male)


def _miss(name: str, found: float, aim: float, births: float) -> float:
    """How far off, in standard errors of its count: an aim weighs by what it can tell.

    Percentages are compared as logits, births and sex ratios as logs.
    """
    if not found > 0:
        return float("nan")
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


def _scaled(start: Scales, known: Mapping[str, float], names: Sequence[str], x: Floats) -> Scales:
    """Scales at the unknowns; several that serve one aim move by as many standard deviations."""
    moved = {}
    for name, value in zip(names, x, strict=True):
        for scale in AIMS[name]:
            own = value * known[scale] / known[AIMS[name][0]]
            moved[scale] = round(float(np.exp(own) if scale == "exposure" else own), 4)
    return start._replace(**moved)


def caveats(found: Match) -> list[str]:
    """What a reader of a match must know, a sentence a line."""
    lines = [_("Matched at central values on fixed luck; a match has no interval.")]
    for name in found.missed:
        lines.append(_("{name} stays more than a standard error away: the rest may be chance, or "
                       "books that are worse or rates that are other than the catalogue's.").format(
                           name=name))
    for name, away in found.far.items():
        lines.append(_("Scale {name} stands at the end of its search, {away:.1f} standard "
                       "deviations of the catalogue from where it changes nothing: the figures "
                       "ask for more than a source knows.").format(name=name, away=abs(away)))
    for name in found.chance:
        lines.append(_("{name} is below the natural ratio; selection cannot lower it, so it was "
                       "left to chance.").format(name=name))
    if any(name.startswith("srb") for name in found.aimed):
        lines.append(_("Selection and girls left out of the books cannot be told apart by a "
                       "reported sex ratio; the books were taken as the catalogue has them and "
                       "selection moved within its range."))
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
