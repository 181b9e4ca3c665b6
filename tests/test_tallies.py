"""Slots: names, kinds, index arrays, patterns, and the two views with their records."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.tallies import (
    BIRTH_ORDERS,
    POLICIES,
    PRIORS,
    SEXES,
    Tallies,
    join_draws,
    record_table,
    slot_table,
)

METHODS = ("iud", "female_sterilisation", "condom")
STRATA = ("resident", "migrant")
TABLE = slot_table(METHODS, STRATA)


def tallies(draws: tuple[int, int] = (0, 2), months: int = 3, seed: int = 1) -> Tallies:
    rng = np.random.default_rng([seed, draws[0]])
    shape = (draws[1] - draws[0], 2, months, len(TABLE))
    true = rng.integers(0, 5, shape, dtype=np.int32)
    return Tallies.unreported(true, METHODS, STRATA, ("V01", "V02"), -1, draws)


def test_names_are_unique_and_written_as_the_contract_says():
    assert len(set(TABLE.names)) == len(TABLE) == len(TABLE.kinds)
    assert "births[order=2,sex=f,policy=out,prior=girls,stratum=resident]" in TABLE.names
    assert "using[method=iud,order=3,stratum=migrant]" in TABLE.names
    assert TABLE.kind("births") == "flow" and TABLE.kind("women[age=45]") == "stock"


def test_index_arrays_point_at_the_slots_of_their_names():
    index = TABLE.index("births")
    assert index.shape == (6, 2, 2, 4, 2)
    for o, s, p, q, r in np.ndindex(index.shape):
        name = (f"births[order={BIRTH_ORDERS[o]},sex={SEXES[s]},policy={POLICIES[p]},"
                f"prior={PRIORS[q]},stratum={STRATA[r]}]")
        assert TABLE.names[index[o, s, p, q, r]] == name
    everything = np.concatenate([TABLE.index(name).ravel() for name in TABLE.families])
    assert np.array_equal(everything, np.arange(len(TABLE)))


@given(st.lists(st.sampled_from(BIRTH_ORDERS), min_size=1, unique=True),
       st.sampled_from(SEXES), st.sampled_from(STRATA))
def test_a_pattern_matches_the_slots_whose_labels_agree(orders, sex, stratum):
    found = TABLE.match(f"births[order={'|'.join(orders)},sex={sex},stratum={stratum}]")
    wanted = [
        i for i, name in enumerate(TABLE.names)
        if name.startswith("births[") and f"sex={sex}," in name and f"={stratum}]" in name
        and any(f"order={order}," in name for order in orders)
    ]
    assert found.tolist() == wanted


def test_a_family_does_not_match_another_that_begins_alike():
    assert len(TABLE.match("births")) == 6 * 2 * 2 * 4 * 2
    assert len(TABLE.match("births_by_mother_age")) == 7 * 2


def test_groups_leave_out_methods_that_a_run_does_not_have():
    groups = {"long_acting": ("iud", "implant")}
    found = TABLE.match("starts[method=@long_acting]", groups)
    assert [TABLE.names[i] for i in found] == [
        "starts[method=iud,stratum=resident]", "starts[method=iud,stratum=migrant]"]
    assert TABLE.match("starts[method=@none_here]", {"none_here": ("implant",)}).size == 0


@pytest.mark.parametrize(("pattern", "words"), [
    ("birth", 'nearest: "births"'),
    ("births[sexes=f]", 'nearest: "sex"'),
    ("births[sex=girl]", 'no sex of births "girl"'),
    ("births[order=7]", 'no order of births "7"'),
    ("starts[method=@moderm]", 'nearest: "modern"'),
    ("births[sex]", 'not one "label=value"'),
    ("births[sex=m,sex=f]", 'not one "label=value"'),
    ("births[sex=f", "not a tally name"),
])
def test_a_wrong_pattern_is_refused_in_words(pattern, words):
    with pytest.raises(ValueError, match=words.replace("[", r"\[")):
        TABLE.match(pattern, {"modern": ("iud",)})


def test_total_sums_the_matching_slots():
    found = tallies()
    slots = TABLE.match("births[sex=f]")
    assert np.array_equal(found.total("true", "births[sex=f]"), found.true[..., slots].sum(-1))
    assert np.array_equal(found.total("true", "births"),
                          found.total("true", "births[sex=f]")
                          + found.total("true", "births[sex=m]"))
    assert found.total("record", "births_late").sum() == 0
    assert list(found.months) == [-1, 0, 1]
    with pytest.raises(ValueError, match="nearest"):
        found.view("reportd")  # type: ignore[arg-type]


def test_shapes_and_types_are_checked():
    found = tallies()
    with pytest.raises(ValueError, match="int32"):
        Tallies.unreported(found.true.astype(np.int64), METHODS, STRATA, found.units, -1, (0, 2))
    with pytest.raises(ValueError, match="shape"):
        Tallies.unreported(found.true[..., :-1], METHODS, STRATA, found.units, -1, (0, 2))
    with pytest.raises(ValueError, match="shape"):
        Tallies.unreported(found.true, METHODS, STRATA, found.units, -1, (0, 3))


def test_chunks_join_in_the_order_of_their_draws():
    first, second = tallies((0, 2)), tallies((2, 5))
    whole = join_draws([second, first])
    assert whole.draws == (0, 5)
    assert np.array_equal(whole.true[:2], first.true)
    assert np.array_equal(whole.true[2:], second.true)
    with pytest.raises(ValueError, match="follow each other"):
        join_draws([first, tallies((3, 5))])


def test_record_slots_have_the_order_sex_policy_and_stratum_of_a_birth():
    table = record_table(STRATA)
    assert table.index("births_late").shape == (3, 2, 2, 2)
    assert table.index("births_counted").shape == (3, 2, 2, 2)
    stocks = [name for name, family in table.families.items() if family.kind == "stock"]
    assert stocks == ["children_under_5", "children_counted"]
