"""`fpplan frontier`: untagged points against true outcomes against cost."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.commands.plan import (
    Cover,
    Difference,
    Fresh,
    Least,
    Most,
    OnlyScheme,
    OutcomeWeights,
    Posts,
    Seed,
    Step,
    TableDraws,
    UnitLeast,
    UnitMost,
    View,
    checked,
    stages,
)
from fpplan.contract.errors import InputError
from fpplan.contract.text import _, run_on

if TYPE_CHECKING:
    from fpplan.planning.frontier import Frontier

__all__ = ["command"]


def command(
    scenario: Annotated[str, typer.Argument(
        metavar="SCENARIO", help=_("A ready-made name, a path, or - for standard input."))],
    budgets: Annotated[str, typer.Option("--budgets", metavar="SHARE,...", help=_(
        "Budgets, as shares of the hours of today."))] = "0,0.25,0.5,0.75,1",
    unit_least: UnitLeast = None,
    unit_most: UnitMost = None,
    difference: Difference = None,
    least: Least = None,
    most: Most = None,
    cover: Cover = None,
    posts: Posts = None,
    scheme: OnlyScheme = None,
    outcome: OutcomeWeights = None,
    view: View = "reported",
    step: Step = 60,
    draws: TableDraws = None,
    fresh: Fresh = 32,
    seed: Seed = 0,
    out: Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help=_(
        "Where the frontier goes; frontiers/NAME by default."))] = None,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    """Work out what points, true outcomes and cost can be had together."""
    shares = _shares(budgets)
    effort = checked(step, draws, fresh)
    from fpplan.commands import loaded_plugins
    from fpplan.loading import open_world
    from fpplan.planning.frontier import draw_frontier
    from fpplan.planning.plan import Wanted
    from fpplan.planning.plan_options import limits_of, weights_of
    from fpplan.planning.plan_write import FRONTIER, json_text, table_text
    from fpplan.report.frontier_page import frontier_lines, frontier_page
    from fpplan.store.whole import Whole, write_files

    plugins = loaded_plugins()
    world = open_world(scenario, plugins)
    base = world.base
    limits = limits_of(world, unit_least=unit_least, unit_most=unit_most, difference=difference,
                       least=least, most=most, cover=cover, posts=posts)
    points = any(plugins.schemes[name].base is not None for name in base.base.schemes)
    wanted = Wanted("points" if points else "outcomes", limits, scheme, None, weights_of(outcome),
                    step, seed, effort, fresh, view)
    folder = out or Path("frontiers") / base.scenario
    with Whole(folder, FRONTIER).held() as whole:
        with stages(json) as stage:
            found = draw_frontier(world, wanted, budgets=shares,
                                  cache=folder.parent / ".tables", stage=stage)
        data = _described(found, seed)
        head = ["name", "kind", "hours_per_month", "yuan_per_month", "untagged_points",
                "points_standard_error", "outcomes", "outcomes_standard_error", "on_the_frontier",
                "outcomes_worse_than_now"]
        rows = [[row[key] for key in ("name", "kind", "hours_per_month", "yuan_per_month", "points",
                                      "points_error", "outcomes", "outcomes_error", "best")]
                + [" ".join(row["worse"])] for row in data["spots"]]
        write_files(whole, {
            "frontier.json": json_text(data), "frontier.csv": table_text(head, rows),
            **{f"frontier.{language}.html": frontier_page(found, seed, language)
               for language in ("en", "zh")}})
    if json:
        print_json({**data, "frontier": str(folder)})
        return
    for line in frontier_lines(found):
        print(run_on(line))
    print(_("Table: {path}").format(path=folder / "frontier.csv"))
    print(_("Page: {path}").format(path=folder / "frontier.en.html"))


def _shares(text: str) -> tuple[float, ...]:
    found = []
    for part in text.split(","):
        try:
            value = float(part)
        except ValueError:
            value = math.nan
        if not (math.isfinite(value) and 0 <= value <= 10):
            raise InputError.one("", "--budgets", _(
                "is a list of shares of today's hours, such as 0,0.5,1"), text)
        found.append(value)
    return tuple(dict.fromkeys(found))


def _described(found: Frontier, seed: int) -> dict[str, Any]:
    def short(value: float | None) -> float | None:
        return None if value is None or math.isnan(value) else round(value, 6) + 0.0

    return {
        "scenario": found.problem.resolved.scenario, "seed": seed,
        "fresh_draws": list(found.draws), "yuan_per_hour": short(found.yuan_per_hour),
        "schemes": [s.id for s in found.judge.schemes],
        "outcomes": {o.column.name: o.sign * o.weight for o in found.judge.outcomes},
        "spots": [{
            "name": s.name, "kind": s.kind, "hours_per_month": short(s.hours),
            "yuan_per_month": short(s.yuan), "points": short(s.points),
            "points_error": short(s.points_error), "outcomes": short(s.outcomes),
            "outcomes_error": short(s.outcomes_error), "budget": s.budget, "mix": s.mix,
            "best": s.best, "worse": list(s.worse), "narrows_choice": s.narrows}
            for s in found.spots],
    }
