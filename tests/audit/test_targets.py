"""Targets on few births: exact chances of small numbers by hand."""

from dataclasses import replace

from small_scheme import item, small

from fpplan.api import Chapter, Input, Text, Threshold
from fpplan.audit.audit import audit


def test_a_poor_unit_passes_a_target_far_away():
    scheme = small()
    births = Chapter("sex_ratio", Text("性别比", "sex ratio"), (
        item("srb", Threshold("srb", 400, "most")),))
    given = Input("srb", Text("性别比", "sex ratio"), "boys_per_100_girls")
    result = audit(replace(scheme, chapters=(*scheme.chapters, births),
                           inputs=(*scheme.inputs, given)), births=240)
    (target,) = result.targets
    assert target.good_fails < 1e-6 and target.poor_passes > 0.3 and target.by_chance
