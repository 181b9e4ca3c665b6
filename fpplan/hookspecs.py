"""The whole plugin contract: what a plugin may provide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from pathlib import Path

    from fpplan.programme.measures import Measure
    from fpplan.scheme.model import Scheme

__all__ = [
    "PROJECT", "fpplan_measures", "fpplan_schemes", "fpplan_settings", "hookimpl", "hookspec",
]

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
def fpplan_settings() -> list[Path]:  # type: ignore[empty-body]
    """The folders of the settings that this plugin brings: each holds setting.toml,
    parameters.toml and tables.toml; its name is the setting's id and starts with the plugin's."""
