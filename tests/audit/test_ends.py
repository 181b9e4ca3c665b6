"""Ends of items, chapters and schemes; caps and floors that never bind; what vetoes take."""

import math

from small_scheme import changed, small

from fpplan.audit.audit import audit


def test_caps_and_floors_that_never_bind():
    assert audit(small()).never_bind == []  # visits go on without end
    capped = changed("visits", cap=40.0, floor=-5.0)
    bounds = {(each.part.id, each.kind): each.reached for each in audit(capped).never_bind}
    assert bounds == {("visits", "floor"): 0}


def test_a_cap_at_all_its_points_never_binds_and_one_below_does():
    at, below = (audit(changed("sterilisations", cap=cap)).never_bind for cap in (40.0, 39.0))
    assert [(each.part.id, each.kind, each.reached) for each in at] == [
        ("sterilisations", "cap", 40)]
    assert below == []


def test_a_cap_on_an_endless_item_makes_the_chapter_finite():
    result = audit(changed("visits", cap=45.0))
    visits = result.items["visits"]
    assert visits.ends.most == 45 and visits.raw.most == math.inf


def test_points_of_the_largest_total_stop_at_the_cap():
    scheme = small()
    service = scheme.chapters[0]
    result = audit(scheme)
    assert next(each for each in result.chapters
                if each.chapter.id == service.id).ends.most == 70
