"""What the books say: nothing lost, nothing invented, the same luck whatever the chunks."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.books.parameters import CENSUS_PARAMETERS, REPORTING_PARAMETERS
from fpplan.books.report import _year_before, report
from fpplan.place.parameters import ParameterSets
from fpplan.tallies import Tallies

ZERO = dict.fromkeys(REPORTING_PARAMETERS + CENSUS_PARAMETERS, 0.0)
RARER = ("late_of_missing", "surfaced_by_5_years", "relabel_third_in", "relabel_third_out",
         "wrong_policy_out", "wrong_sex_girl_in", "wrong_sex_girl_out", "births_false",
         "overstated_users", "overstated_starts", "overstated_clients")
ALL_KINDS = {"relabel_third_in": 0.05, "relabel_third_out": 0.3, "relabel_one_lower": 0.6,
             "wrong_policy_out": 0.1, "wrong_sex_girl_in": 0.05, "wrong_sex_girl_out": 0.1,
             "births_false": 0.05, "surfaced_by_5_years": 0.8, "overstated_users": 0.2,
             "overstated_starts": 0.3, "overstated_clients": 0.1}


def books(tallies: Tallies, seed: int = 0, audit: float = 0.05, run_in: int = 0,
          **central: float) -> Tallies:
    """Report at central values; `central` overrides by short name. What the test does not name
    of the rarer ways is left out, so that each test sees its own."""
    quiet = dict.fromkeys(RARER, 0.0)
    sets = ParameterSets(None, central={f"reporting.{k}": v for k, v in (quiet | central).items()})
    cover = np.full((1, *tallies.true.shape[1:3]), audit)
    whose = np.zeros(tallies.true.shape[0], dtype=np.int64)
    return report(tallies, sets, cover, seed=seed, set_of_draw=whose, run_in=run_in)


def totals(found: Tallies, name: str) -> np.ndarray:
    """Of record tallies: (draw, unit)."""
    return found.total("record", name).sum(axis=2)


def counted_all(found: Tallies) -> int:
    """What a count that misses nobody adds to the record: births, children, and children counted.
    """
    assert np.array_equal(found.total("record", "births_counted"), found.total("true", "births"))
    children = found.total("record", "children_under_5")
    assert np.array_equal(children, found.total("record", "children_counted"))
    return int(found.total("true", "births").sum() + 2 * children.sum())


@pytest.fixture(scope="module")
def true(invent):
    return invent()


@pytest.fixture(scope="module")
def reported(true):
    return books(true)


def test_perfect_reporting_is_the_truth_to_the_byte(true):
    sets = ParameterSets(range(2), 7, central=ZERO)
    found = report(true, sets, np.ones((2, *true.true.shape[1:3])), seed=3,
                   set_of_draw=np.arange(8) // 4)
    assert np.array_equal(found.reported, found.true)
    right = found.total("record", "births_in_time_and_right")
    assert np.array_equal(right, found.total("true", "births"))
    assert found.record.sum() == right.sum() + counted_all(found)


def test_every_birth_is_in_the_books_omitted_or_pending(true, reported):
    happened = reported.total("true", "births").sum(axis=2)
    written = reported.total("reported", "births").sum(axis=2)
    assert np.array_equal(happened, written + totals(reported, "births_omitted")
                          + totals(reported, "births_pending"))
    assert np.array_equal(reported.true, true.true)


def test_the_ways_into_the_books_add_up(reported):
    at_once = (reported.total("true", "births") - reported.total("record", "births_missed")
               - reported.total("record", "births_delayed"))
    later = (reported.total("record", "births_late")
             + reported.total("record", "births_found_by_audit"))
    assert np.array_equal(reported.total("reported", "births"), at_once + later)
    assert np.array_equal(
        totals(reported, "births_missed") + totals(reported, "births_delayed"),
        totals(reported, "births_omitted") + totals(reported, "births_pending")
        + totals(reported, "births_late") + totals(reported, "births_found_by_audit"))
    for name in ("births_missed", "births_delayed", "births_late", "births_found_by_audit",
                 "births_omitted", "births_pending", "birth_labels_wrong",
                 "birth_labels_found_by_audit"):
        assert totals(reported, name).sum() > 0, name


def test_with_births_from_before_the_books_still_add_up(true, reported):
    found = books(true, run_in=36)
    happened = found.total("true", "births").sum(axis=2)
    written = found.total("reported", "births").sum(axis=2)
    assert np.array_equal(written, happened - totals(found, "births_omitted")
                          - totals(found, "births_pending") + totals(found, "births_from_before"))
    assert totals(reported, "births_from_before").sum() == 0
    before = found.total("record", "births_from_before").sum(axis=(0, 1))
    assert before[:6].sum() > before[-6:].sum() > 0  # they peter out
    # births of the run are missed and late as they were, whatever came before
    for name in ("births_missed", "births_delayed", "births_omitted", "births_pending",
                 "births_in_time_and_right"):
        assert np.array_equal(found.total("record", name), reported.total("record", name))


def test_a_run_in_takes_the_first_years_lateness_away(invent):
    many = invent(draws=(0, 20), births=60.0)
    cold, warm = books(many, audit=0.02), books(many, audit=0.02, run_in=36)
    share = [found.total("reported", "births")[:, :, part].sum()
             / found.total("true", "births")[:, :, part].sum()
             for found in (cold, warm) for part in (slice(0, 12), slice(24, 36))]
    # without it the first year seems badly reported; what is left of that is births missed
    # longer ago than the run in, which audits go on finding
    assert share[1] - share[0] > 0.02
    assert abs(share[3] - share[2]) < (share[1] - share[0]) / 2


def test_made_up_months_keep_to_the_calendar():
    assert _year_before(36, 15).tolist()[:15] == [9, 10, 11, *range(12)]
    assert _year_before(36, 15).tolist()[15:] == list(range(36))
    assert _year_before(3, 4).tolist() == [2, 0, 1, 2, 0, 1, 2]


def test_sex_and_stratum_are_never_wrong(reported):
    for label in ("sex=m", "sex=f", "stratum=resident", "stratum=migrant"):
        gap = (reported.total("true", f"births[{label}]").sum(axis=2)
               - reported.total("reported", f"births[{label}]").sum(axis=2))
        assert np.array_equal(gap, totals(reported, f"births_omitted[{label}]")
                              + totals(reported, f"births_pending[{label}]"))


def test_wrong_labels_move_second_births_to_first_births_within_policy(true):
    found = books(true, audit=0.0, **{k.split(".")[1]: 0.0 for k in REPORTING_PARAMETERS} | {
        "relabel_second_out": 1.0, "delay_in_months": 1.0})
    assert found.total("reported", "births[order=2,policy=out]").sum() == 0
    assert np.array_equal(found.total("reported", "births[order=2,policy=in]"),
                          found.total("true", "births[order=2,policy=in]"))
    moved = found.total("true", "births[order=2,policy=out]")
    first = "births[order=1,policy=in,prior=none]"
    assert np.array_equal(found.total("reported", first), found.total("true", first) + moved)
    assert np.array_equal(found.total("record", "birth_labels_wrong"), moved)
    assert np.array_equal(found.total("reported", "births"), found.total("true", "births"))


def test_births_by_age_of_mother_lose_and_regain_the_same_births(reported):
    for stratum in ("resident", "migrant"):
        assert np.array_equal(
            reported.total("reported", f"births_by_mother_age[stratum={stratum}]"),
            reported.total("reported", f"births[stratum={stratum}]"))
    cells = reported.table.index("births_by_mother_age")
    assert reported.reported[..., cells].min() >= 0
    kept = (reported.reported[..., cells] > 0).any(axis=(0, 1, 2))
    assert kept.all()


def test_other_tallies_are_reported_as_they_are(reported):
    births = reported.table.match("births").tolist()
    births += reported.table.match("births_by_mother_age").tolist()
    others = np.setdiff1d(np.arange(len(reported.slots)), births)
    assert np.array_equal(reported.reported[..., others], reported.true[..., others])


def test_no_count_is_below_zero(reported):
    assert reported.reported.min() >= 0 and reported.record.min() >= 0


def test_the_same_bytes_for_any_chunks(invent, true):
    whole = books(true, seed=5)
    for cut in (1, 4, 7):
        parts = [books(invent((0, cut)), seed=5), books(invent((cut, 8)), seed=5)]
        assert np.array_equal(np.concatenate([p.reported for p in parts]), whole.reported)
        assert np.array_equal(np.concatenate([p.record for p in parts]), whole.record)


def test_a_unit_and_a_stratum_do_not_depend_on_the_others(invent, true):
    whole, alone = books(true), books(invent(units=("V02",)))
    assert np.array_equal(whole.reported[:, 1:], alone.reported)
    resident = books(invent(strata=("resident",)))
    assert np.array_equal(whole.total("reported", "births[stratum=resident]"),
                          resident.total("reported", "births"))
    assert np.array_equal(
        whole.reported[..., whole.table.index("births")[..., 0]],
        resident.reported[..., resident.table.index("births")[..., 0]])


def test_seeds_differ_and_zero_is_one(true):
    first, again, other = books(true, seed=0), books(true, seed=0), books(true, seed=1)
    assert np.array_equal(first.reported, again.reported)
    assert not np.array_equal(first.reported, other.reported)
    assert totals(first, "births_missed").sum() > 0


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.1), (0.2, 0.21), (0.49, 0.51), (0.6, 1.0)])
def test_more_omission_never_reports_more(true, low, high):
    first = books(true, audit=0.0, omission_out_girl=low)
    second = books(true, audit=0.0, omission_out_girl=high)
    assert (first.total("record", "births_missed")
            <= second.total("record", "births_missed")).all()
    assert (totals(first, "births_missed").sum() < totals(second, "births_missed").sum())
    assert first.total("reported", "births").sum() > second.total("reported", "births").sum()


def test_more_audits_find_more(true):
    found = [totals(books(true, audit=audit), "births_found_by_audit").sum()
             for audit in (0.0, 0.02, 0.2, 1.0)]
    assert found[0] == 0 and found == sorted(set(found))


def test_audits_that_see_everything_leave_only_the_last_month_open(true):
    found = books(true, audit=1.0, audit_detection=1.0, audit_detection_label=1.0)
    open_at_the_end = (found.total("record", "births_omitted")
                       + found.total("record", "births_pending"))
    assert (open_at_the_end[:, :, :-1] == 0).all() and (open_at_the_end[:, :, -1] > 0).any()


def test_audits_before_the_decision_month_are_as_good_as_they_were(true):
    better = ParameterSets(None, central={"reporting.audit_detection": 0.99})
    whose = np.zeros(8, dtype=np.int64)
    cover = np.full((1, *true.true.shape[1:3]), 0.3)
    plain = report(true, ParameterSets(None), cover, seed=0, set_of_draw=whose)
    changed = report(true, better, cover, seed=0, set_of_draw=whose,
                     before=ParameterSets(None))
    assert np.array_equal(plain.reported[:, :, :12], changed.reported[:, :, :12])
    assert not np.array_equal(plain.reported[:, :, 12:], changed.reported[:, :, 12:])


def test_shares_are_those_of_the_parameters(invent):
    many = invent(draws=(0, 40), births=150.0)
    found = books(many, audit=0.0, omission_out_girl=0.22, late_out_girl=0.2,
                  delay_out_girl_months=4.0, relabel_second_out=0.06)
    born = many.total("true", "births[sex=f,policy=out]").sum()
    missed = found.total("record", "births_missed[sex=f,policy=out]").sum()
    delayed = found.total("record", "births_delayed[sex=f,policy=out]").sum()
    for count, n, p in ((missed, born, 0.22), (delayed, born - missed, 0.2)):
        assert abs(count - n * p) < 4 * np.sqrt(n * p * (1 - p))
    # a delay is geometric on 1, 2, ... with mean 4: of those delayed in the first month, the
    # share still out after k months is 0.75^k; they have 35 months to come
    late = found.total("record", "births_late[sex=f,policy=out]")
    by_month = found.total("record", "births_delayed[sex=f,policy=out]").sum(axis=(0, 1))
    expected = sum(n * (1 - 0.75 ** (35 - month)) for month, n in enumerate(by_month))
    spread = sum(n * 0.75 ** (35 - month) for month, n in enumerate(by_month))
    assert abs(late.sum() - expected) < 4 * np.sqrt(spread + 1)
    second = (many.total("true", "births[order=2,policy=out]").sum()
              - found.total("record", "births_missed[policy=out]").sum() / 6)
    wrong = found.total("record", "birth_labels_wrong[policy=out]").sum()
    assert 0.05 < wrong / second < 0.07


def test_a_wrong_shape_of_audit_coverage_is_refused(true):
    with pytest.raises(ValueError, match="before the first month there is"):
        books(true, run_in=5000)
    with pytest.raises(ValueError, match="audit coverage has shape"):
        report(true, ParameterSets(None), np.zeros((1, 2, 3)), seed=0,
               set_of_draw=np.zeros(8, dtype=np.int64))
