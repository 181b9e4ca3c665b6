"""A count of 1 to 4 procedures or breaches cannot be worked out from anything that is printed."""

import io
import json
from dataclasses import replace

import numpy as np
import pytest

from fpplan.commands.printing import print_points
from fpplan.commands.score import as_csv, as_data
from fpplan.hide import counts
from fpplan.payoff import explain_payout
from fpplan.plugins import load_plugins
from fpplan.readings import fixed
from fpplan.scheme.evaluate import score
from fpplan.scheme.explain import explain
from fpplan.scheme.few import as_shown
from fpplan.scheme.figures import Figures, part_ends

SCHEMES = load_plugins().schemes
UNITS = ("V01", "V02")
FEW = (1, 2, 3, 4)


def test_there_is_something_to_hide():
    assert sum(len(_counts(scheme)) for scheme in SCHEMES.values()) > 20


def _counts(scheme):
    return [inp.id for inp in scheme.inputs if counts(inp.unit, inp.tags)]


def _figures(scheme, changes):
    """Figures of two villages with every input given: 7 cases of all, a middle of the rest;
    `changes` are values of V01 by input."""
    ends = {end for item in scheme.items() for end in part_ends(scheme, fixed(item.calendar))}
    periods = ("2014", *sorted(f"2014{end}" for end in ends))
    values = {}
    for inp in scheme.inputs:
        low, high = inp.range or inp.possible or (7, 7)
        usual = 7.0 if inp.unit == "count" else (low + high) / 2
        array = np.full((1, len(UNITS), len(periods)), usual)
        if inp.id in changes:
            array[0, 0, :] = changes[inp.id]
        values[inp.id] = array
    return Figures.build(UNITS, periods, values)


def printed(figures, scheme, monkeypatch):
    """Everything that is said of figures: points, totals, gaps, money, sentences."""
    shown = as_shown(figures, scheme)
    points = score(shown, scheme)
    out = io.StringIO()
    from fpplan.commands import printing
    from fpplan.commands.terminal import Printer

    monkeypatch.setattr(printing, "console", lambda: Printer(file=out, width=140))
    print_points(points, shown)
    said = [out.getvalue(), json.dumps(as_data(points)), as_csv(points)]
    for item in points.scheme.items():
        found = explain(figures, scheme, item.id, unit="V01", points=points)
        said += [*found.lines(), json.dumps(found.as_dict())]
    for payout in points.scheme.payouts:
        found = explain_payout(figures, points, payout.id, unit="V01")
        said += [*found.lines(), json.dumps(found.as_dict())]
    return "\n".join(said)


@pytest.mark.parametrize("name", SCHEMES)
def test_nothing_that_is_printed_tells_a_hidden_count(name, monkeypatch):
    """Each hidden cell for itself, and all of them at once: whatever the count, the same bytes."""
    scheme = SCHEMES[name].under()
    hidden = _counts(scheme)
    for cells in [*([each] for each in hidden), hidden][-4 if len(hidden) > 40 else 0:]:
        said = {printed(_figures(scheme, dict.fromkeys(cells, count)), scheme, monkeypatch)
                for count in FEW}
        assert len(said) == 1, cells


@pytest.mark.parametrize("name", SCHEMES)
def test_the_true_points_lie_within_the_range(name):
    scheme = SCHEMES[name].under()
    for cell in _counts(scheme):
        shown = score(as_shown(_figures(scheme, {cell: 2}), scheme), scheme)
        for count in FEW:
            true = score(_figures(scheme, {cell: count}), scheme)
            for item, span in true.items.items():
                wide = shown.items[item]
                assert (wide.low - 1e-9 <= span.central).all(), (cell, item, count)
                assert (span.central <= wide.high + 1e-9).all(), (cell, item, count)
            assert (shown.total.low - 1e-9 <= true.total.central).all()
            assert (true.total.central <= shown.total.high + 1e-9).all()
