"""What fpplan itself brings, through the hooks that every plugin uses: tasks, parameters, settings
and the sections of the report. (Its schemes are plugins of their own; its indicators, whose tags
stand in the core table, are read by everybody.)"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fpplan.contract.hooks import hookimpl

if TYPE_CHECKING:
    pass

__all__ = ["DATA"]

DATA = Path(__file__).parent / "data"


@hookimpl
def fpplan_tasks() -> list[Path]:
    """What hours can be given to."""
    return [DATA / "tasks.toml"]


@hookimpl
def fpplan_parameters() -> list[Path]:
    """The core of the catalogue."""
    return sorted((DATA / "parameters").glob("*.toml"))


@hookimpl
def fpplan_settings() -> list[Path]:
    """The settings that come with fpplan."""
    return sorted(path for path in (DATA / "settings").iterdir() if path.is_dir())
