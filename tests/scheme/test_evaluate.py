"""Scoring: corners of ranges, caps and floors, vetoes, ranks, tags, views."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_scheme import changed, figures, item, small

from fpplan.api import Figures, PerEvent, Proportional, score
from fpplan.contract.errors import InputError
from fpplan.contract.layout import without_tagged
from fpplan.contract.points import NO, NULL, PERHAPS, YES


def cell(span):
    return tuple(float(part[0, 0, 0]) for part in (span.central, span.low, span.high))


def test_everything_at_target_gives_the_base():
    points = score(figures(), small())
    assert cell(points.total) == (100 + 5, 105, 105)  # the only unit is first: 5 more
    assert cell(points.untagged) == (65, 65, 65)


def test_a_missing_needed_input_is_taken_at_the_corners_of_its_range():
    # 0 to 10 visits of 10 to 20 due: at best 10/10, at worst 0/20; in the middle 5/15 of 40
    points = score(figures(visits=None, visits_due=None), small())
    assert cell(points.items["visits"]) == pytest.approx((40 / 3, 0, 40))
    assert set(points.unknown["visits"]) == {"small_visits", "small_visits_due"}


def test_totals_add_the_ends_of_items():
    points = score(figures(visits=(5, 2, 8), quality=(80, 70, 84)), small())
    assert cell(points.items["visits"]) == (20, 8, 32)
    assert cell(points.items["quality"]) == (20, 10, 28)
    assert cell(points.chapters["service"]) == (40, 18, 60)


def test_caps_and_floors_bind_at_each_end():
    points = score(figures(visits=(10, 10, 20), complaints=(0, 0, 30)), small())
    assert cell(points.items["visits"]) == (40, 40, 90)
    assert cell(points.chapters["service"]) == (60, 0, 70)


def test_a_missing_needed_input_without_a_range_is_named():
    with pytest.raises(InputError) as error:
        score(figures(quality=None, sterilisations=None), small())
    assert {problem.key for problem in error.value.problems} == {"small_quality", "sterilisations"}


def test_none_recorded_is_zero_and_null_is_not():
    assert cell(score(figures(), small()).items["complaints"])[0] == 0
    empty = score(figures(visits=0, visits_due=0), small())
    assert cell(empty.items["visits"])[0] == 40  # null="full"
    nothing = score(figures(visits=0, visits_due=0), changed("visits", null=7.0))
    assert cell(nothing.items["visits"])[0] == 7
    null = score(figures(crude_birth_rate=np.nan), small())
    assert null.met["births"][0, 0, 0] == NULL and np.isnan(null.gaps["births"].central).all()


def test_a_veto_zeroes_its_chapter_and_a_possible_one_gives_both_outcomes():
    sure = score(figures(grave=1), small())
    assert cell(sure.chapters["service"]) == (0, 0, 0)
    assert cell(sure.total)[0] == 45
    assert sure.vetoes["grave"][0, 0, 0] == YES
    # a deduction goes as well, not only what was earned
    assert cell(score(figures(grave=1, complaints=3), small()).items["complaints"]) == (0, 0, 0)
    open_ = score(figures(grave=(0, 0, 1)), small())
    assert cell(open_.chapters["service"]) == (60, 0, 60)
    assert open_.vetoes["grave"][0, 0, 0] == PERHAPS
    assert score(figures(), small()).vetoes["grave"][0, 0, 0] == NO


def test_a_veto_that_reads_a_tagged_input_leaves_the_untagged_total_alone():
    scheme = small()
    tagged = replace(scheme, inputs=tuple(
        replace(inp, about="birth_count") if inp.id == "small_grave" else inp
        for inp in scheme.inputs))
    assert tagged.tags(tagged.item("grave")) == {"birth_limit", "staff_pressure"}
    points = score(figures(grave=1), tagged)
    assert cell(points.chapters["service"])[0] == 0
    assert cell(points.untagged)[0] == 65


def test_ranks_share_the_better_place_and_null_has_none():
    points = score(figures(4, quality=[90, 85, 85, np.nan]), small())
    assert points.items["best"].central[0, :, 0].tolist() == [5, 3, 3, 0]


def test_ranks_of_uncertain_values_give_a_set():
    points = score(figures(3, quality=([90, 85, 50], [80, 82, 50], [90, 88, 50])), small())
    best = points.items["best"]
    assert best.central[0, :, 0].tolist() == [5, 3, 0]
    assert best.low[0, :, 0].tolist() == [3, 3, 0]
    assert best.high[0, :, 0].tolist() == [5, 5, 0]


def test_ranks_are_among_the_named_peers():
    points = score(figures(3, quality=[90, 85, 80]), small(), peers={"all": ["V02", "V03"]})
    assert points.items["best"].central[0, :, 0].tolist() == [0, 5, 3]


def test_items_read_their_view_and_a_view_can_be_asked_for():
    base = figures()
    values = dict(base.values)
    reported = values.pop(("small_quality", None))
    values["small_quality", "reported"] = reported
    values["small_quality", "true"] = reported.map(lambda array: array - 10)
    both = replace(base, values=values)
    assert cell(score(both, small()).items["quality"])[0] == 20
    assert cell(score(both, small(), view="true").items["quality"])[0] == 10
    assert cell(score(both, changed("quality", view="true")).items["quality"])[0] == 10


def test_readings_are_chosen_by_name_and_misspelt_ones_refused():
    half = figures(quality=79.5)
    assert cell(score(half, small()).items["quality"])[0] == 20
    assert cell(score(half, small(), {"steps": "fraction"}).items["quality"])[0] == 19.5
    with pytest.raises(InputError, match='nearest: "steps"'):
        score(half, small(), {"step": "whole"})
    with pytest.raises(InputError, match='nearest: "fraction"'):
        score(half, small(), {"steps": "fractions"})


@given(st.integers(0, 30), st.integers(0, 30), st.floats(0, 100), st.integers(0, 50))
def test_a_thousand_times_the_tagged_points_change_no_untagged_total(done, due, quality, quota):
    values = figures(visits=done, visits_due=due, quality=quality, sterilisations=quota)
    plain = score(values, small())
    huge = score(values, small().scaled(1000))
    absent = score(values, without_tagged(small()))
    assert plain.untagged.central.tobytes() == huge.untagged.central.tobytes()
    assert plain.untagged.central == absent.total.central
    assert huge.items["sterilisations"].central == 1000 * plain.items["sterilisations"].central


@given(st.lists(st.tuples(st.integers(0, 30), st.floats(0, 100)), min_size=2, max_size=5))
def test_a_unit_scores_the_same_alone_and_among_others(rows):
    scheme = without_tagged(small())
    scheme = replace(scheme, chapters=scheme.chapters[:1])  # without the rank
    done, quality = zip(*rows, strict=True)
    together = score(figures(len(rows), visits=list(done), quality=list(quality)), scheme)
    for at, (visits, share) in enumerate(rows):
        alone = score(figures(visits=visits, quality=share), scheme)
        assert alone.total.central[0, 0, 0] == together.total.central[0, at, 0]


def test_draws_and_single_values_broadcast():
    values = dict(figures(2).values)
    drawn = np.arange(12.0).reshape(6, 2, 1)
    many = Figures.build(["V01", "V02"], ["2014"], {
        **{name: span.central for (name, _view), span in values.items()}, "sterilisations": drawn})
    points = score(many, small())
    assert points.total.central.shape == (6, 2, 1)
    assert points.items["sterilisations"].central[:, 1, 0].tolist() == [4, 12, 20, 28, 36, 40]


def test_an_item_weight_multiplies_after_the_cap():
    scheme = changed("sterilisations", rule=Proportional("sterilisations", 40, 10, beyond=1),
                     cap=45, weight=2.0)
    assert cell(score(figures(sterilisations=30), scheme).items["sterilisations"])[0] == 90


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
