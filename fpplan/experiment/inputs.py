"""What a scheme is given: indicators of the run, and what the scenario records.

An input with an indicator's name is simulated, unless the scenario records it, which then
stands: recorded figures are never simulated. What the programme itself fills (clients reached,
activities done, records in order) comes next. Counts recorded for villages add up to a parent's;
other recorded figures of a parent are taken as they stand for the parent, or are the same
everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from fpplan.contract.figures import Figures
from fpplan.contract.scheme import Scheme
from fpplan.indicators.table import IndicatorTable
from fpplan.scenario.resolve import Resolved

_UNKNOWN = (np.nan, np.nan, np.nan)

__all__ = ["figures_for", "recorded", "simulated_inputs"]


def simulated_inputs(schemes: Sequence[Scheme], resolved: Resolved,
                     indicators: Mapping[str, object]) -> tuple[str, ...]:
    """Indicators that the schemes read, by their own names or others, and the scenario does not
    record."""
    read = {name for scheme in schemes for name in scheme.by_input}
    read |= {other for name, other in resolved.base.same_as().items() if name in read}
    return tuple(name for name in indicators if name in read and name not in resolved.base.inputs)


def figures_for(scheme: Scheme, resolved: Resolved, table: IndicatorTable,
                units: Sequence[str], period_ids: Sequence[str],
                fed: Mapping[Any, np.ndarray] | None = None) -> Figures:
    """Figures of one chunk for one scheme: arrays (draw, unit, period). `fed` are inputs that
    the programme fills, over the units and periods of the table; the books have the same
    unless they stand under (name, "reported")."""
    at_unit = [table.units.index(unit) for unit in units]
    ids = [period.id for period in table.periods]
    at_period = [ids.index(name) for name in period_ids]
    values: dict[object, object] = {}
    same = resolved.base.same_as()
    for name, inp in scheme.by_input.items():
        given = recorded(resolved, name, inp.unit, units)
        if given is not None:
            values[name] = tuple(
                np.broadcast_to(part[None, :, None], (1, len(units), len(period_ids)))
                for part in given)
        elif fed and name in fed:
            values |= {key: fed[key][:, at_unit][:, :, at_period]
                       for key in (name, (name, "reported")) if key in fed}
        elif same.get(name, name) in table.names:
            for view in ("true", "reported"):
                both = table.of(same.get(name, name), view)[:, at_unit][:, :, at_period]
                values[name, view] = both
    above = {unit: resolved.base.units[unit].parent for unit in units}
    parents = {unit: parent for unit, parent in above.items() if parent and parent in units}
    found = Figures.build(units, period_ids, values, parents)
    return replace(found, where=(resolved.scenario, "base.inputs."))


def recorded(resolved: Resolved, name: str, unit: str,
             units: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """A recorded input by unit: (central, low, high), each (unit,); NaN in a unit that it is
    not recorded for, None when it is recorded nowhere."""
    given = resolved.base.inputs.get(name)
    if given is None:
        return None
    rows = []
    for each in units:
        own = given.units.get(each)
        leaves = resolved.leaves_below(each)
        if own is not None:
            low, central, high = own.bounds()
        elif unit == "count" and leaves != (each,):
            ends = [given.at(leaf) or _UNKNOWN for leaf in leaves]
            low, central, high = (sum(end[i] for end in ends) for i in range(3))
        else:
            low, central, high = given.at(each) or _UNKNOWN
        rows.append((central, low, high))
    columns = np.array(rows, dtype=float).T
    return columns[0], columns[1], columns[2]
