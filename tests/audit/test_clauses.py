"""Clauses that meet on one figure."""

from dataclasses import replace

import pytest
from one_chapter import scheme_of, two
from small_scheme import item, small

from fpplan.api import Chapter, Completion, Only, PerEvent, Text, Threshold
from fpplan.audit.audit import audit
from fpplan.audit.clauses import Contradiction, Overlap, contradictions, overlaps, subsets
from fpplan.audit.probe import Probe


@pytest.mark.parametrize(("at", "target", "clashes"), [
    ("least", 16, [{"births": 15, "rate": 16}]), ("least", 14, []), ("most", 12, [])])
def test_targets_that_no_value_meets_together(at, target, clashes):
    scheme = small()
    more = Chapter("more", Text("再", "more"), items=(
        item("rate", Threshold("crude_birth_rate", target, at)),))
    result = audit(replace(scheme, base=None, chapters=(*scheme.chapters, more)))
    assert [each.points for each in result.contradictions] == clashes


def test_items_on_one_input_in_two_directions():
    scheme = small()
    more = Chapter("more", Text("再", "more"), kind="bonus", items=(
        item("praised", PerEvent("small_complaints", 3)),))
    result = audit(replace(scheme, chapters=(*scheme.chapters, more)))
    (clash,) = result.contradictions
    assert (clash.kind, clash.points) == ("direction", {"complaints": -10, "praised": 3})
    assert [each.name for each in result.overlaps if len(each.together) > 1] == [
        "small_quality", "small_complaints"]


def probe_of(*items, **more):
    return Probe.of(scheme_of(*items, **more))


def test_one_figure_read_twice_is_an_overlap():
    scheme = scheme_of(item("one", PerEvent("births_omitted", -2)),
                       item("two", PerEvent("births_omitted", -2)),
                       item("other", PerEvent("births_false", -2)))
    assert overlaps(scheme) == [Overlap("births_omitted", ("one", "two"), ("one", "two"))]


def test_items_of_the_same_size_do_not_contradict_each_other():
    assert contradictions(probe_of(item("one", PerEvent("births_omitted", -2)),
                                   item("two", PerEvent("births_omitted", -2)))) == []


def test_sizes_that_differ_do():
    (found,) = contradictions(probe_of(item("one", PerEvent("births_omitted", -2)),
                                       item("two", PerEvent("births_omitted", -3))))
    assert found == Contradiction("births_omitted", 1, {"one": -2, "two": -3}, "size", True)


def test_items_of_two_readings_never_count_at_the_same_time():
    items = [item(f"as_{option}", PerEvent("births_omitted", -points), only=Only("how", (option,)))
             for option, points in (("a", 2), ("b", 3))]
    probe = probe_of(*items, readings=(two(),))
    (overlap,) = overlaps(probe.scheme)
    assert (overlap.items, overlap.together) == (("as_a", "as_b"), ("as_a",))
    (found,) = contradictions(probe)
    assert (found.points, found.together) == ({"as_a": -2, "as_b": -3}, False)


def test_a_target_to_stay_above_and_one_to_stay_below_meet_in_between():
    def clash(least, most):
        return contradictions(probe_of(item("low", Threshold("srb", least, "least")),
                                       item("high", Threshold("srb", most, "most"))))

    assert clash(100, 110) == clash(105, 105) == []
    assert clash(111, 110) == [Contradiction("srb", 0, {"low": 111, "high": 110}, "target", True)]


def test_the_task_of_a_clause_is_no_target_for_it():
    """What is to be done is given (10 where no range says how much), so 12 is no clash."""
    assert contradictions(probe_of(
        item("done", Completion("sterilisations", "sterilisation_task", 40)),
        item("many", Threshold("sterilisation_task", 12, "least")))) == []


def test_cases_that_are_among_others_are_known_by_the_clause_that_says_so():
    scheme = scheme_of(item("task", Completion(
        "sterilisations", "sterilisation_task", 40, 5, rewarded="two_daughter_sterilisations")))
    assert subsets(scheme) == {"two_daughter_sterilisations": "sterilisations"}
    assert subsets(scheme_of(item("one", PerEvent("births_omitted", -2)))) == {}
