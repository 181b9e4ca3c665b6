"""`fpplan project`: a scenario years ahead, everyone by age and sex, with fans and a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.commands.run import Seed, Threads
from fpplan.contract.text import _, language

__all__ = ["MOST_YEARS", "command", "project"]

MOST_YEARS = 50


def command(
    scenario: Annotated[str, typer.Argument(
        metavar="SCENARIO", help=_("A ready-made name, a path, or - for standard input."))],
    years: Annotated[int, typer.Option(
        "--years", metavar="N", help=_("How many years ahead."))] = 20,
    draws: Annotated[int, typer.Option(
        "--draws", metavar="N", help=_("How many draws: a multiple of 4."))] = 200,
    seed: Seed = 0,
    out: Annotated[Path | None, typer.Option(
        "--out", metavar="FOLDER",
        help=_("Where the projection goes; runs/NAME-projection by default."))] = None,
    threads: Threads = None,
    uncertainty: Annotated[str, typer.Option(
        "--uncertainty", metavar="both|chance",
        help=_("chance keeps every parameter at its central value."))] = "both",
    asfr: Annotated[str | None, typer.Option(
        "--asfr", metavar="FILE",
        help=_("Accounting mode: fertility by age from a file, not simulated."))] = None,
    trend: Annotated[str | None, typer.Option(
        "--trend", metavar="none|FILE",
        help=_("How the years change births and deaths; none: not at all."))
    ] = None,
    migration: Annotated[str | None, typer.Option(
        "--migration", metavar="FILE",
        help=_("Net moves from outside by year, from a file; nobody by default."))] = None,
    variant: Annotated[str, typer.Option(
        "--variant", metavar="NAME", help=_("Project this variant of the scenario."))] = "base",
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    """Project a scenario years ahead: births, deaths, people by age and sex, fertility.

    Without `--asfr` births follow from women's lives: unions, intentions, methods. With it
    fertility is given and only the accounts are kept.

    Rates do not stand still: with `--trend assumed` births and deaths drift on as in the ten years
    before, ever less, and scatter as forecasts elsewhere failed. A file gives the middle instead
    (year,fertility_ratio,mortality_ratio); none leaves rates as they are.
    """
    folder = project(scenario, years=years, draws=draws, seed=seed, out=out, threads=threads,
                     uncertainty=uncertainty, asfr=asfr, variant=variant, quiet=json, trend=trend,
                     migration=migration)
    if json:
        print_json({"projection": str(folder), "years": years, "draws": draws, "seed": seed,
                    "mode": "simulated" if asfr is None else "accounting",
                    "trend": trend or ("assumed" if asfr is None else "none"),
                    "report": str(folder / "report.html")})


def project(scenario: str, *, years: int, draws: int, seed: int, out: Path | None,
            threads: int | None, uncertainty: str, asfr: str | None, variant: str,
            quiet: bool, trend: str | None = None, migration: str | None = None) -> Path:
    """Project a scenario into a folder and write its page. Returns the folder."""
    from fpplan.contract.errors import Problems, nearest
    from fpplan.experiment.draws import REPEATS

    problems = Problems("")
    if not 1 <= years <= MOST_YEARS:
        problems.add("--years", _("must be from 1 to {most}").format(most=MOST_YEARS), years)
    if draws < REPEATS or draws % REPEATS:
        problems.add("--draws", _("must be a multiple of {n}, at least {n}").format(n=REPEATS),
                     draws)
    if threads is not None and threads < 1:
        problems.add("--threads", _("must be at least 1"), threads)
    if uncertainty not in ("both", "chance"):
        problems.add("--uncertainty", _("must be both or chance"), uncertainty,
                     nearest(uncertainty, ("both", "chance")))
    if [scenario, asfr, trend, migration].count("-") > 1:
        name = next(name for name, file in (
            ("--asfr", asfr), ("--trend", trend), ("--migration", migration)) if file == "-")
        problems.add(name, _("standard input can be read once"), "-")
    if asfr is not None and trend not in (None, "none"):
        problems.add("--trend", _("fertility is given by --asfr already"), trend)
    problems.raise_if_any()

    from fpplan.projection.given import read_given

    given = read_given(asfr, trend, migration)
    from fpplan.commands import loaded_plugins
    from fpplan.commands.progress import draws_bar
    from fpplan.commands.run import use_threads
    from fpplan.loading import open_world
    from fpplan.projection.folder import write
    from fpplan.projection.project import prepared_projection
    from fpplan.report.projection import write_page

    world = open_world(scenario, loaded_plugins())
    if variant not in world.variants:
        problems.unknown("--variant", variant, world.variants,
                         _("is not a variant of the scenario"))
    problems.raise_if_any()
    use_threads(threads)
    chosen = world.plan(variant)
    work = prepared_projection(world, chosen, years, draws=draws, seed=seed,
                               uncertainty="chance" if uncertainty == "chance" else "both",
                               **given.of(world, 12 * years))
    folder = out or Path("runs") / f"{chosen.scenario}-projection"
    with draws_bar(_("Projecting {name}").format(name=chosen.title), quiet) as tick:
        write(work, folder, tick, report=lambda part: write_page(part, language()))
    if not quiet:
        print(_("Tables: {path}").format(path=folder))
        print(_("Report: {path}").format(path=folder / "report.html"))
    return folder
