"""A figure: a question, its answer in words, the numbers, and how to draw them.

Report, Excel and images render the same object. `spec` is a plain plotly dictionary with
`data` and `layout`; a figure that reads best as a table has none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fpplan.contract.text import Text, run_on, speaking

if TYPE_CHECKING:  # a plugin imports this: it must stay light
    import polars as pl

    from fpplan.report.data import RunData

__all__ = ["Column", "Figure", "ReportSection", "both"]


@dataclass(frozen=True)
class Column:
    """One column of a figure's table.

    `decimals` None is for words; `number` says that the words are numbers put into form
    already, such as "<5" or "3 to 7". `unit` is a label.
    """

    id: str
    label: str
    decimals: int | None = None
    unit: str = ""
    number: bool = False

    @property
    def right(self) -> bool:
        """Whether its cells stand on the right, as numbers do."""
        return self.number or self.decimals is not None


@dataclass(frozen=True)
class Figure:
    """One figure. The table's cells and the spec speak the language in force when it was
    made; question, reading, definition and source speak both."""

    id: str
    question: Text
    reading: Text
    columns: tuple[Column, ...]
    table: pl.DataFrame
    definition: Text
    source: Text
    spec: dict[str, Any] | None = None
    notes: tuple[Text, ...] = ()

    def __post_init__(self) -> None:
        missing = {column.id for column in self.columns} - set(self.table.columns)
        if missing:
            raise ValueError(f"figure {self.id}: the table has no column {sorted(missing)}")


@dataclass(frozen=True)
class ReportSection:
    """A section that a plugin adds to the report.

    `figures` makes its figures, in the language in force, from what is read of a finished run
    (its tables, names and sums); it is called for every report. A section without figures
    does not show.
    """

    id: str
    title: Text
    figures: Callable[[RunData], list[Figure]]


def both(make: Callable[[], str]) -> Text:
    """A sentence that is put together at run time, in both languages."""
    with speaking("zh"):
        zh = run_on(make())
    with speaking("en"):
        return Text(zh, make())
