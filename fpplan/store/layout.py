"""The order of a table's rows within one draw, so that building it is one gather.

Every tidy table is sorted by (variant, draw, unit, period, view, ...). Within a draw the rows
are the same for every draw of a run, so their order and key columns are worked out once from
the blocks' axes, and a chunk is a matrix (draw, row) for each value column.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fpplan.store.blocks import VIEWS, IndicatorBlock, PayoutBlock, PointBlock, TallyBlock
from fpplan.store.names import Names

__all__ = ["KEYS", "VALUES", "Categories", "Layout", "enum_series", "tally_layout", "tidy_layout"]

Table = Literal["indicators", "points", "payouts"]
KEYS: dict[str, tuple[str, ...]] = {
    "tallies": ("unit", "month", "view"),
    "indicators": ("unit", "period", "view", "name"),
    "points": ("unit", "period", "view", "scheme", "item"),
    "payouts": ("unit", "period", "view", "scheme", "name"),
}
VALUES: dict[str, tuple[str, ...]] = {
    "indicators": ("numerator", "denominator", "value"),
    "points": ("value", "low", "high"),
    "payouts": ("value", "low", "high"),
}
Codes = NDArray[np.int64]
Block = IndicatorBlock | PointBlock | PayoutBlock


@dataclass(frozen=True)
class Categories:
    """The ordered values of every key column; their order is the order of the rows."""

    of: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_names(cls, names: Names) -> Categories:
        """Categories in the order in which the run names them."""
        return cls(
            {
                "variant": tuple(row.id for row in names.variants),
                "unit": tuple(row.id for row in names.units),
                "period": tuple(row.id for row in names.periods),
                "view": VIEWS,
                "scheme": tuple(row.id for row in names.schemes),
                "indicators.name": tuple(row.id for row in names.indicators),
                "points.item": tuple(dict.fromkeys(row.id for row in names.items)),
                "payouts.scheme": tuple(dict.fromkeys(
                    [*(row.id for row in names.schemes), *(row.scheme for row in names.payouts)])),
                "payouts.name": tuple(dict.fromkeys(row.id for row in names.payouts)),
            }
        )

    def column(self, table: str, column: str) -> tuple[str, ...]:
        """The categories of one column of one table."""
        return self.of.get(f"{table}.{column}", self.of.get(column, ()))

    def codes(self, table: str, column: str, values: Sequence[str]) -> Codes:
        """Positions of values among a column's categories. ValueError for a stranger."""
        known = {name: position for position, name in enumerate(self.column(table, column))}
        strangers = [value for value in values if value not in known]
        if strangers:
            raise ValueError(f"{table}: the run's names have no {column} {strangers[0]!r}")
        return np.array([known[value] for value in values], dtype=np.int64)


def enum_series(name: str, codes: NDArray[Any], categories: Sequence[str]) -> pl.Series:
    """An Enum column from category positions, without making the words one by one."""
    width = np.uint8 if len(categories) < 256 else np.uint16 if len(categories) < 65536 else None
    series = pl.Series(name, codes.astype(width or np.uint32))
    return series.cat.to(pl.Enum(list(categories)))


@dataclass(frozen=True)
class Layout:
    """The key columns of one draw's rows, sorted, and where each row's value comes from.

    `keys`: category positions (row,) per key column (month: the month itself); `gather`:
    position (row,) of the row's value among the blocks laid end to end, for tallies the order
    (unit,) of the units.
    """

    table: str
    keys: dict[str, Codes]
    gather: Codes

    @property
    def rows(self) -> int:
        """Rows per draw."""
        return len(next(iter(self.keys.values())))

    def fingerprint(self) -> str:
        """Text that is equal for equal row orders."""
        return json.dumps({key: codes.tolist() for key, codes in self.keys.items()})


def tidy_layout(table: Table, blocks: Sequence[Block], categories: Categories) -> Layout:
    """The layout of a tidy table from its blocks' axes. ValueError when two rows have the
    same key."""
    columns = KEYS[table]
    found: dict[str, list[Codes]] = {column: [] for column in columns}
    for block in blocks:
        last = block.items if isinstance(block, PointBlock) else block.names
        shape = (len(block.units), len(block.periods), len(last))
        grid = np.indices(shape).reshape(3, -1)
        axes = {"unit": (block.units, 0), "period": (block.periods, 1), columns[-1]: (last, 2)}
        for column in columns:
            if column in axes:
                values, axis = axes[column]
                codes = categories.codes(table, column, values)[grid[axis]]
            else:
                one = getattr(block, column, "reported")
                codes = np.full(grid.shape[1], categories.codes(table, column, [one])[0])
            found[column].append(codes)
    empty = [np.zeros(0, dtype=np.int64)]
    keys = {column: np.concatenate(parts or empty) for column, parts in found.items()}
    order = np.lexsort([keys[column] for column in reversed(columns)])
    keys = {column: codes[order] for column, codes in keys.items()}
    same = np.ones(max(0, len(order) - 1), dtype=bool)
    for codes in keys.values():
        same &= codes[1:] == codes[:-1]
    if same.any():
        raise ValueError(f"{table}: two blocks bring the same row")
    return Layout(table, keys, order)


def tally_layout(block: TallyBlock, categories: Categories) -> Layout:
    """The layout of the tallies: rows (unit, month, view), units in the order of the run."""
    units = categories.codes("tallies", "unit", block.units)
    months = block.true.shape[2]
    order = np.argsort(units, kind="stable")
    rows = np.indices((len(units), months, len(VIEWS))).reshape(3, -1)
    keys = {"unit": units[order][rows[0]], "month": rows[1] + block.first_month, "view": rows[2]}
    return Layout("tallies", keys, order)
