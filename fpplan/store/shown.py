"""Points and payouts of a run as they may show: nothing that tells a hidden count.

Where points rest on a recorded count of 1-4 procedures or breaches, the middle of their ends
stands for them; the ends are those of the whole range. Such a payout is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from fpplan.store.reader import Run

__all__ = ["shown_payouts", "shown_points"]


def shown_points(run: Run) -> pl.LazyFrame:
    """`points` of a run, as they may show."""
    return _instead(run.table("points"), "item", (pl.col("low") + pl.col("high")) / 2, (
        (row.scheme, row.id, row.few_in) for row in run.names.items))


def shown_payouts(run: Run) -> pl.LazyFrame:
    """`payouts` of a run, as they may show."""
    table = run.table("payouts")
    if "low" not in run.columns("payouts"):  # of a folder that was written before ends were kept
        table = table.with_columns(low=pl.col("value"), high=pl.col("value"))
    return _instead(table, "name", pl.lit(None, pl.Float64), (
        (row.scheme, row.id, row.few_in) for row in run.names.payouts), ("value", "low", "high"))


def _instead(table: pl.LazyFrame, column: str, told: pl.Expr,
             rows: Iterable[tuple[str, str, tuple[str, ...]]],
             columns: Sequence[str] = ("value",)) -> pl.LazyFrame:
    """The table with `told` in the columns of some names in some units; `rows` are scheme, name
    and units."""
    cells = sorted(f"{scheme}/{name}/{unit}" for scheme, name, units in rows for unit in units)
    if not cells:
        return table
    key = pl.concat_str([pl.col(part).cast(pl.String) for part in ("scheme", column, "unit")],
                        separator="/")
    return table.with_columns(pl.when(key.is_in(cells)).then(told).otherwise(pl.col(name)).alias(
        name) for name in columns)
