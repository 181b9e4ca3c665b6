"""The folder of a projection: what goes in beside the numbers, and reading it back."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from fpplan import content
from fpplan.contract.errors import FpplanError
from fpplan.contract.months import month_name
from fpplan.contract.text import Text, _
from fpplan.experiment.draws import REPEATS
from fpplan.pipeline.naming import label_of
from fpplan.place.folders import setting_folder
from fpplan.population.accounting import GROUPS, Fertility
from fpplan.projection.numbers import labels
from fpplan.projection.project import Projection, project
from fpplan.projection.store import FOLDER, KIND, TABLES, Store, kind_of
from fpplan.store import tables
from fpplan.store.meta import RunMeta
from fpplan.store.names import IndicatorName, MethodName, Names, PeriodName, UnitName, VariantName
from fpplan.store.names_table import names_frame, read_names, units_frame
from fpplan.store.reader import meta_of, read_run_toml
from fpplan.store.whole import Whole
from fpplan.store.writer import parameters_frame

__all__ = ["Folder", "write"]

def write(work: Projection, out: Path, progress: Callable[[int, int], None] | None = None,
          *, report: Callable[[Path], object] | None = None, chunk: int | None = None) -> None:
    """Live a projection into a folder. Raises FpplanError when it cannot be written, holds
    something else or is being written by another process."""
    with Whole(out, FOLDER).held() as folder:
        _write(work, folder, progress, report, chunk)


def _write(work: Projection, folder: Whole, progress: Callable[[int, int], None] | None,
           report: Callable[[Path], object] | None, chunk: int | None) -> None:
    store = Store(folder, work)
    project(work, store, progress, chunk)
    names = _names(work)
    base = work.resolved.reference
    overrides = {name: (one.value, one.why) for name, one in base.parameters.items()}
    run = {**_meta(work).to_tables(), "accounting": work.accounting,
           **_forced(work.population.fertility), **_outside(work)}
    store.finish(run, {
        "units": units_frame(names), "names": names_frame(names),
        "parameters": parameters_frame(work.population.setting.parameters.values(), overrides),
    }, report)


def _meta(work: Projection) -> RunMeta:
    base = work.resolved
    return RunMeta(
        scenario=base.scenario, title=base.title, decision_month=base.base.decision_month,
        horizon=base.base.horizon, seed=work.seed, draws=work.draws,
        sets=1 if work.uncertainty == "chance" else -(-work.draws // REPEATS), repeats=REPEATS,
        document=base.document, hashes={base.variant: base.hash},
        content=content.record({}, setting_folder(base.base.setting)),
        resolved=base.to_dict()["base"], uncertainty=work.uncertainty)


def _forced(fertility: Fertility | None) -> dict[str, Any]:
    """The forced fertility as tables of `run.toml`."""
    if fertility is None:
        return {}
    return {"forced": {"years": [int(year) for year in fertility.years],
                       "age_groups": [f"{age}-{age + 4}" for age in GROUPS],
                       "asfr_per_1000": [[round(1000 * rate, 6) for rate in row]
                                         for row in fertility.rates.tolist()]}}


def _outside(work: Projection) -> dict[str, Any]:
    """The trend and net moves as tables of `run.toml`; nothing where there are none."""
    found: dict[str, Any] = {}
    trend, moves = work.population.trend, work.population.migration
    if trend is not None:
        found["trend"] = {"given": trend.given, **{
            f"{name}_ratio": [round(math.exp(one), 6) for one in centre.tolist()]
            for name, centre in (("fertility", trend.fertility), ("mortality", trend.mortality))}}
    if moves is not None:
        yearly = moves.net_moves.reshape(len(moves.years), -1)
        found["migration"] = {"years": [int(year) for year in moves.years],
                              "net_per_1000": [round(1000 * one, 6) for one in
                                               yearly.mean(axis=1).tolist()],
                              "by_age": moves.by_age}
    return found


def _names(work: Projection) -> Names:
    base, month = work.resolved, work.resolved.base.decision_month
    units = base.base.units
    periods = []
    for period in work.periods:
        first, last = month_name(period.first, month), month_name(period.last, month)
        periods.append(PeriodName(period.id, period.first, period.last,
                                  "before" if period.first < 0 else "year",
                                  Text(f"{first}至{last}", f"{first} to {last}")))
    numbers = [
        *(IndicatorName(i.id, i.text, i.definition, label_of(i.unit), i.decimals, "", i.source,
                        (), i.chance) for i in work.formulas.values()),
        *(IndicatorName(name, text, definition, label_of(unit), decimals, "", source, (), False)
          for name, (text, definition, unit, decimals, source)
          in labels(work.accounting).items()),
    ]
    return Names(
        units=tuple(UnitName(name, one.label, one.parent or "", one.level, name in base.leaves,
                             one.assumed, base.people(name)) for name, one in units.items()),
        variants=(VariantName(base.variant, base.label or Text("现状", "as now"),
                              base.why or Text("", "")),),
        periods=tuple(periods), indicators=tuple(numbers),
        methods=tuple(MethodName(m.id, m.text) for m in work.population.setting.methods))


@dataclass(frozen=True)
class Folder:
    """A finished projection on disk."""

    path: Path
    meta: RunMeta
    accounting: bool
    forced: Mapping[str, Any]
    trend: Mapping[str, Any] = field(default_factory=dict)
    migration: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path | str) -> Folder:
        """Open a projection. Raises FpplanError when the folder is none, or cut short."""
        path = Path(path)
        if kind_of(path) != KIND:
            raise FpplanError(_("{path}: is not a folder of a projection").format(path=path))
        found = read_run_toml(path)
        for name in TABLES:
            if not (path / f"{name}.parquet").is_file():
                raise FpplanError(_("{path}: the run folder has no {name}; run it again").format(
                    path=path, name=f"{name}.parquet"))
        meta = meta_of(path, found)
        return cls(path, meta, bool(found.get("accounting")), found.get("forced", {}),
                   found.get("trend", {}), found.get("migration", {}))

    def table(self, name: str) -> pl.DataFrame:
        """One table, whole. Raises FpplanError when it is cut short."""
        try:
            return tables.read(self.path / f"{name}.parquet")
        except (OSError, pl.exceptions.PolarsError) as fault:
            raise FpplanError(
                _("{path}: is cut short or not a table of a run; run it again").format(
                    path=self.path / f"{name}.parquet")) from fault

    @cached_property
    def names(self) -> Names:
        """What everything in it is called."""
        return read_names(self.table("units"), self.table("names"))

    @cached_property
    def fans(self) -> pl.DataFrame:
        """Mean and quantiles by unit, period and name."""
        return self.table("fans")
