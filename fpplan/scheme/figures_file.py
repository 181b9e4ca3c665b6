"""Recorded figures from CSV or Excel: tidy rows `unit,period,input,value`.

Optional columns `low` and `high` give the ends of a range, `parent` the unit above. An empty
value is a figure that is not known (its default or range is used); the word null is 0/0. Every
fault of the file is reported at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fpplan.contract.errors import Problems
from fpplan.contract.figures import Figures, Span, part_ends
from fpplan.contract.ids import UNIT_RULE, is_unit
from fpplan.contract.tags import core_inputs
from fpplan.contract.text import _
from fpplan.contract.units import impossible
from fpplan.files.table import Table, number, read_table

if TYPE_CHECKING:
    from fpplan.contract.items import Input
    from fpplan.contract.rules import Rule
    from fpplan.contract.scheme import Scheme

__all__ = ["COLUMNS", "read_figures", "template"]

COLUMNS = ("unit", "period", "input", "value")
RANGE = ("low", "high")
PARENT = "parent"
_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?(-[sw][1-9]\d?)?")
NULL = "null"
Place = Callable[[str], str]
"""What a message calls the place of a column in a row."""


@dataclass(frozen=True)
class Known:
    """What is known of an input: its unit and the values that are possible."""

    unit: str
    possible: tuple[float, float] | None


def read_figures(path: str | Path, schemes: Iterable[Scheme]) -> Figures:
    """Figures from a CSV file or the first sheet of an .xlsx file, or from standard input
    for "-".

    Inputs may be any of the core table or of the schemes given. The text of a CSV file is UTF-8
    (with or without a mark at its start) or GB18030. Raises InputError with every fault found,
    each with its line or its cell.
    """
    return _parsed(read_table(path, ("value", *RANGE), "period"), schemes)


def _parsed(table: Table, schemes: Iterable[Scheme]) -> Figures:
    """Figures from a table. Raises InputError with every fault found."""
    known = known_inputs(schemes)
    problems = Problems(table.where)
    table.check_columns(COLUMNS, _("is not a column of figures"), (*RANGE, PARENT))
    cells: dict[tuple[str, str, str], tuple[float, float, float] | None] = {}
    lines: dict[tuple[str, str, str], int] = {}
    parents: dict[str, str] = {}
    for line, named in table.body(problems):
        at = partial(table.place, line)
        found = _row(named, at, known, problems)
        if found is None:
            continue
        parent = named.get(PARENT, "")
        if parent and parents.setdefault(named["unit"], parent) != parent:
            problems.add(at(PARENT), _(
                "another parent of this unit was given before: {parent}").format(
                    parent=parents[named["unit"]]), parent)
        key, value = found
        if key in lines:
            problems.add(at("input"), _("repeats {key} of {place}").format(
                key=", ".join(key), place=table.place(lines[key], "input")))
            continue
        lines[key] = line
        cells[key] = value
    if not cells and not problems.found:
        problems.add("", _("has no rows of figures"))
    problems.raise_if_any()
    return replace(_figures(cells), parents=parents, where=(table.where, ""))


def known_inputs(schemes: Iterable[Scheme]) -> dict[str, Known]:
    """Every input that a file of figures may name."""
    known = {name: Known(core.unit, None) for name, core in core_inputs().items()}
    for scheme in schemes:
        for inp in scheme.inputs:
            known[inp.id] = Known(inp.unit, inp.possible)
    return known


def _row(row: Mapping[str, str], at: Place, known: Mapping[str, Known], problems: Problems
         ) -> tuple[tuple[str, str, str], tuple[float, float, float] | None] | None:
    """The key and the (central, low, high) of a row, None for a value that is not known;
    nothing when the row is at fault."""
    before = len(problems.found)
    unit, period, name = row["unit"], row["period"], row["input"]
    if not unit:
        problems.add(at("unit"), _("the unit is missing"))
    elif not is_unit(unit):
        problems.add(at("unit"), UNIT_RULE, unit)
    if not _PERIOD.fullmatch(period):
        problems.add(at("period"), _("a period is a year such as 2014 or 2014-10, or its season "
                                     "such as 2014-s1"), period)
    if name not in known:
        problems.unknown(at("input"), name, known, _("is not an input that any scheme reads"))
        return None
    values = [_value(row.get(column, ""), at(column), known[name], problems)
              for column in ("value", *RANGE)]
    if len(problems.found) > before:
        return None
    central, low, high = values
    if (low is None) != (high is None):
        problems.add(at("high" if high is None else "low"),
                     _("a range needs both its low and its high end"))
        return None
    if low is not None and high is not None:
        central = (low + high) / 2 if central is None else central
        if not low <= central <= high:
            problems.add(at("value"),
                         _("the value must lie between its low and its high end"), central)
            return None
        return (unit, period, name), (central, low, high)
    return (unit, period, name), None if central is None else (central, central, central)


def _value(text: str, at: str, known: Known, problems: Problems) -> float | None:
    if not text:
        return None
    if text.lower() == NULL:
        return float("nan")
    value = number(text)
    if value is None:
        problems.add(at, _("the value must be a plain number"), text)
        return None
    rule = impossible(value, known.unit, known.possible)
    if rule:
        problems.add(at, _("the value {rule}").format(rule=rule), text)
        return None
    return value


def _figures(cells: Mapping[tuple[str, str, str], tuple[float, float, float] | None]) -> Figures:
    """The rows as arrays: units and periods in order of first mention, a draw axis of 1."""
    import numpy as np

    units = tuple(dict.fromkeys(unit for unit, _period, _name in cells))
    periods = tuple(dict.fromkeys(period for _unit, period, _name in cells))
    at_unit = {unit: index for index, unit in enumerate(units)}
    at_period = {period: index for index, period in enumerate(periods)}
    ends: dict[str, tuple[np.ndarray, np.ndarray]] = {}
    for (unit, period, name), value in cells.items():
        if name not in ends:
            ends[name] = (np.full((3, 1, len(units), len(periods)), np.nan),
                          np.zeros((len(units), len(periods)), dtype=bool))
        if value is not None:
            cell = at_unit[unit], at_period[period]
            ends[name][0][:, 0, cell[0], cell[1]] = value
            ends[name][1][cell] = True
    spans: dict[tuple[str, str | None], Span] = {}
    given: dict[tuple[str, str | None], np.ndarray] = {}
    for name, (array, mask) in ends.items():
        central, low, high = array
        certain = np.array_equal(low, high, equal_nan=True)
        spans[name, None] = Span.known(central) if certain else Span(central, low, high)
        given[name, None] = mask
    return Figures(units, periods, spans, given)


def template(scheme: Scheme, unit: str = "V01", year: str = "2014") -> str:
    """A CSV text with a row for every input that a scheme (readings chosen) or its payouts ask
    for: needed ones empty, the others 0; by season where an item is assessed so."""
    from fpplan.contract.readings import fixed

    asked: dict[str, tuple[Input, list[str]]] = {}

    def ask(name: str, periods: Iterable[str]) -> None:
        known = asked.setdefault(name, (scheme.by_input[name], []))[1]
        known.extend(period for period in periods if period not in known)

    parts: list[tuple[Rule, str]] = [(fixed(item.rule), fixed(item.calendar))
                                     for item in scheme.items()]
    parts += [(fixed(rule), fixed(payout.calendar)) for payout in scheme.payouts
              for rule in (payout.yuan, payout.when) if rule is not None]
    for rule, calendar in parts:
        ends = part_ends(scheme, calendar)
        for name in rule.reads():
            ask(name, [year] if name in rule.yearly() or not ends else
                [f"{year}{end}" for end in ends])
    for group in scheme.layout.reweighted:
        weights = fixed(group.reweight)
        assert weights is not None
        for name in weights.reads():
            ask(name, [year])
    lines = [",".join(COLUMNS)]
    for name, (inp, periods) in asked.items():
        value = "" if inp.default == "needed" else "0"
        lines.extend(f"{unit},{period},{name},{value}" for period in periods)
    return "\n".join(lines) + "\n"
