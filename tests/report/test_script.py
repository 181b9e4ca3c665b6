"""What is put into a page by itself cannot break out of it."""

import json

import pytest
from hostile import HOSTILE

from fpplan.report.script import script_json


@pytest.mark.parametrize("label", HOSTILE)
def test_words_cannot_break_out_of_the_script_and_read_back(label):
    text = script_json({label: [label]})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {label: [label]}
