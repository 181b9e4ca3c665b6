"""`fpplan targets`: numbers that units can meet by serving people, as a hand-out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.text import _, run_on

if TYPE_CHECKING:
    from fpplan.experiment.world import World
    from fpplan.planning.targets import Targets
    from fpplan.plugins import Plugins
    from fpplan.scenario.resolve import Resolved

__all__ = ["command"]


def command(
    scenario: Annotated[str, typer.Argument(
        metavar="SCENARIO", help=_("A ready-made name, a path, or - for standard input."))],
    probability: Annotated[float, typer.Option(
        "--probability", metavar="PERCENT",
        help=_("How surely a unit should meet its number, in percent."))] = 80.0,
    period: Annotated[str | None, typer.Option(
        "--period", metavar="ID", help=_("The period to set targets for; the first year."))] = None,
    recorded: Annotated[str | None, typer.Option(
        "--recorded", metavar="FILE",
        help=_("Last year's own figures of the units: CSV or .xlsx."))] = None,
    draws: Annotated[int | None, typer.Option("--draws", metavar="N", help=_(
        "How many draws: a multiple of 4; 1000 by default, fewer for more than 100,000 people."
        ))] = None,
    seed: Annotated[int, typer.Option(
        "--seed", metavar="N",
        help=_("Any whole number; the same seed gives the same tables."))] = 0,
    out: Annotated[Path | None, typer.Option(
        "--out", metavar="FOLDER", help=_("Where the hand-out goes; targets/NAME by default.")
    )] = None,
    threads: Annotated[int | None, typer.Option(
        "--threads", metavar="N", help=_("How many threads; all cores by default."))] = None,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    """Work out targets that units can meet at given staffing, and write the hand-out."""
    _check(probability, draws, threads)
    from fpplan.commands import loaded_plugins
    from fpplan.commands.progress import draws_bar
    from fpplan.experiment.telling import told_data
    from fpplan.pipeline.plan import plan
    from fpplan.planning.targets import enough, targets
    from fpplan.planning.targets_recorded import read_recorded
    from fpplan.report.handout.files import HANDOUT, as_data, contents
    from fpplan.store.whole import Whole, write_files

    if threads is not None:
        import numba

        numba.set_num_threads(min(threads, numba.get_num_threads()))
    plugins = loaded_plugins()
    text, world = _read(scenario, plugins)
    folder = out or Path("targets") / world.base.scenario
    figures = read_recorded(recorded, world.base.leaves) if recorded else None
    work = plan(world, draws=draws or enough(world.base), seed=seed)
    with Whole(folder, HANDOUT).held() as whole:
        with draws_bar(_("Simulating {name}").format(name=world.base.title), json) as tick:
            found = targets(work, period=period, probability=probability / 100,
                            recorded=figures, progress=tick)
        write_files(whole, contents(found, _with_targets(text, found, world.base)))
    if json:
        print_json({"folder": str(folder), **as_data(found),
                    "answers": told_data(world, world.base)})
    else:
        _say(found, folder)


def _check(probability: float, draws: int | None, threads: int | None) -> None:
    from fpplan.contract.errors import Problems
    from fpplan.experiment.draws import REPEATS

    problems = Problems("")
    if not 0 < probability < 100:
        problems.add("--probability", _("must lie above 0 and below 100"), probability)
    if draws is not None and (draws < REPEATS or draws % REPEATS):
        problems.add("--draws", _("must be a multiple of {n}, at least {n}").format(n=REPEATS),
                     draws)
    if threads is not None and threads < 1:
        problems.add("--threads", _("must be at least 1"), threads)
    problems.raise_if_any()


def _read(source: str, plugins: Plugins) -> tuple[str, World]:
    """The text of a scenario and its world. Raises InputError."""
    from fpplan.loading import known_names, open_world, world_from
    from fpplan.scenario.load import STDIN, find, loads, source_text

    if source == STDIN:
        text = source_text(STDIN)
        return text, world_from(loads(text, _("standard input"), known_names(plugins)), plugins)
    world = open_world(source, plugins)
    return source_text(find(source)), world


def _with_targets(text: str, found: Targets, base: Resolved) -> str:
    """The scenario with the proposed targets; as plain data where its own lines cannot be
    changed one by one."""
    from fpplan.planning.targets_scenario import with_base_targets

    try:
        return with_base_targets(text, found.proposals(), found.probability)
    except ValueError:
        return with_base_targets(base.to_toml(), found.proposals(), found.probability)


def _say(found: Targets, folder: Path) -> None:
    from fpplan.commands.printing import console
    from fpplan.contract.text import language
    from fpplan.experiment.telling import told
    from fpplan.report.handout.overview import handout

    words = handout(found)
    printer = console()
    printer.print(words.title, style="bold", markup=False)
    for figure in words.figures[:2]:
        _print(figure, printer)
    for sentence in (*words.answers, *told(found.work.world, found.work.base)):
        printer.print(run_on(sentence), soft_wrap=True, markup=False)
    printer.print(_("Hand-out: {path}").format(
        path=folder / f"handout.{language()}.html"), soft_wrap=True, markup=False)
    printer.print(_("Scenario with the proposed targets: {path}").format(
        path=folder / "scenario.toml"), soft_wrap=True, markup=False)


def _print(figure: object, printer: object) -> None:
    from rich.table import Table

    from fpplan.contract.figure import Figure

    assert isinstance(figure, Figure)
    table = Table(title=str(figure.question), title_justify="left")
    for column in figure.columns:
        table.add_column(column.label, justify="right" if column.right else "left")
    for row in figure.table.iter_rows(named=True):
        table.add_row(*(str(row[column.id]) for column in figure.columns))
    printer.print(table)  # type: ignore[attr-defined]
