"""Words that the pages of a hand-out share."""

import pytest

from fpplan.contract.text import Text
from fpplan.planning.targets import Cell, Line
from fpplan.planning.targets_present import Present
from fpplan.planning.targets_subject import subjects
from fpplan.report.handout.words import (
    first_facts,
    name_words,
    run_source,
    target_words,
    today_words,
    unit_label,
    usual_range,
    value_words,
    when_words,
    years_words,
)

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("handout")

SRB = Line(subjects()["srb"], ())
TIMELY = Line(subjects()["births_timely_and_right_percent"], ())


def test_targets_say_on_which_side_they_are_met():
    assert target_words(SRB, 117.6) == "at most 118"  # a sex ratio is written whole
    assert target_words(TIMELY, 91.26) == "at least 91.3"
    assert target_words(SRB, None) == "–"


def test_a_value_may_have_more_decimals_than_a_target():
    assert (value_words(SRB, 117.64), value_words(SRB, 117.64, 1)) == ("118", "117.6")
    assert value_words(SRB, None) == "–"


def test_a_target_of_today_has_all_its_decimals_and_may_differ_by_unit():
    def present(target, most):
        return Present("s", Text("", ""), "i", Text("", ""), "srb", target, most, True, False, 0,
                       200)

    assert today_words(present(13.43, True), SRB, "A") == "at most 13.43"
    assert today_words(present({"A": 90.0, "B": 85.5}, False), TIMELY, "B") == "at least 85.5"


@pytest.mark.parametrize(("low", "high", "words"), [
    (85.04, 99.96, "85.0 to 100.0"), (None, None, "–")])
def test_the_usual_range(low, high, words):
    cell = Cell("A", 90.0, low, 92.0, high, None, 0.0, 24.0)
    assert usual_range(TIMELY, cell) == words


@pytest.mark.parametrize(("years", "words"), [
    (1, "1"), (100, "100"), (101, "over 100"), (25_000, "over 100")])
def test_no_one_pools_more_than_a_hundred_years(years, words):
    assert years_words(years) == words


def test_an_indicator_stands_with_its_unit_of_measure():
    assert name_words(SRB) == "Sex ratio at birth (boys per 100 girls)"


def test_the_period_the_place_and_the_run(found):
    assert when_words(found) == "2014-08 to 2015-07"
    assert unit_label(found, "A") == "Village A"
    assert [value for _name, value in first_facts(found)] == ["2014-08 to 2015-07", "80 %"]
    assert run_source(found).en.endswith(", 8 runs, seed 0")
