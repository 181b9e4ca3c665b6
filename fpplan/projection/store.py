"""A projection on disk: yearly numbers as chunks bring them, then tables under the final name.

While it is made all waits in a part of the folder (`fpplan.store.whole`) and yearly numbers lie in
plain arrays there, so that memory does not grow with the draws. The tables are made a unit at a
time:

    years.parquet    (unit, draw, period, one column a number)
    fans.parquet     (unit, period, name, mean, q05, q25, q50, q75, q95, draws)
    pyramid.parquet  (unit, month, sex, age, mean, q05, q25, q50, q75, q95)
    units, names, parameters.parquet as in a run, run.toml with kind = "projection"
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from fpplan.contract.text import later
from fpplan.population.pyramid import YEARS_OF_AGE
from fpplan.projection.project import Projection
from fpplan.scenario.toml import dumps
from fpplan.store import tables
from fpplan.store.whole import Kind, Whole, toml_kind
from fpplan.store.writer import REPORT, RUN
from fpplan.tallies import SEXES
from fpplan.writing import writing

__all__ = ["FOLDER", "KIND", "QUANTILES", "TABLES", "Store", "kind_of"]

KIND = "projection"
TABLES = ("units", "names", "parameters", "years", "fans", "pyramid")
FOLDER = Kind(
    files=(*(f"{name}.parquet" for name in TABLES), RUN, REPORT), mark=RUN,
    ours=lambda path: toml_kind(path) == KIND, scratch=("values.npy", "weights.npy", "people.npy"),
    foreign=later("{path}: holds files that are not of a projection; give a new or empty folder"))
QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
ROW_GROUP = 20_000


class Store:
    """Where a projection goes: into `folder`, which is held.

    `values`, `weights` float64 (draw, unit, period, name): a number and its denominator, 1 for
    what has none; `people` int32 (draw, leaf, period, sex, age), as each period ends.

    Raises FpplanError when the folder cannot be written.
    """

    def __init__(self, folder: Whole, work: Projection):
        self.folder, self.work = folder, work
        with writing(folder.path):
            shape = (work.draws, len(work.units), len(work.periods), len(work.names))
            self.values = self._array("values", np.float64, shape)
            self.weights = self._array("weights", np.float64, shape)
            self.people = self._array("people", np.int32, (
                work.draws, len(work.resolved.leaves), len(work.periods), 2, YEARS_OF_AGE))

    def _array(self, name: str, kind: type, shape: tuple[int, ...]) -> np.ndarray:
        path = self.folder.file(f"{name}.npy")
        found = np.lib.format.open_memmap(path, mode="w+", dtype=kind, shape=shape)
        if hasattr(os, "posix_fallocate"):  # a disk that is full says so now, not by a crash
            with path.open("r+b") as file:
                os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
        return found

    def finish(self, run: dict[str, Any], small: dict[str, pl.DataFrame],
               report: Callable[[Path], object] | None = None) -> None:
        """Write the tables and `run.toml`, then give the folder its name.

        Args:
            run: what `run.toml` says. small: tables that are there whole, by name.
            report: called with the folder, before it gets its name, to write its page.
        """
        folder = self.folder
        with writing(folder.path):
            for name, frame in small.items():
                tables.write(frame, folder.file(f"{name}.parquet"), compression="zstd")
            self._stream("years", self._years)
            self._stream("fans", self._fans)
            self._stream("pyramid", self._pyramid)
            del self.values, self.weights, self.people
            for name in ("values", "weights", "people"):
                folder.file(f"{name}.npy").unlink()
            folder.file(RUN).write_text(dumps({"kind": KIND, **run}), "utf-8")
        if report is not None:
            report(folder.part)
        folder.publish()

    def _stream(self, name: str, frames: Callable[[int], pl.DataFrame]) -> None:
        """One table, written a unit at a time."""
        head = frames(0)

        def source(*_given: Any) -> Iterator[pl.DataFrame]:
            yield head
            for unit in range(1, len(self.work.units)):
                yield frames(unit)

        tables.sink(register_io_source(source, schema=head.schema),
                    self.folder.file(f"{name}.parquet"), compression="zstd",
                    row_group_size=ROW_GROUP)

    def _years(self, unit: int) -> pl.DataFrame:
        """(unit, draw, period, numbers) of one unit; null is null."""
        work = self.work
        values = np.asarray(self.values[:, unit])
        draws, periods, _names = values.shape
        flat = values.reshape(draws * periods, -1)
        frame = pl.DataFrame({
            "unit": pl.Series([work.units[unit]] * len(flat), dtype=pl.String),
            "draw": np.repeat(np.arange(draws, dtype=np.int32), periods),
            "period": pl.Series([p.id for p in work.periods] * draws, dtype=pl.String),
            **{name: flat[:, i] for i, name in enumerate(work.names)}})
        return frame.with_columns(pl.col(work.names).fill_nan(None))

    def _fans(self, unit: int) -> pl.DataFrame:
        """(unit, period, name, mean and quantiles) of one unit. The mean of a rate is that of
        its numerators over that of its denominators: small denominators would rule a mean of
        rates."""
        work = self.work
        values, weights = (np.asarray(one[:, unit]) for one in (self.values, self.weights))
        periods, names = len(work.periods), len(work.names)
        return pl.DataFrame({
            "unit": pl.Series([work.units[unit]] * (periods * names), dtype=pl.String),
            "period": pl.Series(np.repeat([p.id for p in work.periods], names).tolist()),
            "name": pl.Series(list(work.names) * periods),
            **_summary(values, weights),
            "draws": (~np.isnan(values)).sum(axis=0).ravel().astype(np.int32)})

    def _pyramid(self, unit: int) -> pl.DataFrame:
        """(unit, month, sex, age, mean and quantiles) of one unit."""
        work = self.work
        leaves = np.flatnonzero(work.member()[unit])
        frames = []
        for at, month in enumerate(work.moments):
            people = self.people[:, leaves, at].sum(axis=1, dtype=np.int64).astype(np.float64)
            cells = people[0].size
            frames.append(pl.DataFrame({
                "unit": pl.Series([work.units[unit]] * cells, dtype=pl.String),
                "month": pl.Series([month] * cells, dtype=pl.String),
                "sex": pl.Series(np.repeat(SEXES, YEARS_OF_AGE).tolist()),
                "age": np.tile(np.arange(YEARS_OF_AGE, dtype=np.int32), 2),
                **_summary(people)}))
        return pl.concat(frames)


def _summary(values: np.ndarray, weights: np.ndarray | None = None) -> dict[str, pl.Series]:
    """Mean, weighted where weights are given, and quantiles over draws, the first axis; null
    draws are left out."""
    flat = values.reshape(len(values), -1)
    there = ~np.isnan(flat)
    count = there.sum(axis=0)
    weighing = there * (1.0 if weights is None else weights.reshape(flat.shape))
    total = weighing.sum(axis=0)
    mean = np.divide((np.where(there, flat, 0.0) * weighing).sum(axis=0), total,
                     out=np.zeros(total.shape), where=total > 0)
    ordered = np.sort(flat, axis=0)  # nulls last
    found = {"mean": mean}
    for name, share in QUANTILES.items():
        place = share * np.maximum(count - 1, 0)
        low = place.astype(np.int64)
        high = np.minimum(low + 1, np.maximum(count - 1, 0))
        ends = [np.take_along_axis(ordered, at[None], axis=0)[0] for at in (low, high)]
        found[name] = ends[0] + (place - low) * (ends[1] - ends[0])
    return {name: pl.Series(np.where(count > 0, one, np.nan)).fill_nan(None)
            for name, one in found.items()}


def kind_of(path: Path) -> str | None:
    """What a folder holds by its run.toml: "run", "projection", or None for neither."""
    return toml_kind(path / RUN)
