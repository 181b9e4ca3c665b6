"""What each item needs of figures, and what is said of what is missing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_scheme import changed, figures, own, small

from fpplan.api import Coupled, LookBack
from fpplan.contract.errors import Problems
from fpplan.contract.figures import Figures, Span
from fpplan.plugins import load_plugins
from fpplan.scheme.needs import Needs, by_name, resolve_inputs

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


def needs(scheme, name, values, view=None) -> tuple[Needs, list[str]]:
    problems = Problems("small")
    chosen = scheme.under()
    found = resolve_inputs(values, chosen, [chosen.item(name)], view, problems)
    return found[name], [problem.key for problem in problems]


def three(span: Span) -> tuple[float, ...]:
    return tuple(part.item() for part in (span.central, span.low, span.high))


def test_what_is_given_is_itself_and_what_is_absent_its_default():
    found, missing = needs(small(), "visits", figures(visits=3, visits_due=None))
    assert three(found.spans["small_visits"]) == (3, 3, 3)
    assert three(found.spans["small_visits_due"]) == (15, 10, 20)  # the middle of its range
    assert found.given["small_visits"].all() and not found.given["small_visits_due"].any()
    none, _missing = needs(small(), "complaints", figures())
    assert three(none.spans["small_complaints"]) == (0, 0, 0) and missing == []


def test_an_input_may_say_which_value_of_its_range_stands_for_it():
    scheme = small()
    scheme = replace(scheme, inputs=tuple(
        replace(inp, central=1.0) if inp.id == "small_visits" else inp for inp in scheme.inputs))
    found, _missing = needs(scheme, "visits", figures(visits=None))
    assert three(found.spans["small_visits"]) == (1, 0, 10)


def test_a_needed_input_without_a_range_is_named_and_null_is_not_absent():
    assert needs(small(), "quality", figures(quality=None))[1] == ["small_quality"]
    assert needs(small(), "quality", figures(quality=np.nan))[1] == []


def test_a_view_that_is_asked_for_goes_before_that_of_the_item():
    values = Figures.build(["V01"], ["2014"], {
        ("small_quality", "true"): np.full((1, 1, 1), 60.0),
        ("small_quality", "reported"): np.full((1, 1, 1), 80.0)})
    for view, expected in ((None, 80), ("true", 60), ("reported", 80)):
        found, _missing = needs(small(), "quality", values, view)
        assert three(found.spans["small_quality"])[0] == expected
    sees = changed("quality", view="true")
    assert three(needs(sees, "quality", values)[0].spans["small_quality"])[0] == 60


UNITS = ("town", "V01", "V02", "V03")
PARENTS = {"V01": "town", "V02": "town", "V03": "elsewhere"}


@pytest.mark.parametrize(("level", "expected"), [
    ("above", [5, 5, 5, 4]), ("below", [2 + 3, 2, 3, 4])])
def test_another_level_is_read_where_the_figures_hold_it(level, expected):
    scheme = changed("complaints", rule=Coupled("small_complaints", 1, level))
    values = Figures.build(UNITS, ["2014"], {
        "small_complaints": np.array([5.0, 2, 3, 4]).reshape(1, 4, 1)}, PARENTS)
    found, _missing = needs(scheme, "complaints", values)
    assert found.spans["small_complaints"].central[0, :, 0, 0].tolist() == expected


def test_years_before_are_those_of_the_figures_or_history():
    scheme = changed("complaints", rule=LookBack("small_complaints", ("small_before",), -1))
    scheme = replace(scheme, inputs=(*scheme.inputs, own("before", range=(0, 2))))
    values = Figures.build(["V01"], ["2014", "2015", "2017"], {
        "small_complaints": np.array([[[4.0, 5, 6]]])})
    found, missing = needs(scheme, "complaints", values)
    before = found.spans["small_before"]
    assert before.central[0, 0, :, 0].tolist() == [1, 4, 1] and missing == []
    assert before.high[0, 0, :, 0].tolist() == [2, 4, 2]
    assert found.given["small_before"][0, :, 0].tolist() == [False, True, False]
    # a year that stands in the figures and says nothing of it leaves the history as it is
    partly = replace(values, given={("small_complaints", None): np.array([[False, True, True]])})
    found, _missing = needs(scheme, "complaints", partly)
    assert three(found.spans["small_before"].map(lambda array: array[:, :, 1])) == (1, 0, 2)


def test_inputs_by_name_are_those_of_the_whole_year():
    problems = Problems("small")
    found = by_name(figures(2, quality=[70, 80]), small().under(),
                    ["small_quality", "small_complaints"], "reported", problems)
    assert found["small_quality"].central[0, :, 0, 0].tolist() == [70, 80]
    assert found["small_complaints"].central.shape[-1] == 1 and not list(problems)
    by_name(figures(quality=None), small().under(), ["small_quality"], "true", problems)
    assert [problem.key for problem in problems] == ["small_quality"]
    assert "not given for any unit and period" in str(next(iter(problems)))
