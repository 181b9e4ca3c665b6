"""The parameters of reporting: all in the catalogue, and read in the right places."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.parameters import ParameterSets, catalogue
from fpplan.reporting.parameters import AUDIT_PARAMETERS, REPORTING_PARAMETERS, rates


def test_the_catalogue_holds_exactly_the_parameters_that_are_read():
    held = {name for name in catalogue() if name.startswith("reporting.")}
    assert held == set(REPORTING_PARAMETERS)
    assert set(AUDIT_PARAMETERS) <= held


def test_each_class_of_birth_has_its_own_probability():
    found = rates(ParameterSets(None, central={
        "reporting.omission_in_boy": 0.01, "reporting.omission_out_boy": 0.02,
        "reporting.omission_in_girl": 0.03, "reporting.omission_out_girl": 0.04,
        "reporting.delay_in_months": 4.0, "reporting.delay_out_boy_months": 0.5,
        "reporting.delay_out_girl_months": 20.0,
        "reporting.relabel_second_in": 0.0, "reporting.relabel_second_out": 0.5}))
    assert found.miss[0].tolist() == pytest.approx([0.01, 0.02, 0.03, 0.04])
    assert found.enter[0].tolist() == pytest.approx([0.25, 1.0, 0.25, 0.05])
    assert found.relabel[0].tolist() == [0.0, 0.5, 0.0, 0.5]


def test_sets_differ_and_stay_probabilities():
    found = rates(ParameterSets(range(200), 5))
    for table in (found.miss, found.delay, found.enter, found.relabel):
        assert table.shape == (200, 4) and (table > 0).all() and (table <= 1).all()
        assert len(np.unique(table[:, 1])) > 150
    # out-of-policy girls are missed most often at the centre, as the sources have it
    centre = rates(ParameterSets(None)).miss[0]
    assert centre[3] > centre[1] > centre[2] > centre[0]
