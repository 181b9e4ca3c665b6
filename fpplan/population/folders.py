"""Where settings are: those that come with fpplan, and the checks of those that plugins bring.

A setting is a folder of three files of data; its name is the setting's id. Loads no numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from fpplan.errors import InputError, Problem
from fpplan.ids import ID_RULE, is_id
from fpplan.soundness import owned
from fpplan.text import _

__all__ = ["SETTING_FILES", "check_settings", "setting_folder", "setting_ids"]

SETTING_FILES = ("setting.toml", "parameters.toml", "tables.toml")
_CORE = Path(__file__).parent.parent / "data" / "settings"


def setting_ids() -> tuple[str, ...]:
    """The settings that come with fpplan."""
    return tuple(sorted(path.name for path in _CORE.iterdir() if path.is_dir()))


def setting_folder(name: str) -> Path | None:
    """The folder of a setting that comes with fpplan, or None when there is no such one."""
    return _CORE / name if name in setting_ids() else None


def check_settings(plugin: str, folders: Iterable[str | Path],
                   before: Mapping[str, Path]) -> dict[str, Path]:
    """Check the setting folders that a plugin brings, with all that is in them.

    Returns id -> folder. Raises InputError with every fault of every folder.
    """
    found: dict[str, Path] = {}
    faults: list[Problem] = []
    for given in folders:
        folder = Path(given)
        name = folder.name
        before_faults = len(faults)
        if not is_id(name):
            faults.append(Problem(plugin, "fpplan_settings", ID_RULE, name))
        elif not owned(plugin, name):
            faults.append(Problem(plugin, "fpplan_settings", _(
                "the id of a setting starts with its plugin's id"), name))
        elif name in found or name in before or name in setting_ids():
            faults.append(Problem(plugin, "fpplan_settings", _(
                "is the id of another setting as well"), name))
        elif not folder.is_dir():
            faults.append(Problem(plugin, "fpplan_settings", _("is not a folder"), str(folder)))
        if len(faults) > before_faults:
            continue
        from fpplan.population.setting import load_setting  # loads numpy: only when needed

        try:
            load_setting(name, folder.parent)
        except InputError as error:
            faults += error.problems
        found[name] = folder
    if faults:
        raise InputError(faults)
    return found
