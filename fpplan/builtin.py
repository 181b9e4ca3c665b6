"""What fpplan itself brings, through the hooks that every plugin uses: indicators, tasks,
parameters, settings and the sections of the report. (Schemes and measures that come with it are
plugins of their own.)"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fpplan.contract.hooks import hookimpl
from fpplan.indicators.core import core_indicators
from fpplan.report.sections import SECTIONS

if TYPE_CHECKING:
    from fpplan.contract.figure import ReportSection
    from fpplan.contract.indicators import Indicator

__all__ = ["DATA"]

DATA = Path(__file__).parent / "data"


@hookimpl
def fpplan_indicators() -> list[Indicator]:
    """What every run knows; the core table has their tags."""
    return list(core_indicators().values())


@hookimpl
def fpplan_figures() -> list[ReportSection]:
    """The report, section by section."""
    return list(SECTIONS)


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
