"""Where a scheme's figures come from: recorded first, then the programme, then the indicators."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from small_people import plan

from fpplan.contract.months import Period
from fpplan.experiment.inputs import figures_for
from fpplan.indicators.table import IndicatorTable

UNITS, PERIODS = ("V01", "V02"), (Period("2014-08", 0, 11),)
SCHEME = SimpleNamespace(by_input={name: SimpleNamespace(unit="count") for name in (
    "boards", "srb", "births_false")})


def figures(fed, **recorded):
    shape = (2, 3, 2, 1, 1)
    table = IndicatorTable(np.ones(shape), np.ones(shape), np.full(shape, 105.0), UNITS, PERIODS,
                           ("srb",), (0, 3))
    inputs = {name: {"value": value, "status": "assumed"} for name, value in recorded.items()}
    return figures_for(SCHEME, plan(inputs=inputs), table, UNITS, ["2014-08"], fed)


def test_what_the_programme_fills_stands_unless_it_is_recorded():
    done = {"boards": np.arange(6.0).reshape(3, 2, 1)}
    found = figures(done)
    assert np.array_equal(found.values["boards", None].central, done["boards"])
    assert (found.values["srb", "true"].central == 105).all()
    assert ("births_false", None) not in found.values
    told = figures(done, boards=7.0)
    assert (told.values["boards", None].central == 7).all()
    assert ("boards", None) not in figures({}).values


def test_the_books_may_say_more_than_was_carried_out():
    done, booked = np.arange(6.0).reshape(3, 2, 1), np.arange(1.0, 7.0).reshape(3, 2, 1)
    found = figures({"boards": done, ("boards", "reported"): booked})
    for view, expected in (("true", done), ("reported", booked)):
        assert np.array_equal(found.column("boards", view, ["2014-08"])[0].central, expected)
    # A recorded figure is as given in both views.
    given = figures({}, boards=7.0)
    assert all((given.column("boards", view, ["2014-08"])[0].central == 7).all()
               for view in ("true", "reported"))
