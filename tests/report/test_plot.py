"""Pieces of plots."""

import copy
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.text import speaking
from fpplan.report.plot import (
    METHOD_COLOURS,
    VARIANT_COLOURS,
    assumed_split,
    band,
    layout,
    line,
    marked,
    rgba,
    shade,
    wrap,
)

words = st.text(st.characters(categories=["Ll", "Lu"], max_codepoint=0x17f), min_size=1,
                max_size=12)


def test_colours():
    assert rgba("#ff8000", 0.5) == "rgba(255,128,0,0.5)"
    for colours in (VARIANT_COLOURS, METHOD_COLOURS):
        assert len(set(colours)) == len(colours) == 7


def test_what_is_asked_of_an_axis_adds_to_the_common_look():
    plain = layout(200, x="people")
    found = layout(200, x="people", xaxis={"rangemode": "tozero", "gridcolor": "#000000"},
                   barmode="group")
    assert found["xaxis"] == {**plain["xaxis"], "rangemode": "tozero", "gridcolor": "#000000"}
    assert found["yaxis"] == plain["yaxis"] and found["barmode"] == "group"
    assert plain["xaxis"]["title"]["text"] == "people" and plain["xaxis"]["fixedrange"]
    assert layout(200, x="people") == plain  # nothing is kept from one to the next


def test_a_plot_without_a_legend_needs_less_room_above():
    assert layout(200, legend=False)["margin"]["t"] < layout(200)["margin"]["t"]


def test_the_languages_own_fonts_come_first():
    english = layout(200)["font"]["family"]
    with speaking("zh"):
        chinese = layout(200)["font"]["family"]
    assert english.index("Source Sans") < english.index("Noto Sans SC")
    assert chinese.index("Noto Sans SC") < chinese.index("Source Sans")


@given(st.lists(st.tuples(st.integers(), st.integers(), st.integers()), max_size=8))
def test_a_band_goes_there_on_its_upper_end_and_back_on_its_lower(rows):
    x, low, high = ([row[at] for row in rows] for at in range(3))
    found = band(x, low, high, "band", "#000000")
    corners = list(zip(found["x"], found["y"], strict=True))
    assert corners[:len(x)] == list(zip(x, high, strict=True))
    assert corners[len(x):][::-1] == list(zip(x, low, strict=True))


def test_a_line_keeps_its_points_and_its_dash():
    found = line((1, 2), (3.0, None), "use", "#010203", dash="dot", legend=False)
    assert (found["x"], found["y"]) == ([1, 2], [3.0, None])
    assert found["line"]["dash"] == "dot" and not found["showlegend"]


@pytest.mark.parametrize(("axis", "other"), [("x", "y"), ("y", "x")])
def test_a_mark_crosses_the_whole_plot_at_its_value(axis, other):
    found = marked(118.0, "target", axis=axis)
    shape, note = found["shape"], found["note"]
    assert shape[f"{axis}0"] == shape[f"{axis}1"] == note[axis] == 118.0
    assert (shape[f"{other}0"], shape[f"{other}1"], shape[f"{other}ref"]) == (0, 1, "paper")
    assert note["text"] == "target"


def test_a_shade_lies_between_its_dates_below_the_lines():
    found = shade("2014-08-01", "2015-05-01", "conceived")
    assert (found["shape"]["x0"], found["shape"]["x1"]) == ("2014-08-01", "2015-05-01")
    assert found["shape"]["layer"] == "below" and found["note"]["x"] == "2014-08-01"


@given(st.lists(words, max_size=9), st.integers(4, 30))
def test_english_breaks_between_words_only(parts, width):
    lines = wrap(" ".join(parts), width).split("<br>")
    assert " ".join(lines).split() == parts
    assert all(len(one) <= width or " " not in one for one in lines)
    for one, following in itertools.pairwise(lines):  # no line breaks too early
        assert len(one) + 1 + len(following.split()[0]) > width


@given(st.text("出生人口性别比政策内", max_size=40), st.integers(4, 30))
def test_chinese_breaks_anywhere_into_even_lines(text, width):
    with speaking("zh"):
        lines = wrap(text, width).split("<br>")
    assert "".join(lines) == text
    assert all(2 * len(one) <= width for one in lines)  # a character is as wide as two letters
    assert len({len(one) for one in lines[:-1]}) <= 1


def test_the_words_of_an_assumed_split_are_new_each_time():
    one = assumed_split()
    before = copy.deepcopy(one)
    one["yshift"] = 0
    assert assumed_split() == before
