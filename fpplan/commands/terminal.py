"""The terminal: whole numbers in every table, and nothing that commands the terminal.

A table that is too wide for it is cut between columns into several, each with the first column;
a number is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fpplan.contract.characters import visible

__all__ = ["Printer", "fitting"]

_FRAME = 3  # characters around a column: two blanks and a line
_WORD = 16  # a word without a digit may be folded when it is longer, ...
_EASY = 14  # ... and a column of words is easy to read from here on
_SPACE = re.compile(r"\s+")


class Printer(Console):
    """A console whose tables fit, and that shows control characters instead of sending them.
    Brackets in a label are no markup."""

    def __init__(self, **options: Any) -> None:
        super().__init__(highlight=False, markup=False, **options)

    def print(self, *objects: Any, **options: Any) -> None:
        """As `Console.print`; a table may become several."""
        for each in objects or ("",):
            if isinstance(each, Table):
                for part in fitting(each, self.width):
                    super().print(part, **options)
            else:
                super().print(visible(each) if isinstance(each, str) else each, **options)


def fitting(table: Table, width: int) -> Iterator[Table]:
    """The table as it is where it fits; else with widths that cut no number, in as many parts as
    that takes. Control characters of its cells are escaped."""
    texts = [[_plain(cell) for cell in (column.header, *column.cells)] for column in table.columns]
    natural = [max(cell_len(line) for text in column for line in text.split("\n"))
               for column in texts]
    least = [max(map(_least, column)) for column in texts]
    columns = [replace(column, header=_safe(column.header), _cells=[
        _safe(cell) for cell in column.cells]) for column in table.columns]
    table = copy(table)
    table.columns = columns
    if len(columns) < 2 or _width(natural) <= width:
        yield table
        return
    least[0] = max(least[0], min(natural[0], width // 4))
    if _width(least) <= width:
        yield _part(table, range(len(columns)), least, natural, width)
        return
    easy = [max(small, min(whole, _EASY)) for small, whole in zip(least, natural, strict=True)]
    chosen = [0]
    for at in range(1, len(columns)):
        if len(chosen) > 1 and _width([easy[one] for one in (*chosen, at)]) > width:
            yield _part(table, chosen, least, natural, width)
            chosen = [0]
        chosen.append(at)
    yield _part(table, chosen, least, natural, width)


def _part(table: Table, chosen: Sequence[int], least: Sequence[int], natural: Sequence[int],
          width: int) -> Table:
    """Some columns of a table; room that is left goes to the narrowest that can use it."""
    widths = {at: least[at] for at in chosen}
    for _each in range(width - _width(list(widths.values()))):
        open_ = [at for at in chosen if widths[at] < natural[at]]
        if not open_:
            break
        widths[min(open_, key=lambda at: widths[at])] += 1
    part = copy(table)
    part.columns = [replace(table.columns[at], width=widths[at], overflow="fold", _index=index)
                    for index, at in enumerate(chosen)]
    return part


def _width(widths: Sequence[int]) -> int:
    return sum(widths) + _FRAME * len(widths) + 1


def _least(text: str) -> int:
    """How narrow a cell may be: a word with a digit stays whole."""
    return max((cell_len(word) if any(map(str.isdigit, word)) else min(cell_len(word), _WORD)
                for word in _SPACE.split(text)), default=0)


def _plain(cell: Any) -> str:
    return cell.plain if isinstance(cell, Text) else str(cell)


def _safe(cell: Any) -> Any:
    if isinstance(cell, str):
        return visible(cell)
    if isinstance(cell, Text):
        return Text(visible(cell.plain), style=cell.style)
    return cell
