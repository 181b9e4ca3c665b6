"""`fpplan compare FOLDER --schemes`: the same year of one run under each scheme that scored it.

Units are ranked by their expected points (the mean over the draws, under one variant). Two
schemes are compared by the rank correlation of those points and by the units that gain and
lose most places from one to the other. Totals without tagged items stand beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from fpplan.contract.errors import InputError
from fpplan.contract.text import _

if TYPE_CHECKING:
    from fpplan.store import Run

__all__ = ["compare_schemes", "print_schemes", "ranks", "spearman", "years_of"]

KINDS = {"total": "total", "untagged": "untagged_total"}  # role of a row: its name in the output
DECIMALS = 9  # points nearer than this are the same; sums differ by the order of adding


@dataclass(frozen=True)
class _Scored:
    """Expected points of the units under one scheme, in its own year; None is not known.

    By "total" and "untagged_total", one value a unit; `ends` are the low and the high end of
    what rests on figures that are not given.
    """

    scheme: str
    period: str
    points: dict[str, list[float | None]]
    ends: dict[str, list[list[float | None]]]


def compare_schemes(run: Run, period: str, view: str, variant: str) -> dict[str, Any]:
    """Units by scheme and schemes by pair, for machines.

    Each scheme is taken in that of its own years which shares most months with `period`.
    Raises InputError when fewer than two schemes gave points in it.
    """
    years, left_out = years_of(run, period)
    if len(years) < 2:
        raise InputError.one(run.path, "--schemes", _(
            "needs two schemes that give points in this year; in this run: {names}").format(
                names=", ".join(years) or "–"))
    units, scored = _scored(run, years, view, variant)
    places = {each.scheme: {kind: ranks(values) for kind, values in each.points.items()}
              for each in scored}
    rows = [{"unit": unit, "schemes": {each.scheme: {
        kind: {"points": values[at], "range": each.ends[kind][at],
               "rank": places[each.scheme][kind][at]}
        for kind, values in each.points.items()} for each in scored}}
        for at, unit in enumerate(units)]
    pairs = [{"schemes": [one.scheme, other.scheme], **{
        kind: {"spearman": spearman(one.points[kind], other.points[kind]),
               **_moves(units, places[one.scheme][kind], places[other.scheme][kind])}
        for kind in KINDS.values()}} for one, other in combinations(scored, 2)]
    return {
        "variant": variant, "period": period, "view": view,
        "draws": run.meta.draws, "not_scored_in_this_year": left_out,
        "schemes": [{"id": each.scheme, "period": each.period, "spearman_total_untagged": spearman(
            *each.points.values()), "lived_under": next(
                row for row in run.names.schemes if row.id == each.scheme).lives_in(variant)}
            for each in scored],
        "units": rows, "pairs": pairs,
    }


def years_of(run: Run, period: str) -> tuple[dict[str, str], list[str]]:
    """The year of each point scheme that shares most months with `period` (the later of two
    that share as many), and the point schemes that have none."""
    import polars as pl

    from fpplan.store.shown import shown_points

    wanted = next(each for each in run.names.periods if each.id == period)
    known = {each.id: each for each in run.names.periods}
    totals = [row.id for row in run.names.items if row.role == "total"]
    found = run.collect(shown_points(run).filter(
        pl.col("item").cast(pl.String).is_in(totals)).select(
        pl.col("scheme").cast(pl.String), pl.col("period").cast(pl.String)).unique())
    years: dict[str, str] = {}
    left_out = []
    for scheme in (row.id for row in run.names.schemes if row.points):
        own = [known[name] for name in found.filter(pl.col("scheme") == scheme)["period"]]
        best = max(((1 + min(each.last, wanted.last) - max(each.first, wanted.first), each.first,
                     each.id) for each in own), default=(0, 0, ""))
        if best[0] <= 0:
            left_out.append(scheme)
        else:
            years[scheme] = best[2]
    return years, left_out


def _scored(run: Run, years: dict[str, str], view: str, variant: str
            ) -> tuple[list[str], list[_Scored]]:
    """The units that every scheme scored, and their mean points over the draws."""
    import polars as pl

    from fpplan.store.shown import shown_points
    from fpplan.store.sums import mean

    names = {(row.scheme, row.id): KINDS[row.role] for row in run.names.items if row.role in KINDS}
    plain = [pl.col(name).cast(pl.String) for name in ("scheme", "unit", "period", "item")]
    means = run.collect(shown_points(run).filter(
        (pl.col("variant").cast(pl.String) == variant)
        & (pl.col("view").cast(pl.String) == view)
        & pl.col("item").cast(pl.String).is_in([item for _scheme, item in names])).group_by(
        *plain).agg(mean(pl.col("value", "low", "high").fill_nan(None))))
    table = {(scheme, names[scheme, item], unit): [_rounded(value) for value in values]
             for scheme, unit, period, item, *values in means.iter_rows()
             if (scheme, item) in names and years.get(scheme) == period}
    units = [unit.id for unit in run.names.units
             if all((scheme, "total", unit.id) in table for scheme in years)]
    return units, [_Scored(
        scheme, year,
        {kind: [table[scheme, kind, unit][0] for unit in units] for kind in KINDS.values()},
        {kind: [table[scheme, kind, unit][1:] for unit in units] for kind in KINDS.values()},
    ) for scheme, year in years.items()]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def ranks(points: Sequence[float | None]) -> list[float | None]:
    """Places, 1 for most points. Equal points share the mean of their places, as in the rank
    correlation; unknown ones have none."""
    known = [value for value in points if value is not None]
    return [None if value is None else sum(other > value for other in known)
            + (1 + known.count(value)) / 2 for value in points]


def spearman(one: Sequence[float | None], other: Sequence[float | None]) -> float | None:
    """Spearman's rank correlation over the units known in both; None where there is none to
    speak of: fewer than two units, or a scheme under which all are equal."""
    both = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    if any(len(set(side)) < 2 for side in zip(*both, strict=True)) or not both:
        return None
    from scipy.stats import spearmanr

    return float(spearmanr(*zip(*both, strict=True)).statistic)


def _moves(units: Sequence[str], one: Sequence[float | None], other: Sequence[float | None]
           ) -> dict[str, Any]:
    """Who gains and who loses most places from the first scheme to the second; nobody when one
    of them tells no unit from another."""
    if min(len({*one}), len({*other})) < 2:
        return {"places_gained": {}, "gain_most": [], "lose_most": []}
    gained = {unit: before - after for unit, before, after in zip(units, one, other, strict=True)
              if before is not None and after is not None}
    most, least = max(gained.values(), default=0), min(gained.values(), default=0)
    return {
        "places_gained": gained,
        "gain_most": [unit for unit, places in gained.items() if places == most > 0],
        "lose_most": [unit for unit, places in gained.items() if places == least < 0],
    }


def print_schemes(run: Run, found: dict[str, Any]) -> None:
    """The same for people: a table of units and one of pairs."""
    from rich.table import Table

    from fpplan.commands.printing import console

    printer = console()
    labels = {row.id: str(row.label) for row in run.names.schemes}
    names = {unit.id: str(unit.label) for unit in run.names.units}
    view = _("what is true") if found["view"] == "true" else _("what the books say")
    plan = next(str(row.label) for row in run.names.variants if row.id == found["variant"])
    table = Table(title=_("Expected points and places, {variant}, year from {period}, by {view}, "
                          "{draws} draws").format(variant=plan, period=found["period"], view=view,
                                                  draws=found["draws"]))
    table.add_column(_("which unit"))
    for scheme in found["schemes"]:
        table.add_column(f"{labels[scheme['id']]} ({scheme['period']})", justify="right")
        table.add_column(_("without tagged items"), justify="right")
    for row in found["units"]:
        table.add_row(names[row["unit"]], *(_place(cell[kind]) for cell in row["schemes"].values()
                                            for kind in KINDS.values()))
    printer.print(table)
    pairs = Table(_("from"), _("to"), _("points"), _("rank correlation"), _("gain most places"),
                  _("lose most places"))
    words = {"total": _("total"), "untagged_total": _("without tagged items")}
    for pair in found["pairs"]:
        for kind, word in words.items():
            cell = pair[kind]
            moved = [", ".join(f"{names[unit]} {cell['places_gained'][unit]:+g}"
                               for unit in cell[key]) or "–" for key in ("gain_most", "lose_most")]
            pairs.add_row(*(labels[scheme] for scheme in pair["schemes"]), word,
                          _correlation(cell["spearman"]), *moved)
    printer.print(pairs)
    for scheme in found["schemes"]:
        places = {row["schemes"][scheme["id"]]["total"]["rank"] for row in found["units"]}
        if len(places) < 2:
            printer.print(_("{scheme} tells no unit from another: nothing that differs between "
                            "them was given for it.").format(scheme=labels[scheme["id"]]),
                          soft_wrap=True)
    for row in run.names.schemes:
        if not row.lives_in(found["variant"]) and row.id in {s["id"] for s in found["schemes"]}:
            printer.print(" ".join(run.names.compared(row)), soft_wrap=True)
    if any(cell["total"]["range"][0] != cell["total"]["range"][1]
           for row in found["units"] for cell in row["schemes"].values()):
        printer.print(_("Some points rest on figures that are not given; their central values "
                        "are ranked, `--json` has the ranges."), soft_wrap=True)
    if len({scheme["period"] for scheme in found["schemes"]}) > 1:
        printer.print(_("The schemes' years start in different months; each is the one that shares "
                        "most months with the year asked for."), soft_wrap=True)
    if found["not_scored_in_this_year"]:
        printer.print(_("Not scored in this year: {names}.").format(
            names=", ".join(labels[name] for name in found["not_scored_in_this_year"])),
            soft_wrap=True)


def _place(cell: dict[str, Any]) -> str:
    if cell["points"] is None:
        return "–"
    return _("{points} (place {place})").format(points=f"{cell['points']:,.2f}",
                                                place=f"{cell['rank']:g}")


def _correlation(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}"
