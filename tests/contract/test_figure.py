"""A figure as data."""

import polars as pl
import pytest

from fpplan.contract.figure import Column, Figure
from fpplan.contract.text import Text


def test_a_table_must_have_its_columns():
    with pytest.raises(ValueError, match="no column"):
        Figure("x", Text("", ""), Text("", ""), (Column("a", "a"),), pl.DataFrame({"b": [1]}),
               Text("", ""), Text("", ""))  # fmt: skip
