"""Names survive the way to the table and back."""

import dataclasses
from typing import get_type_hints

from hypothesis import given
from hypothesis import strategies as st
from small_run import NAMES

from fpplan.contract.text import Text
from fpplan.store import names as kinds
from fpplan.store.names import Names
from fpplan.store.names_table import KINDS, names_frame, read_names, units_frame

word = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
number = st.floats(allow_nan=False, allow_infinity=False)
OF = {
    Text: st.builds(Text, word, word),
    str: word,
    bool: st.booleans(),
    int: st.integers(-(2**40), 2**40),
    float: number,
    float | None: st.none() | number,
    tuple[str, ...]: st.lists(word, max_size=2).map(tuple),
}


def rows(row_class):
    hints = get_type_hints(row_class)
    one = st.builds(row_class, **{name: OF[hint] for name, hint in hints.items()})
    return st.lists(one, max_size=2).map(tuple)


@given(
    st.builds(
        Names,
        **{
            field: rows(row_class)
            for field, row_class in KINDS.values()
        },
    )
)
def test_round_trip(names):
    assert read_names(units_frame(names), names_frame(names)) == names


def test_every_kind_has_its_place_in_the_table():
    named = {field.name for field in dataclasses.fields(Names)}
    assert named == {field for field, _ in KINDS.values()}
    classes = {name for name in kinds.__all__ if name != "Names"}
    assert classes == {row_class.__name__ for _, row_class in KINDS.values()}


def test_units_stand_in_their_own_table():
    frame = units_frame(NAMES)
    assert frame["id"].to_list() == ["town", "V1", "V2"]
    assert "unit" not in names_frame(NAMES)["kind"].to_list()
