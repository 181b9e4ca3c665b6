"""What a formula reads, and the tags that this brings."""

import pytest

from fpplan.contract.reads import tallies_tags

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
