"""Reading a run folder: lazy tables and the names that go with them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

import fpplan
from fpplan.contract.errors import FpplanError
from fpplan.contract.text import _
from fpplan.store import tables
from fpplan.store.chunks import CHUNKS
from fpplan.store.meta import SCHEMA, RunMeta
from fpplan.store.names import Names
from fpplan.store.names_table import read_names
from fpplan.store.whole import PART
from fpplan.store.writer import RUN, TABLES

__all__ = ["Run", "meta_of", "read_run_toml"]


@dataclass(frozen=True)
class Run:
    """A finished run on disk. `table(name)` is a lazy frame; `collect` reads one."""

    path: Path
    meta: RunMeta

    @classmethod
    def open(cls, path: Path | str) -> Run:
        """Open a run folder. Raises FpplanError when it is missing, unfinished, of another
        kind or cut short."""
        path = Path(path)
        meta = _read_meta(path)
        run = cls(path, meta)
        for table in TABLES:
            run.columns(table)
        return run

    def _file(self, table: str) -> Path:
        return self.path / f"{table}.parquet"

    def columns(self, table: str) -> list[str]:
        """Column names of a table."""
        if not self._file(table).is_file():
            raise FpplanError(
                _("{path}: the run folder has no {name}; run it again").format(
                    path=self.path, name=self._file(table).name
                )
            )
        try:
            return tables.columns(self._file(table))
        except (OSError, pl.exceptions.PolarsError) as fault:
            raise self._broken(table) from fault

    def table(self, name: str) -> pl.LazyFrame:
        """A table of the run, read when it is collected (with `collect`)."""
        return tables.scan(self._file(name))

    def collect(self, frame: pl.LazyFrame) -> pl.DataFrame:
        """Read a lazy frame made from the run's tables; a damaged file is one clear line."""
        try:
            return frame.collect()
        except (OSError, pl.exceptions.ComputeError) as fault:
            raise self._broken("*") from fault

    def points(self, scheme: str | None = None, **wanted: str) -> pl.DataFrame:
        """Points by draw: rows of `points.parquet`, those of a scheme, and of any `variant`,
        `unit`, `period`, `view` or `item` that is named."""
        return self._rows("points", scheme=scheme, **wanted)

    def indicators(self, name: str | None = None, **wanted: str) -> pl.DataFrame:
        """Indicators by draw: rows of `indicators.parquet`, those of a name, and of any `variant`,
        `unit`, `period` or `view` that is named."""
        return self._rows("indicators", name=name, **wanted)

    def payouts(self, scheme: str | None = None, **wanted: str) -> pl.DataFrame:
        """Money in yuan and sanctions by draw: rows of `payouts.parquet`."""
        return self._rows("payouts", scheme=scheme, **wanted)

    def _rows(self, table: str, **wanted: str | None) -> pl.DataFrame:
        """Rows of a table in which columns have the values wanted, words as text. Raises
        FpplanError with the nearest name for a column that there is not."""
        columns = self.columns(table)
        for name in wanted:
            if name not in columns:
                raise FpplanError(_("{table} has no column {name}; it has {columns}").format(
                    table=table, name=name, columns=", ".join(columns)))
        frame = self.table(table)
        for name, value in wanted.items():
            if value is not None:
                frame = frame.filter(pl.col(name).cast(pl.String) == value)
        return self.collect(frame).with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))

    def _broken(self, table: str) -> FpplanError:
        return FpplanError(
            _("{path}: is cut short or not a table of a run; run it again").format(
                path=self._file(table)
            )
        )

    @cached_property
    def names(self) -> Names:
        """What everything in the run is called."""
        units = self.collect(self.table("units"))
        try:
            return read_names(units, self.collect(self.table("names")))
        except (KeyError, pl.exceptions.ColumnNotFoundError) as fault:
            raise self._broken("names") from fault

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """Tally slots, in the order of the columns."""
        keys = ("variant", "draw", "unit", "month", "view")
        return tuple(name for name in self.columns("tallies") if name not in keys)


def _read_meta(path: Path) -> RunMeta:
    if not path.exists():
        raise FpplanError(_("{path}: there is no such run folder").format(path=path))
    if not path.is_dir():
        raise FpplanError(_("{path}: is a file; a run is a folder").format(path=path))
    if not (path / RUN).is_file():
        if (path / CHUNKS).is_dir() or (path / PART).is_dir():
            raise FpplanError(
                _("{path}: this run is not finished; the same command goes on with it").format(
                    path=path
                )
            )
        raise FpplanError(_("{path}: is not a run folder (no run.toml)").format(path=path))
    found = read_run_toml(path)
    if found.get("kind", "run") != "run":
        raise FpplanError(
            _("{path}: is a projection, not a run; fpplan open shows its page").format(path=path)
        )
    return meta_of(path, found)


def read_run_toml(path: Path) -> dict[str, Any]:
    """The tables of a folder's run.toml. Raises FpplanError where it cannot be read or is of
    another schema."""
    try:
        found = tomllib.loads((path / RUN).read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise FpplanError(
            _("{path}: cannot be read: {why}").format(path=path / RUN, why=fault)
        ) from fault
    if found.get("schema") != SCHEMA:
        raise FpplanError(
            _("{path}: has schema {found}, as fpplan {writer} wrote it; this is fpplan {version} "
              "and reads schema {known}: run it again, or read it with the fpplan that wrote it")
            .format(path=path / RUN, found=found.get("schema"), writer=found.get("fpplan", "?"),
                    version=fpplan.__version__, known=SCHEMA)
        )
    return found


def meta_of(path: Path, found: Mapping[str, Any]) -> RunMeta:
    """The meta of a folder from its run.toml. Raises FpplanError where a key is missing."""
    try:
        return RunMeta.from_tables(found)
    except (KeyError, TypeError) as fault:
        raise FpplanError(
            _("{path}: {key} is missing").format(path=path / RUN, key=fault)
        ) from fault
