"""Where settings are: those that come with fpplan, and the checks of those that plugins bring.

A setting is a folder of three files of data; its name is the setting's id. Loads no numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fpplan.contract.errors import InputError, Problem
from fpplan.contract.ids import ID_RULE, is_id
from fpplan.contract.soundness import owned
from fpplan.contract.text import _
from fpplan.contract.wording import spoken

if TYPE_CHECKING:
    from fpplan.place.setting import Method

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
        from fpplan.place.setting import load_setting  # loads numpy: only when needed

        try:
            faults += _misnamed(name, load_setting(name, folder.parent).methods)
        except InputError as error:
            faults += error.problems
        found[name] = folder
    if faults:
        raise InputError(faults)
    return found


def _misnamed(name: str, methods: Iterable[Method]) -> Iterator[Problem]:
    """Methods that stand in a group which would hide what they are: formulas read all modern and
    all short-acting methods together without picking one (see `fpplan.contract.reads`)."""
    where, modern = f"{name}/setting.toml", [method for method in methods if method.modern]
    for method in methods:
        said = [each.word for each in spoken((method.id.replace("_", " "), method.text.zh,
                                              method.text.en)) if each.tag == "procedure_quota"]
        if not method.long_acting and (method.permanent or said):
            yield Problem(where, f"method.{method.id}.long_acting", _(
                "a permanent or long-acting method must be true here"), method.long_acting)
    if modern and all(method.long_acting for method in modern):
        yield Problem(where, "method", _("all its modern methods are long-acting; without a "
                                         "short-acting one the use of all is the use of those"))
