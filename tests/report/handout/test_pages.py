"""One unit's page of a hand-out."""

from dataclasses import replace

import pytest

from fpplan.planning.targets import Ready, Targets
from fpplan.report.handout.pages import unit_page

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("handout")

TIMELY = "births_timely_and_right_percent"


def with_cell(found: Targets, name: str, unit: str, **changes) -> Targets:
    """The same with one cell changed."""
    lines = tuple(replace(line, cells=tuple(
        replace(cell, **changes) if cell.unit == unit else cell for cell in line.cells))
        if line.subject.name == name else line for line in found.lines)
    return replace(found, lines=lines)


def row(found, unit, name=TIMELY):
    page = unit_page(found, unit)
    at = [line.subject.name for line in found.lines].index(name)
    return page.figures[0].table.row(at, named=True)


def test_it_is_of_the_unit_and_has_a_row_for_each_indicator(found):
    page = unit_page(found, "B")
    assert (page.unit, page.title) == ("B", "Village B")
    assert page.facts[0] == ("People", "700")
    targets, births = page.figures
    assert len(targets.table) == len(found.lines)
    assert births.table["label"][0].startswith("2014-08 to")
    assert unit_page(found, "lianhe").facts[0] == ("People", "1,000")


def test_what_chance_decides_is_not_to_be_aimed_at(found):
    name = {line.subject.name: str(line.subject.indicator.text) for line in found.lines}[TIMELY]
    sure = with_cell(found, TIMELY, "A", proposed=88.0, chance_decides=False, years=1)
    assert row(sure, "A")["target"] == "at least 88.0" and row(sure, "A")["years"] == "1"
    lucky = with_cell(found, TIMELY, "A", proposed=None, chance_decides=True, years=7)
    assert row(lucky, "A")["target"] == "none: chance decides" and row(lucky, "A")["years"] == "7"
    assert row(lucky, "B") == row(found, "B")
    pooled = next(line for line in unit_page(lucky, "A").sentences if line.startswith("Read over"))
    assert name in pooled
    assert not any(name in line for line in unit_page(sure, "A").sentences)


def test_who_is_set_up_to_fail_is_told_so_on_that_page_alone(found):
    present = next(each for each in found.presents if not each.graded)
    failing = with_cell(found, present.name, "A", present={present.key: 0.05})
    failing = with_cell(failing, present.name, "B", present={present.key: 0.95})
    told = [line for line in unit_page(failing, "A").sentences
            if line.startswith("Today's target asks for more")]
    assert len(told) == 1 and str(present.label) in told[0]
    assert not any(line.startswith("Today's target") for line in unit_page(failing, "B").sentences)
    assert "(5 %)" in row(failing, "A", present.name)["now"]


def test_births_to_be_ready_for_are_those_of_the_unit_rounded(found):
    ready = tuple(Ready(each.unit, (1.4, 2.6, 3.5, 0.2, 7.7), (0, 1, 2, 0, 5), (3, 4, 5, 1, 10))
                  if each.unit == "A" else each for each in found.ready)
    page = unit_page(replace(found, ready=ready), "A")
    assert page.sentences[0] == "Be ready for about 8 births (5 to 10 in 8 runs of 10)."
    births = page.figures[1].table
    assert births["expected"].to_list() == ["1", "3", "4", "0"]
    assert births["span"].to_list() == ["0 to 3", "1 to 4", "2 to 5", "0 to 1"]
