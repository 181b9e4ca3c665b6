"""The whole plugin contract: what a plugin may provide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from fpplan.contract.figure import ReportSection
    from fpplan.contract.indicators import Indicator
    from fpplan.contract.measures import Measure
    from fpplan.contract.scheme import Scheme

__all__ = ["PROJECT", "fpplan_commands", "fpplan_figures", "fpplan_indicators",
           "fpplan_measures", "fpplan_parameters", "fpplan_schemes", "fpplan_settings",
           "fpplan_tasks", "hookimpl", "hookspec"]

PROJECT = "fpplan"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def fpplan_schemes() -> list[Scheme]:  # type: ignore[empty-body]
    """The assessment schemes that this plugin brings; each id starts with the plugin's id."""


@hookspec
def fpplan_measures() -> list[Measure]:  # type: ignore[empty-body]
    """What the plugin's document gives, pays, runs or plans, as data; each id starts with the
    plugin's id."""


@hookspec
def fpplan_indicators() -> list[Indicator]:  # type: ignore[empty-body]
    """Formulas over tallies (`Indicator.of`) that every run works out and keeps; each id starts
    with the plugin's id. A scheme of the plugin reads one by an input of the same id."""


@hookspec
def fpplan_figures() -> list[ReportSection]:  # type: ignore[empty-body]
    """Sections of the report, each with the function that makes its figures from a run; ids of
    sections and figures start with the plugin's id."""


@hookspec
def fpplan_commands() -> dict[str, Callable[..., Any]]:  # type: ignore[empty-body]
    """Commands by name: functions annotated for typer, or typer apps. A name starts with the
    plugin's id, and `fpplan NAME` calls it."""


@hookspec
def fpplan_settings() -> list[Path]:  # type: ignore[empty-body]
    """The folders of the settings that this plugin brings: each holds setting.toml,
    parameters.toml and tables.toml; its name is the setting's id and starts with the plugin's."""


@hookspec
def fpplan_tasks() -> list[Path]:  # type: ignore[empty-body]
    """Files of tasks that hours can be given to, written as fpplan's own `data/tasks.toml`; each id
    starts with the plugin's. A task acts on what the closed list allows and names the parameters
    of its sizes; what is tagged moves no rate and is never plannable."""


@hookspec
def fpplan_parameters() -> list[Path]:  # type: ignore[empty-body]
    """Files of parameters, written as those of fpplan's catalogue: value, range, unit, source; each
    id starts with the plugin's and a dot."""
