"""Indicators against sums done by hand, nulls, parents, views and periods."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fpplan.contract.indicators import read_indicators
from fpplan.contract.months import Period
from fpplan.indicators.core import core_indicators
from fpplan.indicators.evaluate import check_terms, evaluate
from fpplan.indicators.table import IndicatorTable
from fpplan.tallies import Tallies, slot_table

METHODS = ("iud", "female_sterilisation", "condom", "withdrawal")
STRATA = ("resident", "migrant")
GROUPS = {"modern": METHODS[:3], "long_acting": METHODS[:2], "permanent": ("female_sterilisation",),
          "short_acting": ("condom",), "iud": ("iud",), "implant": ()}
TABLE = slot_table(METHODS, STRATA)
UNITS = ("V01", "V02")
TREE = {"town": None, "V01": "town", "V02": "town"}
YEAR, NEXT = Period("2014-08", 0, 11), Period("2015-08", 12, 23)
SEASON = Period("2014-08-s2", 4, 7)


def empty(draws: int = 1, months: int = 36) -> Tallies:
    true = np.zeros((draws, len(UNITS), months, len(TABLE)), dtype=np.int32)
    found = Tallies.unreported(true, METHODS, STRATA, UNITS, -12, (0, draws), GROUPS)
    found.reported = true.copy()
    return found


def put(tallies: Tallies, name: str, values: object, *, unit: int = 0, month: int = 0,
        view: str = "true") -> None:
    array, table = tallies.view(view)  # type: ignore[arg-type]
    array[:, unit, month - tallies.first_month, table.names.index(name)] = values


def stock(tallies: Tallies, name: str, value: int, unit: int = 0) -> None:
    for array in (tallies.true, tallies.reported):
        array[:, unit, :, TABLE.names.index(name)] = value


def cell(order: int, sex: str, policy: str = "in", prior: str = "none") -> str:
    return f"births[order={order},sex={sex},policy={policy},prior={prior},stratum=resident]"


def one(table: IndicatorTable, name: str, unit: str = "V01", period: int = 0,
        view: str = "true", draw: int = 0) -> float:
    return float(table.of(name, view)[draw, table.units.index(unit), period])  # type: ignore


def test_only_the_strata_that_are_counted_are_counted():
    """In both views, whatever the tallies carry; a formula's own stratum stays."""
    found = empty()
    for view in ("true", "reported"):
        for stratum, births in (("resident", 3), ("migrant", 5)):
            put(found, f"births[order=1,sex=m,policy=in,prior=none,stratum={stratum}]", births,
                view=view)
    for view in ("true", "reported"):
        each = [one(evaluate(found, [YEAR], ["births"], strata=strata), "births", view=view)
                for strata in (None, ("resident",), ("migrant",), STRATA)]
        assert each == [8, 3, 5, 8]
    assert TABLE.match("births[stratum=migrant]", strata=("resident",)).tolist() == (
        TABLE.match("births[stratum=migrant]").tolist())


def test_the_lianhe_table_comes_out_as_published():
    """355 births = 210 + 145; second and later 115 + 41; 257 within policy; 22 third or later;
    27,200 people: 13.05 per 1000, 72.39 %, 6.2 %, 144.83, 280.49."""
    found = empty()
    put(found, cell(1, "m"), 95)
    put(found, cell(1, "f"), 104, month=3)
    put(found, cell(2, "m", "in", "girls"), 58, month=5)
    put(found, cell(2, "m", "out", "boys"), 41, month=7)
    put(found, cell(2, "f", "out", "boys"), 35, month=11)
    put(found, cell(3, "m", "out", "both"), 16)
    put(found, cell(4, "f", "out", "both"), 6)
    stock(found, "people[stratum=resident]", 27200)
    table = evaluate(found, [YEAR])
    assert one(table, "births") == 355
    assert round(one(table, "crude_birth_rate"), 2) == 13.05
    assert round(one(table, "births_within_policy_percent"), 2) == 72.39
    assert round(one(table, "higher_order_percent"), 1) == 6.2
    assert round(one(table, "srb"), 2) == 144.83
    assert round(one(table, "srb_second_and_later"), 2) == 280.49
    assert one(table, "srb_first") == pytest.approx(100 * 95 / 104)
    # second births outside policy after a son, and third and later ones, per 1000 people
    assert one(table, "births_out_one_son_or_third_per_1000") == pytest.approx(
        1000 * (41 + 35 + 22) / 27200)
    shares = [one(table, f"{name}_order_percent") for name in ("first", "second", "higher")
              if name != "higher"]
    assert sum(shares) + one(table, "higher_order_percent") == pytest.approx(100)


def test_nothing_over_nothing_is_null_never_zero_or_one():
    table = evaluate(empty(), [YEAR], parents=TREE)
    for name in ("srb", "births_within_policy_percent", "crude_birth_rate", "tfr",
                 "method_use_percent", "births_reported_percent", "demand_satisfied_percent"):
        for view in ("true", "reported"):
            assert np.isnan(table.of(name, view)).all(), name  # type: ignore[arg-type]
    at = table.names.index("srb")
    assert (table.numerator[..., at] == 0).all() and (table.denominator[..., at] == 0).all()
    assert (table.of("births") == 0).all()


def test_boys_without_girls_give_no_sex_ratio():
    found = empty()
    put(found, cell(1, "m"), 3)
    table = evaluate(found, [YEAR], ["srb"])
    assert np.isnan(one(table, "srb"))
    assert table.numerator[0, 0, 0, 0, 0] == 3


def test_a_flow_is_summed_and_a_stock_taken_at_the_end_or_over_time():
    found = empty()
    for month in range(-12, 24):
        put(found, cell(1, "f"), 1, month=month)
        put(found, "in_union[age=25,stratum=resident]", 100 + month, month=month)
        put(found, "people[stratum=migrant]", 1000 + month, month=month)
        put(found, "using[method=iud,order=1,stratum=resident]", 50, month=month)
    table = evaluate(found, [YEAR, SEASON, NEXT])
    assert table.of("births")[0, 0].tolist() == [12, 4, 12]
    assert table.of("women_in_union")[0, 0].tolist() == [111, 107, 123]
    # person-years: a season of four months with 1004..1007 people is 4022/12 years
    assert one(table, "crude_birth_rate", period=1) == pytest.approx(1000 * 4 / (4022 / 12))
    assert one(table, "method_use_percent", period=1) == pytest.approx(100 * 50 / 107)


def test_a_mean_divides_by_the_months_of_the_period():
    raw = {"people_mean": {
        "text": {"zh": "x", "en": "x"}, "numerator": ["people mean"], "unit": "count",
        "decimals": 0, "direction": "none", "definition": {"zh": "x", "en": "x"},
        "source": "a test"}}
    found = empty()
    for month in range(-12, 24):
        put(found, "people[stratum=resident]", 1000 + month, month=month)
    table = evaluate(found, [SEASON], indicators=read_indicators(raw, "x"))
    assert one(table, "people_mean") == 1005.5


def test_a_parent_is_the_ratio_of_sums_not_the_mean_of_ratios():
    found = empty()
    put(found, cell(1, "m"), 9)
    put(found, cell(1, "f"), 1)
    put(found, cell(1, "m"), 10, unit=1)
    put(found, cell(1, "f"), 30, unit=1)
    table = evaluate(found, [YEAR], parents=TREE)
    assert table.units == ("V01", "V02", "town")
    assert one(table, "srb", "town") == pytest.approx(100 * 19 / 31)
    assert one(table, "births", "town") == 50


def test_tfr_is_five_times_the_sum_of_the_rates_of_seven_ages():
    found = empty()
    rates = {15: 10, 20: 110, 25: 124, 30: 63, 35: 21, 40: 6, 45: 1}  # per 1000 woman-years
    for age, births in rates.items():
        put(found, f"births_by_mother_age[age={age},stratum=resident]", births)
        stock(found, f"women[age={age},stratum=resident]", 1000)
    table = evaluate(found, [YEAR, NEXT])
    assert one(table, "tfr") == pytest.approx(5 * sum(rates.values()) / 1000)
    assert one(table, "asfr_25_29") == pytest.approx(124)
    assert one(table, "tfr", period=1) == 0
    stock(found, "women[age=45,stratum=resident]", 0)
    assert np.isnan(one(evaluate(found, [YEAR], ["tfr"]), "tfr"))


def test_method_use_counts_each_method_in_its_groups():
    found = empty()
    stock(found, "in_union[age=30,stratum=resident]", 200)
    for method, users in (("iud", 60), ("female_sterilisation", 40), ("condom", 20),
                          ("withdrawal", 10)):
        stock(found, f"using[method={method},order=2,stratum=resident]", users)
    stock(found, "unmet_need[stratum=resident]", 26)
    put(found, "starts[method=iud,stratum=resident]", 5)
    put(found, "starts[method=female_sterilisation,stratum=migrant]", 2)
    put(found, "starts[method=condom,stratum=migrant]", 9)
    put(found, "stops[method=condom,stratum=migrant]", 13)
    table = evaluate(found, [YEAR])
    assert one(table, "method_use_percent") == 65
    assert one(table, "mcpr_percent") == 60
    assert one(table, "long_acting_percent") == 50
    assert one(table, "short_acting_percent") == 10
    assert one(table, "unmet_need_percent") == 13
    assert one(table, "demand_satisfied_percent") == pytest.approx(100 * 120 / 156)
    assert one(table, "sterilisations") == 2 and one(table, "iud_insertions") == 5
    assert one(table, "method_starts") == 16
    assert one(table, "discontinuation_per_100_user_years") == pytest.approx(10)
    assert one(table, "couple_years_of_protection") == pytest.approx(2 * 10 + 5 * 4.6 + 20)
    found.groups = {"modern": ("iud", "withdrawal")}
    own = evaluate(found, [YEAR], ["mcpr_percent"])
    assert one(own, "mcpr_percent") == 35


def test_records_say_what_happened_and_what_was_found():
    found = empty()
    found.record = np.zeros_like(found.record)
    put(found, cell(1, "m"), 60)
    put(found, cell(2, "f", "out", "boys"), 40)
    put(found, cell(1, "m"), 60, view="reported")
    put(found, cell(2, "f", "out", "boys"), 28, view="reported")
    put(found, cell(1, "f"), 2, view="reported")
    who = "[order=2,sex=f,policy=out,stratum=resident]"
    for name, count in (("births_in_time_and_right", 80), ("births_missed", 14),
                        ("births_omitted", 10), ("births_found_by_audit", 4),
                        ("births_late", 4), ("birth_labels_wrong", 2),
                        ("birth_labels_found_by_audit", 1)):
        put(found, name + who, count, view="record")
    table = evaluate(found, [YEAR])
    true = {name: one(table, name) for name in table.names}
    books = {name: one(table, name, view="reported") for name in table.names}
    assert true["births_reported_percent"] == 86 and true["births_omitted"] == 14
    assert books["births_reported_percent"] == pytest.approx(100 * 86 / 90)
    assert books["births_omitted"] == 4
    assert true["births_late_reported"] == books["births_late_reported"] == 4
    assert true["birth_labels_wrong"] == 2 and books["birth_labels_wrong"] == 1
    assert true["births_timely_and_right_percent"] == pytest.approx(100 * 80 / 86)
    assert books["births_timely_and_right_percent"] == pytest.approx(100 * (86 - 4 - 1) / 86)
    assert books["record_completeness_percent"] == 90
    assert books["record_completeness_girls_percent"] == 75
    assert np.isnan(true["record_completeness_percent"])
    assert np.isnan(books["terminations_per_100_births"])


def test_a_bounded_share_stays_between_nothing_and_all():
    found = empty()
    put(found, cell(1, "m"), 2)
    put(found, cell(1, "m"), 5, view="reported")  # late ones of the year before
    table = evaluate(found, [YEAR], ["births_reported_percent"])
    assert one(table, "births_reported_percent") == 100
    put(found, "births_found_by_audit[order=1,sex=m,policy=in,stratum=resident]", 9, view="record")
    table = evaluate(found, [YEAR], ["births_reported_percent"])
    assert one(table, "births_reported_percent") == 0


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(-12, 23), st.integers(1, 24))
def test_any_period_agrees_with_sums_done_the_long_way(seed, first, length):
    rng = np.random.default_rng(seed)
    found = empty(draws=2)
    found.true[:] = rng.integers(0, 4, found.true.shape)
    found.reported[:] = rng.integers(0, 4, found.true.shape)
    period = Period("p", first, min(first + length - 1, 23))
    table = evaluate(found, [YEAR, period, NEXT], ["births", "general_fertility_rate",
                     "higher_order_percent", "long_acting_percent"], parents=TREE)
    part = slice(period.first + 12, period.last + 13)
    for v, view in enumerate(("true", "reported")):
        births = found.total(view, "births")[:, :, part].sum(axis=2)
        women = found.total(view, "women")[:, :, part].sum(axis=2) / 12
        third = found.total(view, "births[order=3|4|5|6]")[:, :, part].sum(axis=2)
        users = found.total(view, "using[method=iud|female_sterilisation]")[:, :, part.stop - 1]
        in_union = found.total(view, "in_union")[:, :, part.stop - 1]
        for name, above, below, factor in (
            ("births", births, np.ones_like(births), 1),
            ("general_fertility_rate", births, women, 1000),
            ("higher_order_percent", third, births, 100),
            ("long_acting_percent", users, in_union, 100),
        ):
            above = np.concatenate([above, above.sum(axis=1, keepdims=True)], axis=1)
            if name != "births":
                below = np.concatenate([below, below.sum(axis=1, keepdims=True)], axis=1)
            else:
                below = np.ones_like(above)
            at = table.names.index(name)
            assert np.allclose(table.numerator[v, :, :, 1, at], above)
            assert np.allclose(table.denominator[v, :, :, 1, at], below)
            with np.errstate(invalid="ignore", divide="ignore"):
                assert np.allclose(table.value[v, :, :, 1, at],
                                   np.where(below > 0, factor * above / below, np.nan),
                                   equal_nan=True)


def test_chunks_of_draws_give_the_same_bytes():
    rng = np.random.default_rng(4)
    found = empty(draws=6)
    found.true[:] = rng.integers(0, 9, found.true.shape)
    found.reported = found.true
    whole = evaluate(found, [YEAR, SEASON], parents=TREE)
    part = Tallies.unreported(found.true[2:5].copy(), METHODS, STRATA, UNITS, -12, (2, 5), GROUPS)
    some = evaluate(part, [YEAR, SEASON], parents=TREE)
    assert np.array_equal(whole.value[0, 2:5], some.value[0], equal_nan=True)
    assert some.draws == (2, 5)


def test_unknown_names_periods_and_terms_are_refused():
    with pytest.raises(ValueError, match='no indicator "births_per_year"'):
        evaluate(empty(), [YEAR], ["births_per_year"])
    with pytest.raises(ValueError, match="outside the months"):
        evaluate(empty(), [Period("late", 20, 31)])
    raw = {"wrong": {
        "text": {"zh": "x", "en": "x"}, "numerator": ["people"], "unit": "count", "decimals": 0,
        "direction": "none", "definition": {"zh": "x", "en": "x"}, "source": "a test"}}
    with pytest.raises(ValueError, match="a stock is taken at its end"):
        check_terms(read_indicators(raw, "x")["wrong"], empty())
    raw["wrong"]["numerator"] = ["births end"]
    with pytest.raises(ValueError, match="a flow is summed"):
        check_terms(read_indicators(raw, "x")["wrong"], empty())


def test_no_period_and_no_name_give_empty_tables():
    assert evaluate(empty(), [], ["births", "women_in_union"]).value.shape == (2, 1, 2, 0, 2)
    assert evaluate(empty(), [YEAR], []).value.shape == (2, 1, 2, 1, 0)
    assert len(evaluate(empty(), [YEAR]).names) == len(core_indicators())
