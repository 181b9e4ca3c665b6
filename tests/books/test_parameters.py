"""The parameters of reporting: all in the catalogue, and read in the right places."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.books.parameters import (
    AUDIT_PARAMETERS,
    CENSUS_PARAMETERS,
    CHANCES,
    CLASSES,
    REPORTING_PARAMETERS,
    SHARED,
    SPREADS,
    hidden_from_count,
    rates,
    unit_shifts,
)
from fpplan.place.parameters import ParameterSets, catalogue

UNITS = tuple(f"V{i:02d}" for i in range(400))


def central(late_of_missing: float = 0.0, **values: float) -> np.ndarray:
    own = {"late_of_missing": late_of_missing, **values}
    sets = ParameterSets(None, central={f"reporting.{k}": v for k, v in own.items()})
    return rates(sets).by_class[0, 0]


def column(table: np.ndarray, name: str) -> dict[tuple[int, int, int], float]:
    return dict(zip(CLASSES, table[:, CHANCES.index(name)].tolist(), strict=True))


def test_the_catalogue_holds_exactly_the_parameters_that_are_read():
    held = {name for name in catalogue() if name.startswith("reporting.")}
    assert held == set(REPORTING_PARAMETERS)
    assert set(AUDIT_PARAMETERS) <= held
    assert {name for name in catalogue() if name.startswith("census.")} == set(CENSUS_PARAMETERS)


def test_each_class_of_birth_has_its_own_probability():
    found = central(omission_in_boy=0.01, omission_out_boy=0.02, omission_in_girl=0.03,
                    omission_out_girl=0.04, delay_in_months=4.0, delay_out_boy_months=0.5,
                    delay_out_girl_months=20.0, relabel_second_in=0.0, relabel_second_out=0.5,
                    relabel_third_out=0.25, wrong_policy_out=0.125, wrong_sex_girl_in=0.0625)
    missed = column(found, "missed")
    assert [missed[0, sex, policy] for sex in (0, 1) for policy in (0, 1)] == pytest.approx(
        [0.01, 0.02, 0.03, 0.04])
    comes = column(found, "comes")
    assert [comes[0, sex, policy] for sex in (0, 1) for policy in (0, 1)] == pytest.approx(
        [0.25, 1.0, 0.25, 0.05])
    lower = column(found, "lower_order")
    assert [lower[order, 0, 1] for order in range(3)] == [0.0, 0.5, 0.25]
    assert lower[1, 1, 0] == 0.0
    as_within = column(found, "as_within")
    assert {as_within[o, s, 1] for o in range(3) for s in range(2)} == {0.125}
    assert {as_within[o, s, 0] for o in range(3) for s in range(2)} == {0.0}
    as_boy = column(found, "as_boy")
    assert as_boy[0, 1, 0] == 0.0625 and as_boy[0, 0, 0] == 0.0


def test_the_order_of_a_birth_shifts_its_odds():
    found = central(omission_in_boy=0.2, omission_second=np.log(2), omission_third=-np.log(4),
                    late_in_boy=1.0, late_third=3.0, omission_in_girl=0.0, late_in_girl=0.5)
    missed, late = column(found, "missed"), column(found, "delayed")
    assert missed[0, 0, 0] == 0.2
    assert missed[1, 0, 0] == pytest.approx(1 / 3)  # odds 1/4 -> 1/2
    assert missed[2, 0, 0] == pytest.approx(1 / 17)
    assert missed[2, 1, 0] == 0.0 and late[2, 0, 0] == 1.0  # what is sure stays sure
    assert late[1, 0, 0] == 1.0 and late[1, 1, 0] == 0.5


@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_the_stated_share_surfaces_by_the_fifth_year(share):
    sets = ParameterSets(None, central={"reporting.surfaced_by_5_years": share})
    each_month = rates(sets).shared[0, 0, SHARED.index("surfaces")]
    assert 1 - (1 - each_month) ** 60 == pytest.approx(share, abs=1e-9)


def test_sets_differ_and_stay_probabilities():
    found = rates(ParameterSets(range(200), 5))
    for table in (found.by_class.reshape(200, -1), found.shared, found.audits, found.overstated):
        assert table.shape[0] == 200 and (table >= 0).all() and (table <= 1).all()
    assert len(np.unique(found.by_class[:, 0, 1, 0])) > 150
    # out-of-policy girls are missed most often at the centre, as the sources have it
    centre = rates(ParameterSets(None)).by_class[0, 0, :4, 0]
    assert centre[3] > centre[1] > centre[2] > centre[0]


def test_units_may_differ_and_share_what_they_do_not_set():
    plain = ParameterSets(range(3), 1)
    name = "reporting.omission_out_girl"
    own = {key: plain[key] for key in plain}
    own[name] = np.stack([plain[name], np.zeros(3)], axis=-1)
    alone, both = rates(plain), rates(own, 2)
    girls = CLASSES.index((0, 1, 1))
    assert (both.by_class[:, 0] == alone.by_class[:, 0]).all()
    assert (both.by_class[:, 1, girls, 0] == 0).all() and (alone.by_class[:, 0, girls, 0] > 0).all()
    assert (both.audits[:, 1] == alone.audits[:, 0]).all()


def test_of_births_kept_back_a_share_is_late_and_the_rest_is_missed():
    found = central(late_of_missing=0.4, omission_out_boy=0.5, late_out_boy=0.1,
                    omission_in_boy=1.0, late_in_boy=0.0)
    missed, late = column(found, "missed"), column(found, "delayed")
    assert missed[0, 0, 1] == pytest.approx(0.3)  # of all births; 0.2 late, and a tenth of a half
    assert (1 - missed[0, 0, 1]) * late[0, 0, 1] == pytest.approx(0.25)
    assert missed[0, 0, 0] == pytest.approx(0.6) and late[0, 0, 0] == pytest.approx(1.0)
    all_hidden, all_late = (central(share, omission_out_boy=0.5, late_out_boy=0.1)
                            for share in (0.0, 1.0))
    assert column(all_hidden, "missed")[0, 0, 1] == 0.5
    assert column(all_hidden, "delayed")[0, 0, 1] == pytest.approx(0.1)
    assert column(all_late, "missed")[0, 0, 1] == 0.0
    assert column(all_late, "delayed")[0, 0, 1] == pytest.approx(0.55)


def test_girls_are_never_drawn_apart_from_boys():
    sets = ParameterSets(range(4000), 3)
    for name in ("reporting.omission_in", "reporting.omission_out", "census.hidden_in",
                 "census.hidden_out"):
        boys, girls = (np.log(sets[f"{name}_{sex}"] / (1 - sets[f"{name}_{sex}"]))
                       for sex in ("boy", "girl"))
        apart = girls - boys
        assert apart.std() < 0.5 * boys.std() and np.corrcoef(boys, girls)[0, 1] > 0.9, name
        assert abs(np.corrcoef(apart, boys)[0, 1]) < 0.06, name
    low, middle, high = np.quantile(apart, [0.025, 0.5, 0.975])
    assert low == pytest.approx(0.0, abs=0.06) and high == pytest.approx(1.2, abs=0.1)
    assert middle == pytest.approx(0.5, abs=0.03)


def test_units_differ_around_their_median_by_the_stated_spread():
    name = SPREADS[0]
    sets = ParameterSets(range(50), 3, central={name: 0.7}, ranges={name: (0.69, 0.71)})
    found = unit_shifts(sets, UNITS)
    assert found.shape == (50, 400, 2) and (found[..., 1] == 0).all()
    assert found[..., 0].std() == pytest.approx(0.7, rel=0.03)
    assert abs(found[..., 0].mean()) < 0.02
    part = unit_shifts(sets, UNITS[7:9])  # by name, and by number of the set
    assert (part == found[:, 7:9]).all()
    assert (unit_shifts(ParameterSets([9], 3, central={name: 0.7}, ranges={name: (0.69, 0.71)}),
                        UNITS) == found[9]).all()
    assert (unit_shifts(ParameterSets(None), UNITS) == 0).all()


def test_a_unit_that_hides_more_hides_all_kinds_of_births_and_from_both():
    sets = ParameterSets(range(8), 3)
    shifts = unit_shifts(sets, UNITS[:30])
    found = rates(sets, 30, shifts).by_class[..., CHANCES.index("missed")]
    counted, _ = hidden_from_count(sets, shifts[..., 0])
    order = np.argsort(shifts[..., 0], axis=1)
    for table in (found, counted):
        sorted_ = np.take_along_axis(table, order[..., None], axis=1)
        assert (np.diff(sorted_, axis=1) > 0).all()


def test_without_a_spread_all_is_as_without_units_to_the_byte():
    nobody = dict.fromkeys(SPREADS, 0.0)
    sets = ParameterSets(range(20), 5, central=nobody)
    shifts = unit_shifts(sets, UNITS[:3])
    assert (shifts == 0).all()
    with_units, without = rates(sets, 3, shifts), rates(sets, 3)
    for name in ("by_class", "shared", "audits", "overstated"):
        assert getattr(with_units, name).tobytes() == getattr(without, name).tobytes()


def test_other_errors_spread_where_a_scenario_says_so_and_hiding_does_not():
    sets = ParameterSets(range(4), 5, central={SPREADS[0]: 0.0, SPREADS[1]: 1.0,
                                               "reporting.late_of_missing": 0.0})
    found = rates(sets, 3, unit_shifts(sets, UNITS[:3])).by_class
    missed, late = found[..., CHANCES.index("missed")], found[..., CHANCES.index("delayed")]
    assert (missed == missed[:, :1]).all() and not np.isclose(late[:, 0], late[:, 1]).any()


def test_what_is_hidden_from_a_count_is_a_mean_over_five_years_of_age():
    sets = ParameterSets(None, central={"census.hidden_out_boy": 0.3,
                                        "census.found_by_5_years": 0.6})
    at_first, seen = hidden_from_count(sets, np.zeros((1, 1)))
    assert (1 - seen[0, 0]) ** 5 == pytest.approx(0.4)
    by_age = at_first[0, 0, 1] * (1 - seen[0, 0]) ** np.arange(5)
    assert by_age.mean() == pytest.approx(0.3) and by_age[0] > 0.3 > by_age[4]
