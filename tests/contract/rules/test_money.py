"""Rules for payouts: cuts, posts borne by several levels, funds shared out."""


import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_cell import points, said
from one_payout import paid_for, yuan
from small_scheme import figures

from fpplan.api import Cut, Fund, PostPay, Proportional, Rank, Text


def test_a_cut_follows_only_where_the_target_is_missed():
    cut = {"yuan": Cut("small_pay", 30), "missed": "visits"}
    assert yuan(paid_for(cut, figures(2, visits=[9, 10], pay=1000)))[0] == [-300, 0]
    perhaps = yuan(paid_for(cut, figures(visits=(9, 8, 11), pay=1000)))
    assert perhaps == [[-300], [-300], [0]]  # missed at the central 9


def test_a_post_is_borne_by_several_levels():
    rule = PostPay("m", ((Text("区", "district"), 30), (Text("街道", "subdistrict"), 170)))
    told = rule.say({"m": 10.0}, {"m": Text("月", "months")})
    assert told == "months: 10 × 200 yuan = 2,000 yuan (district 300, subdistrict 1,700)."


EQUAL = Fund("small_fund", "all", Rank("small_quality", "all", {1: 1.0, 2: 1.0}))


def test_a_fund_is_shared_in_proportion():
    by_quality = Fund("small_fund", "all", Proportional("small_quality", 1, 100))
    assert yuan(paid_for({"yuan": by_quality}, figures(3, quality=[50, 30, 20], fund=1000))
                )[0] == pytest.approx([500, 300, 200])
    assert yuan(paid_for({"yuan": EQUAL}, figures(3, quality=[90, 80, 70], fund=1000)))[0] == [
        500, 500, 0]


def test_a_fund_with_ties_nulls_and_nobody():
    assert yuan(paid_for({"yuan": EQUAL}, figures(3, quality=[90, 90, 90], fund=900))
                )[0] == pytest.approx([300, 300, 300])
    lone = figures(3, quality=[90, np.nan, np.nan], fund=900)
    assert yuan(paid_for({"yuan": EQUAL}, lone))[0] == [900, 0, 0]
    assert yuan(paid_for({"yuan": EQUAL}, figures(2, quality=np.nan, fund=900)))[0] == [0, 0]
    # a barred unit's share is not spent
    money = {"yuan": EQUAL, "barred": ("grave",)}
    barred = figures(2, quality=[90, 80], fund=900, grave=[1, 0])
    assert yuan(paid_for(money, barred))[0] == [0, 450]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_a_fund_never_pays_out_more_than_it_holds(shares):
    by_quality = Fund("small_fund", "all", Proportional("small_quality", 1, 100))
    values = figures(len(shares), quality=shares, fund=1000)
    assert sum(yuan(paid_for({"yuan": by_quality}, values))[0]) <= 1000 + 1e-6


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted), min_size=2,
                max_size=4), st.data())
def test_shares_of_uncertain_values_hold_every_outcome(rows, data):
    by_quality = Fund("small_fund", "all", Proportional("small_quality", 1, 100))
    low, high = zip(*rows, strict=True)
    exact = [data.draw(st.integers(a, b)) for a, b in rows]
    _central, least, most = yuan(paid_for({"yuan": by_quality}, figures(
        len(rows), quality=(list(low), list(low), list(high)), fund=1000)))
    found = yuan(paid_for({"yuan": by_quality}, figures(len(rows), quality=exact, fund=1000)))[0]
    assert all(a - 1e-6 <= b <= c + 1e-6 for a, b, c in zip(least, found, most, strict=True))


@given(st.floats(0, 1e6), st.floats(0, 100))
def test_a_cut_takes_its_share_and_no_more(pay, percent):
    cut = points(Cut("a", percent), a=pay)
    assert -pay <= cut <= 0 and cut == pytest.approx(-pay * percent / 100)


def test_a_cut_is_told_as_what_is_taken_away():
    assert said(Cut("a", 30), a=1000.0) == "a: 1,000; 30 % of it is taken away: 300 yuan."


@given(st.integers(0, 24), st.lists(st.integers(0, 500), min_size=1, max_size=3))
def test_what_the_levels_bear_is_the_pay(periods, shares):
    rule = PostPay("a", tuple((Text("级", "level"), yuan_) for yuan_ in shares))
    assert points(rule, a=periods) == sum(periods * share for share in shares)


def test_only_peers_share_in_a_fund():
    fund = Fund("f", "all", Proportional("q", 1, 100))
    x = {"f": [np.array([0.0, 900.0, 100.0]).reshape(1, 3, 1, 1)] * 3,
         "q": [np.array([50.0, 25.0, 75.0]).reshape(1, 3, 1, 1)] * 3}
    # the largest sum that is given for any is the fund; the third is no peer
    assert fund.award(x, [0, 1], (False,))[0].ravel().tolist() == pytest.approx([600, 300, 0])
    assert fund.reads() == ("f", "q") and fund.peer_group == "all"
