"""`fpplan explain`: why one item has its points in one unit."""

from __future__ import annotations

from typing import Annotated

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.text import _

__all__ = ["command"]


def command(
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help=_("The id of a scheme."))],
    figures: Annotated[str, typer.Argument(
        metavar="FIGURES", help=_(
            "A table of figures (unit,period,input,value): CSV or .xlsx, or -."))],
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help=_("The unit to explain."))],
    items: Annotated[list[str] | None, typer.Option(
        "--item", metavar="ITEM",
        help=_("An item or payout; may be repeated. All items otherwise."))] = None,
    period: Annotated[str | None, typer.Option(
        "--period", metavar="YEAR",
        help=_("The year; the first of the figures otherwise."))] = None,
    readings: Annotated[list[str] | None, typer.Option(
        "--reading", metavar="NAME=OPTION", help=_("Choose a reading; may be repeated."))] = None,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    from fpplan.commands import loaded_plugins
    from fpplan.commands.printing import parse_readings
    from fpplan.experiment.score import score
    from fpplan.payoff import explain_payout
    from fpplan.scheme.explain import explain
    from fpplan.scheme.few import as_shown
    from fpplan.scheme.figures_file import read_figures

    plugins = loaded_plugins()
    chosen = plugins.scheme(scheme).under(parse_readings(readings))
    names = items or [item.id for item in chosen.items()]
    payouts = {payout.id for payout in chosen.payouts}
    for name in names:
        if name not in payouts:
            chosen.item(name)
    known = as_shown(read_figures(figures, plugins.schemes.values()), chosen)
    points = score(known, chosen)
    found = [explain_payout(known, points, name, unit=unit, period=period) if name in payouts
             else explain(known, chosen, name, unit=unit, period=period, points=points)
             for name in names]
    if json:
        print_json([each.as_dict() for each in found])
    else:
        typer.echo("\n\n".join("\n".join(each.lines()) for each in found))
