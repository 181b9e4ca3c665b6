"""The township plugins as tests load them: from their folder, installed or not."""

from functools import cache
from pathlib import Path

import numpy as np

from fpplan.api import Figures
from fpplan.contract.scheme import Scheme
from fpplan.plugins import Plugins, load_plugins

FOLDER = Path(__file__).parents[2] / "plugins" / "fpplan_townships"


@cache
def plugins() -> Plugins:
    found = load_plugins([FOLDER], entry_points=False)
    assert [str(problem) for problem in found.broken] == []
    return found


def scheme(name: str) -> Scheme:
    return plugins().schemes[name]


def build(name, units, **values):
    """Figures of a township scheme: numbers for all, lists by unit, lists of lists by part."""
    chosen = scheme(name)
    parts = len(chosen.calendar.parts)
    periods = ["2014", *(f"2014-s{part + 1}" for part in range(parts if parts > 1 else 0))]

    def shaped(value):
        array = np.asarray(value, dtype=float)
        if array.ndim == 2:  # by unit and month
            array = np.concatenate([array.sum(axis=1, keepdims=True), array], axis=1)
        elif array.ndim == 1:
            array = np.repeat(array[:, None], len(periods), axis=1)
        return np.broadcast_to(array, (units, len(periods)))[None]

    return Figures.build([f"V{at + 1:02d}" for at in range(units)], periods,
                         {key: shaped(value) for key, value in values.items()})
