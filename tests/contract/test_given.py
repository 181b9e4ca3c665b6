"""What no text that people give may hold, wherever it stands."""

import pytest

from fpplan.contract.errors import Problems
from fpplan.contract.given import refuse_in, refused
from fpplan.contract.text import Text


def test_all_places_of_a_part_are_looked_through():
    problems = Problems("x.toml")
    refuse_in({"base": {"units": {"11010519491231002X": {"label": Text("甲", "bell \x07")}},
                        "why": ["fine", "tel 13812345678"], "value": 110101199003070118}},
              problems)
    lines = [str(each) for each in problems]
    assert [line.split(": ")[1] for line in lines] == [
        "base.units.110…", "base.units.110….label.en", "base.why", "base.value"]
    assert "identity" in lines[0] and "\\x07" in lines[1] and "mobile" in lines[2]


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\x9bb", "a\u202eb", "a\x00b", "a\x7fb"])
def test_what_commands_a_terminal_is_refused(text):
    assert "control character" in refused(text)


def test_tabs_line_ends_and_joiners_stay():
    assert refused("a\tb\r\nc\u200d") is None
