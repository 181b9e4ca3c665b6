"""The parameters of reporting: all in the catalogue, and read in the right places."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.books.parameters import (
    AUDIT_PARAMETERS,
    CHANCES,
    CLASSES,
    REPORTING_PARAMETERS,
    SHARED,
    rates,
)
from fpplan.place.parameters import ParameterSets, catalogue


def central(**values: float) -> np.ndarray:
    sets = ParameterSets(None, central={f"reporting.{k}": v for k, v in values.items()})
    return rates(sets).by_class[0, 0]


def column(table: np.ndarray, name: str) -> dict[tuple[int, int, int], float]:
    return dict(zip(CLASSES, table[:, CHANCES.index(name)].tolist(), strict=True))


def test_the_catalogue_holds_exactly_the_parameters_that_are_read():
    held = {name for name in catalogue() if name.startswith("reporting.")}
    assert held == set(REPORTING_PARAMETERS)
    assert set(AUDIT_PARAMETERS) <= held


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
