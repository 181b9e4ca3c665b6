"""What the fan of a projection would have said of eight countries, beside the fan itself."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.numbers import num, span
from fpplan.report.plot import INK, TARGET, layout, rgba
from fpplan.report.projection.data import ProjectionData

__all__ = ["BACKTEST"]

_COUNTRIES = {
    "Bangladesh": Text("孟加拉国", "Bangladesh"), "China": Text("中国", "China"),
    "Ethiopia": Text("埃塞俄比亚", "Ethiopia"), "India": Text("印度", "India"),
    "Kenya": Text("肯尼亚", "Kenya"), "Republic of Korea": Text("韩国", "Republic of Korea"),
    "Senegal": Text("塞内加尔", "Senegal"), "Viet Nam": Text("越南", "Viet Nam"),
}
_ENDS = ("q05", "q25", "q75", "q95")


def backtest(data: ProjectionData) -> list[Figure]:
    """Births five years ahead from 2004 and 2014: the fan and what came; nothing without a fan."""
    if not data.folder.trend:
        return []
    text = files("fpplan").joinpath("data/backtest.csv").read_text("utf-8")
    paths = pl.DataFrame(list(csv.DictReader(text.splitlines()))).with_columns(
        pl.col("observed", "median", *_ENDS).cast(pl.Float64))
    judged = paths.filter(pl.col("break") == "no")
    wide, narrow = (judged.filter(pl.col(f"inside_{level}") == "yes").height for level in (90, 50))
    table = paths.select(
        pl.Series("path", [f"{_COUNTRIES[row['country']]}, {row['from']}→{row['year']}"
                           for row in paths.iter_rows(named=True)]),
        (100 * pl.col("observed") / pl.col("median")).alias("came"),
        *(((100 * pl.col(end) / pl.col("median")).alias(end)) for end in _ENDS))
    shown = table.with_columns(
        pl.Series("range", [span(row["q05"], row["q95"]) for row in table.iter_rows(named=True)]),
        pl.Series("half", [span(row["q25"], row["q75"]) for row in table.iter_rows(named=True)]))
    return [
        Figure(
            "backtest", Text("这样的范围过去准不准？", "Would such ranges have held before?"),
            both(lambda: _(
                "Of {paths} forecasts of births five years ahead, {wide} came true within the wide"
                " range (9 in 10 meant to) and {narrow} within the narrow one (half meant to).")
                .format(paths=num(judged.height), wide=wide, narrow=narrow)),
            (Column("path", _("country and years")), Column("came", _("births that came"), 0),
             Column("half", _("half of the fan"), number=True),
             Column("range", _("9 in 10 of the fan"), number=True)),
            shown,
            both(lambda: _(
                "Births of the fifth year; 100 is the middle of the forecast. People of the start"
                " live on by age and sex with the drift of ten years, ever weaker, and the steps of"
                " this projection's fan, whose size never saw the country. The last rows, China in"
                " 2020-2023, are a break that no fan claims; they are not counted.")),
            both(lambda: _(
                "evidence/backtest.csv; United Nations, World Population Prospects 2024")),
            {"data": _traces(table),
             "layout": layout(600, x=_("births, middle of the forecast = 100"), legend=True,
                              yaxis={"type": "category", "autorange": "reversed"})},
        )
    ]  # fmt: skip


def _traces(table: pl.DataFrame) -> list[dict[str, Any]]:
    """The two ranges as bars, and what came as points."""
    bars = [{
        "type": "bar", "orientation": "h", "y": table["path"].to_list(),
        "base": table[low].to_list(), "x": (table[high] - table[low]).to_list(), "name": name,
        "marker": {"color": rgba(INK, alpha)}, "width": 0.6, "offset": -0.3,
        "hoverinfo": "skip",
    } for low, high, name, alpha in (("q05", "q95", _("9 in 10 of the fan"), 0.18),
                                     ("q25", "q75", _("half of the fan"), 0.35))]
    points = {"type": "scatter", "mode": "markers", "x": table["came"].to_list(),
              "y": table["path"].to_list(), "name": _("births that came"),
              "marker": {"color": TARGET, "size": 9, "symbol": "diamond"}}
    return [*bars, points]


BACKTEST = (backtest,)
