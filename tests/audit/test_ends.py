"""Ends of items, chapters and schemes; caps and floors that never bind; what vetoes take."""

import math

from hypothesis import given
from hypothesis import strategies as st
from one_chapter import scheme_of
from small_scheme import changed, item, own, small

from fpplan.api import PeerGroup, Rank, RepeatedLast, Step, Text, Threshold
from fpplan.audit.audit import audit
from fpplan.audit.ends import Ends, item_ends, never_bind, part_ends, vetoes
from fpplan.audit.probe import Probe


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


def test_a_cap_and_a_floor_hold_every_end():
    ends = Ends(-math.inf, math.inf, -3, 40)
    assert ends.bounded(None, None) == ends
    assert ends.bounded(-2, 30) == Ends(-2, 30, -2, 30)
    assert ends.bounded(None, 50) == Ends(-math.inf, 50, -3, 40)


@given(*[st.floats(-1e6, 1e6) | st.sampled_from([-math.inf, math.inf])] * 4,
       st.none() | st.floats(-100, 0), st.none() | st.floats(0, 100))
def test_bounded_ends_keep_their_order(a, b, c, d, floor, cap):
    least, low, high, most = sorted((a, b, c, d))
    held = Ends(least, most, low, high).bounded(floor, cap)
    assert held.least <= held.low <= held.high <= held.most
    assert floor is None or held.least >= floor
    assert cap is None or held.most <= cap


def test_no_weight_leaves_nothing_even_of_an_endless_clause():
    assert Ends(-math.inf, math.inf, -1, 2).times(0) == Ends(0, 0, 0, 0)
    assert Ends(-1, math.inf, -1, 2).times(3) == Ends(-3, math.inf, -3, 6)


def test_ends_add_up_end_by_end():
    assert Ends.add([Ends(-1, 2, 0, 1), Ends(-10, math.inf, -5, 20)]) == Ends(-11, math.inf, -5, 21)
    assert Ends.add([]) == Ends(0, 0, 0, 0)


def ends_of(scheme):
    return {name: (each.base, each.ends) for name, each in item_ends(Probe.of(scheme)).items()}


def test_ends_of_each_kind_of_clause():
    found = ends_of(small().under())
    assert found == {
        "visits": (40, Ends(0, math.inf, 0, 40)),  # 5 more for each beyond the task
        "quality": (20, Ends(20 - 80, 20 + 2 * 20, -60, 60)),  # 80 of 0 to 100: by 1 and by 2
        "complaints": (0, Ends(-math.inf, 0, 0, 0)),
        "sterilisations": (40, Ends(0, 40, 0, 40)),
        "births": (0, Ends(0, 0, 0, 0)),  # a target without points
        "best": (0, Ends(0, 5, 0, 5)),  # the award of the first place
        "grave": (0, Ends(0, 0, 0, 0)),
    }


def test_a_weight_multiplies_after_cap_and_floor():
    plain = item_ends(Probe.of(changed("quality", cap=30.0, floor=-10.0).under()))["quality"]
    heavy = item_ends(Probe.of(changed("quality", cap=30.0, floor=-10.0, weight=2.0).under()))
    assert plain.ends == Ends(-10, 30, -10, 30)
    assert heavy["quality"].ends == Ends(-20, 60, -20, 60) and heavy["quality"].base == 40
    assert plain.raw == Ends(-60, 60, -60, 60)


def test_a_step_is_found_at_every_stair():
    """The least lies at neither end of what is possible, nor at the target."""
    rule = Step("births_reported_percent", ((40, -3), (50, 2), (90, 8)), start=1)
    assert item_ends(Probe.of(scheme_of(item("one", rule))))["one"].ends == Ends(-3, 8, -3, 8)


def test_what_is_given_for_a_place_counts_once_a_season():
    seasons = scheme_of(
        item("best", Rank("small_quality", "all", {1: 5, 2: 3, -1: -4})),
        item("again", RepeatedLast("small_quality", "all", each=-2)),
        item("half", Rank("small_quality", "all", {1: 5}, every=2)),
        own=(own("quality", "percent"),), parts=(3, 3, 3, 3),
        peers=(PeerGroup("all", Text("全部", "all")),))
    found = {name: ends for name, (_base, ends) in ends_of(seasons).items()}
    assert found == {"best": Ends(-16, 20, -16, 20), "again": Ends(-8, 0, -8, 0),
                     "half": Ends(0, 10, 0, 10)}


def test_beyond_and_spread():
    found = item_ends(Probe.of(small().under()))
    assert found["visits"].beyond == math.inf and found["visits"].spread == 40
    assert found["quality"].beyond == 40 and found["quality"].spread == 120


def test_a_chapter_is_held_by_its_own_cap_and_floor():
    scheme = small().under()
    items, service = item_ends(Probe.of(scheme)), scheme.chapters[0]
    assert part_ends(service, items) == Ends(0, 70, 0, 70)
    assert part_ends(service, items, bounded=False) == Ends(-math.inf, math.inf, -60, 100)


def test_a_veto_takes_the_chapters_that_it_zeroes():
    assert vetoes(Probe.of(small().under())) == {"grave": 60}  # 40 and 20 of the services
    without = scheme_of(item("one", Threshold("births_reported_percent", 95, "least", 5)))
    assert vetoes(Probe.of(without)) == {}


def test_a_bound_says_which_end_comes_nearest():
    scheme = changed("sterilisations", cap=50.0, floor=0.0).under()
    found = never_bind(scheme, item_ends(Probe.of(scheme)))
    assert [(each.part.id, each.kind, each.value, each.reached) for each in found] == [
        ("sterilisations", "cap", 50, 40), ("sterilisations", "floor", 0, 0)]
