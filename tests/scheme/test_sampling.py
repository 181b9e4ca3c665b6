"""Sampled inspection: its sampling error as a range, or one result that is drawn."""

from dataclasses import replace
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_scheme import item, own, small

from fpplan.api import Figures, Proportional, Sampled, explain, score
from fpplan.scheme.sampling import sample_share


def scheme(n=5):
    base = small()
    return replace(base, base=None, payouts=(), inputs=(own("paid", "percent", range=(0, 100)),),
                   chapters=(replace(base.chapters[-1], items=(item(
                       "it", Proportional("small_paid", 100, 100), view=Sampled(n)),)),))


def figures(percent, draws=1, units=1):
    return Figures.build([f"V{at}" for at in range(units)], ["2014"], {
        "small_paid": np.full((draws, units, 1), float(percent))})


def below(k, n, p):
    """The chance of at most k of n, by hand."""
    return sum(comb(n, j) * p**j * (1 - p)**(n - j) for j in range(k + 1))


@given(st.integers(1, 30), st.floats(0, 100), st.floats(0.001, 0.999))
def test_a_sample_is_drawn_by_inversion_of_the_exact_binomial(n, percent, u):
    k = round(float(sample_share(np.array([percent]), n, np.array([u]))[0]) * n / 100)
    p = percent / 100
    assert below(k, n, p) >= u - 1e-12
    assert k == 0 or below(k - 1, n, p) < u + 1e-12


def test_the_range_is_the_middle_95_percent_and_the_true_share_stays_central():
    points = score(figures(60), scheme(5)).items["it"]
    assert points.central[0, 0, 0] == 60
    # of five with 0.6 each: none 0.010, one or fewer 0.087 > 0.025; all five 0.078 > 0.025
    assert (points.low[0, 0, 0], points.high[0, 0, 0]) == (20, 100)
    more = score(figures(60), scheme(500)).items["it"]
    assert 55 < more.low[0, 0, 0] < 60 < more.high[0, 0, 0] < 65


@pytest.mark.parametrize("percent", [0, 100])
def test_nothing_and_everything_are_certain(percent):
    points = score(figures(percent), scheme(3)).items["it"]
    assert points.low[0, 0, 0] == points.high[0, 0, 0] == percent


def test_a_view_that_is_asked_for_is_not_sampled():
    points = score(figures(60), scheme(5), view="true").items["it"]
    assert points.low is points.high


def test_drawn_samples_agree_in_chunks_and_have_the_binomial_spread():
    whole = score(figures(60, 1, 2), scheme(5), sample=(0, (0, 4000))).items["it"].central
    parts = [score(figures(60, 1, 2), scheme(5), sample=(0, (first, first + 1000))
                   ).items["it"].central for first in range(0, 4000, 1000)]
    assert whole.tobytes() == np.concatenate(parts).tobytes()
    assert set(np.unique(whole)) <= {0, 20, 40, 60, 80, 100}
    standard_error = 100 * np.sqrt(0.6 * 0.4 / 5 / 8000)
    assert abs(whole.mean() - 60) < 4 * standard_error
    assert abs(whole.var() / (100**2 * 0.6 * 0.4 / 5) - 1) < 0.1
    assert not np.array_equal(whole[:, 0], whole[:, 1])
    other = score(figures(60, 1, 2), scheme(5), sample=(1, (0, 4000))).items["it"].central
    assert not np.array_equal(whole, other)


def test_the_sample_is_told():
    said = "\n".join(explain(figures(60), scheme(5), "it", unit="V0").lines())
    assert "Found in a random sample of 5" in said and "(from 20 to 100)" in said


def test_null_stays_null():
    assert np.isnan(sample_share(np.array([np.nan]), 5, np.array([0.5]))).all()


def test_a_figure_with_one_value_for_truth_and_books_is_told_to_be_as_given():
    sentence = "Recorded, as given"
    told = explain(figures(60), scheme(5), "it", unit="V0").sentences
    assert any(said.startswith(sentence) for said in told)
    both = Figures.build(["V0"], ["2014"], {("small_paid", view): np.full((1, 1, 1), share)
                                            for view, share in (("true", 40.0),
                                                                ("reported", 60.0))})
    for known, chosen in ((both, scheme(5)), (figures(60), replace(
            scheme(5), chapters=(replace(scheme(5).chapters[0], items=(item(
                "it", Proportional("small_paid", 100, 100)),)),)))):
        told = explain(known, chosen, "it", unit="V0").sentences
        assert not any(said.startswith(sentence) for said in told)
