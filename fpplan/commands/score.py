"""`fpplan score`: recorded figures under a scheme, item by item."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.errors import InputError
from fpplan.contract.points import NO, NULL, PERHAPS, YES
from fpplan.contract.text import _
from fpplan.finite import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fpplan.contract.points import Points
    from fpplan.experiment.score import Payouts

__all__ = ["command"]

SUFFIXES = (".csv", ".json")
COLUMNS = ("draw", "unit", "period", "view", "scheme", "item", "value", "low", "high")
WORDS = {NULL: None, NO: "no", PERHAPS: "perhaps", YES: "yes"}


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
        print_payouts,
        print_points,
        write_whole,
    )
    from fpplan.experiment.score import pay, payable, score
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
    to_pay, missing = payable(given, points)
    paid = pay(given, to_pay)
    if out is not None:
        write_whole(out, as_csv(points, paid) if out.suffix == ".csv"
                    else json_text(as_data(points, paid, missing), indent=2) + "\n")
    if json:
        print_json(as_data(points, paid, missing))
    elif out is None:
        print_points(points, given)
        if chosen.payouts:
            print_payouts(paid, missing)
    else:
        typer.echo(_("Written: {path}").format(path=out))
    if given is not recorded and not json:
        typer.echo(_("A recorded count of 1 to 4 procedures or breaches does not show (<5), nor "
                     "does what would tell it: all that rests on it is given for the whole range "
                     "from 1 to 4."))


def as_data(points: Points, paid: Payouts | None = None,
            missing: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, Any]:
    """Points for machines: by unit and period, items with their ends, gaps and totals, then what is
    `paid` and follows. `missing` are, by payout, the inputs for want of which it is not known."""
    import numpy as np

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
                    row["met"] = WORDS[int(np.broadcast_to(points.met[name], shape)[at])]
                if name in points.vetoes:
                    row["takes_effect"] = WORDS[int(np.broadcast_to(points.vetoes[name],
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
                **({"payouts": _paid(paid, at)} if paid else {}),
            })
    return {"scheme": points.scheme.id, "readings": dict(points.scheme.chosen or {}),
            "results": results,
            **({"payouts_not_known": {name: [*inputs] for name, inputs in missing.items()}}
               if missing else {})}


def _paid(paid: Payouts, at: tuple[int, int, int]) -> dict[str, Any]:
    """What is paid and follows in one cell, by payout."""
    found: dict[str, Any] = {}
    for payout in paid.payouts:
        row: dict[str, Any] = {"role": {"zh": payout.role.zh, "en": payout.role.en},
                               "tags": sorted(paid.tags[payout.id])}
        if payout.id in paid.yuan:
            row["yuan"] = dict(zip(("central", "low", "high"), paid.money(payout.id, at),
                                   strict=True))
        else:
            row["follows"] = WORDS[paid.state(payout.id, at)]
        found[payout.id] = row
    return found


def as_csv(points: Points, paid: Payouts | None = None) -> str:
    """Tidy rows: draw, unit, period, view, scheme, item, value, low, high. What is `paid` follows
    the points, as "payouts." and the id: yuan, or 1 where a consequence follows."""
    import csv
    import io

    text = io.StringIO()
    rows = [*points.rows(), *(paid.rows(points) if paid else ())]
    writer = csv.DictWriter(text, fieldnames=COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
