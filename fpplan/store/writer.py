"""Writing a run folder: finished ranges first, then the tables in one stream.

Nothing of a run is visible under its final name before all of it is there (`fpplan.store.whole`),
`run.toml` last. The bytes depend on the run alone, not on the size of the ranges, their order or
the number of threads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from typing import Any

import polars as pl
from polars.io.plugins import register_io_source

from fpplan.contract.text import later
from fpplan.place.parameters import Parameter
from fpplan.scenario.toml import dumps
from fpplan.store import tables
from fpplan.store.blocks import Chunk
from fpplan.store.chunks import CHUNKS, OLD, ChunkStore
from fpplan.store.layout import Categories
from fpplan.store.lock import alone
from fpplan.store.meta import RunMeta
from fpplan.store.names import Names
from fpplan.store.names_table import names_frame, units_frame
from fpplan.store.whole import Kind, Whole, toml_kind
from fpplan.writing import writing

__all__ = ["AUDIT", "CHUNKS", "KIND", "REPORT", "ROW_GROUP", "RUN", "TABLES", "RunWriter",
           "writing"]

RUN = "run.toml"
REPORT = "report.html"
AUDIT = "audit.json"
TABLES = ("units", "names", "parameters", "tallies", "indicators", "points", "payouts")
ROW_GROUP = 20_000
KIND = Kind(
    files=(*(f"{table}.parquet" for table in TABLES), RUN, REPORT, AUDIT), mark=RUN,
    ours=lambda path: toml_kind(path) == "run", unfinished=(CHUNKS, OLD),
    foreign=later("{path}: holds files that are not of a run; give a new or empty folder"))

Overrides = Mapping[str, tuple[float, str]]


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
        self.whole = Whole(self.path, KIND)
        KIND.check(self.path)
        with ExitStack() as held:
            held.enter_context(alone(self.path))
            KIND.check(self.path)  # nobody else changes it from here on
            self.whole.clear()
            with writing(self.path):
                self.store = ChunkStore(self.path, self._key(), self.meta.content, self.categories)
            self._alone = held.pop_all()

    def _key(self) -> str:
        """What must be equal, content aside, for finished ranges to be of this run."""
        digest = blake2b(digest_size=16)
        for name, frame in self.small.items():
            digest.update(name.encode())
            digest.update(frame.write_json().encode("utf-8"))
        run = {key: value for key, value in self.meta.to_tables().items() if key != "content"}
        return json.dumps({"run": run, "names": digest.hexdigest()}, default=str)

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
        """Write the tables from the ranges, then `run.toml`; the ranges are removed. What an
        older run left in the folder goes too, its page and its audit as well."""
        with writing(self.path):
            for table, frame in self.small.items():
                tables.write(frame, self._waiting(table), **_settings(table))
            for table in ("tallies", "indicators", "points", "payouts"):
                self._stream(table)
            self.whole.file(RUN).write_text(dumps(self.meta.to_tables()), "utf-8")
        self.whole.publish()
        with writing(self.path):
            self.store.remove()
        self._alone.close()

    def _waiting(self, table: str) -> Path:
        return self.whole.file(f"{table}.parquet")

    def _stream(self, table: str) -> None:
        """One final table, a range at a time, cut into row groups of `ROW_GROUP`."""
        frames = self.store.frames(table, self.meta.draws)
        head = next(frames)

        def source(*_given: Any) -> Iterator[pl.DataFrame]:
            yield head
            yield from frames

        tables.sink(register_io_source(source, schema=head.schema), self._waiting(table),
                    **_settings(table))


def _settings(table: str) -> dict[str, Any]:
    return {
        "compression": "zstd",
        "compression_level": 1,
        "row_group_size": ROW_GROUP,
        # Bounds of 150 slots in every row group cost more than they ever save.
        "statistics": table != "tallies",
    }


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
