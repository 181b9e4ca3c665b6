"""A made-up projection: numbers that are easy to tell apart, and no folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import polars as pl

from fpplan.contract.text import Text
from fpplan.report.projection.data import ProjectionData
from fpplan.store.names import IndicatorName, PeriodName, UnitName

UNITS = (UnitName("town", Text("镇", "Town"), leaf=False, people=1000),
         UnitName("V01", Text("一村", "First"), "town", people=400),
         UnitName("V02", Text("二村", "Second"), "town", people=600))
QUANTILES = {"q05": -2.0, "q25": -1.0, "q50": 0.5, "q75": 1.0, "q95": 2.0}


def projection(values: Mapping[str, Sequence[float | None]], years: int = 3, *,
               by_unit: Mapping[str, float] | None = None, accounting: bool = False,
               tables: Mapping[str, pl.DataFrame] | None = None, draws: int = 8,
               known: Mapping[str, Sequence[int]] | None = None, **meta: Any) -> ProjectionData:
    """A projection of some years in which `values` are the means of each number in the year
    before and in each year; a quantile lies `QUANTILES` from the mean.

    `by_unit`: times which of the town's value a unit has (1 where it is not given). `known`: in
    how many draws a number has a value, by year (all, where it is not given). `tables` are other
    tables of the folder.
    """
    names = [PeriodName(f"{2014 + at}-08", 12 * at, 12 * at + 11, "year" if at >= 0 else "before",
                        Text(f"{2014 + at}年", f"year {2014 + at}")) for at in range(-1, years)]
    rows = [
        {"unit": unit.id, "period": period.id, "name": name, "mean": _times(mean, unit, by_unit),
         **{key: None if mean is None else _times(mean, unit, by_unit) + step
            for key, step in QUANTILES.items()},
         "draws": draws if known is None or name not in known else known[name][at]}
        for unit in UNITS for name, means in values.items()
        for at, (period, mean) in enumerate(zip(names, means, strict=True))]
    numbers = pl.Float64
    fans = pl.DataFrame(rows, schema={
        "unit": pl.String, "period": pl.String, "name": pl.String, "mean": numbers,
        **dict.fromkeys(QUANTILES, numbers), "draws": pl.Int64})
    given = {"parameters": pl.DataFrame({"id": ["sex.male_at_birth"], "value": [0.5],
                                         "scenario_value": [None]},
                                        schema_overrides={"scenario_value": numbers}),
             **(tables or {})}
    told = {"decision_month": "2014-08", "draws": draws, "sets": draws // 4, "repeats": 4,
            "seed": 7, "version": "9", "scenario": "made_up", "uncertainty": "both",
            "resolved": {}, "title": Text("镇", "Town")} | meta
    folder = SimpleNamespace(
        meta=SimpleNamespace(**told), accounting=accounting, fans=fans, trend={}, migration={},
        table=lambda name: given[name],
        names=SimpleNamespace(units=UNITS, periods=names, indicators=[
            IndicatorName(name, Text(f"数{name}", f"number {name}"), Text("定义", "A definition."),
                          Text("%", "%")) for name in values]))
    return ProjectionData(folder)  # type: ignore[arg-type]


def _times(mean: float | None, unit: UnitName, by_unit: Mapping[str, float] | None) -> Any:
    return None if mean is None else mean * (by_unit or {}).get(unit.id, 1.0)
