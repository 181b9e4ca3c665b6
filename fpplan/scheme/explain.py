"""Why one cell has its points: clause, figures, arithmetic, bounds and vetoes, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fpplan.contract.errors import InputError, Problems, nearest
from fpplan.contract.figures import Figures
from fpplan.contract.items import Chapter, Item, View, full_points
from fpplan.contract.layout import documented_points
from fpplan.contract.points import YES
from fpplan.contract.readings import fixed
from fpplan.contract.rules import Fund, Rank
from fpplan.contract.rules.base import PART, TOUCH, YUAN
from fpplan.contract.scheme import Scheme
from fpplan.contract.tags import tag_words
from fpplan.contract.text import Text, _, run_on
from fpplan.contract.units import UNITS, apart, number
from fpplan.scheme.aimed import ByUnit
from fpplan.scheme.earn import group_of, null_points
from fpplan.scheme.evaluate import score
from fpplan.scheme.few import as_shown, is_a_range, value_words
from fpplan.scheme.needs import Needs, by_name, resolve_inputs

if TYPE_CHECKING:
    from fpplan.contract.points import Points

__all__ = ["Explanation", "cell_facts", "cell_of", "explain", "figure_lines", "label_names",
           "reasons", "show_value"]

PARTS = {12: Text("月", "Month"), 4: Text("季度", "Quarter"), 2: Text("半年", "Half-year")}


@dataclass(frozen=True)
class Explanation:
    """Why an item has its points in one unit and period of one draw."""

    scheme: str
    item: str
    title: str
    unit: str
    period: str
    clause: str
    quote: str
    tags: tuple[str, ...]
    figures: tuple[tuple[str, str, str], ...]  # input, its label, its value as it was used
    sentences: tuple[str, ...]
    points: float
    low: float
    high: float
    points_given: bool = True  # a scheme of targets gives none

    def lines(self) -> list[str]:
        """The explanation for people, one sentence a line."""
        points = number(self.points)
        if self.low != self.high:
            points += " " + _("(from {low} to {high})").format(
                low=number(self.low), high=number(self.high))
        head = _("{title}, {unit}, {period}").format(
            title=self.title, unit=self.unit, period=self.period)
        lines = [head if not self.points_given else _("{head}: {points} points").format(
            head=head, points=points)]
        lines.append(_("The clause: {text} ({quote})").format(text=self.clause, quote=self.quote))
        lines.extend(_("{head}: {rest}").format(head=label, rest=value) + f"  [{name}]"
                     for name, label, value in self.figures)
        lines.extend(self.sentences)
        if self.tags:
            lines.append(_("Tagged {tags}: scored as documented, never planned for.").format(
                tags=tag_words(self.tags)))
        return [run_on(line) for line in lines]

    def as_dict(self) -> dict[str, Any]:
        """The explanation for machines."""
        return {
            "scheme": self.scheme, "item": self.item, "title": self.title, "unit": self.unit,
            "period": self.period, "clause": self.clause, "quote": self.quote,
            "tags": list(self.tags), "points": self.points, "low": self.low, "high": self.high,
            "figures": [{"input": name, "label": label, "value": value}
                        for name, label, value in self.figures],
            "sentences": list(self.sentences),
        }


def explain(figures: Figures, scheme: Scheme, item: str, *, unit: str, period: str | None = None,
            readings: Mapping[str, str] | None = None, view: str | None = None, draw: int = 0,
            peers: Mapping[str, Sequence[str]] | None = None, points: Points | None = None
            ) -> Explanation:
    """Why `item` has its points in a unit and year (the first, where none is named).

    A recorded count of 1-4 procedures or breaches stands as its range, and so does all that
    rests on it. `points` may be passed where the figures as they show (`as_shown`) have been
    scored already. Raises InputError for unknown items, units and periods, and as `score` does.
    """
    scheme = scheme.under(readings)
    found = scheme.item(item)
    figures = as_shown(figures, scheme)
    points = points or score(figures, scheme, view=view, peers=peers)
    problems = Problems(scheme.id)
    needs = resolve_inputs(figures, scheme, [found], view, problems)[found.id]
    period, cell = cell_of(figures, unit, period, draw)
    if found.id in points.derived:
        needs = replace(needs, spans={**needs.spans, **points.derived[found.id]})
    span = points.items[found.id]
    central, low, high = (_at(part, cell) for part in (span.central, span.low, span.high))
    return Explanation(
        scheme.id, found.id, str(found.text), unit, period, str(found.clause.text),
        found.clause.quote, tuple(sorted(scheme.tags(found))),
        tuple(figure_lines(scheme, needs, cell)),
        tuple(_sentences(scheme, found, needs, figures, points, cell, peers)), central, low, high,
        scheme.base is not None)


def cell_of(figures: Figures, unit: str, period: str | None, draw: int = 0
            ) -> tuple[str, tuple[int, int, int]]:
    """The year that is meant (the first, where none is named) and the cell (draw, unit, year).
    Raises InputError for unknown ones."""
    at_unit = _index(figures.units, unit, "--unit", _("is not a unit of the figures"))
    period = period or figures.years[0]
    at_year = _index(figures.years, period, "--period", _("is not a year of the figures"))
    return period, (draw, at_unit, at_year)


def _index(names: Sequence[str], name: str, key: str, rule: str) -> int:
    if name not in names:
        raise InputError.one("", key, rule, name, nearest(name, names))
    return list(names).index(name)


def _at(array: Any, cell: tuple[int, ...]) -> float:
    """One cell of an array whose first axes may be 1 for all."""
    return float(array[tuple(min(at, size - 1) for at, size in zip(cell, array.shape,
                                                                    strict=True))])


def cell_facts(needs: Needs, cell: tuple[int, ...], end: str = "central") -> dict[str,
    tuple[float, ...]]:
    return {name: tuple(_at(getattr(span, end), (*cell, part))
                        for part in range(span.central.shape[-1]))
            for name, span in needs.spans.items()}


def show_value(value: float, unit: str) -> str:
    """A value with its unit, apart from the whole number that it is not."""
    shown = number(value) if value != value else apart(value, round(value))[0]
    return f"{shown} {UNITS[unit].label}" if unit != "count" else shown


def reasons(scheme: Scheme, rule: Any, needs: Needs, cell: tuple[int, ...],
            nulls: tuple[float, ...], figures: Figures, *,
            peers: Mapping[str, Sequence[str]] | None = None, yuan: bool = False) -> list[str]:
    """The arithmetic of a rule in words, with the place reached where it ranks; not where it rests
    on a count that only its range may be told of. `yuan`: its points are yuan."""
    if _ranges(scheme, needs, cell):
        return [_("The arithmetic is left out: it rests on a count that is shown as a range.")]
    names: dict[str, Text] = label_names(scheme)
    if yuan:
        names[YUAN] = Text("元", "yuan")
    said: list[str] = rule.explain(cell_facts(needs, cell), names, nulls)
    rank = rule.shares if isinstance(rule, Fund) else rule
    if isinstance(rank, Rank):
        x = {name: (span.central, span.low, span.high) for name, span in needs.spans.items()}
        group = group_of(rule.peer_group, figures, scheme, peers or {})
        said += rank.reached(x, group, cell, names)
    return said


def _ranges(scheme: Scheme, needs: Needs, cell: tuple[int, ...]) -> set[str]:
    """The recorded counts of procedures or breaches that stand as a range in one cell."""
    low, high = (cell_facts(needs, cell, end) for end in ("low", "high"))
    return {name for name, given in needs.given.items() if any(
        told and is_a_range(scheme, name, least, most) for told, least, most in zip(
            given[cell[1], cell[2]], low[name], high[name], strict=True))}


def figure_lines(scheme: Scheme, needs: Needs, cell: tuple[int, ...]
                 ) -> list[tuple[str, str, str]]:
    """Each input with its value, its range, and whether it was given at all."""
    central, low, high = (cell_facts(needs, cell, end) for end in ("central", "low", "high"))
    ranges = _ranges(scheme, needs, cell)
    found = []
    for name, values in central.items():
        if name not in needs.given:  # points or a gap of other items
            if name.startswith("#"):
                found.append((name, str(label_names(scheme)[name]),
                              "; ".join(show_value(value, "points") for value in values)))
            continue
        inp = scheme.by_input[name]
        shown = "; ".join(
            show_value(value, inp.unit) if least == most or name not in ranges
            else value_words(least, most)
            for value, least, most in zip(values, low[name], high[name], strict=True))
        null = any(value != value for value in values)
        if name not in ranges and low[name] != high[name] and not null:
            shown += " " + _("(from {low} to {high})").format(
                low=number(min(low[name])), high=number(max(high[name])))
        given = needs.given[name][cell[1], cell[2]]
        if not given.all():
            if inp.default == "none_recorded":
                shown += " " + _("(none recorded)")
            elif inp.range and inp.range[0] == inp.range[1]:
                shown += " " + _("(not given: taken to be so)")
            else:
                shown += " " + _("(not given: the range is assumed)")
        found.append((name, str(inp.text), shown))
    return found


def label_names(scheme: Scheme) -> dict[str, Text]:
    """Labels of inputs, of items and chapters ("#" and the id) and of the parts of a year."""
    names = {inp.id: inp.text for inp in scheme.inputs}
    names |= {f"#{item.id}": item.text for item in scheme.items()}
    names |= {f"#{group.id}": group.text for group in scheme.groups()}
    names[f"#{scheme.id}"] = scheme.text
    names[PART] = PARTS.get(len(scheme.calendar.parts), Text("季", "Season"))
    return names


def _sentences(scheme: Scheme, item: Item, needs: Needs, figures: Figures, points: Points,
               cell: tuple[int, ...], peers: Mapping[str, Sequence[str]] | None) -> list[str]:
    rule = fixed(item.rule)
    if isinstance(rule, ByUnit):
        rule = rule.rules[cell[1]]
    names = label_names(scheme)
    said = reasons(scheme, rule, needs, cell, null_points(item, scheme), figures, peers=peers)
    view: View = fixed(item.view)
    if not isinstance(view, str) and points.view is None:
        said.append(_("Found in a random sample of {n}; the range is what chance alone makes of "
                      "it (95 %).").format(n=view.n))
    once = [str(scheme.by_input[name].text) for name in needs.given
            if (name, None) in figures.values]
    if view != "reported" and points.view is None and once:
        said.append(_("Recorded, as given: {inputs}. The figures hold one value for what is true "
                      "and for what the books say.").format(inputs=", ".join(once)))
    said.extend(_bounds(item))
    each = (scheme.by_unit or {}).get(item.id, (1.0,))
    own = each[min(cell[1], len(each) - 1)]
    now, documented = own * full_points(item, scheme.calendar), documented_points(scheme, item)
    if abs(now - documented) > TOUCH:
        said.append(_("This plan counts the item {points} points at its target, not {documented}."
                      ).format(points=number(now), documented=number(documented)))
    for group in scheme.layout.reweighted:
        weights = fixed(group.reweight)
        if weights is not None and item.id in weights.weights and own > 0:
            inputs = by_name(figures, scheme, weights.reads(), points.view or "reported",
                             Problems(scheme.id))
            said.append(weights.explain(
                item.id, _at(inputs[weights.weights[item.id]].central, (*cell, 0)),
                _at(points.factors[item.id].central, cell) / own, names))
    for group in scheme.groups():
        if any(inner.id == item.id for inner in group.walk()):
            said.extend(_("{title}: {bound}").format(title=group.text, bound=bound)
                        for bound in _bounds(group))
    for veto in scheme.layout.vetoes[item.id]:
        if veto != item.id and veto in points.vetoes and _at(points.vetoes[veto], cell) == YES:
            said.append(_("A veto takes effect ({veto}): the item counts nothing.").format(
                veto=names[f"#{veto}"]))
    for name in scheme.readings_of(item.id):
        reading = next(each for each in scheme.readings if each.id == name)
        option = (scheme.chosen or {})[name]
        said.append(_("Reading {reading} = {option}: {text}").format(
            reading=name, option=option, text=reading.options[option]))
    return said


def _bounds(part: Item | Chapter) -> list[str]:
    """The cap and floor of an item or chapter, in words."""
    cap, floor = fixed(part.cap), fixed(part.floor)
    said = []
    if cap is not None:
        said.append(_("at most {cap} points count.").format(cap=number(cap)))
    if floor is not None:
        said.append(_("no less than {floor} points count.").format(floor=number(floor)))
    return said
