"""Each way in which the books go wrong, one by one, and all of them together."""

from __future__ import annotations

import numpy as np
import pytest
from test_report import ALL_KINDS, ZERO, books, counted_all, totals

from fpplan.books.parameters import REPORTING_PARAMETERS
from fpplan.books.report import report
from fpplan.place.parameters import ParameterSets
from fpplan.tallies import Tallies

CLEAN = {name.split(".")[1]: 0.0 for name in REPORTING_PARAMETERS} | {
    "delay_in_months": 1.0, "delay_out_boy_months": 1.0, "delay_out_girl_months": 1.0}


def only(tallies: Tallies, audit: float = 0.0, **kinds: float) -> Tallies:
    """The books with these kinds of error and no other."""
    return books(tallies, audit=audit, **(CLEAN | kinds))


@pytest.fixture(scope="module")
def true(invent):
    return invent(births=40.0)


def test_all_kinds_together_still_add_up(true):
    found = books(true, audit=0.1, **ALL_KINDS)
    happened = found.total("true", "births").sum(axis=2)
    written = found.total("reported", "births").sum(axis=2)
    assert np.array_equal(written, happened - totals(found, "births_omitted")
                          - totals(found, "births_pending") + totals(found, "births_false"))
    assert np.array_equal(found.total("reported", "births"),
                          found.total("reported", "births_by_mother_age"))
    assert found.reported.min() >= 0 and found.record.min() >= 0
    at_once = (found.total("record", "births_in_time_and_right")
               + found.total("record", "births_missed") + found.total("record", "births_delayed"))
    assert (at_once <= found.total("true", "births")).all()  # the rest came in time and wrong
    for name in found.record_slots.families:
        if name not in ("births_from_before", "girls_not_born"):
            assert totals(found, name).sum() > 0, name


def test_all_kinds_give_the_same_bytes_for_any_chunks(invent):
    whole = books(invent(births=40.0), seed=5, run_in=24, **ALL_KINDS)
    for cut in (3, 5):
        parts = [books(invent(draws, births=40.0), seed=5, run_in=24, **ALL_KINDS)
                 for draws in ((0, cut), (cut, 8))]
        assert np.array_equal(np.concatenate([p.reported for p in parts]), whole.reported)
        assert np.array_equal(np.concatenate([p.record for p in parts]), whole.record)


def test_a_girl_is_written_as_a_boy_with_everything_else_right(true):
    found = only(true, wrong_sex_girl_out=1.0)
    for order in "123456":
        for prior in ("none", "boys", "girls", "both"):
            cell = f"order={order},policy=out,prior={prior}"
            assert found.total("reported", f"births[sex=f,{cell}]").sum() == 0
            assert np.array_equal(found.total("reported", f"births[sex=m,{cell}]"),
                                  found.total("true", f"births[{cell}]"))
    assert np.array_equal(found.total("reported", "births[policy=in]"),
                          found.total("true", "births[policy=in]"))
    wrong = found.total("record", "birth_sex_wrong")
    assert np.array_equal(wrong, found.total("true", "births[sex=f,policy=out]"))
    assert np.array_equal(wrong, found.total("record", "birth_labels_wrong"))


def test_a_birth_outside_policy_is_written_as_within(true):
    found = only(true, wrong_policy_out=1.0)
    assert found.total("reported", "births[policy=out]").sum() == 0
    for order in "123456":
        assert np.array_equal(found.total("reported", f"births[order={order},sex=f]"),
                              found.total("true", f"births[order={order},sex=f]"))
    assert np.array_equal(found.total("record", "birth_policy_wrong"),
                          found.total("true", "births[policy=out]"))
    assert found.total("record", "birth_order_wrong").sum() == 0


def test_any_order_can_be_written_as_any_lower_one(true):
    found = only(true, relabel_third_out=1.0, relabel_one_lower=0.5)
    happened = [found.total("true", f"births[order={k},policy=out]").sum() for k in "123456"]
    assert found.total("reported", "births[policy=out]").sum() == happened[0] + happened[1]
    # each goes one lower with chance a half, two lower with a quarter, ...; the first takes
    # what is left; all of them are in the books as within policy
    moved = [found.total("reported", f"births[order={k},policy=in]").sum()
             - found.total("true", f"births[order={k},policy=in]").sum() for k in "12345"]
    third, fourth, fifth, sixth = happened[2:]
    expected = [third / 2 + fourth / 4 + fifth / 8 + sixth / 16,
                third / 2 + fourth / 4 + fifth / 8 + sixth / 16,
                fourth / 2 + fifth / 4 + sixth / 8, fifth / 2 + sixth / 4, sixth / 2]
    for got, n in zip(moved, expected, strict=True):
        assert abs(got - n) < 4 * np.sqrt(n)
    assert sum(moved) == third + fourth + fifth + sixth
    # the sexes of earlier children agree with the order in the books
    for prior in ("boys", "girls", "both"):
        cell = f"births[order=1,policy=in,prior={prior}]"
        assert np.array_equal(found.total("reported", cell), found.total("true", cell))
    cell = "births[order=2,policy=in,prior=both]"
    assert np.array_equal(found.total("reported", cell), found.total("true", cell))


def test_order_sex_and_status_can_all_be_wrong_at_once(true):
    found = only(true, relabel_second_out=1.0, wrong_sex_girl_out=1.0, wrong_policy_out=1.0)
    girls = found.total("true", "births[order=2,sex=f,policy=out]")
    assert found.total("reported", "births[order=2,policy=out]").sum() == 0
    for kind in ("order", "policy", "sex"):
        assert np.array_equal(
            found.total("record", f"birth_{kind}_wrong[order=2,sex=f,policy=out]"), girls)
    assert np.array_equal(found.total("record", "birth_labels_wrong"),
                          found.total("true", "births[policy=out]"))


def test_invented_births_stand_beside_the_true_ones_and_audits_find_them(true):
    found = only(true, births_false=0.25)
    more = found.total("reported", "births") - found.total("true", "births")
    assert np.array_equal(more, found.total("record", "births_false"))
    n = found.total("true", "births").sum()
    assert abs(more.sum() - 0.25 * n) < 4 * np.sqrt(n * 0.25 * 0.75)
    seen = only(true, audit=1.0, births_false=0.25, audit_detection_false=1.0)
    assert np.array_equal(seen.reported, found.reported)  # published counts are not revised
    a_month_on = seen.total("record", "births_false_found_by_audit")[:, :, 1:]
    assert np.array_equal(a_month_on, seen.total("record", "births_false")[:, :, :-1])
    half = only(true, audit=0.5, births_false=0.25, audit_detection_false=0.5)
    share = half.total("record", "births_false_found_by_audit")[:, :, 1].sum() / half.total(
        "record", "births_false")[:, :, 0].sum()
    assert 0.1 < share < 0.45  # a quarter of the last month's


def test_half_of_the_missed_births_surface_within_five_years(invent):
    long = invent(draws=(0, 8), births=40.0, months=72)
    found = only(long, omission_in_boy=1.0, omission_in_girl=1.0, omission_out_boy=1.0,
                 omission_out_girl=1.0, surfaced_by_5_years=0.5)
    first_year = found.total("true", "births")[:, :, :12].sum()
    out = found.total("record", "births_omitted")[:, :, :12]
    waited = 71 - np.arange(12)  # months that each month's births had
    expected = (found.total("true", "births")[:, :, :12] * 0.5 ** (waited / 60)).sum()
    assert abs(out.sum() - expected) < 4 * np.sqrt(first_year) / 2
    by_month = found.total("record", "births_late").sum(axis=(0, 1))
    assert by_month[0] == 0 and by_month[60:].sum() > by_month[:12].sum()


def test_orders_differ_in_what_is_missed(true):
    found = only(true, omission_out_girl=0.2, omission_second=np.log(4), omission_third=-40.0)
    share = [found.total("record", f"births_missed[order={k},sex=f,policy=out]").sum()
             / found.total("true", f"births[order={orders},sex=f,policy=out]").sum()
             for k, orders in (("1", "1"), ("2", "2"), ("3", "3|4|5|6"))]
    assert share[0] == pytest.approx(0.2, abs=0.02) and share[2] == 0
    assert share[1] == pytest.approx(0.5, abs=0.03)


def test_perfect_reporting_is_the_truth_in_every_slot(true):
    full = true.true.copy()
    rng = np.random.default_rng(3)
    for family in ("using", "starts", "in_union_by_order", "deaths_women", "people", "clients"):
        at = true.table.index(family).ravel()
        full[..., at] = rng.integers(0, 50, (*full.shape[:3], len(at)))
    everything = Tallies(full, full, true.record, true.table, true.record_slots, true.units,
                         true.first_month, true.draws)
    sets = ParameterSets(range(2), 7, central=ZERO)
    found = report(everything, sets, np.ones((2, *full.shape[1:3])), seed=3,
                   set_of_draw=np.arange(8) // 4)
    for at, slot in enumerate(found.slots):
        assert np.array_equal(found.reported[..., at], full[..., at]), slot
    right = found.total("record", "births_in_time_and_right")
    assert right.sum() == found.total("true", "births").sum()
    assert found.record.sum() == right.sum() + counted_all(found)
