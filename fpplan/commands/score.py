"""`fpplan score`: recorded figures under a scheme, item by item."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.errors import InputError
from fpplan.contract.text import _
from fpplan.finite import json_text

if TYPE_CHECKING:
    from fpplan.contract.points import Points

__all__ = ["command"]

SUFFIXES = (".csv", ".json")


def command(
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help=_("The id of a scheme."))],
    figures: Annotated[str, typer.Argument(
        metavar="FIGURES", help=_(
            "A table of figures (unit,period,input,value): CSV or .xlsx, or -."))],
    readings: Annotated[list[str] | None, typer.Option(
        "--reading", metavar="NAME=OPTION", help=_("Choose a reading; may be repeated."))] = None,
    out: Annotated[Path | None, typer.Option(
        "--out", metavar="FILE", help=_("Write the points to a .csv or .json file."))] = None,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    from fpplan.commands import loaded_plugins
    from fpplan.commands.printing import (
        parse_readings,
        print_points,
        write_whole,
    )
    from fpplan.experiment.score import score
    from fpplan.scheme.few import as_shown
    from fpplan.scheme.figures_file import read_figures

    if out is not None and out.suffix not in SUFFIXES:
        raise InputError.one(out, "--out", _("must end in one of {suffixes}").format(
            suffixes=", ".join(SUFFIXES)), out.suffix)
    plugins = loaded_plugins()
    chosen = plugins.scheme(scheme).under(parse_readings(readings))
    recorded = read_figures(figures, plugins.schemes.values())
    given = as_shown(recorded, chosen)
    points = score(given, chosen)
    if out is not None:
        write_whole(out, as_csv(points) if out.suffix == ".csv" else _json_text(points))
    if json:
        print_json(as_data(points))
    elif out is None:
        print_points(points, given)
    else:
        typer.echo(_("Written: {path}").format(path=out))
    if given is not recorded and not json:
        typer.echo(_("A recorded count of 1 to 4 procedures or breaches does not show (<5), nor "
                     "does what would tell it: all that rests on it is given for the whole range "
                     "from 1 to 4."))


def as_data(points: Points) -> dict[str, Any]:
    """Points for machines: by unit and period, items with their ends, gaps and totals."""
    import numpy as np

    from fpplan.contract.points import NO, NULL, PERHAPS, YES

    words = {NULL: None, NO: "no", PERHAPS: "perhaps", YES: "yes"}
    shape = (1, len(points.units), len(points.periods))

    def cell(span: Any, at: tuple[int, int, int]) -> dict[str, float | None]:
        values = {name: float(np.broadcast_to(getattr(span, name)[:1], shape)[at])
                  for name in ("central", "low", "high")}
        return {name: value if value == value else None for name, value in values.items()}

    results = []
    for unit, unit_id in enumerate(points.units):
        for period, period_id in enumerate(points.periods):
            at = 0, unit, period
            items = {}
            for name, span in points.items.items():
                row: dict[str, Any] = cell(span, at)
                row["tags"] = sorted(points.scheme.tags(points.scheme.item(name)))
                if name in points.gaps:
                    row["gap"] = cell(points.gaps[name], at)
                    row["met"] = words[int(np.broadcast_to(points.met[name], shape)[at])]
                if name in points.vetoes:
                    row["takes_effect"] = words[int(np.broadcast_to(points.vetoes[name],
                                                                    shape)[at])]
                row["assumed_inputs"] = sorted(
                    each for each, cells in points.unknown.get(name, {}).items()
                    if cells[unit, period])
                items[name] = row
            gives = points.scheme.base is not None  # a scheme of targets has no total of 0
            results.append({
                "unit": unit_id, "period": period_id, "items": items,
                "chapters": {name: cell(span, at) for name, span in points.chapters.items()}
                if gives else {},
                "total": cell(points.total, at) if gives else None,
                "untagged_total": cell(points.untagged, at) if gives else None,
            })
    return {"scheme": points.scheme.id, "readings": dict(points.scheme.chosen or {}),
            "results": results}


def _json_text(points: Points) -> str:
    
    return json_text(as_data(points), indent=2) + "\n"


def as_csv(points: Points) -> str:
    """Tidy rows: draw, unit, period, view, scheme, item, value, low, high."""
    import csv
    import io

    text = io.StringIO()
    rows = list(points.rows())
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
