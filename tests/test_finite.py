"""What JSON cannot hold never reaches it."""

from __future__ import annotations

from fpplan.finite import finite, json_text


def test_no_number_that_json_lacks_is_written():
    odd = {"a": [float("nan"), 1.5, (float("-inf"), True)], "b": {"c": float("inf")}}
    assert finite(odd) == {"a": [None, 1.5, [None, True]], "b": {"c": None}}
    assert json_text({"零": float("inf")}) == '{"零": null}'
