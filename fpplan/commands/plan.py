"""`fpplan plan`: which hours, where, for what: the best allocation within budgets and limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.errors import InputError, Problems
from fpplan.contract.text import _, run_on

if TYPE_CHECKING:
    from fpplan.planning.plan import Made

__all__ = ["Budget", "Cover", "Difference", "Fresh", "Least", "Most", "OnlyScheme",
           "OutcomeWeights", "Posts", "Seed", "Step", "TableDraws", "UnitLeast", "UnitMost", "View",
           "checked", "command", "stages"]

Budget = Annotated[list[str] | None, typer.Option("--budget", metavar="hours=N|yuan=N", help=_(
    "Hours or yuan a month in all; may be repeated. Today's hours otherwise."))]
UnitLeast = Annotated[float | None, typer.Option(
    "--unit-least", metavar="HOURS", help=_("Least hours a month in each unit."))]
UnitMost = Annotated[float | None, typer.Option(
    "--unit-most", metavar="HOURS", help=_("Most hours a month in each unit."))]
Difference = Annotated[float | None, typer.Option("--difference", metavar="HOURS", help=_(
    "Largest difference between two units, hours a month for 1,000 people."))]
Least = Annotated[list[str] | None, typer.Option(
    "--least", metavar="TASK=HOURS", help=_("Least hours a month of a task in each unit."))]
Most = Annotated[list[str] | None, typer.Option(
    "--most", metavar="TASK=HOURS", help=_("Most hours a month of a task in each unit."))]
Cover = Annotated[list[str] | None, typer.Option("--cover", metavar="TASK=SHARE", help=_(
    "Least share of clients that a task reaches in each unit."))]
Posts = Annotated[list[str] | None, typer.Option("--posts", metavar="KIND=LEAST..MOST", help=_(
    "Decide whole posts of a kind of staff too, within these numbers."))]
OutcomeWeights = Annotated[list[str] | None, typer.Option(
    "--outcome", metavar="NAME=WEIGHT", help=_("Which true outcomes count, and how much."))]
MayWorsen = Annotated[list[str] | None, typer.Option(
    "--may-worsen", metavar="NAME", help=_(
        "A true outcome that the plan may make worse; all for any. None otherwise."))]
View = Annotated[str, typer.Option("--view", metavar="reported|true", help=_(
    "Points as the books earn them, or as true figures would."))]
Step = Annotated[int, typer.Option(
    "--step", metavar="MINUTES", help=_("Hours are set in steps of so many minutes."))]
TableDraws = Annotated[int | None, typer.Option("--draws", metavar="N", help=_(
    "Draws behind each entry of the response table: a multiple of 4."))]
Fresh = Annotated[int, typer.Option("--fresh", metavar="N", help=_(
    "Fresh draws that the answer is judged on: a multiple of 4."))]

OnlyScheme = Annotated[str | None, typer.Option(
    "--scheme", metavar="ID", help=_("Only this scheme of the scenario."))]
Seed = Annotated[int, typer.Option(
    "--seed", metavar="N", help=_("Any whole number; the same seed gives the same plan."))]


def command(
    scenario: Annotated[str, typer.Argument(
        metavar="SCENARIO", help=_("A ready-made name, a path, or - for standard input."))],
    objective: Annotated[str, typer.Option(
        "--objective", metavar="points|pass|outcomes|worst-decile",
        help=_("What the plan is to do best."))] = "outcomes",
    budget: Budget = None,
    unit_least: UnitLeast = None,
    unit_most: UnitMost = None,
    difference: Difference = None,
    least: Least = None,
    most: Most = None,
    cover: Cover = None,
    posts: Posts = None,
    scheme: OnlyScheme = None,
    mark: Annotated[float | None, typer.Option(
        "--mark", metavar="POINTS", help=_("With pass: untagged points that pass."))] = None,
    outcome: OutcomeWeights = None,
    may_worsen: MayWorsen = None,
    view: View = "reported",
    candidate: Annotated[list[str] | None, typer.Option("--candidate", metavar="VARIANT", help=_(
        "A variant of the scenario to check against the limits and to start from."))] = None,
    step: Step = 60,
    draws: TableDraws = None,
    fresh: Fresh = 64,
    seed: Seed = 0,
    out: Annotated[Path | None, typer.Option(
        "--out", metavar="FOLDER", help=_("Where the plan goes; plans/NAME by default."))] = None,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    """Find the best hours (and posts) by unit, task and season within budgets and limits."""
    effort = checked(step, draws, fresh)
    from fpplan.commands import loaded_plugins
    from fpplan.loading import read_scenario, world_from
    from fpplan.planning.plan import Wanted, make
    from fpplan.planning.plan_commentary import left_on_the_table
    from fpplan.planning.plan_options import limits_of, weights_of
    from fpplan.planning.plan_write import PLAN, described, json_text, tables_of, variant_of
    from fpplan.report.plan_page import plan_page
    from fpplan.store.whole import Whole, write_files

    plugins = loaded_plugins()
    read = read_scenario(scenario, plugins)
    world = world_from(read, plugins)
    base = world.base
    _known_candidates(candidate, world.variants)
    limits = limits_of(world, budget=budget, unit_least=unit_least, unit_most=unit_most,
                       difference=difference, least=least, most=most, cover=cover, posts=posts)
    wanted = Wanted(objective, limits, scheme, mark, weights_of(outcome), step, seed, effort,
                    fresh, view, tuple(may_worsen or ()))
    folder = out or Path("plans") / base.scenario
    with Whole(folder, PLAN).held() as whole:
        with stages(json) as stage:
            made = make(world, wanted, candidates=tuple(candidate or ()),
                        cache=folder.parent / ".tables", stage=stage)
        commentary = left_on_the_table(made.problem, made.decision, seed)
        data = described(made)
        files = {"plan.toml": variant_of(made, read), "plan.json": json_text(data),
                 **tables_of(made), "commentary.json": json_text(commentary)}
        files |= {f"plan.{language}.html": plan_page(made, language) for language in ("en", "zh")}
        write_files(whole, files)
    if json:
        from fpplan.experiment.telling import told_data

        print_json({**data, "plan": str(folder), "commentary": commentary,
                    "answers": told_data(world, base)})
    else:
        _say(made, folder, commentary)


def checked(step: int, draws: int | None, fresh: int) -> Any:
    """The effort asked for, None for the default. Raises InputError with every fault."""
    from fpplan.experiment.draws import REPEATS

    problems = Problems("")
    if not 1 <= step <= 600:
        problems.add("--step", _("must be whole minutes, 1 to 600"), step)
    for option, number in (("--draws", draws), ("--fresh", fresh)):
        if number is not None and (number < 2 * REPEATS or number % REPEATS):
            problems.add(option, _("must be a multiple of {n}, at least {least}").format(
                n=REPEATS, least=2 * REPEATS), number)
    problems.raise_if_any()
    if draws is None:
        return None
    from fpplan.experiment.table import Effort

    return Effort(draws, draws)


def _known_candidates(given: list[str] | None, variants: Any) -> None:
    from fpplan.contract.errors import nearest

    for name in given or ():
        if name not in variants:
            raise InputError.one("", "--candidate", _(
                "is no variant of this scenario; it has {names}").format(
                names=", ".join(variants)), name, nearest(name, variants))
        if variants[name].narrows:
            raise InputError.one("", "--candidate", _(
                "narrows choice: it takes away a method that the base offers, or leaves none "
                "that can be left again; no such plan is proposed"), name)


@contextmanager
def stages(quiet: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """Progress of a plan on standard error, stage by stage; nothing when quiet."""
    if quiet:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    titles = {
        "table": _("Measuring what hours do"), "search": _("Searching (Ctrl-C keeps the best)"),
        "check": _("Checking the answer on fresh draws"),
        "fresh": _("Judging the answer on fresh draws"),
        "frontier": _("Working out the frontier"),
    }
    bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(),
                   console=Console(stderr=True), transient=True)
    with bar:
        task = bar.add_task("", total=1)

        def tell(name: str, done: int, of: int) -> None:
            bar.update(task, description=titles[name], completed=done, total=of)

        yield tell


def _say(made: Made, folder: Path, commentary: dict[str, Any]) -> None:
    from fpplan.commands.printing import console
    from fpplan.experiment.telling import told
    from fpplan.report.plan_words import answer_lines

    printer = console()
    for line in answer_lines(made):
        printer.print(run_on(line), soft_wrap=True, markup=False)
    for line in told(made.problem.world, made.problem.world.base):
        printer.print(line, soft_wrap=True, markup=False)
    for name, left in commentary.items():
        printer.print(run_on(_(
            "{scheme}: {points} points of tagged items are left on the table; nothing is planned "
            "for them.").format(scheme=name, points=f"{left['points_left_on_the_table']:,.1f}")),
            soft_wrap=True, markup=False)
    printer.print(_("Plan: {path}").format(path=folder / "plan.toml"), soft_wrap=True,
                  markup=False)
    printer.print(_("Page: {path}").format(path=folder / "plan.en.html"), soft_wrap=True,
                  markup=False)

