"""Figures of a year that units recorded of themselves: who was found, of how many.

Only indicators that can be targets are read; a tagged one is refused with its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from fpplan.contract.errors import Problems
from fpplan.contract.text import _
from fpplan.files.table import number, read_table
from fpplan.planning.targets_subject import subjects

__all__ = ["COLUMNS", "read_recorded"]

COLUMNS = ("unit", "indicator", "found", "of")


def read_recorded(path: str, units: Sequence[str]) -> dict[str, dict[str, tuple[float, float]]]:
    """By indicator and unit, (found, of): 21 births reported in time of 24, 15 boys of 24
    births, 30 methods stopped of 300 years of use. Raises InputError with every fault."""
    table = read_table(path, ("found", "of"))
    problems = Problems(table.where)
    table.check_columns(COLUMNS, _("is not a column of recorded figures"))
    possible = [name for name, each in subjects().items() if each.treatment == "target"]
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for line, cells in table.body(problems):
        unit, name = cells["unit"], cells["indicator"]
        before = len(problems.found)
        if unit not in units:
            problems.unknown(table.place(line, "unit"), unit, units,
                             _("is not a simulated unit of the scenario"))
        each = subjects().get(name)
        if each is None:
            problems.unknown(table.place(line, "indicator"), name, possible,
                             _("is not an indicator"))
        elif each.treatment != "target":
            rule = _("is tagged {tags}: no target is set on it").format(
                tags=", ".join(each.tags)) if each.tags else _("gets no target")
            problems.add(table.place(line, "indicator"), rule, name)
        numbers = {key: number(cells[key]) for key in ("found", "of")}
        for key, given in numbers.items():
            if given is None or given < 0:
                problems.add(table.place(line, key), _("must be a number of 0 or more"),
                             cells[key])
        if len(problems.found) > before:
            continue
        k, n = numbers["found"] or 0.0, numbers["of"] or 0.0
        if each is not None and each.kind != "events" and k > n:
            problems.add(table.place(line, "found"), _("must not be more than the column of"), k)
        elif unit in found.get(name, {}):
            problems.add(table.place(line, "unit"), _("is given twice for this indicator"), unit)
        else:
            found.setdefault(name, {})[unit] = (k, n)
    problems.raise_if_any()
    return found
