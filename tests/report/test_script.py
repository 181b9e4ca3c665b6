"""What is put into a page by itself cannot break out of it."""

import json
import math
import re

import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from fpplan.contract.text import Text
from fpplan.report.script import harmless_cell, script_json


@pytest.mark.parametrize("label", HOSTILE)
def test_words_cannot_break_out_of_the_script_and_read_back(label):
    text = script_json({label: [label]})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {label: [label]}


@settings(max_examples=40)
@given(st.dictionaries(st.text(max_size=9), st.lists(st.none() | st.integers() | st.text())))
def test_any_data_reads_back_and_holds_nothing_that_ends_a_script(value):
    text = script_json(value)
    assert json.loads(text) == value
    assert not re.search("[<>&\x7f-\x9f\u2028\u2029]", text)


def test_what_has_no_value_is_null():
    assert json.loads(script_json({"x": [math.nan, math.inf, -math.inf, 1.5]})) == {
        "x": [None, None, None, 1.5]}


@pytest.mark.parametrize(("value", "shown"), [
    ("a\x1b[31mred", "a\\x1b[31mred"), ("\u202eright to left", "\\u202eright to left"),
    (Text("甲\x00", "bell\x07"), "bell\\x07"), ("<b>", "<b>"), (3.5, 3.5), (None, None)])
def test_a_cell_commands_nothing(value, shown):
    assert harmless_cell(value) == shown


def test_html_that_is_safe_already_stays_so():
    from markupsafe import Markup

    safe = Markup("<b>bold</b>")
    assert harmless_cell(safe) is safe
