"""Couplings between levels, and weights set anew by weak points."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_scheme import figures, item, own, small

from fpplan.api import (
    Chapter,
    Coupled,
    Figures,
    PerEvent,
    Proportional,
    Reweight,
    Text,
    explain,
    score,
)

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


def test_a_rank_of_points_comes_after_the_vetoes():
    """A unit that leads and is vetoed is ranked with what is left."""
    from fpplan.api import Rank, Veto

    scheme = small()
    service, quota, bonus = scheme.chapters
    ranked = replace(scheme, payouts=(), base=None, chapters=(service, quota, replace(
        bonus, items=(item("best", Rank("#service", "all", {1: 5, -1: -2})),
                      item("grave", Veto("small_grave", ("service",)))))))
    found = score(figures(3, visits=[10, 8, 6], grave=[0, 0, 0]), ranked)
    assert found.items["best"].central[0, :, 0].tolist() == [5, 0, -2]
    found = score(figures(3, visits=[10, 8, 6], grave=[1, 0, 0]), ranked)
    assert found.chapters["service"].central[0, :, 0].tolist() == [0, 52, 44]
    assert found.items["best"].central[0, :, 0].tolist() == [-2, 5, 0]
    both = replace(ranked, chapters=(service, quota, replace(ranked.chapters[2], items=(
        ranked.chapters[2].items[0], item("grave", Veto("small_grave", ("small",)))))))
    found = score(figures(2, visits=[10, 8], grave=[0, 1]), both)  # the veto takes its place too
    assert found.items["best"].central[0, :, 0].tolist() == [5, 0]
    assert found.total.central[0, 1, 0] == 0


def test_a_rank_of_tagged_points_is_pressure_and_leaves_the_untagged_total():
    from fpplan.api import Rank

    scheme = small()
    ranked = replace(scheme, payouts=(), base=None, chapters=(*scheme.chapters[:2], replace(
        scheme.chapters[2], items=(item("first", Rank("#quota", "all", {1: 50})),
                                   item("served", Rank("#service", "all", {1: 7})),
                                   item("grave", PerEvent("small_grave", -1))))))
    assert ranked.tags(ranked.item("first")) == {"procedure_quota", "birth_limit",
                                                 "staff_pressure"}
    assert ranked.tags(ranked.item("served")) == frozenset()
    found = score(figures(2, visits=[10, 5], sterilisations=[0, 10]), ranked)
    assert found.items["first"].central[0, :, 0].tolist() == [0, 50]
    assert found.untagged.central[0, :, 0].tolist() == [67, 40]


def test_a_table_of_figures_names_the_unit_above(tmp_path):
    from fpplan.contract.errors import InputError
    from fpplan.scheme.figures_file import read_figures

    table = tmp_path / "figures.csv"
    rows = ("town,2014,small_inspection,-4,", "V01,2014,small_inspection,0,town")
    table.write_text("\n".join(("unit,period,input,value,parent", *rows)), encoding="utf-8")
    found = read_figures(table, [coupled("above")])
    assert found.parents == {"V01": "town"}
    assert score(found, coupled("above")).items["it"].central[0, :, 0].tolist() == [-4, -4]
    more = (*rows, "V01,2015,small_inspection,0,city")
    table.write_text("\n".join(("unit,period,input,value,parent", *more)), encoding="utf-8")
    with pytest.raises(InputError, match="another parent"):
        read_figures(table, [coupled("above")])
