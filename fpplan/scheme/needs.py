"""What each item needs of figures: its inputs, absent ones by their default or range, those of
levels, years before and samples included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fpplan.contract.errors import Problem, Problems
from fpplan.contract.figures import (
    Figures,
    Span,
    part_ends,
    year_before,
)
from fpplan.contract.readings import fixed
from fpplan.contract.text import _
from fpplan.scheme.sampling import sampled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fpplan.contract.items import Input, Item, View
    from fpplan.contract.scheme import Scheme
    from fpplan.scheme.sampling import Sample

    Array = NDArray[Any]

__all__ = ["Needs", "by_name", "resolve_inputs"]


def resolve_inputs(figures: Figures, scheme: Scheme, items: Iterable[Item], view: str | None,
                   problems: Problems, sample: Sample | None = None
                   ) -> dict[str, Needs]:
    """For each item its inputs on (draw, unit, year, part), absent ones by their default or
    range, those of other levels, years before and samples included. Needed inputs without a
    range are noted as problems. `sample` as for `score`."""
    needs: dict[str, Needs] = {}
    find = _Finder(figures, scheme)
    for item in items:
        rule = fixed(item.rule)
        own: View = fixed(item.view)
        n = None if isinstance(own, str) or view else own.n
        sees = view or (own if isinstance(own, str) else "true")
        ends = part_ends(scheme, fixed(item.calendar))
        spans: dict[str, Span] = {}
        origin: dict[str, Array] = {}
        levels, lags = rule.levels(), rule.lags()
        for name in rule.reads():
            used = () if name in rule.yearly() else ends
            span, given = find(name, sees, used, levels.get(name), lags.get(name))
            if n is not None and scheme.by_input[name].unit == "percent":
                span = sampled(span, n, figures, f"{scheme.id}.{item.id}.{name}", sample)
            spans[name], origin[name] = span, given
        needs[item.id] = Needs(spans, origin)
    for name, given in find.missing.items():
        _note_missing(figures, scheme, name, given, problems)
    return needs


def by_name(figures: Figures, scheme: Scheme, names: Iterable[str], view: str,
            problems: Problems) -> dict[str, Span]:
    """Inputs of the whole year by name, on (draw, unit, year, 1)."""
    find = _Finder(figures, scheme)
    found = {name: find(name, view, ())[0] for name in names}
    for name, given in find.missing.items():
        _note_missing(figures, scheme, name, given, problems)
    return found


class _Finder:
    """Looks up inputs, each once, and remembers the needed ones that are missing."""

    def __init__(self, figures: Figures, scheme: Scheme):
        self.figures, self.scheme = figures, scheme
        self.missing: dict[str, Array] = {}  # (unit, year, part): where there is a figure
        self._found: dict[tuple[str, str, tuple[str, ...]], tuple[Span, Array]] = {}
        self._filled: dict[tuple[str, str, tuple[str, ...]], Span] = {}

    def __call__(self, name: str, view: str, ends: tuple[str, ...], level: str | None = None,
                 lag: tuple[str, int] | None = None) -> tuple[Span, Array]:
        key = name, view, ends
        inp = self.scheme.by_input[name]
        if key not in self._found:
            self._found[key] = self.figures.lookup(inp, view, ends)
        span, given = self._found[key]
        if level is None and lag is None:
            if key not in self._filled:
                self._filled[key] = _default(inp, span, given)
        else:
            if level is not None:
                span, given = _of_level(span, given, self.figures, level)
            if lag is not None:
                known = self(lag[0], view, ends)
                span, given = _years_back(span, given, *known, self.figures.years, lag[1])
        if inp.default == "needed" and inp.range is None and not bool(given.all()):
            self.missing[name] = self.missing.get(name, True) & given
        if level is None and lag is None:
            return self._filled[key], given
        return _default(inp, span, given), given


def _of_level(span: Span, given: Array, figures: Figures, level: str) -> tuple[Span, Array]:
    """The value of the parent, or the sum of the children, where the figures hold them."""
    at = {unit: index for index, unit in enumerate(figures.units)}
    given = given.copy()
    reads: dict[int, list[int]] = {}
    for unit, parent in figures.parents.items():
        if unit in at and parent in at:
            whose, source = (unit, parent) if level == "above" else (parent, unit)
            reads.setdefault(at[whose], []).append(at[source])
    before = given.copy()
    for index, others in reads.items():
        given[index] = before[others].all(axis=0)

    def move(array: Array) -> Array:
        moved = array.copy()
        for index, others in reads.items():
            total = array[:, others[0]]
            for other in others[1:]:
                total = total + array[:, other]
            moved[:, index] = total
        return moved

    return span.map(move), given


def _years_back(span: Span, given: Array, known: Span, known_given: Array,
                years: Sequence[str], back: int) -> tuple[Span, Array]:
    """A history input, with what the figures hold of that year itself in its place."""
    import numpy as np

    pairs = [(at, years.index(year_before(year, back))) for at, year in enumerate(years)
             if year_before(year, back) in years]
    if not pairs:
        return span, given
    given = given.copy()
    for at, before in pairs:
        given[:, at] = known_given[:, before]

    def move(array: Array, source: Array) -> Array:
        shape = np.broadcast_shapes(array.shape, source.shape)
        moved = np.broadcast_to(array, shape).copy()
        for at, before in pairs:
            moved[:, :, at] = source[:, :, before]
        return moved

    return Span(move(span.central, known.central), move(span.low, known.low),
                move(span.high, known.high)), given


@dataclass(frozen=True)
class Needs:
    """What one item reads: Spans (draw, unit, year, part) and which cells were given."""

    spans: Mapping[str, Span]
    given: Mapping[str, Array]


def _default(inp: Input, span: Span, given: Array) -> Span:
    """The span with its absent cells filled by the default or the range of the input."""
    import numpy as np

    if bool(given.all()):
        return span
    if inp.default == "none_recorded":
        return span.map(lambda array: np.where(given, array, 0.0))
    low, high = inp.range or (np.nan, np.nan)
    middle = inp.central if inp.central is not None else (low + high) / 2
    return Span(np.where(given, span.central, middle), np.where(given, span.low, low),
                np.where(given, span.high, high))


_NAMED = 3  # cells that a message names; of the others it says how many


def _note_missing(figures: Figures, scheme: Scheme, name: str, given: Array,
                  problems: Problems) -> None:
    """Note a needed input that is not given in the cells (unit, year, part) where `given` is
    False, naming the first of them; units that lack every year are named alone."""
    import numpy as np

    lacks: Array = ~np.all(given, axis=2)  # (unit, year)
    if lacks.all():
        cells = [_("any unit and period")]
    else:
        cells = []
        for unit, years in zip(figures.units, lacks, strict=True):
            absent = [year for year, lack in zip(figures.years, years, strict=True) if lack]
            cells += [unit] if years.all() else [f"{unit} {year}" for year in absent]
    told = ", ".join(cells[:_NAMED])
    if len(cells) > _NAMED:
        told = _("{first} and {more} more").format(first=told, more=len(cells) - _NAMED)
    file, section = figures.where
    problems.found.append(Problem(file or problems.where, f"{section}{name}", _(
        "is needed by {scheme} and not given for {cells}; give its value ({text}, {unit})").format(
            scheme=scheme.id, cells=told, text=scheme.by_input[name].text,
            unit=scheme.by_input[name].unit)))
