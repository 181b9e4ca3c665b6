"""A run of random arrays: two leaves and their parent, two variants, every table filled."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from fpplan.contract.text import Text
from fpplan.store import (
    Chunk,
    IndicatorBlock,
    IndicatorName,
    ItemName,
    Names,
    PayoutBlock,
    PayoutName,
    PeriodName,
    PointBlock,
    RunMeta,
    RunWriter,
    SchemeName,
    TallyBlock,
    UnitName,
    VariantName,
)

UNITS = ("town", "V1", "V2")
PERIODS = ("2014-08", "2015-08")
SLOTS = ("births[sex=m]", "births[sex=f]", "people")
ITEMS = ("births", "total")


def text(word: str) -> Text:
    return Text(f"{word}（中文）", word)


NAMES = Names(
    units=(
        UnitName("town", text("town"), leaf=False),
        UnitName("V1", text("V1"), "town", "village", True, True, 900),
        UnitName("V2", text("V2"), "town", "village"),
    ),
    variants=(VariantName("base", text("now")), VariantName("audits", text("audits"))),
    periods=(
        PeriodName("2014-08", 0, 11, "year", text("first year")),
        PeriodName("2015-08", 12, 23, "year", text("second year")),
    ),
    indicators=(
        IndicatorName("srb", text("srb"), text("boys per 100 girls"), text("boys"), tags=()),
        IndicatorName("rate", text("rate"), text("rate"), text("%"), tags=("birth_limit",)),
    ),
    schemes=(SchemeName("points", text("points"), "made up"),),
    items=(
        ItemName("points", "births", text("births"), tags=("birth_limit",), target=3.0),
        ItemName("points", "total", text("total"), "total"),
    ),
    payouts=(PayoutName("points", "bonus", text("bonus"), text("village"), text("yuan")),),
)


def meta(draws: int = 40, seed: int = 0) -> RunMeta:
    return RunMeta("small", text("small"), "2014-08", 24, seed, draws, draws // 4, 4,
                   hashes={"base": "a", "audits": "b"})  # fmt: skip


class Source:
    """The whole run in memory; `chunk` cuts a range of draws from it."""

    def __init__(self, draws: int = 40, seed: int = 0, months: int = 24):
        luck = np.random.default_rng(seed)
        self.tallies = {}
        self.values = {}
        for variant in ("base", "audits"):
            true = luck.poisson(2.0, (draws, 2, months, len(SLOTS))).astype(np.int32)
            true[..., 2] += 800  # a stock that does not fit a byte
            reported = np.maximum(true - luck.integers(0, 2, true.shape, dtype=np.int32), 0)
            record = luck.poisson(0.2, (draws, 2, months, 1)).astype(np.int32)
            self.tallies[variant] = (true, reported, record)
            values = luck.normal(size=(3, 2, draws, len(UNITS), len(PERIODS), 2))
            values[luck.random(values.shape) < 0.1] = np.nan
            self.values[variant] = values

    def chunk(self, variant: str, first: int, stop: int) -> Chunk:
        cut = slice(first, stop)
        true, reported, record = (array[cut] for array in self.tallies[variant])
        indicators, points = self.values[variant][:, :, cut].swapaxes(0, 1)
        views = ("reported", "true")
        return Chunk(
            variant, first, stop,
            TallyBlock(("V2", "V1"), SLOTS, 0, true, reported, ("births_omitted",), record),
            [
                IndicatorBlock(view, UNITS, PERIODS, ("rate", "srb"), *(indicators + at))
                for at, view in enumerate(views)
            ],
            [PointBlock("points", "reported", UNITS, PERIODS, ITEMS, *points)],
            [PayoutBlock("points", UNITS, PERIODS, ("bonus",), *(p[..., :1] for p in points))],
        )  # fmt: skip

    def chunks(self, first: int, stop: int) -> list[Chunk]:
        return [self.chunk(variant, first, stop) for variant in ("audits", "base")]


def write(path: Path, size: int, draws: int = 40, seed: int = 0, backwards: bool = False) -> Path:
    """The whole run, in ranges of `size` draws."""
    source = Source(draws, seed)
    writer = RunWriter(path, meta(draws, seed), NAMES)
    ranges = writer.todo(size)
    for first, stop in reversed(ranges) if backwards else ranges:
        writer.write(source.chunks(first, stop))
    writer.finish()
    return path


if __name__ == "__main__":
    import sys

    write(Path(sys.argv[1]), int(sys.argv[2]))
