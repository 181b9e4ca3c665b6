"""What a run rests on."""

from fpplan.report.figures.assumptions import _inputs


def test_recorded_inputs_are_said_to_be_as_given_in_both_views(data):
    (figure,) = _inputs(data)
    assert "as given, in truth as in the books" in figure.definition.en
    assert "真实数字和账面数字都取这个数" in figure.definition.zh
