"""What may make the sex ratio at birth: ranges, never a split."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from fpplan.indicators.split import PARTS, split
from fpplan.report.figures import sexes as module


def counts(draws=400, seed=1):
    rng = np.random.default_rng(seed)
    boys = rng.binomial(400, 0.512, draws)
    fetuses = 400 - boys
    unborn = rng.binomial(fetuses, rng.uniform(0.1, 0.4, draws))
    girls = fetuses - unborn
    return pl.DataFrame({"boys": boys, "girls": girls, "unborn": unborn,
                         "boys_in_books": rng.binomial(boys, 0.95),
                         "girls_in_books": rng.binomial(girls, rng.uniform(0.7, 0.95, draws))}
                        ).cast(pl.Float64)


def test_each_part_is_told_by_its_range_and_no_point_between_them():
    frame = counts()
    row = module._row(frame, 105.0)
    draws = split(105.0, *(frame[name].to_numpy() for name in frame.columns))
    for name in PARTS:
        low, high = np.quantile(getattr(draws, name), [0.05, 0.95])
        assert row[name] == f"{_signed(low)} to {_signed(high)}"
    assert set(row) == {"natural", "books", *PARTS, "boys_in_books", "girls_in_books"}


def _signed(value):
    return f"{value:+.0f}".replace("-", "−")


def test_bars_reach_from_end_to_end():
    frame = counts()
    draws = module._by_draw(frame, 105.0)
    (bars,) = module._bars(draws)
    low, high = module._range(draws.selection)
    at = PARTS.index("selection")
    assert bars["base"][at] == pytest.approx(low)
    assert bars["base"][at] + bars["x"][at] == pytest.approx(high)


def test_without_selection_nothing_is_ascribed_to_it():
    frame = counts().with_columns(girls=pl.col("girls") + pl.col("unborn"), unborn=pl.lit(0.0))
    assert module._row(frame, 105.0)["selection"] == "0 to 0"
