"""A setting: the methods, parameters and tables of one kind of place, read from a folder.

A setting's folder holds setting.toml (methods), parameters.toml (scalars with ranges) and
tables.toml (numbers by age, order or duration). A new place is a new folder; no code. `folders`
knows where they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from fpplan.contract.errors import InputError, Problems, nearest
from fpplan.contract.given import refuse_in
from fpplan.contract.ids import ID_RULE, is_id
from fpplan.contract.text import Text, _, is_text
from fpplan.files import toml
from fpplan.place.folders import SETTING_FILES, setting_folder, setting_ids
from fpplan.place.groups import groups_of
from fpplan.place.parameters import Parameter, catalogue, load_parameters, lost

__all__ = [
    "AGES_OF_DEATH", "GROUPS_OF_PEOPLE", "PARAMETERS", "REACH", "TABLES", "Method", "Setting",
    "Table", "load_setting", "rate_parameters", "setting_ids",
]

_MOST = 1e9  # of a number in a table: larger ones overflow where rates are worked out
# What the engine's state has room for (`fpplan.population.state`; a test holds the two together).
GESTATION = 9  # months
MOST_METHODS = 12
_SHARES_WITHIN = 1e-3  # how far from 1 the shares of all people may add up
# Tables of a setting: the key of their knots, or None. Those of `_BY_YEAR` have a row for each
# of their `years`.
TABLES: dict[str, str | None] = {
    "fecundability_by_age": "ages", "childless_fecundability": "ages",
    "miscarriage_by_age": "ages", "miscarriage_by_month": None, "mortality_female": "ages",
    "mortality_male": "ages", "people_female": "groups", "people_male": "groups",
    "wanted_family_size": "years", "first_union_hazard": "ages", "remarriage_hazard": "ages",
    "amenorrhoea": "months", "after_early_loss": "months", "after_late_loss": "months",
    "uptake_by_want": None, "postpartum_uptake_ratio": None, "method_choice": None,
    "stop_by_want": None, "conception_by_calendar_month": None, "total_fertility": "years",
}
_OPTIONAL = ("conception_by_calendar_month", "total_fertility")
AGES_OF_DEATH = (0, 1, *range(5, 101, 5))  # first years of the age groups of mortality
GROUPS_OF_PEOPLE = tuple(range(0, 101, 5))  # and of people; the last is open
_KNOTS = {"mortality_female": AGES_OF_DEATH, "mortality_male": AGES_OF_DEATH,
          "people_female": GROUPS_OF_PEOPLE, "people_male": GROUPS_OF_PEOPLE}
_BY_YEAR = tuple(_KNOTS)
_SHAPES = {"uptake_by_want": (3, 4), "postpartum_uptake_ratio": (3,), "stop_by_want": (3,),
           "conception_by_calendar_month": (12,)}
_PROBABILITIES = ("fecundability_by_age", "miscarriage_by_age", "uptake_by_want")
_CUMULATIVE = ("amenorrhoea", "after_early_loss", "after_late_loss")
_ABOVE_ZERO = ("mortality_female", "mortality_male", "wanted_family_size", "total_fertility")

# Parameters without which there are no rates, besides those of each method.
PARAMETERS = (
    "fecundability.level", "fecundability.sterile", "fecundability.variation", "leave.per_year",
    "loss.miscarriage_scale", "loss.stillbirths_per_1000",
    "method.failure_level", "method.switch_share",
    "mortality.scale", "selection.access_phi", "selection.access_rho", "selection.first_ready",
    "selection.ready_slope", "selection.willing", "selection.with_son", "sex.male_at_birth",
    "termination.mistimed", "termination.outside_policy_logit", "termination.unwanted",
    "twins.share", "union.age_gap_years", "union.at_15_share", "union.divorce_per_year",
    "uptake.scale_logit", "want.another_after_more_daughters",
    "want.another_after_more_with_son", "want.another_after_one_daughter",
    "want.another_after_one_son", "want.another_after_son_and_daughter",
    "want.another_after_two_daughters", "want.another_after_two_sons",
    "want.change_of_mind_per_year", "want.deterrence_logit", "want.first_now",
    "want.give_up_per_year", "want.later_to_now_per_year",
)
# Whether contraception is within reach and women are willing: all of them, or none where all women
# are within reach.
REACH = tuple(f"reach.{name}" for name in (
    "out_share", "reluctant_share", "exposure_logit", "in_per_year", "willing_per_year",
    "put_off_share", "leak"))
_OF_A_METHOD = ("failure_12m_percent", "stop_12m_percent")


@dataclass(frozen=True)
class Method:
    """A contraceptive method as a setting offers it."""

    id: str
    text: Text
    modern: bool
    long_acting: bool
    permanent: bool
    kind: str = ""
    """What it is where its id does not say: "iud" and "implant" are known to indicators."""


@dataclass(frozen=True)
class Table:
    """Numbers with one source. `knots` are ages, groups, months or years; None where there are
    none. A table by year has `years` too, and a row of `values` for each."""

    id: str
    knots: np.ndarray | None
    values: np.ndarray
    unit: str
    source: str
    status: str
    text: Text
    years: np.ndarray | None = None

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
    def has_reach(self) -> bool:
        """Whether women differ in whether contraception is within their reach."""
        return REACH[0] in self.parameters

    @property
    def method_ids(self) -> tuple[str, ...]:
        """Method ids in the engine's order; number 0, no method, is not among them."""
        return tuple(method.id for method in self.methods)

    @property
    def method_groups(self) -> dict[str, tuple[str, ...]]:
        """Named groups of methods for tally patterns such as `using[method=@modern]`."""
        return groups_of(self.methods)


def load_setting(name: str, inside: Path | None = None) -> Setting:
    """Read a setting: by its id, or the folder of this name inside another one.

    Raises InputError with every fault of a file.
    """
    folder = setting_folder(name) if inside is None else inside / name
    if folder is None or not folder.is_dir():
        raise InputError.one("setting", "setting", "is not a setting", name,
                             nearest(name, setting_ids()))
    return _read(folder, _written(folder))


def _written(folder: Path) -> tuple[tuple[int, int], ...]:
    """When the files of a folder were written, and their sizes: one that changed is read anew."""
    return tuple((about.st_mtime_ns, about.st_size) for file in SETTING_FILES
                 if (folder / file).is_file() for about in [(folder / file).stat()])


def rate_parameters(setting: Setting) -> tuple[str, ...]:
    """The parameters that rates of the population are made of."""
    return (*PARAMETERS, *(REACH if setting.has_reach else ()),
            *(f"method.{m}.{part}" for m in setting.method_ids for part in _OF_A_METHOD))


@cache
def _read(folder: Path, written: tuple[tuple[int, int], ...]) -> Setting:
    name = folder.name
    text, methods = _about(name, _toml(folder / "setting.toml"))
    own = load_parameters(folder / "parameters.toml", f"{name}/parameters.toml")
    problems = Problems(f"{name}/parameters.toml")
    reach = REACH if any(each in own for each in REACH) else ()
    for needed in (*PARAMETERS, *reach, *(f"method.{m.id}.{part}" for m in methods
                                  for part in _OF_A_METHOD)):
        if needed not in own:
            problems.add(needed, "is missing")
    every = {**catalogue(), **own}
    for name_of, other in lost(every).items():
        problems.add(f"{name_of}.follows", _("there is no such share that it could follow"), other)
    problems.raise_if_any()
    return Setting(name, text, methods, every,
                   _tables(folder / "tables.toml", len(methods)))


def _about(name: str, about: dict[str, Any]) -> tuple[Text, tuple[Method, ...]]:
    """Label and methods of setting.toml."""
    problems = Problems(f"{name}/setting.toml")
    if about.get("id") != name:
        problems.add("id", "must be the name of its folder", about.get("id"))
    text = _text("text", about, problems)
    listed = about.get("method", [])
    if not isinstance(listed, list) or not 1 <= len(listed) < MOST_METHODS or not all(
            isinstance(table, dict) for table in listed):
        problems.add("method", f"needs at least one method and at most {MOST_METHODS - 1}")
        listed = []
    methods: list[Method] = []
    for number, table in enumerate(listed, start=1):
        own = table.get("id", "")
        if not isinstance(own, str) or not is_id(own) or own == "none":
            problems.add(f"method.{number}.id", ID_RULE, own)
        elif own in {method.id for method in methods}:
            problems.add(f"method.{number}.id", "stands twice", own)
        kinds = [table.get(kind) for kind in ("modern", "long_acting", "permanent")]
        for kind, value in zip(("modern", "long_acting", "permanent"), kinds, strict=True):
            if not isinstance(value, bool):
                problems.add(f"method.{number}.{kind}", "must be true or false", value)
        kind = table.get("kind", own)
        if not isinstance(kind, str):
            problems.add(f"method.{number}.kind", _("must be text in quotes"), kind)
        modern, long_acting, permanent = (value is True for value in kinds)
        methods.append(Method(own, _text(f"method.{number}.text", table, problems), modern,
                              long_acting, permanent, str(kind)))
    problems.raise_if_any()
    return text, tuple(methods)


def _text(key: str, table: dict[str, Any], problems: Problems) -> Text:
    text = table.get("text")
    if not is_text(text):
        problems.add(key, "needs zh and en")
        return Text("", "")
    return Text(text["zh"], text["en"])


def _tables(path: Path, methods: int) -> dict[str, Table]:
    found = {}
    problems = Problems(f"{path.parent.name}/{path.name}")
    for name, table in _toml(path).items():
        if name not in TABLES or not isinstance(table, dict):
            problems.unknown(name, name, TABLES, "is not a table of a setting")
            continue
        values = _numbers(table.get("values"))
        knots = _knots(name, TABLES[name], table, problems)
        years = _knots(name, "years", table, problems) if name in _BY_YEAR else None
        if values is None:
            problems.add(f"{name}.values", "must be numbers of 0 and more")
            values = np.zeros(0)
        elif name in _BY_YEAR:
            if knots is not None and years is not None and values.shape != (
                    shape := (len(years), len(knots))):
                problems.add(f"{name}.values", f"must be {_by(shape)} numbers: a row for each of "
                                               "its years", _by(values.shape))
            elif name in _ABOVE_ZERO and not values.all():
                problems.add(f"{name}.values", "must be above 0")
        elif knots is not None and len(knots) != len(values):
            problems.add(f"{name}.values", "needs one value for each of its knots", len(values))
        else:
            _check_values(name, values, methods, problems)
        for key in ("unit", "source", "status"):
            if not isinstance(table.get(key), str):
                problems.add(f"{name}.{key}", "is missing")
        found[name] = Table(name, knots, values, table.get("unit", ""), table.get("source", ""),
                            table.get("status", ""), _text(f"{name}.text", table, problems), years)
    for name in TABLES:
        if name not in found and name not in _OPTIONAL:
            problems.add(name, "is missing")
    _everybody(found, problems)
    problems.raise_if_any()
    return found


def _everybody(found: Mapping[str, Table], problems: Problems) -> None:
    """The shares of women and men of one year are those of all people."""
    women, men = found.get("people_female"), found.get("people_male")
    if women is None or men is None or problems.found:
        return
    if not np.array_equal(women.years, men.years):  # type: ignore[arg-type]
        problems.add("people_male.years", "must be those of people_female")
        return
    together = (women.values + men.values).sum(axis=1)
    for year, total in zip(women.years, together, strict=True):  # type: ignore[arg-type]
        if abs(total - 1) > _SHARES_WITHIN:
            problems.add("people_female.values", "with people_male of the same year must add up "
                         f"to 1; those of {year:g} add up to {total:.4f}")


def _numbers(listed: Any) -> np.ndarray | None:
    """Numbers of 0 and more as an array of one or two axes, or None."""
    try:
        values = np.array(listed, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return None
    sound = (1 <= values.ndim <= 2 and np.isfinite(values).all() and (values >= 0).all()
             and (values <= _MOST).all())
    return values if sound else None


def _knots(name: str, key: str | None, table: dict[str, Any],
           problems: Problems) -> np.ndarray | None:
    if key is None:
        return None
    if key not in table:
        problems.add(f"{name}.{key}", "is missing")
        return None
    knots = _numbers(table[key])
    if knots is None or knots.ndim != 1 or (np.diff(knots) <= 0).any():
        problems.add(f"{name}.{key}", "must rise")
        return None
    fixed = list(_KNOTS.get(name, ())) if key != "years" else []
    if fixed and knots.tolist() != fixed:
        problems.add(f"{name}.{key}", "must be " + ", ".join(map(str, fixed)))
        return None
    return knots


def _check_values(name: str, values: np.ndarray, methods: int, problems: Problems) -> None:
    """What the values of a table must be besides numbers of 0 and more."""
    shape = {**_SHAPES, "method_choice": (4, methods)}.get(name)
    if shape is not None and values.shape != shape:
        problems.add(f"{name}.values", f"must be {_by(shape)} numbers", _by(values.shape))
    elif name in _ABOVE_ZERO and not values.all():
        problems.add(f"{name}.values", "must be above 0")
    elif name == "conception_by_calendar_month" and not values.any():
        problems.add(f"{name}.values", "must not all be 0")
    elif name in _PROBABILITIES and (values > 1).any():
        problems.add(f"{name}.values", "must be probabilities")
    elif name in _CUMULATIVE and ((np.diff(values) < 0).any() or values[-1] != 1):
        problems.add(f"{name}.values", "cumulative shares rise from 0 or more to 1")
    elif name == "method_choice" and not values.sum(axis=1).all():
        problems.add(f"{name}.values", "needs a method in every row")
    elif name == "miscarriage_by_month" and not (
            values.ndim == 1 and values.size < GESTATION and values.sum() > 0):
        problems.add(f"{name}.values", f"needs 1 to {GESTATION - 1} months, not all of them 0")


def _by(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape))


def _toml(path: Path) -> dict[str, Any]:
    where = f"{path.parent.name}/{path.name}"
    if not path.exists():
        raise InputError.one(where, "", _("is missing"))
    found = toml.read(path, where)
    problems = Problems(where)
    refuse_in(found, problems)
    problems.raise_if_any()
    return found
