"""The parameter catalogue: every number of the model with its unit, range and source.

`data/parameters/*.toml` hold one table per parameter; validation, documentation, messages and
the report's list of assumptions are all read from them. A parameter set is one plausible
world: `ParameterSets` gives each parameter's value in each set, by inverting one keyed uniform
(seed, set, hash of the id), so that adding a parameter moves no other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fpplan.contract.errors import InputError, Problem, Problems
from fpplan.contract.given import refuse_in
from fpplan.contract.text import Text, _, is_text
from fpplan.files import toml

if TYPE_CHECKING:
    import numpy as np

__all__ = ["DISTRIBUTIONS", "Parameter", "ParameterSets", "catalogue", "check_parameters",
           "load_parameters", "lost"]

DISTRIBUTIONS = ("fixed", "normal", "log_normal", "logit_normal")
PER = ("month", "year", "event", "none")
STATUS = ("sourced", "assumed")
_OPTIONAL = {"low", "high", "follows"}
_MOST = 1e9  # of any number of the catalogue, either side of 0
_Z95 = 1.959963984540054  # a stated range is read as a 95 % interval


@dataclass(frozen=True)
class Parameter:
    """One number of the model.

    `value` is the median and `low` and `high` are the ends of a 95 % interval of
    `distribution`, each side of it as wide as stated; "fixed" has none. A share that `follows`
    another one (its id) keeps its distance in log odds from it, in every set: median and
    interval are then those where the other one stands at its median.
    """

    id: str
    value: float
    unit: str
    per: str
    low: float
    high: float
    distribution: str
    source: str
    status: str
    text: Text
    follows: str = ""


def load_parameters(path: Path, where: str | None = None) -> dict[str, Parameter]:
    """The parameters of one TOML file. Raises InputError with every fault of the file, which
    messages call `where` (the file's name when None)."""
    where = where or path.name
    problems = Problems(where)
    if not path.exists():
        problems.add("", _("is missing"))
        problems.raise_if_any()
    tables = toml.read(path, where)
    refuse_in(tables, problems)
    problems.raise_if_any()
    found = {}
    for name, table in tables.items():
        if not isinstance(table, dict):
            problems.add(name, _("must be a table of a parameter"), table)
            continue
        parameter = _parameter(name, table, problems)
        if parameter is not None:
            found[name] = parameter
    problems.raise_if_any()
    return found


def _parameter(name: str, table: Mapping[str, Any], problems: Problems) -> Parameter | None:
    before = len(problems.found)
    needed = {"value", "unit", "per", "distribution", "source", "status", "text"}
    for key in sorted(needed - set(table)):
        problems.add(f"{name}.{key}", _("is missing"))
    for key in sorted(set(table) - needed - _OPTIONAL):
        problems.unknown(name, key, needed | _OPTIONAL, _("is not a field of a parameter"))
    if len(problems.found) > before:
        return None
    for key, allowed in (("distribution", DISTRIBUTIONS), ("per", PER), ("status", STATUS)):
        if table[key] not in allowed:
            problems.unknown(f"{name}.{key}", table[key], allowed,
                             _("must be one of {names}").format(names=", ".join(allowed)))
    for key in ("value", "low", "high"):
        if key in table and not _is_number(table[key]):
            problems.add(f"{name}.{key}", _("must be a number"), table[key])
    for key in ("unit", "source"):
        if not isinstance(table[key], str) or not table[key].strip():
            problems.add(f"{name}.{key}", _("must be words"), table[key])
    text, follows = table["text"], table.get("follows", "")
    if not is_text(text):
        problems.add(f"{name}.text", _("needs zh and en"))
    if not isinstance(follows, str) or (follows and table["distribution"] != "logit_normal"):
        problems.add(f"{name}.follows", _("is the id of a share that a logit_normal share follows"),
                     follows)
    if len(problems.found) > before:
        return None
    value = float(table["value"])
    low, high = float(table.get("low", value)), float(table.get("high", value))
    fixed = table["distribution"] == "fixed"
    if fixed != (low == high):
        problems.add(name, _('has a range exactly when its distribution is not "fixed"'), low)
    if not low <= value <= high:
        problems.add(f"{name}.value", _("must lie in its range {low} to {high}").format(
            low=low, high=high), value)
    if table["distribution"] == "log_normal" and low <= 0:
        problems.add(f"{name}.low", _("must be above 0 for log_normal"), low)
    if table["distribution"] == "logit_normal" and not 0 < low <= high < 1:
        problems.add(f"{name}.low", _("must lie between 0 and 1 for logit_normal"), low)
    if len(problems.found) > before:
        return None
    return Parameter(name, value, table["unit"], table["per"], low, high, table["distribution"],
                     table["source"], table["status"],
                     Text(text["zh"], text["en"]), follows)


def lost(parameters: Mapping[str, Parameter]) -> dict[str, str]:
    """Parameters that follow one that is none, or that is no share by itself: id -> the other."""
    return {name: p.follows for name, p in parameters.items() if p.follows and (
        p.follows not in parameters or parameters[p.follows].follows
        or parameters[p.follows].distribution not in ("logit_normal", "fixed"))}


def _is_number(value: Any) -> bool:
    return (isinstance(value, int | float) and not isinstance(value, bool)
            and -_MOST <= value <= _MOST)  # False for NaN; no float overflows for long integers


def check_parameters(plugin: str, files: Iterable[str | Path],
                     others: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """The parameters of a plugin's files, by id; `others` are those known already. Raises
    InputError with every fault of every file."""
    found: dict[str, Parameter] = {}
    faults: list[Problem] = []
    for file in files:
        where = f"{plugin}/{Path(file).name}"
        try:
            own = load_parameters(Path(file), where)
        except InputError as error:
            faults += error.problems
            continue
        problems = Problems(where)
        for name in own:
            if name in others or name in found:
                problems.add(name, _("is the id of another parameter as well"))
            if not name.startswith(f"{plugin}."):
                problems.add(name, _("the id of a parameter starts with its plugin's id and a dot"))
        faults += problems.found
        found |= own
    if faults:
        raise InputError(faults)
    return found


@cache
def catalogue() -> dict[str, Parameter]:
    """Every parameter of the core, by id, in the order of their ids."""
    found: dict[str, Parameter] = {}
    for path in sorted((Path(__file__).parents[1] / "data" / "parameters").glob("*.toml")):
        for name, parameter in load_parameters(path).items():
            if name in found:
                raise ValueError(f"parameter {name} stands in two files of the catalogue")
            found[name] = parameter
    if lost(found):
        raise ValueError(f"the catalogue has parameters that follow no other: {lost(found)}")
    return dict(sorted(found.items()))


class ParameterSets(Mapping[str, "np.ndarray"]):
    """Each parameter's value in each set: a mapping id -> float64 array (set,).
    See docs/model.md [E-parameter].

    `sets` are set numbers; None means one set of central values. `central` overrides the
    catalogue's centre (a scenario's own value): the range moves with it, on the scale of
    its distribution, unless `ranges` gives its own.
    """

    def __init__(self, sets: Iterable[int] | None, seed: int = 0,
                 central: Mapping[str, float] | None = None,
                 parameters: Mapping[str, Parameter] | None = None,
                 ranges: Mapping[str, tuple[float, float]] | None = None):
        self.sets = None if sets is None else tuple(sets)
        self.seed = seed
        self._parameters = catalogue() if parameters is None else parameters
        self._central = dict(central or {})
        self._ranges = dict(ranges or {})
        self._values: dict[str, np.ndarray] = {}

    def having(self, central: Mapping[str, float],
               ranges: Mapping[str, tuple[float, float]] | None = None) -> ParameterSets:
        """The same sets with more central values and ranges; others stay as they are."""
        # A centre without a range of its own takes the range of the catalogue with it.
        kept = {name: ends for name, ends in self._ranges.items() if name not in central}
        return ParameterSets(self.sets, self.seed, {**self._central, **central},
                             self._parameters, {**kept, **(ranges or {})})

    def __len__(self) -> int:
        return len(self._parameters)

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    @property
    def count(self) -> int:
        """How many sets there are."""
        return 1 if self.sets is None else len(self.sets)

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._values:
            self._values[name] = self._draw(self._parameters[name])
        return self._values[name]

    def _draw(self, p: Parameter) -> np.ndarray:
        import numpy as np

        centre = self._central.get(p.id, p.value)
        moved: np.ndarray | float = 0.0
        if p.follows:
            centre, moved = self._with(p, centre)
        if p.id in self._ranges:
            low, high = self._ranges[p.id]
            p = replace(p, value=centre, low=low, high=high)
        if self.sets is None or p.distribution == "fixed":
            return np.full(self.count, centre)
        from scipy.special import ndtri

        from fpplan.luck import fold, fold_array, unit_interval

        keys = fold_array(fold(self.seed, p.id), np.array(self.sets))
        z = ndtri(unit_interval(keys)) / _Z95
        # Half a bell on either side of the median, each as wide as its end of the range says.
        if p.distribution == "normal":
            return centre + z * np.where(z < 0, p.value - p.low, p.high - p.value)
        if p.distribution == "log_normal":
            return centre * np.where(z < 0, p.value / p.low, p.high / p.value) ** z
        if not 0 < centre < 1:
            return np.full(self.count, centre)
        low, value, high = _logit(p.low), _logit(p.value), _logit(p.high)
        return 1 / (1 + np.exp(-(_logit(centre) + moved + z * np.where(z < 0, value - low,
                                                                       high - value))))

    def _with(self, p: Parameter, centre: float) -> tuple[float, np.ndarray | float]:
        """The centre of a share that follows another, and how far that one stands from its own
        centre in each set, in log odds (set,). Where the scenario sets the other one alone, the
        centre keeps its distance too; what is surely 0 or 1 does not move."""
        import numpy as np

        other = self._parameters[p.follows]
        at = self._central.get(other.id, other.value)
        if p.id not in self._central and other.id in self._central:
            if not 0 < at < 1:
                return at, 0.0
            if 0 < other.value < 1:
                centre = 1 / (1 + math.exp(-(_logit(centre) + _logit(at) - _logit(other.value))))
        if not 0 < at < 1:
            return centre, 0.0
        return centre, np.log(self[other.id] / (1 - self[other.id])) - _logit(at)


def _logit(p: float) -> float:
    return math.log(p / (1 - p))
