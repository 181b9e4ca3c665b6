"""`fpplan workload`: hours needed and hours there are, what goes undone, and what one more hour
of each task brings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.errors import InputError, Problems, nearest
from fpplan.contract.text import _, language, run_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from fpplan.contract.indicators import Indicator
    from fpplan.experiment.world import World
    from fpplan.workload.effects import EffectRow
    from fpplan.workload.summary import Summary

__all__ = ["command"]

SHOWN = ("unmet_need_percent", "mcpr_percent", "srb", "births_reported_percent",
         "births_omitted")
TINY = 0.0005  # changes below it are shown as none


def command(
    scenario: Annotated[str | None, typer.Argument(
        metavar="SCENARIO", help=_("A ready-made name, a path, or - for standard input."))] = None,
    variant: Annotated[str, typer.Option(
        "--variant", metavar="NAME", help=_("Which plan; the base by default."))] = "base",
    unit: Annotated[str | None, typer.Option(
        "--unit", metavar="ID", help=_("Months and tasks of one unit; all together by default."))
    ] = None,
    draws: Annotated[int, typer.Option("--draws", metavar="N", help=_(
        "How many draws for what one more hour brings: a multiple of 4; 0 leaves it out."))] = 100,
    seed: Annotated[int, typer.Option(
        "--seed", metavar="N", help=_("Any whole number; the same seed gives the same tables."))
    ] = 0,
    step: Annotated[float, typer.Option("--step", metavar="HOURS", help=_(
        "Hours a month that are added to a task to see what one brings."))] = 8.0,
    effects: Annotated[bool, typer.Option("--effects", help=_(
        "Print each task's effect in the engine beside the catalogue's instead."))] = False,
    out: Annotated[Path | None, typer.Option(
        "--out", metavar="FILE", help=_("Write a page with figures (.html) too."))] = None,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    if effects:
        _effects(scenario, json)
        return
    if scenario is None:
        raise InputError.one("fpplan workload", "", _("missing: {name}").format(name="SCENARIO"))
    from fpplan.experiment.telling import told, told_data

    found, world = _found(scenario, variant, unit, draws, seed, step, out, json)
    if out is not None:
        from fpplan.commands.printing import write_whole
        from fpplan.report.workload.page import page

        write_whole(out, page(found, language()))
    if json:
        print_json({**found.as_dict(), "answers": told_data(world, found.resolved)})
        return
    from fpplan.commands.printing import console

    printer = console()
    _units(found, printer)
    _months(found, unit, printer)
    _tasks(found, unit, printer)
    _undone(found, unit, printer)
    _gains(found, printer)
    for line in told(world, found.resolved):
        printer.print(line, soft_wrap=True, markup=False)
    if out is not None:
        print(_("Page: {path}").format(path=out))


def _found(scenario: str, variant: str, unit: str | None, draws: int, seed: int, step: float,
           out: Path | None, quiet: bool) -> tuple[Summary, World]:
    from fpplan.commands import loaded_plugins, tell
    from fpplan.commands.progress import draws_bar
    from fpplan.loading import open_world

    problems = Problems("")
    if draws < 0 or draws % 4:
        problems.add("--draws", _("must be a multiple of {n}, or 0").format(n=4), draws)
    if not 0 < step <= 744:
        problems.add("--step", _("must be above 0 and at most {most}").format(most=744), step)
    plugins = loaded_plugins()
    world = open_world(scenario, plugins)
    plans = world.variants
    if variant not in plans:
        problems.add("--variant", _("must be one of {names}").format(names=", ".join(plans)),
                     variant, nearest(variant, plans))
    units = plans["base"].base.units
    if unit is not None and unit not in units:
        problems.add("--unit", _("there is no such unit"), unit, nearest(unit, units))
    problems.raise_if_any()

    from fpplan.indicators.core import core_indicators
    from fpplan.workload.marginal import marginal
    from fpplan.workload.need import workload
    from fpplan.workload.summary import Summary

    plan = plans[variant]
    gains = None
    formulas: Mapping[str, Indicator] = core_indicators()
    if draws:
        from fpplan.loading import settled
        from fpplan.pipeline.soundness import remarks

        work = settled(world, scenario, draws=draws, seed=seed)
        tell(remarks(work))
        with draws_bar(_("One more hour of each task"), quiet) as tick:
            formulas = work.formulas
            gains = marginal(work, plan, draws=draws, seed=seed, step=step, progress=tick)
    measured: tuple[EffectRow, ...] = ()
    work_of = workload(world, plan)
    if out is not None:
        from fpplan.workload.effects import effects

        measured = tuple(effects(world.setting, tasks=world.tasks))
    labels = {name: plugins.schemes[name].text for name in plan.base.schemes}
    return Summary(plan, work_of, gains, measured, labels, formulas), world


def _number(value: float | None, decimals: int = 0) -> str:
    from fpplan.report.numbers import num

    return num(value, decimals)


def _units(found: Summary, printer: Console) -> None:
    from rich.table import Table

    name = found.resolved.label or found.resolved.variant
    if found.resolved.variant == "base":
        name = _("as now")
    table = Table(title=_("{place}, {variant}: working hours a month, means of {months} months"
                          ).format(place=found.resolved.title, variant=name,
                                   months=len(found.months)), title_justify="left")
    table.add_column(_("Unit"))
    for title in (_("hours staff have"), _("hours spent"), _("hours needed"),
                  _("records take from visits")):
        table.add_column(title, justify="right")
    table.add_column(_("undone first"))
    for row in found.by_unit():
        first = row["first_undone"]
        table.add_row(
            row["unit_label"], _number(row["available"]), _number(row["spent"]),
            _number(row["needed"]), _number(row["taken_by_records"], 1),
            "" if first is None else _("{task}, {share} %").format(
                task=found.task(first), share=_number(row["first_undone_percent"])))
    printer.print(table)


def _place(found: Summary, unit: str | None) -> str:
    return _("all units together") if unit is None else str(found.unit(unit))


def _months(found: Summary, unit: str | None, printer: Console) -> None:
    from rich.table import Table

    table = Table(title=_("Month by month, {place}: working hours").format(
        place=_place(found, unit)), title_justify="left")
    table.add_column(_("months"))
    for title in (_("hours staff have"), _("hours spent"), _("hours needed"),
                  _("records take from visits")):
        table.add_column(title, justify="right")
    rows = found.by_month(unit)
    keys = ("available", "spent", "needed", "taken_by_records")
    start = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and all(abs(rows[at][key] - rows[start][key]) < 0.05 for key in keys):
            continue
        first, last = rows[start]["month"], rows[at - 1]["month"]
        when = first if first == last else _("{first} to {last}").format(first=first, last=last)
        table.add_row(when, *(_number(rows[start][key], int(key == "taken_by_records"))
                              for key in keys))
        start = at
    printer.print(table)


def _tasks(found: Summary, unit: str | None, printer: Console) -> None:
    from rich.table import Table

    table = Table(title=_("Clients planned and reached in a month, {place}").format(
        place=_place(found, unit)), title_justify="left")
    table.add_column(_("task"))
    for title in (_("clients planned"), _("clients reached"), _("share"), _("hours spent"),
                  _("hours needed")):
        table.add_column(title, justify="right")
    for row in found.by_task(unit):
        share = row["reached_percent"]
        mark = "" if row["plannable"] else " *"
        table.add_row(row["task_label"] + mark, _number(row["clients"], 1),
                      _number(row["reached"], 1),
                      "" if share is None else _("{number} %").format(number=_number(share)),
                      _number(row["spent"], 1), _number(row["needed"], 1))
    printer.print(table)
    if any(not row["plannable"] for row in found.by_task(unit)):
        printer.print(_("* documented work that reads or does what is tagged: never planned for."))
    activities = found.by_activity(unit)
    if activities:
        table = Table(_("activity"), _("due"), _("done"),
                      title=_("Activities over {months} months, {place}").format(
                          months=len(found.months), place=_place(found, unit)),
                      title_justify="left")
        for row in activities:
            table.add_row(row["label"], _number(row["due"]), _number(row["done"]))
        printer.print(table)


def _undone(found: Summary, unit: str | None, printer: Console) -> None:
    rows = found.undone(unit)
    if not rows:
        printer.print(_("Nothing goes undone."))
        return
    printer.print(_("What goes undone, most first:"))
    for each in rows:
        printer.print(run_on(_("  {task}: {share} % of the work; {hours} working hours a month are "
                               "missing").format(
            task=found.task(each.task), share=_number(100 * each.share),
            hours=_number(each.hours, 1))), soft_wrap=True, markup=False)


def _gains(found: Summary, printer: Console) -> None:
    from rich.table import Table

    from fpplan.report.numbers import signed

    gains = found.gains
    if gains is None:
        return
    by_task: dict[str, dict[tuple[str, str], tuple[float, float]]] = {}
    for each in gains.effects:
        by_task.setdefault(each.task, {})[each.of, each.name] = (each.per_hour, each.error)
    keys = [key for key in dict.fromkeys((e.of, e.name) for e in gains.effects)
            if key[0] == "scheme" or key[1] in SHOWN]
    keys.sort(key=lambda key: (key[0] != "scheme", SHOWN.index(key[1]) if key[1] in SHOWN else 0))
    words = {(e.of, e.name): found.name_of(e) for e in gains.effects}
    table = Table(title=_("What one more hour a month in every unit brings in the last year, with "
                          "its standard error ({draws} draws)").format(draws=gains.draws),
                  title_justify="left")
    table.add_column(_("task"))
    for key in keys:
        title = words[key]
        table.add_column(_("{scheme}, untagged").format(scheme=title) if key[0] == "scheme"
                         else title, justify="right")
    nothing = []
    for task, values in by_task.items():
        if not any(abs(values[key][0]) >= TINY for key in keys):
            nothing.append(str(found.task(task)))
            continue
        table.add_row(str(found.task(task)), *(
            "0" if not values[key][0] else
            f"{signed(values[key][0], 3)} ± {_number(values[key][1], 3)}" for key in keys))
    printer.print(table)
    if nothing:
        printer.print(run_on(_("Less than 0.0005 in all of them: {tasks}.").format(
            tasks=_("; ").join(nothing))), soft_wrap=True, markup=False)


def _effects(scenario: str | None, json: bool) -> None:
    """The table of effects in the setting of a scenario, or without one in rural China: catalogue
    and engine side by side. Exit code 0; a row that does not hold says so."""
    from fpplan.programme.tasks import core_tasks
    from fpplan.workload.effects import effects, target_words

    setting, tasks = None, core_tasks()
    if scenario is not None:
        from fpplan.commands import loaded_plugins
        from fpplan.loading import open_world

        world = open_world(scenario, loaded_plugins())
        setting, tasks = world.setting, dict(world.tasks)
    rows = effects(setting, tasks=tasks)
    if json:
        print_json([{
            "task": row.task or None, "target": row.target or None,
            "parameter": row.parameter or None, "size": row.size, "low": row.low,
            "high": row.high, "measured": row.measured, "standard_error": row.error,
            "events": row.events, "holds": row.inside, "source": row.source} for row in rows])
        return
    from rich.table import Table

    from fpplan.commands.printing import console
    from fpplan.report.numbers import signed

    printer = console()
    table = Table(title=_("Effects at full coverage, as log odds ratios: the catalogue's and the "
                          "engine's"), title_justify="left")
    table.add_column(_("task"))
    table.add_column(_("what it moves"))
    for title in (_("catalogue"), _("interval"), _("engine"), _("error")):
        table.add_column(title, justify="right")
    table.add_column(_("holds"))
    for row in rows:
        label = str(tasks[row.task].text)
        held = _("yes") if row.inside else _("no")
        if not row.target:
            table.add_row(label, target_words(""), "0", "", signed(row.measured, 3), "", held)
            continue
        table.add_row(label, target_words(row.target), signed(row.size, 3),
                      f"{signed(row.low, 2)} … {signed(row.high, 2)}", signed(row.measured, 3),
                      _number(row.error, 3), held)
    printer.print(table)
    printer.print(run_on(_(
        "This shows that what was put in arrives, not that a study's outcome comes out. Sources "
        "are in the catalogue of parameters and tasks; --json prints them.")))
