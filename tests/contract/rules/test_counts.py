"""So much for each event, and for each 1 above or below a target."""

from hypothesis import given
from hypothesis import strategies as st
from one_cell import points

from fpplan.contract.rules import PerUnit


@given(st.floats(0, 100))
def test_whole_steps_never_earn_more_than_parts(value):
    whole, parts = (points(PerUnit("a", 25, 70, 1, 5, whole=w), a=value) for w in (True, False))
    if value >= 70:
        assert whole <= parts + 1e-6 and parts - whole < 5
    else:
        assert whole >= parts - 1e-6 and whole - parts < 1
