"""Tasks: what staff hours can be given to, as data.

A task is plannable when leadership may move hours to it. A plannable task may act on access,
supply, overall voluntary uptake, continuation, knowledge, care, registration, reporting and
access to sex selection. It can never aim at terminations, at what women want, or at the start
of one method: such a task is refused when it is loaded, from the core or from a plugin.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fpplan.contract.errors import Problems
from fpplan.contract.ids import ID_RULE, is_id
from fpplan.contract.tags import STAFF_PRESSURE, TAGS
from fpplan.contract.text import Text, _
from fpplan.place.groups import GROUPS
from fpplan.place.parameters import Parameter, catalogue

if TYPE_CHECKING:
    from fpplan.tallies import SlotTable

__all__ = ["AIMS", "KINDS", "TARGETS", "Task", "core_tasks", "load_tasks", "plannable_tasks",
           "read_tasks"]

KINDS = ("service", "activity", "records", "audit")

# The rates that a service can move. The order is frozen: it is the last axis of `shifts`, where
# supply may append the leaving of each method (see `supply`).
TARGETS = ("uptake", "uptake_postpartum", "stop", "selection_access", "reach",
           "reach_postpartum", "willing")
# Of these, what services move where all women are within reach, and what where they are not.
ON_UPTAKE, ON_REACH = ("uptake", "uptake_postpartum"), ("reach", "reach_postpartum", "willing")

# Methods whose users come back for supplies every few months, as a group of methods.

# What a plannable task may act on, and the rates that go with each aim.
AIMS: Mapping[str, tuple[str, ...]] = {
    "access": ("uptake", "uptake_postpartum", "stop", *ON_REACH),
    "supply": ("uptake", "uptake_postpartum", "stop"),
    "voluntary_uptake": ("uptake", "uptake_postpartum", *ON_REACH),
    "continuation": ("stop",),
    "knowledge": ("uptake", "uptake_postpartum", "stop", *ON_REACH),
    "care": (),
    "registration": (),
    "reporting": (),
    "selection_access": ("selection_access",),
}

_FIELDS = {"text", "kind", "hours_per_client", "clients", "ceiling", "effects", "acts_on",
           "source", "plannable"}
_OPTIONAL = {"every_months", "tags", "usual_clients_per_1000"}


@dataclass(frozen=True)
class Task:
    """One task.

    `hours_per_client` is a number or a catalogue id; `clients` tally patterns or a number a
    month; `effects` rate -> catalogue id of its logit shift at full coverage.
    """

    id: str
    text: Text
    kind: str
    hours_per_client: float | str
    clients: tuple[str, ...] | float
    every_months: int
    ceiling: float
    acts_on: tuple[str, ...]
    effects: Mapping[str, str]
    source: str
    plannable: bool
    tags: frozenset[str] = frozenset()
    usual_clients_per_1000: float | None = None
    """Clients a month for 1,000 people, assumed: what a scheme that asks for the task brings
    hours for, where the scenario gives it none (`fpplan.programme.wires`)."""


def load_tasks(path: Path, parameters: Mapping[str, Parameter] | None = None,
               table: SlotTable | None = None) -> dict[str, Task]:
    """The tasks of one TOML file. Raises InputError with every fault of the file."""
    problems = Problems(path.name)
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        problems.add("", _("this is not a TOML file: {fault}").format(fault=fault))
        problems.raise_if_any()
    return read_tasks(raw, path.name, parameters, table)


def read_tasks(raw: Mapping[str, Any], where: str,
               parameters: Mapping[str, Parameter] | None = None,
               table: SlotTable | None = None) -> dict[str, Task]:
    """Tasks from a table of tables, `where` naming their file in messages.

    `parameters` are the catalogue ids that may be named (the core's own when None); with a
    slot table the patterns of `clients` are checked too.
    """
    problems = Problems(where)
    known = catalogue() if parameters is None else parameters
    found = {}
    for name, entry in raw.items():
        task = _task(name, entry, problems, known, table)
        if task is not None:
            found[name] = task
    problems.raise_if_any()
    return found


@cache
def core_tasks() -> dict[str, Task]:
    """The tasks that come with fpplan, by id, in the order of their file."""
    return load_tasks(Path(__file__).parent.parent / "data" / "tasks.toml")


def plannable_tasks(tasks: Mapping[str, Task]) -> dict[str, Task]:
    """The tasks that leadership may move hours to or from. A tagged task never is one."""
    return {name: task for name, task in tasks.items() if task.plannable and not task.tags}


def _task(name: str, entry: Any, problems: Problems, known: Mapping[str, Parameter],
          table: SlotTable | None) -> Task | None:
    before = len(problems.found)
    if not is_id(name):
        problems.add(name, ID_RULE)
    if not isinstance(entry, Mapping):
        problems.add(name, _("a task is a table of its fields"), entry)
        return None
    for key in sorted(_FIELDS - set(entry)):
        problems.add(f"{name}.{key}", _("is missing"))
    for key in sorted(set(entry) - _FIELDS - _OPTIONAL):
        problems.unknown(f"{name}.{key}", key, _FIELDS | _OPTIONAL, _("a task has no such field"))
    if len(problems.found) > before:
        return None
    _check_numbers(name, entry, problems, known)
    _check_clients(name, entry["clients"], problems, table)
    _check_words(name, entry, problems)
    _check_aims(name, entry, problems, known)
    if len(problems.found) > before:
        return None
    clients = entry["clients"]
    return Task(
        id=name,
        text=Text(entry["text"]["zh"], entry["text"]["en"]),
        kind=entry["kind"],
        hours_per_client=(entry["hours_per_client"] if isinstance(entry["hours_per_client"], str)
                          else float(entry["hours_per_client"])),
        clients=tuple(clients) if isinstance(clients, list) else float(clients),
        every_months=entry.get("every_months", 1),
        ceiling=float(entry["ceiling"]),
        acts_on=tuple(entry["acts_on"]),
        effects=dict(entry["effects"]),
        source=entry["source"],
        plannable=entry["plannable"],
        tags=frozenset(entry.get("tags", ())),
        usual_clients_per_1000=entry.get("usual_clients_per_1000"),
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _check_numbers(name: str, entry: Mapping[str, Any], problems: Problems,
                   known: Mapping[str, Parameter]) -> None:
    hours = entry["hours_per_client"]
    if isinstance(hours, str):
        if hours not in known:
            problems.unknown(f"{name}.hours_per_client", hours, known,
                             _("there is no such parameter"))
    elif not (_is_number(hours) and hours > 0):
        problems.add(f"{name}.hours_per_client", _("must be a number above 0"), hours)
    if not (_is_number(entry["ceiling"]) and 0 < entry["ceiling"] <= 1):
        problems.add(f"{name}.ceiling", _("must be above 0 and at most 1"), entry["ceiling"])
    usual = entry.get("usual_clients_per_1000", 1.0)
    if not (_is_number(usual) and 0 < usual <= 1000):
        problems.add(f"{name}.usual_clients_per_1000", _("must be above 0 and at most 1,000"),
                     usual)
    every = entry.get("every_months", 1)
    if not (isinstance(every, int) and not isinstance(every, bool) and every >= 1):
        problems.add(f"{name}.every_months", _("must be a whole number of months, 1 or more"),
                     every)


def _check_clients(name: str, clients: Any, problems: Problems, table: SlotTable | None) -> None:
    key = f"{name}.clients"
    if _is_number(clients):
        if clients < 0:
            problems.add(key, _("must not be below 0"), clients)
        return
    if not (isinstance(clients, list) and clients and all(isinstance(c, str) for c in clients)):
        problems.add(key, _("must be a number or a list of tally names"), clients)
        return
    for pattern in clients if table is not None else ():
        assert table is not None
        try:
            table.match(pattern, dict.fromkeys(GROUPS, ()))
        except ValueError as fault:
            problems.add(key, str(fault), pattern)


def _check_words(name: str, entry: Mapping[str, Any], problems: Problems) -> None:
    text = entry["text"]
    if not (isinstance(text, Mapping) and all(text.get(lang) for lang in ("zh", "en"))):
        problems.add(f"{name}.text", _("needs zh and en"))
    if entry["kind"] not in KINDS:
        problems.unknown(f"{name}.kind", entry["kind"], KINDS,
                         _("must be one of {names}").format(names=", ".join(KINDS)))
    if not isinstance(entry["source"], str) or not entry["source"].strip():
        problems.add(f"{name}.source", _("must say where the numbers come from"))
    if not isinstance(entry["plannable"], bool):
        problems.add(f"{name}.plannable", _("must be true or false"), entry["plannable"])
    for tag in entry.get("tags", ()):
        if tag not in TAGS or tag == STAFF_PRESSURE:
            problems.unknown(f"{name}.tags", tag, TAGS, _("there is no such tag"))
    if entry.get("tags") and entry["plannable"] is True:
        problems.add(f"{name}.plannable", _("a task with a tag is never plannable"), True)


def _check_aims(name: str, entry: Mapping[str, Any], problems: Problems,
                known: Mapping[str, Parameter]) -> None:
    """Aims are a closed list, and a task moves only the rates that its aims allow.

    The list holds for every task, plannable or not: what was imposed enters a run as recorded
    figures, never as a rate that hours can move.
    """
    aims, effects = entry["acts_on"], entry["effects"]
    if not isinstance(aims, list) or not isinstance(effects, Mapping):
        problems.add(name, _("acts_on is a list of aims, effects a table of rates"))
        return
    for aim in aims:
        if aim not in AIMS:
            problems.unknown(
                f"{name}.acts_on", str(aim), AIMS,
                _("a task may act on {names} only; never on terminations, on what women want, "
                  "or on the start of one method").format(names=", ".join(AIMS)))
    allowed = {rate for aim in aims if aim in AIMS for rate in AIMS[aim]}
    for rate, parameter in effects.items():
        if rate not in TARGETS:
            problems.unknown(
                f"{name}.effects", rate, TARGETS,
                _("a task may move {names} only; never a termination rate, what women want, or "
                  "the start of one method").format(names=", ".join(TARGETS)))
        elif rate not in allowed:
            problems.add(f"{name}.effects.{rate}",
                         _("does not belong to what the task acts on"), ", ".join(map(str, aims)))
        if not isinstance(parameter, str) or parameter not in known:
            problems.unknown(f"{name}.effects.{rate}", str(parameter), known,
                             _("there is no such parameter"))
