"""Writing a run folder: finished ranges first, then the tables in one stream.

Nothing of a run is visible under its final name before all of it is there: tables are written
as NAME.part and renamed together, `run.toml` last. The bytes depend on the run alone, not on
the size of the ranges, their order or the number of threads.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

import polars as pl
from polars.io.plugins import register_io_source

from fpplan.errors import FpplanError
from fpplan.parameters import Parameter
from fpplan.runs.blocks import Chunk
from fpplan.runs.chunks import ChunkStore
from fpplan.runs.layout import Categories
from fpplan.runs.meta import RunMeta
from fpplan.runs.names import Names
from fpplan.runs.names_table import names_frame, units_frame
from fpplan.scenario.toml import dumps
from fpplan.text import _

__all__ = ["CHUNKS", "REPORT", "ROW_GROUP", "RUN", "TABLES", "RunWriter", "writing"]

CHUNKS = ".chunks"
RUN = "run.toml"
REPORT = "report.html"
TABLES = ("units", "names", "parameters", "tallies", "indicators", "points", "payouts")
ROW_GROUP = 20_000
_OURS = {RUN, REPORT, CHUNKS, *(f"{table}.parquet" for table in TABLES)}

Overrides = Mapping[str, tuple[float, str]]


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into one line."""
    try:
        yield
    except OSError as fault:
        raise FpplanError(
            _("{path}: cannot be written: {why}").format(path=path, why=fault.strerror or fault)
        ) from fault


class RunWriter:
    """Writes one run folder; ranges of draws that are already done are kept.

    Raises FpplanError when the folder cannot be written or holds something else.
    """

    def __init__(
        self,
        path: Path | str,
        meta: RunMeta,
        names: Names,
        parameters: Iterable[Parameter] = (),
        overrides: Overrides | None = None,
    ):
        self.path = Path(path)
        self.meta = meta
        self.names = names
        self.small = {
            "units": units_frame(names),
            "names": names_frame(names),
            "parameters": parameters_frame(parameters, overrides or {}),
        }
        self.categories = Categories.from_names(names)
        _refuse_foreign(self.path)
        with writing(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
            for rest in self.path.glob("*.part"):
                if rest.name.removesuffix(".part") in _OURS:
                    rest.unlink()
            self.store = ChunkStore(self.path / CHUNKS, self._key(), self.categories)

    def _key(self) -> str:
        """What must be equal for finished ranges to be of this run."""
        digest = blake2b(digest_size=16)
        for name, frame in self.small.items():
            digest.update(name.encode())
            digest.update(frame.write_json().encode("utf-8"))
        return json.dumps({"run": self.meta.to_tables(), "names": digest.hexdigest()}, default=str)

    def todo(self, size: int) -> list[tuple[int, int]]:
        """Ranges of draws still to do, none longer than `size`."""
        ranges = []
        at = 0
        for first, stop in [*self.store.done(), (self.meta.draws, self.meta.draws)]:
            while at < first:
                ranges.append((at, min(at + size, first)))
                at = ranges[-1][1]
            at = max(at, stop)
        return ranges

    def write(self, chunks: Sequence[Chunk]) -> None:
        """Keep one range of draws: a chunk for every variant of the run."""
        with writing(self.path):
            self.store.write(chunks)

    def finish(self) -> None:
        """Write the tables from the ranges, then `run.toml`; the ranges are removed."""
        with writing(self.path):
            for table, frame in self.small.items():
                frame.write_parquet(self._part(f"{table}.parquet"), **_settings(table))
            for table in ("tallies", "indicators", "points", "payouts"):
                self._stream(table)
            self._part(RUN).write_text(dumps(self.meta.to_tables()), "utf-8")
            for stale in (RUN, REPORT):
                (self.path / stale).unlink(missing_ok=True)
            for table in TABLES:
                self._part(f"{table}.parquet").replace(self.path / f"{table}.parquet")
            self._part(RUN).replace(self.path / RUN)
            shutil.rmtree(self.path / CHUNKS, ignore_errors=True)

    def _part(self, name: str) -> Path:
        return self.path / f"{name}.part"

    def _stream(self, table: str) -> None:
        """One final table, a range at a time, cut into row groups of `ROW_GROUP`."""
        frames = self.store.frames(table, self.meta.draws)
        head = next(frames)

        def source(*_given: Any) -> Iterator[pl.DataFrame]:
            yield head
            yield from frames

        register_io_source(source, schema=head.schema).sink_parquet(
            self._part(f"{table}.parquet"), maintain_order=True, **_settings(table)
        )


def _settings(table: str) -> dict[str, Any]:
    return {
        "compression": "zstd",
        "compression_level": 1,
        "row_group_size": ROW_GROUP,
        # Bounds of 150 slots in every row group cost more than they ever save.
        "statistics": table != "tallies",
    }


def _refuse_foreign(path: Path) -> None:
    with writing(path):
        if path.exists() and not path.is_dir():
            raise FpplanError(
                _("{path}: is a file; the output of a run is a folder").format(path=path)
            )
        inside = {one.name.removesuffix(".part") for one in path.iterdir()} if path.exists() else ()
    if inside and not {RUN, CHUNKS} & set(inside):
        raise FpplanError(
            _("{path}: holds files that are not of a run; give a new or empty folder").format(
                path=path
            )
        )


def parameters_frame(parameters: Iterable[Parameter], overrides: Overrides) -> pl.DataFrame:
    """`parameters.parquet`: the catalogue, and what the scenario set instead and why."""
    rows = []
    for one in sorted(parameters, key=lambda parameter: parameter.id):
        value, why = overrides.get(one.id, (None, ""))
        rows.append(
            {
                "id": one.id, "value": one.value, "low": one.low, "high": one.high,
                "unit": one.unit, "per": one.per, "distribution": one.distribution,
                "source": one.source, "status": one.status,
                "text_zh": one.text.zh, "text_en": one.text.en,
                "scenario_value": value, "scenario_why": why,
            }
        )  # fmt: skip
    words = ("id", "unit", "per", "distribution", "source", "status", "text_zh", "text_en")
    numbers = ("value", "low", "high", "scenario_value")
    return pl.DataFrame(
        rows,
        schema={
            **dict.fromkeys(words, pl.String()),
            **dict.fromkeys(numbers, pl.Float64()),
            "scenario_why": pl.String(),
        },
    )
