"""`fpplan compare`: the variants of a run side by side, with what differs and how sure that is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.commands import AsJson, Lang, print_json
from fpplan.contract.errors import InputError, nearest
from fpplan.contract.text import _

if TYPE_CHECKING:
    import polars as pl

    from fpplan.store import Run

__all__ = ["command"]


def command(
    run: Annotated[Path, typer.Argument(metavar="FOLDER", help=_("A run folder."))],
    unit: Annotated[str | None, typer.Option(
        "--unit", metavar="ID", help=_("Which unit; the topmost by default."))] = None,
    period: Annotated[str | None, typer.Option(
        "--period", metavar="ID", help=_("Which year; the last by default."))] = None,
    view: Annotated[str | None, typer.Option(
        "--view", metavar="true|reported",
        help=_("What is true, or what the books say; true by default, reported with "
               "--schemes."))] = None,
    schemes: Annotated[bool, typer.Option("--schemes", help=_(
        "Compare the schemes that scored the run: who gains and who loses."))] = False,
    variant: Annotated[str | None, typer.Option(
        "--variant", metavar="ID", help=_("Which variant, with --schemes; the base by "
                                          "default."))] = None,
    json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Compare the variants of a run: each indicator and total, and its difference to the base."""
    from fpplan.store import Run

    found = Run.open(run)
    years = [p.id for p in found.names.periods if p.role == "year"]
    when = _one_of("--period", period, years, -1)
    which = _one_of("--view", view, ["true", "reported"], 1 if schemes else 0)
    if schemes:
        from fpplan.commands.compare_schemes import compare_schemes, print_schemes

        if unit is not None:
            raise InputError.one("", "--unit", _("does not go with --schemes, which ranks units"),
                                 unit)
        variants = [each.id for each in found.names.variants]
        compared = compare_schemes(found, when, which, _one_of("--variant", variant, variants, 0))
        if json:
            print_json(compared)
        else:
            print_schemes(found, compared)
        return
    if variant is not None:
        raise InputError.one("", "--variant", _("goes with --schemes; variants are compared with "
                                                "each other otherwise"), variant)
    where = _one_of("--unit", unit, [u.id for u in found.names.units], 0)
    rows = _rows(found, where, when, which)
    if json:
        print_json({"unit": where, "period": when, "view": which, "rows": rows})
    else:
        _print(found, where, when, rows)


def _one_of(option: str, asked: str | None, known: list[str], default: int) -> str:
    if asked is None:
        return known[default]
    if asked not in known:
        raise InputError.one("", option, _("must be one of {names}").format(names=", ".join(known)),
                             asked, nearest(asked, known))
    return asked


def _rows(run: Run, unit: str, period: str, view: str) -> list[dict[str, Any]]:
    """One row per indicator and per scheme total, each scheme in that of its own years which shares
    most months with the period: means by variant, paired differences."""
    import polars as pl

    from fpplan.commands.compare_schemes import years_of
    from fpplan.store.shown import shown_points

    where = ((pl.col("unit").cast(pl.String) == unit)
             & (pl.col("view").cast(pl.String) == view))
    own, _left_out = years_of(run, period)
    plain = [pl.col("variant").cast(pl.String), pl.col("draw"), pl.col("value")]
    indicators = run.collect(run.table("indicators").filter(
        where, pl.col("period").cast(pl.String) == period).select(
        *plain, pl.col("name").cast(pl.String), pl.lit("").alias("scheme")))
    totals = [row.id for row in run.names.items if row.role in ("total", "untagged")]
    scored = [f"{scheme}/{year}" for scheme, year in own.items()]
    key = pl.concat_str([pl.col(part).cast(pl.String) for part in ("scheme", "period")],
                        separator="/")
    points = run.collect(shown_points(run).filter(
        where & pl.col("item").cast(pl.String).is_in(totals) & key.is_in(scored)).select(
        *plain, pl.col("item").cast(pl.String).alias("name"), pl.col("scheme").cast(pl.String)))
    variants = [variant.id for variant in run.names.variants]
    rows = []
    for (scheme, name), part in pl.concat([points, indicators]).group_by(
            "scheme", "name", maintain_order=True):
        wide = part.pivot("variant", index="draw", values="value")
        row: dict[str, Any] = {"scheme": scheme, "name": name, "period": own.get(scheme, period)}
        for variant in variants:
            row[variant] = _stated(wide[variant])
            if variant != variants[0]:
                row[f"{variant}_difference"] = _stated(wide[variant] - wide[variants[0]])
        rows.append(row)
    return rows


def _stated(values: pl.Series) -> dict[str, float | None]:
    """Mean and the range of nine draws in ten; None where nothing is known."""
    from fpplan.store.sums import mean_of

    known = values.drop_nulls().drop_nans()
    if not known.len():
        return {"mean": None, "q05": None, "q95": None}
    return {"mean": mean_of(known),
            "q05": known.quantile(0.05, "linear"), "q95": known.quantile(0.95, "linear")}


def _print(run: Run, unit: str, period: str, rows: list[dict[str, Any]]) -> None:
    from rich.table import Table

    from fpplan.commands.printing import console

    indicators = {row.id: str(row.label) for row in run.names.indicators}
    # a chapter may have the id of an indicator: each is looked up among its own kind
    lines = {(row.scheme, row.id): str(row.label) for row in run.names.items}
    schemes = {row.id: str(row.label) for row in run.names.schemes}
    label = next(str(row.label) for row in run.names.units if row.id == unit)
    table = Table(title=_("{unit}, year from {period}: means, and nine draws in ten of each "
                          "difference").format(unit=label, period=period))
    table.add_column(_("What"))
    variants = run.names.variants
    for variant in variants:
        table.add_column(str(variant.label), justify="right")
        if variant.id != variants[0].id:
            table.add_column(_("difference"), justify="right")
    for row in rows:
        what = lines.get((row["scheme"], row["name"]), row["name"]) if row["scheme"] \
            else indicators.get(row["name"], row["name"])
        cells = [f"{schemes[row['scheme']]}: {what}" if row["scheme"] else what]
        if row["period"] != period:  # a scheme's year that starts in another month
            cells = [_("{head} ({rest})").format(head=cells[0], rest=row["period"])]
        for variant in variants:
            cells.append(_number(row[variant.id]["mean"]))
            if variant.id != variants[0].id:
                gap = row[f"{variant.id}_difference"]
                cells.append(f"{_number(gap['mean'], True)} "
                             f"({_number(gap['q05'], True)} … {_number(gap['q95'], True)})")
        table.add_row(*cells)
    console().print(table)
    for scheme in run.names.schemes:
        if any(row["scheme"] == scheme.id for row in rows) and (
                said := run.names.compared(scheme)):
            console().print(" ".join(said), soft_wrap=True)


def _number(value: float | None, signed: bool = False) -> str:
    if value is None:
        return "–"
    return f"{value:{'+' if signed else ''},.2f}"
