"""A count of 1 to 4 procedures or breaches cannot be worked out from anything that is printed."""

import io
import json

import numpy as np
import pytest

from fpplan.commands import printing
from fpplan.commands.score import as_csv, as_data
from fpplan.commands.terminal import Printer
from fpplan.contract.figures import Figures, part_ends
from fpplan.contract.readings import fixed
from fpplan.hide import counts
from fpplan.payoff import explain_payout, pay, payable
from fpplan.plugins import load_plugins
from fpplan.scheme.evaluate import score
from fpplan.scheme.explain import explain
from fpplan.scheme.few import as_shown

SCHEMES = {name: scheme.under() for name, scheme in load_plugins().schemes.items()}
UNITS = ("V01", "V02")
FEW = (1, 2, 3, 4)


def hidden_inputs(scheme):
    return [inp.id for inp in scheme.inputs if counts(inp.unit, inp.tags)]


def figures_of(scheme, changes):
    """Figures of two villages with every input given: 7 of what is counted, a middle of the
    rest; `changes` are values of V01 by input."""
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


def explained(figures, points, items, payouts):
    """What is said of some items and payouts of V01, and as data."""
    found = [explain(figures, points.scheme, name, unit="V01", points=points) for name in items]
    found += [explain_payout(figures, points, name, unit="V01") for name in payouts]
    return "\n".join(line for each in found
                     for line in (*each.lines(), json.dumps(each.as_dict())))


def printed(figures, scheme, monkeypatch):
    """Points of everything as they stand on the screen and in files."""
    out = io.StringIO()
    monkeypatch.setattr(printing, "console", lambda: Printer(file=out, width=140))
    shown = as_shown(figures, scheme)
    points = score(shown, scheme)
    printing.print_points(points, shown)
    to_pay, missing = payable(shown, points)
    paid = pay(shown, to_pay)
    printing.print_payouts(paid, missing)
    return "\n".join([out.getvalue(), json.dumps(as_data(points, paid, missing)),
                      as_csv(points, paid)])


def test_there_is_something_to_hide():
    assert sum(len(hidden_inputs(scheme)) for scheme in SCHEMES.values()) > 20


@pytest.mark.parametrize("name", SCHEMES)
def test_what_is_printed_is_the_same_whatever_the_hidden_counts_are(name, monkeypatch):
    """The attack on all cells at once: points, totals, gaps, clause text and money."""
    scheme = SCHEMES[name]
    cells = hidden_inputs(scheme)
    figures = [figures_of(scheme, dict.fromkeys(cells, count)) for count in FEW]
    said = {printed(each, scheme, monkeypatch) for each in (figures[0], figures[2])}
    assert len(said) == 1
    points = score(as_shown(figures[0], scheme), scheme)
    reads = [item.id for item in scheme.items() if set(cells) & {*item.inputs}]
    paid = [payout.id for payout in scheme.payouts if set(cells) & {*payout.inputs}]
    assert len({explained(each, points, reads[:6], paid[:2]) for each in figures}) == 1


@pytest.mark.parametrize("name", SCHEMES)
def test_each_cell_alone_is_the_same_range_whatever_it_is(name):
    """Everything printed is worked out from the figures as they show, and those are the same."""
    scheme = SCHEMES[name]
    for cell in hidden_inputs(scheme):
        shown = [as_shown(figures_of(scheme, {cell: count}), scheme) for count in (*FEW, 5)]
        spans = [each.values[cell, None] for each in shown]
        for end in ("central", "low", "high"):
            assert len({getattr(span, end).tobytes() for span in spans[:-1]}) == 1
        assert spans[0].low[0, 0].min() == 1 and spans[0].high[0, 0, 0] >= 4
        assert (spans[-1].central[0, 0] == 5).all() and spans[-1].certain
        assert (spans[0].central[0, 1] == 7).all()  # the other village shows


@pytest.mark.parametrize("name", SCHEMES)
def test_the_true_points_lie_within_the_range(name):
    scheme = SCHEMES[name]
    cells = hidden_inputs(scheme)
    shown = score(as_shown(figures_of(scheme, dict.fromkeys(cells, 2)), scheme), scheme)
    for count in FEW:
        true = score(figures_of(scheme, dict.fromkeys(cells, count)), scheme)
        for item, span in {**true.items, "total": true.total}.items():
            wide = shown.total if item == "total" else shown.items[item]
            assert (wide.low - 1e-9 <= span.central).all(), (item, count)
            assert (span.central <= wide.high + 1e-9).all(), (item, count)


@pytest.fixture
def counted():
    """A scheme and one of its hidden inputs."""
    scheme = SCHEMES["thousand_point"]
    return scheme, "sterilisations"


def test_a_total_that_would_give_it_away_is_as_wide_as_what_can_be_added_up(counted):
    scheme, name = counted
    given = np.array([3.0, 9.0, 12.0])[None, :, None]
    figures = Figures.build(("A", "B", "T"), ("2014",), {name: given},
                            {"A": "T", "B": "T"})
    span = as_shown(figures, scheme).values[name, None]
    assert span.low[0, :, 0].tolist() == [1, 9, 10]
    assert span.high[0, :, 0].tolist() == [4, 9, 13]


def test_a_year_that_would_give_its_season_away_is_a_range(counted):
    scheme, name = counted
    given = np.array([10.0, 3.0, 7.0])[None, None, :]
    figures = Figures.build(("A",), ("2014", "2014-s1", "2014-s2"), {name: given})
    span = as_shown(figures, scheme).values[name, None]
    assert span.low[0, 0].tolist() == [8, 1, 7] and span.high[0, 0].tolist() == [11, 4, 7]


def test_figures_that_show_so_already_are_given_back(counted):
    scheme, name = counted
    figures = figures_of(scheme, {name: 3})
    shown = as_shown(figures, scheme)
    assert shown is not figures and as_shown(shown, scheme) is shown
    full = figures_of(scheme, {name: 8})
    assert as_shown(full, scheme) is full
    assert as_shown(figures, scheme, ("another_input",)) is figures  # it is simulated
