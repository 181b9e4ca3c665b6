"""Clauses that meet on one figure."""

from dataclasses import replace

import pytest
from small_scheme import item, small

from fpplan.api import Chapter, PerEvent, Text, Threshold
from fpplan.audit.audit import audit


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
