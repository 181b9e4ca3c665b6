"""Tests that every scheme plugin gets for free.

In a plugin's test file:

    import pytest
    from fpplan.testing import SchemeContract, read_cases, run_case

    SCHEME = fpplan_schemes()[0]

    class TestMyScheme(SchemeContract):
        schemes = (SCHEME,)

    @pytest.mark.parametrize("case", read_cases(Path("my_scheme.cases.toml")), ids=str)
    def test_case(case):
        assert run_case(case, SCHEME) == []

Cases are data (`*.cases.toml`): for an item the readings, inputs and the points or gap that
follow, with a sentence how they were worked out by hand from the clause.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from fpplan.contract.errors import Problems
from fpplan.contract.figures import Figures, Span
from fpplan.contract.items import Chapter, Input, Item
from fpplan.contract.layout import without_tagged
from fpplan.contract.points import NO, NULL, PERHAPS, YES, Points
from fpplan.contract.readings import every, fixed, picks
from fpplan.contract.rules import (
    Coupled,
    LookBack,
    Milestone,
    PeerRule,
    PerEvent,
    Proportional,
    Shown,
    Threshold,
    Veto,
)
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import LANGUAGES, speaking
from fpplan.contract.units import UNITS
from fpplan.experiment.score import score
from fpplan.scheme.check import check_scheme
from fpplan.scheme.explain import explain

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from fpplan.plugins import Plugins

__all__ = ["Case", "SchemeContract", "only_item", "points_by_hours", "random_figures", "read_cases",
           "run_case", "uncovered"]

UNIT, YEAR = "V01", "2014"
WORDS = {NULL: "null", NO: "no", PERHAPS: "perhaps", YES: "yes"}
NEAR = 1e-6


@dataclass(frozen=True)
class Case:
    """One worked case of one item (or of a whole group, for its cap, floor or veto)."""

    scheme: str
    item: str
    at: str  # below, at or above its target
    inputs: Mapping[str, Any]
    worked: str
    readings: Mapping[str, str] = field(default_factory=dict)
    points: float | None = None
    gap: float | None = None
    met: str | None = None
    group: str | None = None

    def __str__(self) -> str:
        chosen = "".join(f",{name}={option}" for name, option in self.readings.items())
        return f"{self.item}-{self.at}{chosen}"


def read_cases(path: Path) -> list[Case]:
    """The cases of one file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Case(scheme=data["scheme"], **case) for case in data["case"]]


def only_item(scheme: Scheme, name: str) -> Scheme:
    """The scheme (readings chosen) with one item or group, and the vetoes on it, alone."""
    groups = {group.id: group for group in scheme.groups()}
    wanted = {item.id for item in groups[name].walk()} if name in groups else {name}
    around = wanted | {group.id for group in groups.values()
                       if wanted & {item.id for item in group.walk()}}
    for item in scheme.items():
        rule = fixed(item.rule)
        if isinstance(rule, Veto) and (around | {scheme.id}) & {*rule.zeroes}:
            wanted = wanted | {item.id}
    for derived in scheme.items():  # what a rank of points reads comes with it
        if derived.id in wanted:
            for read in derived.derives:
                wanted = wanted | ({item.id for item in groups[read[1:]].walk()}
                                   if read[1:] in groups else {read[1:]})

    def keep(chapter: Chapter) -> Chapter:
        kept = (keep(part) if isinstance(part, Chapter) else part for part in chapter.items
                if isinstance(part, Chapter) or part.id in wanted)
        return replace(chapter, items=tuple(kept))

    return replace(scheme, chapters=tuple(keep(chapter) for chapter in scheme.chapters))


def case_figures(case: Case, windows: int = 0) -> Figures:
    """The inputs of a case as figures of one unit; a list gives one value per season, a single
    value stands for the year and for each of its windows."""
    import numpy as np

    seasons = max((len(value) for value in case.inputs.values() if isinstance(value, list)),
                  default=0)
    periods = (YEAR, *(f"{YEAR}-s{part + 1}" for part in range(seasons)),
               *(f"{YEAR}-w{number + 1}" for number in range(windows)))
    values: dict[str, NDArray[Any]] = {}
    given: dict[tuple[str, str | None], NDArray[Any]] = {}
    for name, value in case.inputs.items():
        row = np.full((1, 1, len(periods)), np.nan)
        mask = np.zeros((1, len(periods)), dtype=bool)
        single = [(at, value) for at in (-1, *range(seasons, seasons + windows))]
        for at, each in enumerate(value) if isinstance(value, list) else single:
            row[0, 0, at + 1] = math.nan if each == "null" else each
            mask[0, at + 1] = True
        values[name], given[name, None] = row, mask
    return replace(Figures.build((UNIT,), periods, values), given=given)


def run_case(case: Case, scheme: Scheme) -> list[str]:
    """What differs from a case; nothing when it holds."""
    chosen = only_item(scheme.under(case.readings), case.group or case.item)
    points = score(case_figures(case, len(chosen.calendar.windows)), chosen)
    wrong = [f"{item}: {name} is needed and not in the case"
             for item, names in points.unknown.items() for name in names]
    for expected, span in ((case.points, points.chapters[case.group] if case.group
                            else points.items[case.item]), (case.gap, points.gaps.get(case.item))):
        if expected is None:
            continue
        found = math.nan if span is None else float(span.central[0, 0, 0])
        if not abs(found - expected) < NEAR:
            wrong.append(f"{found} instead of {expected} ({case.worked})")
    if case.met is not None and WORDS[int(points.met[case.item][0, 0, 0])] != case.met:
        wrong.append(f"met is {WORDS[int(points.met[case.item][0, 0, 0])]}, not {case.met}")
    if case.points is None and case.gap is None and case.met is None:
        wrong.append("the case expects nothing")
    return wrong


def uncovered(scheme: Scheme, cases: Iterable[Case]) -> list[str]:
    """Items without a case below, at or above their target, and readings that change an item
    and have an option in no case of it."""
    sides: dict[str, set[str]] = {}
    options: dict[tuple[str, str], set[str]] = {}
    defaults = {reading.id: reading.default for reading in scheme.readings}
    for case in cases:
        sides.setdefault(case.item, set()).add(case.at)
        for name, default in defaults.items():
            options.setdefault((case.item, name), set()).add(case.readings.get(name, default))
    missing = []
    for item in scheme.items():
        missing += [f"{item.id} {side}" for side in sorted(_sides(item, scheme) - sides.get(item.id,
            set()))]
        for name in sorted({pick.reading for _at, pick in picks(item.rule, "")}):
            reading = next(each for each in scheme.readings if each.id == name)
            missing += [f"{item.id} {name}={option}" for option in reading.options
                        if option not in options.get((item.id, name), set())
                        and (item.only is None or item.only.reading != name)]
    return missing


def _sides(item: Item, scheme: Scheme) -> set[str]:
    """On which sides of its target an item can be. Events are none or some."""
    rules = every(item.rule)
    if all(isinstance(rule, Shown | PeerRule) for rule in rules):
        return {"at"}
    if all(isinstance(rule, PerEvent | Veto | LookBack | Coupled) for rule in rules):
        return {"at", "above"}
    sides = {"below", "at", "above"}
    for rule in rules:  # nothing lies beyond the values that are possible
        if isinstance(rule, Threshold | Proportional | Milestone):
            inp = scheme.by_input[rule.done if isinstance(rule, Milestone) else rule.value]
            low, high = inp.possible or (UNITS[inp.unit].low, UNITS[inp.unit].high)
            sides -= {side for side, end in (("below", low), ("above", high))
                      if rule.target == end}
    return sides


def random_figures(scheme: Scheme, seed: int, draws: int = 3, units: int = 2,
                   nulls: bool = True) -> Figures:
    """Possible values of every input, whole counts where they are counts, some of them null and
    some at their least; with `nulls` off none is null or 0."""
    import numpy as np

    luck = np.random.default_rng(seed)
    seasons = len(scheme.calendar.parts)
    periods = (YEAR, *(f"{YEAR}-s{part + 1}" for part in range(seasons if seasons > 1 else 0)),
               *(f"{YEAR}-w{number + 1}" for number in range(len(scheme.calendar.windows))))
    shape = draws, units, len(periods)
    return Figures.build([f"V{at + 1:02d}" for at in range(units)], periods,
                         {inp.id: _values(inp, shape, luck, nulls) for inp in scheme.inputs})


def _values(inp: Input, shape: tuple[int, ...], luck: Generator, nulls: bool) -> NDArray[Any]:
    import numpy as np

    unit = UNITS[inp.unit]
    low, high = inp.possible or (unit.low, unit.high)
    low, high = max(low, -100.0 if nulls else 1.0), min(high, 150.0 if unit.whole else 300.0)
    values = luck.integers(int(low), int(high) + 1, shape) * 1.0 if unit.whole \
        else luck.uniform(low, high, shape)
    values = np.where(luck.random(shape) < 0.2, low, values)
    share = 0.1 if nulls and not unit.whole else 0.0
    return np.where(luck.random(shape) < share, np.nan, values)


class SchemeContract:
    """What must hold for every scheme of a plugin. Set `schemes`, and `plugin` where the id of
    the plugin is not the id of its first scheme."""

    schemes: ClassVar[Sequence[Scheme]] = ()
    plugin: ClassVar[str | None] = None

    def _resolved(self) -> list[Scheme]:
        """Each scheme under its defaults and under every other option, one at a time."""
        found = []
        for scheme in self.schemes:
            found.append(scheme.under())
            found += [scheme.under({reading.id: option}) for reading in scheme.readings
                      for option in reading.options if option != reading.default]
        return found

    def test_is_sound(self) -> None:
        """Both languages, ids, inputs, tags, caps, totals: what is checked at loading."""
        assert self.schemes, "set `schemes`"
        for scheme in self.schemes:
            problems = Problems(scheme.id)
            check_scheme(self.plugin or self.schemes[0].id, scheme, problems)
            assert [str(problem) for problem in problems] == []

    def test_base_total_is_as_documented(self) -> None:
        for scheme in self._resolved():
            if scheme.base is not None:
                assert scheme.base_total() == fixed(scheme.base)

    def test_tags_come_from_inputs(self) -> None:
        for scheme in self.schemes:
            for item in scheme.items():
                names = (*item.inputs, *scheme.behind(item))
                read = {tag for name in names for tag in scheme.by_input[name].tags}
                assert read <= scheme.tags(item)
                assert bool(read) == bool(scheme.tags(item))

    def test_points_stay_within_caps_and_floors(self) -> None:
        for scheme in self._resolved():
            points = score(random_figures(scheme, 1), scheme)
            parts: list[tuple[Item | Chapter, Span]] = [
                (item, points.items[item.id]) for item in scheme.items()]
            again = {item.id for group in scheme.layout.reweighted for item in group.walk()}
            parts = [(part, span) for part, span in parts if part.id not in again]
            parts += [(group, points.chapters[group.id]) for group in scheme.groups()]
            for part, span in parts:
                cap, floor = fixed(part.cap), fixed(part.floor)
                assert cap is None or (span.high <= cap).all()
                assert floor is None or (span.low >= floor).all() or isinstance(part, Item)
                assert (span.low <= span.central).all() and (span.central <= span.high).all()

    def test_a_chapter_keeps_its_points_under_any_weights(self) -> None:
        import numpy as np

        for scheme in self._resolved():
            for group in scheme.layout.reweighted:
                rule = fixed(group.reweight)
                assert rule is not None
                luck = np.random.default_rng(7)
                full = {item.id: scheme.layout.full[item.id] for item in group.walk()}
                x = {name: luck.integers(0, 3, (50, 2, 1)) * 1.0 for name in rule.reads()}
                total = sum(full[name] * factor for name, factor in rule.factors(full, x).items())
                assert np.allclose(total, sum(full.values()))

    def test_no_points_are_null(self) -> None:
        import numpy as np

        for scheme in self._resolved():
            points = score(random_figures(scheme, 2), scheme)
            assert np.isfinite(points.total.central).all()
            assert np.isfinite(points.untagged.central).all()

    def test_same_alone_and_in_arrays(self) -> None:
        for scheme in self._resolved():
            if any(isinstance(fixed(item.rule), PeerRule) for item in scheme.items()):
                continue  # a place among peers depends on the peers
            figures = random_figures(scheme, 3)
            together = score(figures, scheme)
            for draw in range(3):
                for unit, name in enumerate(figures.units):
                    alone = score(_one(figures, draw, unit, name), scheme)
                    assert _bytes(alone, 0, 0) == _bytes(together, draw, unit)

    def test_moves_the_way_the_clause_says(self) -> None:
        for scheme in self._resolved():
            # 0 of 0 earns what the item says, not what its rule would: no nulls, no zeros
            figures = random_figures(scheme, 6, draws=16, units=1, nulls=False)
            for item in scheme.items():
                rule = fixed(item.rule)
                if isinstance(rule, PeerRule | Veto):
                    continue
                alone = only_item(scheme, item.id)
                before = score(figures, alone).items[item.id].central
                for name, way in rule.direction().items():
                    after = score(_raised(figures, name), alone).items[item.id].central
                    assert (way * (after - before) >= -NEAR).all(), (item.id, name)

    def test_tagged_points_touch_no_untagged_total(self) -> None:
        for scheme in self._resolved():
            figures = random_figures(scheme, 4)
            plain = score(figures, scheme).untagged
            huge = score(figures, scheme.scaled(1000.0)).untagged
            absent = score(figures, without_tagged(scheme)).total
            for one, two, three in ((plain.central, huge.central, absent.central),
                                    (plain.low, huge.low, absent.low),
                                    (plain.high, huge.high, absent.high)):
                assert one.tobytes() == two.tobytes()
                assert (one == three).all()

    def test_every_item_is_explained_in_both_languages(self) -> None:
        for scheme in self._resolved():
            figures = random_figures(scheme, 5)
            points = score(figures, scheme)
            for lang in LANGUAGES:
                with speaking(lang):
                    for item in scheme.items():
                        found = explain(figures, scheme, item.id, unit="V01", points=points)
                        assert all(line.strip() for line in found.lines())
                        assert found.title == item.text.within(lang)


def _one(figures: Figures, draw: int, unit: int, name: str) -> Figures:
    """One draw and unit of the figures."""
    return Figures.build((name,), figures.periods, {
        key: span.central[draw:draw + 1, unit:unit + 1] for key, span in figures.values.items()})


def _bytes(points: Points, draw: int, unit: int) -> bytes:
    """Everything scored in one draw and unit."""
    import numpy as np

    spans = [*points.items.values(), *points.chapters.values(), points.total, points.untagged]
    shape = 1 + draw, len(points.units), len(points.periods)
    cells = []
    for span in spans:
        array = span.central
        full = array if array.shape[0] > 1 or draw == 0 else np.broadcast_to(array, shape)
        cells.append(np.ascontiguousarray(full[min(draw, full.shape[0] - 1), unit % full.shape[1]]))
    return b"".join(cell.tobytes() for cell in cells)


def _raised(figures: Figures, name: str) -> Figures:
    """The figures with one input raised by 1."""
    key = name, None
    span = figures.values[key].map(lambda array: array + 1.0)
    return replace(figures, values={**figures.values, key: span})


def points_by_hours(scheme: str, plugins: Plugins, task: str, hours: Sequence[float],
                    draws: int = 4) -> list[dict[str, float]]:
    """Points of each item (mean over draws, units and years) of a scheme in a made-up township,
    for each number of hours a month that its villages give to a task: a scheme whose inputs say
    what fills them answers to hours without any wiring.

    The township is the one that `fpplan new scenario` writes, scored by this scheme alone.
    Raises InputError for hours that its staff do not have.
    """
    from polars import col

    from fpplan.library import run
    from fpplan.loading import known_names, world_from
    from fpplan.scenario import loads

    text = files("fpplan").joinpath("data", "templates", "scenario.toml.txt").read_text("utf-8")
    text = text.replace("@NAME@", "made_up").replace('["thousand_point"]', f'["{scheme}"]')
    text = text.partition("[variant.")[0]
    for number, given in enumerate(hours):
        text += (f'\n[variant.try_{number}]\nlabel = {{ zh = "试{number}", en = "try {number}" }}\n'
                 f'why = {{ zh = "试。", en = "To try." }}\n'
                 f'set = {{ "hours.all.{task}" = {float(given)} }}\n')
    found = run(world_from(loads(text, "made_up.toml", known_names(plugins)), plugins), draws)
    by_item = found.points(scheme).group_by("variant", "item").agg(mean=col("value").mean())
    return [dict(by_item.filter(col("variant") == f"try_{number}").select("item", "mean").rows())
            for number in range(len(hours))]
