"""What each item needs of figures, and what is said of what is missing."""

from __future__ import annotations

import numpy as np

from fpplan.contract.errors import Problems
from fpplan.contract.figures import Figures, Span
from fpplan.plugins import load_plugins
from fpplan.scheme.needs import resolve_inputs

NEEDED = "two_daughter_sterilisations"


def test_of_many_missing_cells_the_first_are_named_and_how_many_more():
    scheme = load_plugins([]).scheme("lianhe").under({})
    units, years = ("V01", "V02", "V03", "V04"), ("2014", "2015")
    given = np.array([[True, True], [True, False], [False, False], [False, True]])
    figures = Figures(units, years, {(NEEDED, None): Span.known(np.zeros((1, 4, 2)))},
                      {(NEEDED, None): given}, where=("mine.csv", ""))
    problems = Problems("lianhe")
    resolve_inputs(figures, scheme, scheme.layout.items, None, problems)
    lines = [str(each) for each in problems if each.key == NEEDED]
    assert len(lines) == 1 and lines[0].startswith(
        f"mine.csv: {NEEDED}: is needed by lianhe and not given for V02 2015, V03, V04 2014; ")
