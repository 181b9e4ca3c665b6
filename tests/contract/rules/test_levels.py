"""Couplings between levels, and weights set anew by weak points."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_scheme import item, own, small

from fpplan.api import Chapter, Coupled, Figures, Proportional, Reweight, Text, explain, score

UNITS = ["county", "town", "V01", "V02"]
PARENTS = {"town": "county", "V01": "town", "V02": "town"}


def coupled(level):
    scheme = small()
    return replace(scheme, base=None, payouts=(), inputs=(
        own("inspection", "points", default="none_recorded", possible=(-100, 100)),), chapters=(
        replace(scheme.chapters[-1], items=(item("it", Coupled("small_inspection", 1, level)),)),))


def results(level, values, parents=PARENTS):
    found = Figures.build(UNITS, ["2014"], {
        "small_inspection": np.array(values, dtype=float).reshape(1, 4, 1)}, parents)
    return score(found, coupled(level)).items["it"].central[0, :, 0].tolist()


def test_an_inspection_above_counts_below():
    assert results("above", [-4, 2, 0, 0]) == [-4, -4, 2, 2]


def test_what_is_found_at_sample_points_counts_above():
    assert results("below", [0, 0, 3, -1]) == [0, 2, 3, -1]


def test_without_the_other_level_the_units_own_figure_stands():
    assert results("above", [-4, 2, 5, 6], {}) == [-4, 2, 5, 6]


WEIGHTS = Reweight({"one": "small_w1", "two": "small_w2", "three": "small_w3"})


def weighted(tagged: bool = False):
    """Three items of 60, 20 and 20 points."""
    rules = (("one", 60, "small_a"), ("two", 20, "small_b"),
             ("three", 20, "sterilisations" if tagged else "small_c"))
    third = replace(small().inputs[5]) if tagged else own("c", "percent")
    scheme = small()
    return replace(scheme, base=100, payouts=(), peers=(), readings=(), inputs=(
        own("a", "percent"), own("b", "percent"), third,
        *(own(f"w{at}", "points", "staff", range=(1, 1)) for at in (1, 2, 3))), chapters=(
        Chapter("all", Text("全", "all"), points=100, reweight=WEIGHTS, items=tuple(
            item(name, Proportional(value, full, 100)) for name, full, value in rules)),))


def scored(scheme, **values):
    full = {"small_a": 100, "small_b": 100, "small_c": 100, **values}
    shaped = {name: tuple(np.full((1, 1, 1), float(v)) for v in value) if isinstance(value, tuple)
              else np.full((1, 1, 1), float(value)) for name, value in full.items()}
    return score(Figures.build(["V01"], ["2014"], shaped), scheme)


def total(scheme, **values) -> float:
    return float(scored(scheme, **values).total.central[0, 0, 0])


def test_a_weak_point_counts_more_and_the_chapter_keeps_its_points():
    assert total(weighted()) == 100
    assert total(weighted(), small_w1=2, small_w2=5) == pytest.approx(100)
    # 60, 40, 20 of 120: 50, 33.33 and 16.67 of 100
    assert total(weighted(), small_w2=2, small_b=0) == pytest.approx(100 - 100 / 3)


def test_a_weight_of_zero_gives_its_points_to_the_others():
    assert total(weighted(), small_w1=0, small_a=0) == pytest.approx(100)
    assert total(weighted(), small_w1=0, small_b=0) == pytest.approx(50)
    assert scored(weighted(), small_w1=0).items["one"].central[0, 0, 0] == 0


def test_where_every_weight_is_zero_the_documented_division_stands():
    assert total(weighted(), small_w1=0, small_w2=0, small_w3=0, small_a=50) == 70


def test_null_weights_are_one():
    assert total(weighted(), small_w1=float("nan"), small_a=50) == 70


def test_tagged_items_do_not_share_in_the_untagged_total():
    found = scored(weighted(tagged=True), sterilisations=100, small_w3=50)
    assert found.untagged.central[0, 0, 0] == pytest.approx(80)  # 60 and 20, as if alone
    huge = weighted(tagged=True).scaled(1000)
    again = scored(huge, sterilisations=100, small_w3=50)
    assert again.untagged.central.tobytes() == found.untagged.central.tobytes()


@given(st.lists(st.integers(0, 5), min_size=3, max_size=3),
       st.lists(st.floats(0, 100), min_size=3, max_size=3))
def test_the_total_stays_between_nothing_and_the_chapters_points(weights, shares):
    found = total(weighted(), **{f"small_w{at + 1}": w for at, w in enumerate(weights)},
                  **{f"small_{name}": s for name, s in zip("abc", shares, strict=True)})
    assert -1e-9 <= found <= 100 + 1e-9


@given(st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3).map(sorted), min_size=3,
                max_size=3), st.data())
def test_ranges_of_weights_hold_every_outcome(rows, data):
    spans = {f"small_w{at + 1}": (row[1], row[0], row[2]) for at, row in enumerate(rows)}
    ends = scored(weighted(), small_a=30, **spans)
    inside = {name: data.draw(st.integers(low, high)) for name, (_c, low, high) in spans.items()}
    exact = scored(weighted(), small_a=30, **inside)
    for name in ("one", "two", "three"):
        value = exact.items[name].central[0, 0, 0]
        least, most = (float(end[0, 0, 0]) for end in (ends.items[name].low,
                                                       ends.items[name].high))
        assert least - 1e-9 <= value <= most + 1e-9


def test_the_weight_is_told():
    values = {"small_a": 100, "small_b": 100, "small_c": 100, "small_w2": 2}
    text = "\n".join(explain(Figures.build(["V01"], ["2014"], {
        name: np.full((1, 1, 1), float(value)) for name, value in values.items()}), weighted(),
        "two", unit="V01").lines())
    assert "w2: 2. With the weights of the other items, its points count × 1.67" in text
