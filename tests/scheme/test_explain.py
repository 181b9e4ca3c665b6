"""Explanations give the clause, the figures and the arithmetic, in both languages."""

import pytest
from small_scheme import changed, figures, small
from townships import scheme

from fpplan.api import Figures, explain
from fpplan.contract.errors import InputError
from fpplan.contract.text import speaking


def said(name, values=None, of=None, **more) -> str:
    return "\n".join(explain(values or figures(), of or small(), name, unit="V01", **more).lines())


def test_a_completion_in_words_and_numbers():
    text = said("visits", figures(visits=12))
    assert "visits, V01, 2014: 50 points" in text
    assert "12 of a task of 10, 100 % of 40 points = 40." in text
    assert "2 beyond the task × 5: 10 more." in text
    assert "at most 70 points count." in text


def test_ranges_defaults_and_readings_are_told():
    text = said("visits", figures(visits=None))
    assert "(from 0 to 40)" in text and "(not given: the range is assumed)" in text
    assert "(none recorded)" in said("complaints")
    assert "Reading steps = whole: whole" in said("quality")


def test_nulls_and_vetoes_are_told():
    assert "There is nothing to count it on (0 of 0): 40 points." in said(
        "visits", figures(visits=0, visits_due=0))
    assert "A veto takes effect" in said("visits", figures(grave=1))
    assert "sets to nothing: service. It takes effect." in said("grave", figures(grave=1))


def test_tags_are_told_and_the_quote_stands():
    text = said("sterilisations")
    assert "Tagged quota on procedures: scored as documented, never planned for." in text
    assert "(一句)" in text


def test_seasons_are_told_one_by_one():
    rates = Figures.build(["V01"], ["2014-s1", "2014-s2", "2014-s3"],
                          {"iud_pregnancy_check_percent": [[[70, 68, 75]]]})
    text = "\n".join(explain(rates, _alone("checks"), "checks", unit="V01").lines())
    assert "Season 2: " in text and "25 points less 2 × 1: 23 points." in text
    assert "Season 3: " in text and "25 points and 5 × 5 beyond: 50 points." in text


def test_a_split_task_is_told_by_season():
    values = Figures.build(["V01"], ["2014", "2014-s1", "2014-s2", "2014-s3"], {
        "sterilisations": [[[52.0, 10, 13, 29]]], "sterilisation_task": [[[50.0, 0, 0, 0]]]})
    chosen = _alone("sterilisation_task", tasks="by_season")
    text = "\n".join(explain(values, chosen, "sterilisation_task", unit="V01").lines())
    assert ("Season 1: 10 of 20 (a share of 40 % of the year's task), 50 % of 72 points = 36."
            in text)
    assert "2 beyond the year's task × 5: 10 more." in text


def _alone(name: str, **readings: str):
    from fpplan.testing import only_item

    return only_item(scheme("thousand_point").under(readings), name)


@pytest.mark.parametrize(("key", "bad"), [("unit", "V02"), ("period", "2015")])
def test_unknown_units_and_years_are_refused(key, bad):
    with pytest.raises(InputError, match="is not a"):
        explain(figures(), small(), "visits", **{"unit": "V01", key: bad})


def test_unknown_items_are_refused_with_the_nearest():
    with pytest.raises(InputError, match='nearest: "visits"'):
        explain(figures(), small(), "visit", unit="V01")


def test_labels_follow_the_language():
    with speaking("zh"):
        found = explain(figures(), small(), "visits", unit="V01")
    assert found.clause == "说明"
    assert explain(figures(), small(), "visits", unit="V01").clause == "what it says"


def test_what_is_said_agrees_with_the_points():
    for name, values in [("visits", figures(visits=7)), ("quality", figures(quality=83.4)),
                         ("sterilisations", figures(sterilisations=7))]:
        found = explain(values, small(), name, unit="V01")
        assert f"{found.points:g}" in found.sentences[0]


def test_machines_get_the_same():
    found = explain(figures(), changed("visits", cap=30.0), "visits", unit="V01").as_dict()
    assert found["points"] == 30 and found["figures"][0]["input"] == "small_visits"
