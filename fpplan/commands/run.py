"""`fpplan run`: simulate a scenario and its variants, score them, write the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.text import _, language

if TYPE_CHECKING:
    from fpplan.experiment.world import World

__all__ = ["command", "run", "use_threads"]

Draws = Annotated[int, typer.Option(
    "--draws", metavar="N", help=_("How many draws: a multiple of 4."))]
Seed = Annotated[int, typer.Option(
    "--seed", metavar="N", help=_("Any whole number; the same seed gives the same tables."))]
Out = Annotated[Path | None, typer.Option(
    "--out", metavar="FOLDER", help=_("Where the run goes; runs/NAME by default."))]
Threads = Annotated[int | None, typer.Option(
    "--threads", metavar="N", help=_("How many threads; all cores by default."))]


def command(
    scenario: Annotated[str, typer.Argument(
        metavar="SCENARIO", help=_("A ready-made name, a path, or - for standard input."))],
    draws: Draws = 1000,
    seed: Seed = 0,
    out: Out = None,
    threads: Threads = None,
    uncertainty: Annotated[str, typer.Option(
        "--uncertainty", metavar="both|chance",
        help=_("chance keeps every parameter at its central value."))] = "both",
    keep: Annotated[str, typer.Option(
        "--keep", metavar="needed|all",
        help=_("Which tallies to keep: those needed, or all."))] = "needed",
    report: Annotated[bool, typer.Option(
        "--report/--no-report", help=_("Write report.html."))] = True,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    """Simulate a scenario and its variants, score them and write the report."""
    folder, world = _run(scenario, draws=draws, seed=seed, out=out, threads=threads,
                         uncertainty=uncertainty, keep=keep, report=report, quiet=json)
    if json:
        from fpplan.experiment.telling import told_data

        print_json({"run": str(folder), "draws": draws, "seed": seed,
                    "report": str(folder / "report.html") if report else None,
                    "answers": told_data(world, world.base)})


def run(scenario: str, **how: Any) -> Path:
    """Run a scenario into a folder and write its report; `how` as the options of the command, and
    `quiet`. Returns the folder."""
    return _run(scenario, **how)[0]


def _run(scenario: str, *, draws: int, seed: int, out: Path | None, threads: int | None,
         uncertainty: str, report: bool, quiet: bool, keep: str = "needed"
         ) -> tuple[Path, World]:
    from fpplan.contract.errors import Problems, nearest
    from fpplan.experiment.draws import REPEATS

    problems = Problems("")
    if draws < REPEATS or draws % REPEATS:
        problems.add("--draws", _("must be a multiple of {n}, at least {n}").format(n=REPEATS),
                     draws)
    if threads is not None and threads < 1:
        problems.add("--threads", _("must be at least 1"), threads)
    if uncertainty not in ("both", "chance"):
        problems.add("--uncertainty", _("must be both or chance"), uncertainty,
                     nearest(uncertainty, ("both", "chance")))
    if keep not in ("needed", "all"):
        problems.add("--keep", _("must be needed or all"), keep, nearest(keep, ("needed", "all")))
    problems.raise_if_any()

    from fpplan.commands import loaded_plugins, tell
    from fpplan.commands.progress import draws_bar
    from fpplan.loading import open_world, settled
    from fpplan.pipeline.execute import execute
    from fpplan.pipeline.soundness import remarks
    from fpplan.store.lock import alone
    from fpplan.store.writer import KIND

    plugins = loaded_plugins()
    world = open_world(scenario, plugins)
    use_threads(threads)
    work = settled(world, scenario, draws=draws, seed=seed,
                   uncertainty="chance" if uncertainty == "chance" else "both",
                   keep="all" if keep == "all" else "needed")
    tell(remarks(work))
    folder = out or Path("runs") / world.base.scenario
    KIND.check(folder)  # before the folder is made
    with alone(folder):  # until its page is written too
        with draws_bar(_("Simulating {name}").format(name=world.base.title), quiet) as tick:
            execute(work, folder, tick)
        if report:
            from fpplan.report import write_report

            write_report(folder, language(), tuple(plugins.sections.values()))
    if not quiet:
        _say(folder, report, world)
    return folder, world


def use_threads(threads: int | None) -> None:
    """Let compiled code run on so many threads; None for all."""
    if threads is None:
        return
    import numba

    numba.set_num_threads(min(threads, numba.get_num_threads()))


def _say(folder: Path, report: bool, world: World) -> None:
    from fpplan.experiment.telling import told

    for line in told(world, world.base):
        print(line)
    print(_("Tables: {path}").format(path=folder))
    if report:
        print(_("Report: {path}").format(path=folder / "report.html"))
