"""What the figures of a projection read, and the traces that several of them share."""

from __future__ import annotations

from typing import Any

import polars as pl

from fpplan.contract.figure import Column, both
from fpplan.contract.months import month_name
from fpplan.contract.text import Text, _
from fpplan.projection.folder import Folder
from fpplan.report.plot import band, line
from fpplan.store.names import IndicatorName, PeriodName, UnitName

_FEW_YEARS = 8  # up to here every year has a tick of its own

__all__ = ["ProjectionData", "dates", "fan", "fan_table", "simulated"]


class ProjectionData:
    """A projection and the parts of it that figures share.

    `top` is the unit that sentences are about (the first without parent), `years` the projected
    years, `before` the year before them, `moments` when the pyramid was taken.
    """

    variants = ()  # a projection is of one plan

    def __init__(self, folder: Folder):
        self.folder, self.meta, self.names = folder, folder.meta, folder.names
        self.accounting = folder.accounting
        self.assumed_split = any(unit.assumed for unit in self.names.units)
        roots = [unit for unit in self.names.units if not unit.parent]
        self.top: UnitName = roots[0]
        self.years = [period for period in self.names.periods if period.role == "year"]
        self.before = next(period for period in self.names.periods if period.role == "before")
        month = self.meta.decision_month
        self.moments = [month_name(12 * year, month) for year in range(len(self.years) + 1)]
        self.numbers: dict[str, IndicatorName] = {row.id: row for row in self.names.indicators}

    @property
    def natural(self) -> float:
        """Boys per 100 girls at birth where nothing interferes, by the setting."""
        row = self.folder.table("parameters").filter(pl.col("id") == "sex.male_at_birth")
        boys = float(row.select(pl.coalesce("scenario_value", "value")).item())
        return 100 * boys / (1 - boys)

    @property
    def time_axis(self) -> dict[str, Any]:
        """The axis of years: no year is named twice, however short the projection is."""
        axis: dict[str, Any] = {"type": "date", "tickformat": "%Y"}
        if len(self.years) > _FEW_YEARS:
            return axis | {"nticks": 8}
        return axis | {"dtick": "M12", "tick0": "2000-01-01"}

    def of(self, name: str, unit: str | None = None, *, before: bool = True) -> pl.DataFrame:
        """Mean and quantiles of a number of one unit by period, in order of time."""
        wanted = [self.before, *self.years] if before else self.years
        order = pl.DataFrame({"period": [period.id for period in wanted]})
        rows = self.folder.fans.filter(pl.col("unit") == (unit or self.top.id),
                                       pl.col("name") == name)
        return order.join(rows, on="period", how="left", maintain_order="left")

    def at(self, name: str, period: PeriodName, unit: str | None = None) -> dict[str, Any]:
        """The row of one number, unit and period."""
        rows = self.of(name, unit).filter(pl.col("period") == period.id)
        return rows.row(0, named=True)

    def has(self, name: str) -> bool:
        """Whether the projection has a number."""
        return name in self.numbers


def dates(data: ProjectionData, frame: pl.DataFrame) -> list[str]:
    """The middle of each period of a frame as a date, for a time axis."""
    first = {period.id: period.first for period in [data.before, *data.years]}
    return [f"{month_name(first[one] + 6, data.meta.decision_month)}-01"
            for one in frame["period"]]


def fan(x: list[str], frame: pl.DataFrame, name: str, colour: str, *, dash: str = "solid",
        middle: str = "mean", legend: bool = True) -> list[dict[str, Any]]:
    """A fan: 9 runs in 10, half of the runs, and a line, the expected value."""
    kept = [i for i, value in enumerate(frame["q50"].to_list()) if value is not None]
    frame, x = frame[kept], [x[i] for i in kept]
    ends = {q: frame[q].to_list() for q in ("q05", "q25", "q75", "q95")}
    return [
        band(x, ends["q05"], ends["q95"], name, colour, 0.14, legend=False),
        band(x, ends["q25"], ends["q75"], name, colour, 0.22, legend=False),
        line(x, frame[middle].to_list(), name, colour, dash=dash, legend=legend),
    ]


def fan_table(data: ProjectionData, frame: pl.DataFrame, decimals: int, unit: str = ""
              ) -> tuple[tuple[Column, ...], pl.DataFrame]:
    """The columns and rows of one number by year."""
    label = {period.id: str(period.label) for period in [data.before, *data.years]}
    table = frame.select(
        pl.Series("label", [label[one] for one in frame["period"]], dtype=pl.String),
        "mean", "q05", "q25", "q50", "q75", "q95")
    columns = (Column("label", _("year")), Column("mean", _("expected"), decimals, unit),
               *(Column(f"q{at:02d}", _("{at} % of runs are below").format(at=at), decimals, unit)
                 for at in (5, 25, 50, 75, 95)))
    return columns, table


def simulated(data: ProjectionData) -> Text:
    """Where a projected number is from."""
    meta = data.meta
    return both(lambda: _("fpplan {version}, scenario {scenario}, {draws} runs, seed {seed}")
                .format(version=meta.version, scenario=meta.scenario, draws=meta.draws,
                        seed=meta.seed))
