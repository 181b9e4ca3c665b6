"""Parquet tables on disk, by the path that was given: no part of a path is a pattern.

The table library takes `[`, `*` and `?` for patterns, `~` for a home and `name=value` for a column
unless it is told otherwise; here it is.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polars as pl

__all__ = ["columns", "read", "scan", "sink", "write"]


def scan(path: Path) -> pl.LazyFrame:
    """A table, read when it is collected."""
    return pl.scan_parquet(os.path.abspath(path), glob=False, hive_partitioning=False)


def read(path: Path) -> pl.DataFrame:
    """A table, whole. Raises OSError or a fault of polars where it is none."""
    return scan(path).collect()


def columns(path: Path) -> list[str]:
    """The names of a table's columns. Raises OSError or a fault of polars where it is none."""
    return scan(path).collect_schema().names()


def write(frame: pl.DataFrame, path: Path, **settings: Any) -> None:
    """Write a table. Raises OSError or a fault of polars that `writing` knows."""
    frame.write_parquet(os.path.abspath(path), **settings)


def sink(frame: pl.LazyFrame, path: Path, **settings: Any) -> None:
    """Write a table as its rows come, in their order."""
    frame.sink_parquet(os.path.abspath(path), maintain_order=True, **settings)
