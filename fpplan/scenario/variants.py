"""Variants: `[base]` with a few decisions made otherwise. The base itself is never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fpplan.contract.errors import Problems, nearest
from fpplan.contract.ids import ID_RULE, is_id
from fpplan.contract.text import _
from fpplan.scenario import levers
from fpplan.scenario.checks import check
from fpplan.scenario.draft import Draft
from fpplan.scenario.known import Known
from fpplan.scenario.messages import dotted, explain
from fpplan.scenario.models import Base

__all__ = ["RESERVED", "apply", "check_variants"]

RESERVED = ("base",)
_SECTIONS = tuple(Base.model_fields)


def apply(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A raw `[base]` with the levers of `changes` set; lists and tables are replaced whole.

    `base` is copied where it changes and stays as it is. Every key must be a lever.
    """
    result = dict(base)
    for key, value in changes.items():
        path = levers.path_of(key)
        if path is None:
            raise ValueError(f"{key} is not a lever")
        inner = result
        for step in path[:-1]:
            found = inner.get(step)
            inner[step] = dict(found) if isinstance(found, Mapping) else {}
            inner = inner[step]
        inner[path[-1]] = value
    return result


def check_variants(raw: Mapping[str, Any], known: Known, problems: Problems) -> None:
    """Note every fault of the `[variant.NAME]` tables that their own shape does not show."""
    variants, base = raw.get("variant"), raw.get("base")
    if not isinstance(variants, Mapping) or not isinstance(base, Mapping):
        return
    common = {path for path, _rule in _faults(base, known)}
    for name, table in variants.items():
        at = dotted(("variant", name))
        if not is_id(name):
            problems.add(at, ID_RULE)
        if name in RESERVED:
            problems.add(at, _("is the name of the plan as it stands; choose another"))
        if not isinstance(table, Mapping):
            continue
        changes = table.get("set")
        if not isinstance(changes, Mapping):
            continue
        usable = {}
        for key, value in changes.items():
            if _usable(key, value, base, variants, f"{at}.set", known, problems):
                usable[key] = value
        own = [levers.path_of(key) for key in usable]
        changed = apply(base, usable)
        if "schemes" in usable:  # those of the base that it does not live under are compared
            changed["compare_schemes"] = _not_lived_under(base, changed["schemes"])
        for (path, rule), (value, near) in _faults(changed, known).items():
            if path in common and not any(step == path[: len(step or ())] for step in own):
                continue  # the base's own fault, told already
            key = _setter(path, usable)
            where = dotted(("variant", name, "set", key)) if key else at
            inside = dotted(("base", *path))
            same = levers.path_of(key or "") == path
            problems.add(where, rule if same else f"{inside}: {rule}", value, near)


def _not_lived_under(base: Mapping[str, Any], schemes: Any) -> list[Any]:
    """The schemes of a raw base that are not among others."""
    lived = schemes if isinstance(schemes, list | tuple) else ()
    listed = [base.get(key) for key in ("schemes", "compare_schemes")]
    return [name for names in listed if isinstance(names, list | tuple)
            for name in names if name not in lived]


def _usable(key: str, value: Any, base: Mapping[str, Any], variants: Iterable[str], at: str,
            known: Known, problems: Problems) -> bool:
    """Whether a key of `set` is a lever that the base has; notes why not."""
    place = at + "." + dotted((key,))
    section, _dot, rest = key.partition(".")
    if isinstance(value, Mapping) and (spelled := _spelled(key, value)):
        problems.add(place, _('write the whole dotted key in quotes: "{example}"').format(
            example=spelled))
        return False
    if section in ("base", "variant"):
        rule = _("keys are written below base: leave base. out") if section == "base" else _(
            "a variant changes the base; there are no variants of variants")
        problems.add(place, rule)
        return False
    if section in variants and section not in _SECTIONS:
        problems.add(place, _("a variant changes the base; there are no variants of variants"))
        return False
    if section not in _SECTIONS:
        if section in levers.OF_A_SCHEME:
            problems.add(place, levers.refusal(key), value)
        elif nearest(section, levers.SECTIONS):
            problems.add(place, _("unknown key"), None, nearest(key, _lever_keys(base, known)))
        else:
            problems.add(place, _("unknown key; {may}").format(may=levers.may_set()))
        return False
    if not levers.is_lever(key, known):
        near = None if section not in levers.SECTIONS else nearest(
            key, [each for each in _lever_keys(base, known)
                  if each.partition(".")[0] == section])
        problems.add(place, levers.refusal(key), value, near)
        return False
    path = levers.path_of(key) or ()
    if known.plannable is not None:
        fixed = [task for task in _tasks_of(path, base)
                 if task not in known.plannable and task in (known.tasks or ())]
        if fixed:
            problems.add(place, _("this task is documented but not plannable: its hours are the "
                                  "same in every variant"), value)
            return False
    if section == "campaigns" and path[1] not in _keys(base, "campaigns"):
        problems.add(place, _("there is no such campaign in the base"), value,
                     nearest(key, _lever_keys(base, known)))
        return False
    if section == "staff":
        kinds = base.get("staff")
        if not isinstance(kinds, Mapping) or rest.partition(".")[0] not in kinds:
            problems.add(place, _("there is no such kind of staff"), value,
                         nearest(key, _lever_keys(base, known)))
            return False
    return True


def _keys(base: Mapping[str, Any], *path: str) -> list[str]:
    """Keys of a table of the raw base; none when it is no table."""
    found: Any = base
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return [str(key) for key in found] if isinstance(found, Mapping) else []


def _tasks_of(path: tuple[str, ...], base: Mapping[str, Any]) -> list[str]:
    """The tasks whose work a lever changes."""
    if path[0] == "hours":
        return [path[-1]]
    if path[0] == "services":
        return [path[1]]
    if path[0] == "campaigns":
        if len(path) == 4:
            return [path[3]]
        return [task for part in ("hours", "instead_of")
                for task in _keys(base, "campaigns", path[1], part)]
    return []


def _spelled(key: str, value: Mapping[str, Any]) -> str:
    """The lever that nested tables spell out, as one key; "" where the key is one already or
    none can follow. A reading is no table."""
    section = key.partition(".")[0]
    if section not in levers.SECTIONS or section == "schemes" or (
            levers.path_of(key) and section != "readings"):
        return ""
    steps = _first(key, value)
    if len(steps) < 2:
        return ""
    longer = [".".join(steps[:end]) for end in range(2, len(steps) + 1)]
    found = next((each for each in longer if levers.path_of(each)), "")
    return ".".join(steps) if section == "readings" or not found else found


def _first(key: str, value: Any) -> tuple[str, ...]:
    """The first path that nested tables spell out."""
    if not isinstance(value, Mapping) or not value:
        return (key,)
    inner = next(iter(value))
    return (key, *_first(inner, value[inner]))


def _faults(base: Mapping[str, Any], known: Known,
            ) -> dict[tuple[tuple[str | int, ...], str], tuple[Any, str | None]]:
    """(path below base, rule) -> (value, nearest) of every fault of a raw `[base]`."""
    found: dict[tuple[tuple[str | int, ...], str], tuple[Any, str | None]] = {}

    def note(path: tuple[str | int, ...], rule: str, value: Any = None,
             near: str | None = None) -> None:
        found[(path, rule)] = (value, near)

    draft = Draft(base)
    if draft.fault is not None:
        explain(draft.fault, Base, base, note)
    check(draft, known, note)
    return found


def _setter(path: tuple[str | int, ...], changes: Iterable[str]) -> str | None:
    """The changed key that a fault belongs to: the one it lies at, or one nearby."""
    inside = ".".join(str(step) for step in path)
    keys = list(changes)
    for key in keys:
        if inside == key or inside.startswith(key + ".") or key.startswith(inside + "."):
            return key
    return next((key for key in keys if key.split(".")[0] == str(path[0])), None)


def _lever_keys(base: Mapping[str, Any], known: Known) -> list[str]:
    """Levers that the base names, to offer the nearest."""
    tasks = dict.fromkeys([*_keys(base, "hours", "all"), *sorted(known.tasks or ())])
    return [
        "schemes",
        *(f"hours.all.{task}" for task in tasks),
        *(f"hours.units.{unit}.{task}" for unit in _keys(base, "units") for task in tasks),
        *(f"staff.{kind}.{key}" for kind in _keys(base, "staff") for key in levers.STAFF_DECISIONS),
        *(f"campaigns.{name}.{part}" for name in _keys(base, "campaigns")
          for part in ("first", "last", "overtime")),
        *(f"campaigns.{name}.{part}.{task}" for name in _keys(base, "campaigns")
          for part in ("hours", "instead_of") for task in tasks),
        *(f"services.{name}.quality" for name in _keys(base, "services")),
        *(f"supply.{name}.{part}" for name in _keys(base, "supply")
          for part in ("offered", "stock_out", "out")),
        *(f"readings.{name}"
          for name in sorted({*_keys(base, "readings"), *(known.readings or ())})),
        *(f"{section}.{name}" for section, possible in known.set_of_schemes().items()
          for name, each in sorted((possible or {}).items()) if not each.refusal),
        *(f"reporting.{name}" for name in sorted(known.audits)),
    ]
