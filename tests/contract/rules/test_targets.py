"""Targets that are met or missed, and vetoes."""

from dataclasses import replace

import numpy as np
from small_scheme import changed, own

from fpplan.api import Figures, Veto, score


def test_a_veto_holds_for_as_many_years_as_it_has_history():
    def vetoed(history):
        scheme = changed("grave", rule=Veto("small_grave", ("service",), history=history))
        scheme = replace(scheme, inputs=(*scheme.inputs, own("g1", default="none_recorded")))
        base = {"small_visits": 10, "small_visits_due": 10, "small_quality": 80,
                "sterilisations": 10, "crude_birth_rate": 12}
        figures = Figures.build(["V01"], ["2014", "2015", "2016"], {
            **{name: np.full((1, 1, 3), float(value)) for name, value in base.items()},
            "small_grave": np.array([[[1.0, 0, 0]]])})
        return score(figures, scheme).chapters["service"].central[0, 0].tolist()

    assert vetoed(()) == [0, 60, 60]
    assert vetoed(("small_g1",)) == [0, 0, 60]


def test_a_veto_of_the_scheme_takes_everything():
    scheme = changed("grave", rule=Veto("small_grave", ("small",)))
    from small_scheme import figures
    points = score(figures(grave=1), scheme)
    assert points.total.central[0, 0, 0] == 0
