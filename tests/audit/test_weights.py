"""What a scheme's points are about, and which clauses decide most of them."""

import pytest
from one_chapter import scheme_of
from small_scheme import item, own, small

from fpplan.api import Completion, PerEvent, Shown, Threshold
from fpplan.audit.audit import audit
from fpplan.audit.ends import Ends, item_ends
from fpplan.audit.probe import Probe
from fpplan.audit.weights import AREAS, area_of, by_area, by_tag, chapter_points, dominating

SHARES = ("births_reported_percent", "births_timely_and_right_percent",
          "deaths_reported_in_time_percent", "record_completeness_percent")


def test_dominating_items_make_up_half():
    result = audit(small())
    assert result.dominating[0][0].item.id == "quality"  # 80 down, 40 up
    assert sum(share for _each, share in result.dominating) >= 0.5


def items_of(scheme):
    return item_ends(Probe.of(scheme))


def test_a_chapter_has_its_points_at_the_targets_and_its_own_ends():
    scheme = small().under()
    service, quota, bonus = chapter_points(scheme, items_of(scheme))
    assert (service.base, service.ends) == (60, Ends(0, 70, 0, 70))
    assert [each.item.id for each in service.items] == ["visits", "quality", "complaints"]
    assert (quota.base, quota.ends.most) == (40, 40)
    assert (bonus.base, bonus.ends.most) == (0, 5)


def test_points_by_tag_are_base_points():
    scheme = small().under()
    assert by_tag(scheme, items_of(scheme)) == {"untagged": 60, "procedure_quota": 40}


def test_points_by_area_are_shares_of_one():
    scheme = small().under()
    found = by_area(scheme, items_of(scheme))
    assert [*found] == [*AREAS]
    assert {area: share for area, share in found.items() if share} == {
        "procedures": 0.4, "services": 0.4, "quality": 0.2}


def test_where_there_are_no_points_each_target_counts_once():
    scheme = scheme_of(item("one", Threshold("srb", 110, "most")),
                       item("two", Threshold("births_reported_percent", 95)),
                       item("three", Threshold("deaths_reported_in_time_percent", 95)),
                       item("seen", Shown("tfr")))
    assert by_area(scheme, items_of(scheme))["records"] == 2 / 3
    assert by_area(scheme, items_of(scheme))["birth_limits"] == 0  # only shown
    assert by_tag(scheme, items_of(scheme)) == {"untagged": 3}


@pytest.mark.parametrize(("name", "area"), [
    ("sterilisations", "procedures"), ("fees_collected_percent", "fees"), ("tfr", "birth_limits"),
    ("iud_pregnancy_check_percent", "surveillance"), ("srb", "sex_ratio"),
    ("births_omitted", "records"), ("awareness_percent", "other"),
    ("method_starts", "services"),  # how many, not how well
    ("mcpr_percent", "services"),  # the use of methods
    ("contraceptives_delivered_percent", "quality"), ("unmet_need_percent", "quality"),
    ("small_line", "quality"), ("small_clients", "services"),
    ("small_result", "services")])  # a sum of points is no rate of services
def test_the_area_of_what_is_read(name, area):
    one = item("one", PerEvent(name, 1))
    lines = (own("line", possible=(0, 1)), own("clients"),
             own("result", "percent", sums_up=True))
    assert area_of(scheme_of(one, own=lines), one) == area


def test_the_most_restrictive_area_takes_an_item_that_reads_several():
    one = item("one", Completion("births_omitted", "sterilisations", 1))
    assert area_of(scheme_of(one), one) == "procedures"


def test_the_fewest_largest_spreads_that_make_up_half():
    """Spreads 8, 4, 3 and 1 of 16: the first alone is half."""
    def found(*points):
        scheme = scheme_of(*(item(f"n{at}", Threshold(name, 95, "least", each))
                             for at, (name, each) in enumerate(zip(SHARES, points, strict=False))))
        return [(each.spread, share) for each, share in dominating(items_of(scheme))]

    assert found(1, 4, 8, 3) == [(8, 0.5)]
    assert found(5, 1, 7, 3) == [(7, 7 / 16), (5, 5 / 16)]
    assert found(0) == []
