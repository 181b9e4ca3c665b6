"""Rows of names are values: what is called what cannot change after it was written."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest
from small_run import NAMES

from fpplan.contract.text import Text
from fpplan.store import names as module
from fpplan.store.names import NOTHING, Names, UnitName

ROWS = [getattr(module, name) for name in module.__all__ if name != "Names"]


def small(row):
    """A row with what it cannot do without."""
    values = {"str": "a", "Text": Text("甲", "a"), "int": 1, "float": 1.0}
    return row(**{field.name: values[field.type] for field in fields(row)
                  if repr(field.default).startswith("<dataclasses._MISSING")})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
def test_a_row_is_a_value(row):
    one, same = small(row), small(row)
    assert one == same and hash(one) == hash(same) and one is not same
    with pytest.raises(FrozenInstanceError):
        setattr(one, fields(row)[0].name, "b")


def test_all_names_together_are_a_value():
    assert hash(NAMES) == hash(NAMES)
    assert Names((UnitName("a", NOTHING),), (), ()) != Names((), (), ())
    with pytest.raises(TypeError):
        Names()  # a run without units, variants and periods is none
