"""A figure as data."""

import polars as pl
import pytest

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, language, speaking

NO_WORDS = Text("", "")


def figure(*columns: str, **table: list[int]) -> Figure:
    return Figure("x", NO_WORDS, NO_WORDS, tuple(Column(name, name) for name in columns),
                  pl.DataFrame(table), NO_WORDS, NO_WORDS)


def test_a_table_must_have_its_columns():
    with pytest.raises(ValueError, match=r"figure x: the table has no column \['b', 'c'\]"):
        figure("c", "a", "b", a=[1])
    assert figure("a", a=[1], more=[2]).spec is None  # what is not shown may stand in the table


@pytest.mark.parametrize(("column", "right"), [
    (Column("a", "a"), False), (Column("a", "a", 0), True), (Column("a", "a", 2, "%"), True),
    (Column("a", "a", number=True), True)])
def test_numbers_stand_on_the_right(column, right):
    assert column.right is right


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_a_sentence_is_made_once_in_each_language(spoken):
    sentences = {"en": "One. Two (3).", "zh": "一。 二 （3）。"}
    with speaking(spoken):
        made = both(lambda: sentences[language()])
        assert language() == spoken
    assert made == Text("一。二（3）。", "One. Two (3).")  # Chinese needs no spaces
