"""A setting: the methods, parameters and tables of one kind of place, read from a folder.

`data/settings/<id>/` holds setting.toml (methods), parameters.toml (scalars with ranges) and
tables.toml (numbers by age, order or duration). A new place is a new folder; no code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from fpplan.errors import InputError, Problems
from fpplan.parameters import Parameter, catalogue, load_parameters
from fpplan.text import Text

__all__ = ["Method", "Setting", "Table", "load_setting", "setting_ids"]

_FOLDER = Path(__file__).parent.parent / "data" / "settings"
TABLES = (
    "fecundability_by_age", "childless_fecundability", "miscarriage_by_age",
    "miscarriage_by_month", "women_mortality", "women_by_age", "first_union_hazard",
    "amenorrhoea", "after_early_loss", "after_late_loss", "uptake_by_want",
    "postpartum_uptake_ratio", "method_choice", "stop_by_want",
)


@dataclass(frozen=True)
class Method:
    """A contraceptive method as a setting offers it."""

    id: str
    text: Text
    modern: bool
    long_acting: bool
    permanent: bool


@dataclass(frozen=True)
class Table:
    """Numbers with one source. `knots` are ages, groups or months; None where there are none."""

    id: str
    knots: np.ndarray | None
    values: np.ndarray
    unit: str
    source: str
    status: str
    text: Text

    def at(self, x: np.ndarray) -> np.ndarray:
        """The values at x, on straight lines between the knots."""
        if self.knots is None:
            raise ValueError(f"table {self.id} has no knots")
        return np.interp(x, self.knots, self.values)


@dataclass(frozen=True)
class Setting:
    """One kind of place. `parameters` holds the core catalogue and the setting's own."""

    id: str
    text: Text
    methods: tuple[Method, ...]
    parameters: Mapping[str, Parameter]
    tables: Mapping[str, Table]

    @property
    def method_ids(self) -> tuple[str, ...]:
        """Method ids in the engine's order; number 0, no method, is not among them."""
        return tuple(method.id for method in self.methods)

    @property
    def method_groups(self) -> dict[str, tuple[str, ...]]:
        """Named groups of methods for tally patterns such as `using[method=@modern]`."""
        return {
            "any": self.method_ids,
            "modern": tuple(m.id for m in self.methods if m.modern),
            "long_acting": tuple(m.id for m in self.methods if m.long_acting),
            "permanent": tuple(m.id for m in self.methods if m.permanent),
        }


def setting_ids() -> tuple[str, ...]:
    """The settings that come with fpplan."""
    return tuple(sorted(path.name for path in _FOLDER.iterdir() if path.is_dir()))


@cache
def load_setting(name: str, folder: Path = _FOLDER) -> Setting:
    """Read a setting folder. Raises InputError with every fault of a file."""
    if not (folder / name).is_dir():
        problems = Problems("setting")
        problems.unknown("setting", name, setting_ids(), "is not a setting")
        problems.raise_if_any()
    about = _toml(folder / name / "setting.toml")
    methods = tuple(
        Method(m["id"], Text(**m["text"]), m["modern"], m["long_acting"], m["permanent"])
        for m in about["method"]
    )
    own = load_parameters(folder / name / "parameters.toml")
    problems = Problems(f"{name}/parameters.toml")
    for method in methods:
        for needed in ("failure_12m_percent", "stop_12m_percent"):
            if f"method.{method.id}.{needed}" not in own:
                problems.add(f"method.{method.id}.{needed}", "is missing")
    problems.raise_if_any()
    return Setting(about["id"], Text(**about["text"]), methods, {**catalogue(), **own},
                   _tables(folder / name / "tables.toml"))


def _tables(path: Path) -> dict[str, Table]:
    found = {}
    problems = Problems(f"{path.parent.name}/{path.name}")
    for name, table in _toml(path).items():
        if name not in TABLES:
            problems.unknown(name, name, TABLES, "is not a table of a setting")
            continue
        knots = table.get("ages", table.get("groups", table.get("months")))
        values = np.array(table["values"], dtype=np.float64)
        if knots is not None and len(knots) != len(values):
            problems.add(f"{name}.values", "needs one value for each of its knots", len(values))
        if not np.isfinite(values).all() or (values < 0).any():
            problems.add(f"{name}.values", "must be numbers of 0 and more")
        found[name] = Table(name, None if knots is None else np.array(knots, float), values,
                            table["unit"], table["source"], table["status"],
                            Text(**table["text"]))
    for name in TABLES:
        if name not in found:
            problems.add(name, "is missing")
    problems.raise_if_any()
    return found


def _toml(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InputError.one(f"{path.parent.name}/{path.name}", "", "is missing") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise InputError.one(f"{path.parent.name}/{path.name}", "", f"is not TOML: {fault}") from None
