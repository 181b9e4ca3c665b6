"""The command line: finds the command, speaks the user's language, turns faults into lines.

Commands are imported when they are called, so that `fpplan --help` stays quick. A fault that a
user can put right is one line each on standard error and exit code 2; an interruption is one
line and 130; anything else is our own mistake and keeps its traceback.
"""

from __future__ import annotations

import errno
import importlib.metadata
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from fpplan.contract.errors import FpplanError, InputError, Problem, harmless, nearest
from fpplan.contract.text import LANGUAGES, _, later, set_language
from fpplan.files.opened import called

__all__ = ["COMMANDS", "build", "main"]

PROG = "fpplan"
FAULT, INTERRUPTED = 2, 130  # exit codes
_REFUSED = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)  # no fault of ours

COMMANDS: dict[str, str] = {
    name: f"fpplan.commands.{name}"
    for name in ("demo", "run", "project", "compare", "score", "explain", "schemes", "scenarios",
                 "match", "validate", "audit", "workload", "targets", "plan", "frontier",
                 "figures", "tables", "open", "new", "inputs", "tasks", "indicators", "rules")
}

# Typer keeps the class of usage errors to itself; BadParameter, which it shows, is one of them.
_UsageError: Any = typer.BadParameter.__base__


def _one_line_helps() -> dict[str, str]:
    """What each command does, in the language in force."""
    return {
        "demo": _("Run a ready-made township and open its report."),
        "run": _("Simulate a scenario and its variants, score them, write a report."),
        "project": _("Project a scenario years ahead: simulated lives, or given fertility."),
        "compare": _("Compare runs or variants, draw by draw."),
        "score": _("Score a file of figures under a scheme."),
        "explain": _("Say in words and numbers how one item got its points."),
        "schemes": _("List schemes; show what one asks for."),
        "scenarios": _("List the ready-made scenarios."),
        "match": _("Fit a scenario's rates to its published table, or find the whole counts "
                   "behind published rates."),
        "validate": _("Check a scenario file and say all that is wrong with it."),
        "audit": _("Say where a scheme's points are, what pays, and what luck decides."),
        "workload": _("Hours needed against hours there are, and what one more hour brings."),
        "targets": _("Work out targets that units can meet, and write the hand-out."),
        "plan": _("Find the best hours by unit, task and season within budgets and limits."),
        "frontier": _("Show what is traded: untagged points, true outcomes, cost."),
        "figures": _("List or draw the figures of a run."),
        "tables": _("Write a run's figures as a workbook, CSV or Parquet."),
        "open": _("Open the report of a run."),
        "new": _("Write a scheme, a scenario or a setting of your own to start from."),
        "inputs": _("List what the items of a scheme may read."),
        "tasks": _("List what staff hours can be given to."),
        "indicators": _("List the named formulas that a scheme may read."),
        "rules": _("List the rules of items, and the ways to fill an input."),
    }


class _InOurLanguage:
    """Help whose fixed words, which typer says in English, are in the language in force."""

    def get_usage(self, ctx: Any) -> str:
        found: str = super().get_usage(ctx)  # type: ignore[misc]
        return found.replace("Usage:", _("Usage:"), 1)

    def get_help_option(self, ctx: Any) -> Any:
        found = super().get_help_option(ctx)  # type: ignore[misc]
        if found is not None:
            found.help = _("Show this message and exit.")
        return found

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils

        for name, words in (("ARGUMENTS_PANEL_TITLE", _("Arguments")),
                            ("OPTIONS_PANEL_TITLE", _("Options")),
                            ("COMMANDS_PANEL_TITLE", _("Commands")),
                            ("DEFAULT_STRING", _("[default: {}]")),
                            ("REQUIRED_LONG_STRING", _("[required]"))):
            setattr(rich_utils, name, words)
        super().format_help(ctx, formatter)  # type: ignore[misc]


class _Command(_InOurLanguage, TyperCommand):
    """A command of ours; what it is given is within bounds before it starts."""

    def invoke(self, ctx: Any) -> Any:
        from fpplan.commands import bounds

        bounds.check(self.params, ctx.params)
        return super().invoke(ctx)


class _Group(_InOurLanguage, TyperGroup):
    """A group whose unknown commands are answered with the nearest one."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name in self.commands or name.startswith("-"):
            return super().resolve_command(ctx, args)
        near = nearest(name, self.commands)
        rule = _('there is no such command: "{name}"').format(name=name)
        if near is None:
            rule += _("; known: {names}").format(names=", ".join(self.commands))
        raise InputError([Problem(ctx.command_path, "", rule, None, near)])


class _Commands(_Group):
    """The commands by name: listed from the table, imported when one is called. Plugins are
    asked for theirs when a name is unknown and when commands are listed."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            brought = plugin_commands(args)
            if name in brought:
                return name, brought[name], args[1:]
        name, command, rest = super().resolve_command(ctx, args)
        return name, command if name is None else _load(name), rest

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *plugin_commands(())]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return super().get_command(ctx, cmd_name) or plugin_commands(()).get(cmd_name)


def _load(name: str) -> Any:
    module = import_module(COMMANDS[name])
    return _command(name, getattr(module, "app", None) or module.command, _one_line_helps()[name])


def _command(name: str, brought: Any, help_line: str | None = None) -> Any:
    """A function annotated for typer, or a typer app, as a command of ours."""
    command: Any
    if isinstance(brought, typer.Typer):
        brought.info.cls = _Group
        for inside in brought.registered_commands:
            inside.cls = _Command
        command = typer.main.get_group(brought)
        command.help = command.help or help_line
    else:
        app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        app.command(name, cls=_Command, help=help_line)(brought)
        command = typer.main.get_command(app)
    command.name = name
    return command


def plugin_commands(args: Sequence[str]) -> dict[str, Any]:
    """The commands that plugins other than ours bring; `args` may name a folder of plugins.
    One that cannot be made is named on standard error and the others stand."""
    from fpplan import commands

    folder = commands.plugins_folder(args)
    strangers = [entry for entry in importlib.metadata.entry_points(group=PROG)
                 if entry.dist is None or entry.dist.name != PROG]
    if folder is None and not strangers:
        return {}
    from fpplan.plugins import load_plugins

    found = {}
    for name, brought in load_plugins([] if folder is None else [folder],
                                      ours=False).commands.items():
        if name in COMMANDS:
            continue
        try:
            found[name] = _command(name, brought)
        except (Exception, SystemExit) as error:  # a plugin must not keep ours from starting
            print(_("{name}: this command of a plugin cannot be used: {kind}: {error}").format(
                name=name, kind=type(error).__name__, error=error), file=sys.stderr)
    return found


def build() -> Any:
    """The command group, ready to be called; in the language in force."""
    from fpplan import commands  # its option texts are in the language chosen before

    app = typer.Typer(cls=_Commands, add_completion=False, pretty_exceptions_enable=False,
                      invoke_without_command=True)
    app.callback(help=_("Simulate a family-planning programme, score it, and see what a target "
                        "would do."))(commands.options)
    folder = Path(__file__).parent / "commands"
    helps = _one_line_helps()
    for name in COMMANDS:
        if (folder / f"{name}.py").exists():
            app.command(name, help=helps[name])(_listed_only)
    return typer.main.get_command(app)


def _listed_only() -> None:
    """Stands for a command in the list of commands until it is called."""


def choose_language(args: Sequence[str], environment: Mapping[str, str]) -> None:
    """Speak what `--lang` says anywhere, else FPPLAN_LANG, else the locale: Chinese or English.

    Done before the commands are built, so that help is in that language too.
    """
    set_language("en")
    words = list(args[: args.index("--")] if "--" in args else args)
    asked = {word.partition("=")[2] for word in words if word.startswith("--lang=")}
    asked |= {after for word, after in pairwise(words) if word == "--lang"}
    for place, lang in [*(("--lang", lang) for lang in sorted(asked)),
                        ("FPPLAN_LANG", environment.get("FPPLAN_LANG"))]:
        if not lang:
            continue
        if lang not in LANGUAGES:
            raise InputError.one("", place, _("must be one of {options}").format(
                options=", ".join(LANGUAGES)), lang)
        set_language(lang)
        return
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    if locale.lower().startswith("zh"):
        set_language("zh")


def main(args: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. `args` are the process's own by default."""
    words = list(sys.argv[1:] if args is None else args)
    _readable_streams()
    try:
        choose_language(words, os.environ)
        code = _called(words)
        sys.stdout.flush()
    except FpplanError as fault:
        return _say(harmless(str(fault)), FAULT)
    except _UsageError as fault:
        if type(fault).__name__ == "NoArgsIsHelpError":
            print(fault.format_message())
            return 0
        return _say(harmless(_usage_line(fault)), FAULT)
    except KeyboardInterrupt:
        return _say(_("interrupted"), INTERRUPTED)
    except typer.Abort:
        return _say(_("interrupted"), INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has gone; say nothing, also not when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as fault:
        # Any command's paths: no look at the disk is needed to know whose fault this is.
        if fault.errno == errno.ENAMETOOLONG:
            return _say(str(Problem(called(str(fault.filename)), "",
                                    _("is longer than a path can be"))), FAULT)
        if fault.errno not in _REFUSED:
            raise
        if fault.filename is None:  # what we print goes into a file that cannot grow
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _say(_("{path}: cannot be written: {why}").format(
            path=fault.filename or _("standard output"), why=fault.strerror), FAULT)
    if code == INTERRUPTED:  # typer turns an interruption into this exit code
        return _say(_("interrupted"), INTERRUPTED)
    return code


def _called(words: list[str]) -> int:
    from fpplan.commands import forget_plugins_dir

    try:
        result = build().main(words, prog_name=PROG, standalone_mode=False)
    finally:
        forget_plugins_dir()
    return result if isinstance(result, int) and not isinstance(result, bool) else 0


def _say(text: str, code: int) -> int:
    sys.stdout.flush()
    print(text, file=sys.stderr)
    return code


_NUMBERS = {int: later("must be a whole number"), float: later("must be a number")}


def _usage_line(fault: Any) -> str:
    """A usage error of typer as one line: the command, what is wrong, the nearest option."""
    ctx = getattr(fault, "ctx", None)
    place = ctx.command_path if ctx is not None else PROG
    param = getattr(fault, "param", None)
    if hasattr(fault, "possibilities"):
        valid = [name for p in ctx.command.params for name in p.opts] if ctx else []
        near = nearest(fault.option_name, [*valid, "--help"])
        return str(Problem(place, "", _('there is no such option: "{name}"').format(
            name=fault.option_name), None, near))
    if param is not None and not fault.message:
        return str(Problem(place, "", _("missing: {name}").format(name=_name(param))))
    if param is not None:
        kind = getattr(getattr(param, "type_descriptor", None), "annotation", None)
        # The library's own words are the last resort.
        number = _NUMBERS.get(kind) if isinstance(kind, type) else None
        return str(Problem(place, _name(param), _(number) if number else
                           fault.message.rstrip(".")))
    return str(Problem(place, "", fault.format_message().rstrip(".")))


def _name(param: Any) -> str:
    """An option as it is typed, an argument as the usage line shows it."""
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return str(param.metavar or param.name or "").upper()


def _readable_streams() -> None:
    """Chinese must not end in a traceback on a terminal or in a pipe that cannot show it. Pipes
    are UTF-8 unless PYTHONIOENCODING names what their reader wants."""
    chosen = bool(os.environ.get("PYTHONIOENCODING", "").partition(":")[0])
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if chosen or stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")
