"""Sums over draws and units that are the same to the last digit in every run.

The table library adds a group up in as many parts as there are threads, and the last digits of a
sum of floats depend on the order in which they are added. Sums of whole numbers do not: here a
number is taken as a multiple of 2**-60, which is exact for all that have no bits below that, and
one so small that it has is off by less than 1e-18.
"""

from __future__ import annotations

import polars as pl

__all__ = ["mean", "mean_of", "total"]

_PARTS = 2.0**60
_MOST = 2.0**40  # up to here 2**26 numbers add up within 128 bits


def total(values: pl.Expr) -> pl.Expr:
    """Sum of a column (several columns: of each); nulls are left out, nothing sums to 0.

    Columns with numbers that are not finite or beyond 1e12 are added up as the library does it.
    """
    floats = values.cast(pl.Float64)
    whole = (floats * _PARTS).round().cast(pl.Int128, strict=False).sum().cast(pl.Float64)
    return pl.when((floats.abs() < _MOST).all()).then(whole / _PARTS).otherwise(floats.sum())


def mean(values: pl.Expr) -> pl.Expr:
    """Mean of a column (several columns: of each) without its nulls; null when it has no more."""
    return pl.when(values.count() > 0).then(total(values) / values.count())


def mean_of(values: pl.Series) -> float | None:
    """Mean of a series without its nulls; None when it has no more."""
    found = values.to_frame().select(mean(pl.col(values.name))).item()
    return None if found is None else float(found)
