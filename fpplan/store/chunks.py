"""Finished ranges of draws on disk, so that an interrupted run goes on where it stopped.

A range is a folder `.chunks/000000-000040`, made under another name and renamed when it is
whole. It holds plain arrays in the row order of the final tables. Ranges of another run
(another seed, scenario or version) are thrown away; ranges of this run that were made with other
content (an edited plugin, setting or fpplan) are refused, since nobody asked for another run.
Ranges are only ever removed from `.chunks.old`, so that what is in `.chunks` is whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from fpplan import content as contents
from fpplan.contract.errors import FpplanError
from fpplan.contract.text import _
from fpplan.store.blocks import VIEWS, Chunk, TallyBlock
from fpplan.store.layout import (
    KEYS,
    VALUES,
    Block,
    Categories,
    Layout,
    enum_series,
    tally_layout,
    tidy_layout,
)

__all__ = ["CHUNKS", "OLD", "ChunkStore", "Tables", "TallyColumns"]

CHUNKS = ".chunks"
OLD = ".chunks.old"
KEY = "key.json"
_NAME = re.compile(r"(\d+)-(\d+)")
_OURS = re.compile(r"\d+-\d+(\.part)?")
_TIDY = ("indicators", "points", "payouts")


@dataclass(frozen=True)
class TallyColumns:
    """Names of the tally columns; record slots are the same in the rows of both views."""

    slots: tuple[str, ...]
    record_slots: tuple[str, ...]


@dataclass(frozen=True)
class Tables:
    """The row order of every table of the run: the same for every range and variant."""

    layouts: dict[str, Layout]
    columns: TallyColumns

    @classmethod
    def of(cls, chunk: Chunk, categories: Categories) -> Tables:
        """The tables that a chunk fills."""
        layouts = {"tallies": tally_layout(chunk.tallies, categories)}
        layouts["indicators"] = tidy_layout("indicators", chunk.indicators, categories)
        layouts["points"] = tidy_layout("points", chunk.points, categories)
        layouts["payouts"] = tidy_layout("payouts", chunk.payouts, categories)
        return cls(layouts, TallyColumns(chunk.tallies.slots, chunk.tallies.record_slots))

    def to_json(self) -> str:
        """Text from which the same tables are read back."""
        return json.dumps(
            {
                "layouts": {
                    name: {
                        "keys": {key: codes.tolist() for key, codes in layout.keys.items()},
                        "gather": layout.gather.tolist(),
                    }
                    for name, layout in self.layouts.items()
                },
                "slots": self.columns.slots,
                "record_slots": self.columns.record_slots,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> Tables:
        """The tables of `to_json`."""
        found = json.loads(text)
        layouts = {
            name: Layout(
                name,
                {key: np.array(codes, dtype=np.int64) for key, codes in one["keys"].items()},
                np.array(one["gather"], dtype=np.int64),
            )
            for name, one in found["layouts"].items()
        }
        columns = TallyColumns(tuple(found["slots"]), tuple(found["record_slots"]))
        return cls(layouts, columns)


class ChunkStore:
    """The folder `.chunks` in the folder of a run: what is done, writing a range, reading one
    back.

    Args:
        key: what must be equal for finished ranges to be of this run.
        content: what the run rests on (`fpplan.content.record`).
    Raises FpplanError where finished ranges of this run rest on other content, OSError where
    nothing can be written.
    """

    def __init__(self, run: Path, key: str, content: Mapping[str, Any], categories: Categories):
        self.folder, self._old = run / CHUNKS, run / OLD
        self.categories = categories
        self.tables: Tables | None = None
        _remove(self._old)
        known = _known(self.folder / KEY)
        if self.folder.is_dir() and known.get("key") != key:
            self.remove()
        elif self.done() and (other := contents.changed(known["content"], content)):
            raise FpplanError(_(
                "{path}: {what} changed since this run was begun; undo the change to go on, or "
                "remove {chunks} to begin again").format(
                    path=run, what=", ".join(other), chunks=self.folder))
        self.folder.mkdir(exist_ok=True)
        for rest in self.folder.iterdir():
            if rest.suffix == ".part":
                _remove_range(rest)
        part = self.folder / f"{KEY}.part"
        part.write_text(json.dumps({"key": key, "content": content}), "utf-8")
        part.replace(self.folder / KEY)
        done = self.done()
        if done:
            self.tables = self._tables(self._path(*done[0]))

    def _tables(self, path: Path) -> Tables:
        try:
            return Tables.from_json((path / "tables.json").read_text("utf-8"))
        except (OSError, ValueError, KeyError) as fault:
            raise self._damaged(path) from fault

    def _damaged(self, path: Path) -> FpplanError:
        return FpplanError(_("{path}: this part of an unfinished run is damaged; remove {chunks} "
                             "to begin again").format(path=path, chunks=self.folder))

    def remove(self) -> None:
        """Remove every range. Raises OSError."""
        self.folder.rename(self._old)
        _remove(self._old)

    def _path(self, first: int, stop: int) -> Path:
        return self.folder / f"{first:07d}-{stop:07d}"

    def done(self) -> list[tuple[int, int]]:
        """Finished ranges of draws, in order."""
        if not self.folder.is_dir():
            return []
        found = (_NAME.fullmatch(path.name) for path in self.folder.iterdir())
        return sorted((int(name[1]), int(name[2])) for name in found if name)

    def write(self, chunks: Sequence[Chunk]) -> None:
        """Keep one range of draws: a chunk for every variant, all of them or nothing.

        Raises ValueError when the chunks disagree in range, axes or variants.
        """
        first, stop = chunks[0].first, chunks[0].stop
        variants = self.categories.of["variant"]
        if sorted(chunk.variant for chunk in chunks) != sorted(variants):
            raise ValueError(f"a range of draws needs one chunk for each of {variants}")
        part = self._path(first, stop).with_suffix(".part")
        _remove_range(part)
        part.mkdir()
        tables = self.tables or Tables.of(chunks[0], self.categories)
        for chunk in chunks:
            same = _same(Tables.of(chunk, self.categories), tables)
            if (chunk.first, chunk.stop) != (first, stop) or not same:
                raise ValueError("all chunks of a run have the same axes, names and slots")
        with ThreadPoolExecutor(len(chunks)) as pool:  # copying arrays lets other threads run
            list(pool.map(lambda chunk: self._write_one(part, chunk, tables), chunks))
        (part / "tables.json").write_text(tables.to_json(), "utf-8")
        part.rename(self._path(first, stop))
        self.tables = tables

    def _write_one(self, folder: Path, chunk: Chunk, tables: Tables) -> None:
        narrow, small, large = _tally_columns(chunk.tallies, tables.layouts["tallies"].gather)
        np.save(folder / f"{chunk.variant}.narrow.npy", narrow)
        np.save(folder / f"{chunk.variant}.tallies8.npy", small)
        np.save(folder / f"{chunk.variant}.tallies32.npy", large)
        draws = chunk.stop - chunk.first
        for table in _TIDY:
            blocks: Sequence[Block] = getattr(chunk, table)
            layout = tables.layouts[table]
            values = np.empty((len(VALUES[table]), draws, layout.rows))
            for row, value in enumerate(VALUES[table]):
                parts = [_flat(getattr(block, value), draws, table) for block in blocks]
                if parts:
                    np.concatenate(parts, axis=1).take(layout.gather, axis=1, out=values[row])
            np.save(folder / f"{chunk.variant}.{table}.npy", values)

    def frames(self, table: str, draws: int) -> Iterator[pl.DataFrame]:
        """The rows of a final table in order, a frame per variant and range."""
        if self.tables is None:
            raise ValueError("no range of draws is finished")
        done = self.done()
        if [first for first, _ in done] != [0, *(stop for _, stop in done[:-1])] or (
            done[-1][1] != draws
        ):
            raise ValueError(f"the finished ranges {done} do not cover draws 0 to {draws - 1}")
        for variant in self.categories.of["variant"]:
            for first, stop in done:
                yield self._frame(table, variant, first, stop)

    def _frame(self, table: str, variant: str, first: int, stop: int) -> pl.DataFrame:
        assert self.tables is not None
        layout = self.tables.layouts[table]
        path = self._path(first, stop)
        draws = stop - first
        variants = self.categories.of["variant"]
        position = np.full(draws * layout.rows, variants.index(variant))
        columns = [
            enum_series("variant", position, variants),
            pl.Series("draw", np.repeat(np.arange(first, stop, dtype=np.int32), layout.rows)),
        ]
        for key in KEYS[table]:
            codes = np.tile(layout.keys[key], draws)
            if key == "month":
                columns.append(pl.Series(key, codes.astype(np.int32)))
            else:
                columns.append(enum_series(key, codes, self.categories.column(table, key)))
        if table == "tallies":
            columns += self._tally_series(path, variant)
        else:
            values = self._load(path / f"{variant}.{table}.npy").reshape(len(VALUES[table]), -1)
            for name, row in zip(VALUES[table], values, strict=True):
                columns.append(pl.Series(name, row).fill_nan(None))
        return pl.DataFrame(columns)

    def _load(self, path: Path) -> Any:
        try:
            return np.load(path)
        except (OSError, ValueError, EOFError) as fault:
            raise self._damaged(path) from fault

    def _tally_series(self, path: Path, variant: str) -> list[pl.Series]:
        assert self.tables is not None
        names = self.tables.columns
        narrow = self._load(path / f"{variant}.narrow.npy")
        small = iter(self._load(path / f"{variant}.tallies8.npy"))
        large = iter(self._load(path / f"{variant}.tallies32.npy"))
        return [
            pl.Series(name, next(small)).cast(pl.Int32)
            if is_narrow
            else pl.Series(name, next(large))
            for name, is_narrow in zip((*names.slots, *names.record_slots), narrow, strict=True)
        ]


def _known(key: Path) -> dict[str, Any]:
    """What `key.json` says; nothing where it is not there or none of ours."""
    try:
        found = json.loads(key.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(found, dict) and isinstance(found.get("content"), dict)
    return found if whole else {}


def _remove(chunks: Path) -> None:
    """Remove a folder of ranges; what we did not write stays, and its folder with it."""
    if not chunks.is_dir():
        return
    for one in chunks.iterdir():
        if _OURS.fullmatch(one.name):
            _remove_range(one)
        elif one.name in (KEY, f"{KEY}.part"):
            one.unlink()
    with suppress(OSError):
        chunks.rmdir()


def _remove_range(folder: Path) -> None:
    if not folder.is_dir():
        return
    for one in folder.iterdir():
        if one.suffix == ".npy" or one.name == "tables.json":
            one.unlink()
    with suppress(OSError):
        folder.rmdir()


def _same(one: Tables, other: Tables) -> bool:
    return one.columns == other.columns and all(
        one.layouts.keys() == other.layouts.keys()
        and layout.fingerprint() == other.layouts[name].fingerprint()
        and np.array_equal(layout.gather, other.layouts[name].gather)
        for name, layout in one.layouts.items()
    )


def _flat(values: NDArray[np.float64], draws: int, table: str) -> NDArray[np.float64]:
    if values.ndim != 4 or values.shape[0] != draws:
        raise ValueError(f"{table}: an array of shape {values.shape} for {draws} draws")
    return np.asarray(values, dtype=np.float64).reshape(draws, -1)


_BLOCK = 256  # rows turned at a time, so that both sides stay in cache


def _tally_columns(
    block: TallyBlock, order: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.uint8], NDArray[np.int32]]:
    """The block turned to columns: which are narrow (all below 256), the narrow, the others.

    Columns are slots, then record slots; rows are (draw, unit, month, view) with the units in
    `order`. Most counts of a village's month are small, so a byte each saves most of the disk.
    """
    draws, units, months, slots = block.true.shape
    shape = (draws, units, months, len(VIEWS), slots + len(block.record_slots))
    highest = [
        np.maximum(_highest(block.true), _highest(block.reported)),
        _highest(block.record) if block.record is not None else np.zeros(0, np.uint32),
    ]
    narrow = np.concatenate(highest) < 256
    small = _turned(block, order, np.empty(shape, np.uint8))[narrow]
    large = np.empty((0, small.shape[1]), np.int32)
    if not narrow.all():
        large = _turned(block, order, np.empty(shape, np.int32), ~narrow)
    return narrow, small, large


def _highest(counts: NDArray[np.int32]) -> NDArray[np.uint32]:
    """The highest count per slot; a negative one would be very high."""
    flat = counts.reshape(-1, counts.shape[-1]).view(np.uint32)
    found: NDArray[np.uint32] = flat.max(axis=0, initial=0)
    return found


def _turned(block: TallyBlock, order: NDArray[np.int64], rows: Any,
            kept: NDArray[np.bool_] | None = None) -> Any:
    """Fill rows (draw, unit, month, view, column) and turn them to (column, row)."""
    slots = block.true.shape[-1]
    for place, unit in enumerate(order):
        rows[:, place, :, 0, :slots] = block.true[:, unit]
        rows[:, place, :, 1, :slots] = block.reported[:, unit]
        if block.record is not None:
            rows[:, place, :, :, slots:] = block.record[:, unit, :, None]
    flat = rows.reshape(-1, rows.shape[-1])
    if kept is not None:
        flat = flat[:, kept]
    out = np.empty(flat.shape[::-1], flat.dtype)
    for at in range(0, len(flat), _BLOCK):
        out[:, at : at + _BLOCK] = flat[at : at + _BLOCK].T
    return out
