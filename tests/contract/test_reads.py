"""What a formula reads, and the tags that this brings."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.indicators import Indicator, Term
from fpplan.contract.reads import (
    formula_tags,
    indicator_tags,
    needed_tags,
    tallies_tags,
    unknown_tallies,
)
from fpplan.contract.tags import about_words, core_inputs, slot_subjects
from fpplan.contract.text import Text
from fpplan.indicators.core import core_indicators

PROCEDURE, BIRTHS = "procedure_quota", "birth_limit"


@pytest.mark.parametrize(("above", "below", "about", "tags"), [
    ("terminations[stratum=resident]", "", "service", PROCEDURE),
    ("selective_terminations", "", "sex_ratio", PROCEDURE),
    ("starts[method=iud]", "", "service", PROCEDURE),
    ("starts[stratum=x,method=condom]", "", "service", PROCEDURE),
    ("using[method=@permanent] end", "", "service", PROCEDURE),
    ("stops[method=iud]", "", "service", PROCEDURE),
    ("starts[stratum=x]", "", "service", ""),
    ("using[method=@modern] end", "", "service", ""),
    ("using[method=@modern] end", "in_union end", "service", ""),
    ("using[method=@short_acting] end", "in_union end", "service", ""),
    ("births[policy=out]", "", "service", BIRTHS),
    ("births_by_mother_age", "", "service", BIRTHS),
    ("4.6 true starts[method=@iud]", "", "service", PROCEDURE),
    ("women end", "", "service", ""),
    ("stops", "using years", "service", ""),
    # a list with one that passes; what is left of one group after another
    ("starts[method=iud|@modern]", "", "service", PROCEDURE),
    ("starts[method=@modern|@long_acting]", "", "service", PROCEDURE),
    ("using[method=@modern] end, -1 using[method=@short_acting] end", "", "service", PROCEDURE),
    ("using[method=@short_acting] end", "using[method=@modern] end", "service", PROCEDURE),
    ("using end, -1 using[method=@short_acting] end", "", "service", PROCEDURE),
    ("starts[method=@short_acting], -1 stops", "", "service", PROCEDURE),
    ("using[method=@modern_too] end", "", "service", PROCEDURE),
    # sex ratios and records by what they are, whatever they are called
    ("births[sex=m]", "births[sex=f]", "sex_ratio", ""),
    ("births[order=2,sex=m]", "births[order=2,sex=f]", "sex_ratio", ""),
    ("births[sex=m]", "", "sex_ratio", BIRTHS),
    ("births[order=3,sex=m]", "births[order=2,sex=f]", "sex_ratio", BIRTHS),
    ("births[sex=m], 10 births[policy=out]", "births[sex=f]", "sex_ratio", BIRTHS),
    ("births[sex=m,policy=out]", "births[sex=f,policy=out]", "sex_ratio", BIRTHS),
    ("births", "people years", "sex_ratio", BIRTHS),
    ("record births_late", "", "record", ""),
    ("record births_missed", "births", "record", ""),
    ("reported births[sex=f]", "true births[sex=f]", "record", ""),
    ("record births_in_time_and_right", "true births", "record", ""),
    ("reported births", "", "record", BIRTHS),
    ("record births_in_time_and_right", "", "record", BIRTHS),
    ("record births_in_time_and_right, record births_missed", "", "record", BIRTHS),
    ("reported births[policy=out]", "true births", "record", BIRTHS),
    ("reported births", "true births, women years", "record", BIRTHS),
    ("record births_missed[policy=out]", "", "record", BIRTHS),
    ("record births_late", "", "service", BIRTHS),
    # what no list named
    ("conceptions", "", "service", BIRTHS),
    ("conceptions, -1 births, -1 miscarriages, -1 stillbirths", "", "service",
     f"{BIRTHS} {PROCEDURE}"),
    ("births", "conceptions", "record", f"{BIRTHS} {PROCEDURE}"),
    ("pregnant end", "", "service", BIRTHS),
    ("record girls_not_born", "", "sex_ratio", PROCEDURE),
    ("in_union_by_order[order=3] end", "", "service", BIRTHS),
    ("using[order=2] end", "", "service", BIRTHS),
    ("two_daughter_households end", "", "record", BIRTHS),
    ("people end, -1 people mean", "", "activity", BIRTHS),
    ("clients[task=fee_collection]", "", "service", "family_penalty"),
    ("clients[task=counselling]", "", "service", ""),
    ("clients, -1 clients[task=counselling]", "", "service",
     "conditional_benefit family_penalty procedure_quota surveillance"),
    # below the line and with a minus
    ("women end", "terminations", "service", PROCEDURE),
    ("-1 births", "", "service", BIRTHS),
    ("0 terminations", "", "service", PROCEDURE),
    ("births_of_tomorrow", "", "service", f"{BIRTHS} {PROCEDURE}"),
])
def test_what_a_formula_requires(above, below, about, tags):
    sides = [tuple(side.split(", ")) if side else () for side in (above, below)]
    assert tallies_tags(*sides, about) == frozenset(tags.split())


def test_the_core_table_has_the_last_word_on_an_indicator_of_its_own():
    born = core_indicators()["crude_birth_rate"]
    assert indicator_tags(born) == core_inputs()[born.id].tags
    other = replace(born, id="clinic_rate", about="service")
    assert indicator_tags(other) == needed_tags(other)
    said = replace(other, about="fee_or_penalty")
    assert indicator_tags(said) == needed_tags(said) | {"family_penalty"}


ONE = Text("一", "one")


def made(*numerator: str, **more) -> Indicator:
    return Indicator.of("clinic_one", ONE, numerator, **{
        "unit": "count", "about": "service", "definition": ONE, "source": "ours", **more})


def test_either_view_brings_its_tags():
    plain, born = made("unmet_need mean"), made("births")
    assert needed_tags(plain) == frozenset()
    assert needed_tags(replace(plain, reported_numerator=born.numerator)) == {BIRTHS}


def test_what_cannot_be_read_counts_as_tagged_in_every_way():
    odd = replace(made("unmet_need mean"), numerator=(Term("births_of_tomorrow"),))
    assert needed_tags(odd) == {PROCEDURE, BIRTHS} == tallies_tags(("no term at all",), (), None)


def test_terms_that_name_no_tally_are_listed_with_their_name():
    terms = [Term("births[sex=f]"), Term("births_of_tomorrow[sex=f]"), Term("births[sex=f")]
    assert list(unknown_tallies(terms)) == [(terms[1], "births_of_tomorrow"), (terms[2], "")]


FAMILIES = sorted(slot_subjects())


@given(st.lists(st.sampled_from(FAMILIES), min_size=1, max_size=4),
       st.lists(st.sampled_from(FAMILIES), max_size=3), st.sampled_from(sorted(about_words())))
def test_no_order_and_no_weight_takes_a_tag_away(above, below, about):
    tags = formula_tags(map(Term, above), map(Term, below), about)
    assert formula_tags(map(Term, reversed(above)), map(Term, reversed(below)), about) == tags
    heavy = [Term(family, -7.0) for family in above]
    assert formula_tags(heavy, map(Term, below), about) >= tags - {BIRTHS}


@given(st.sampled_from(FAMILIES), st.sampled_from(sorted(about_words())))
def test_a_tagged_slot_is_tagged_beside_any_other(family, about):
    tag = about_words()[slot_subjects()[family]]
    if tag and family not in ("births", "births_in_time_and_right"):
        assert tag in formula_tags([Term("women", at="mean")], [Term(family)], about)
        assert tag in formula_tags([Term("women", at="mean"), Term(family)], [], about)
