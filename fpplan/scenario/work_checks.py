"""What campaigns, services, supply and activities must know of the other tables of `[base]`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fpplan.contract.errors import nearest
from fpplan.contract.months import absolute
from fpplan.contract.tags import TAG_WORDS
from fpplan.contract.text import _
from fpplan.contract.wording import spoken
from fpplan.scenario.draft import Draft
from fpplan.scenario.known import Known
from fpplan.scenario.messages import Note, known_words
from fpplan.scenario.work import COUNTED, FED, Hours

__all__ = ["check"]

_Path = tuple[str, ...]


def check(draft: Draft, known: Known, note: Note) -> None:
    """Note every fault of the four tables that another table or room must tell."""
    _campaigns(draft, known, note)
    _services(draft, known, note)
    _supply(draft, known, note)
    _activities(draft, known, note)
    _fed_inputs(draft, known, note)
    _fills(draft, known, note)


def _named(note: Note, path: _Path, name: str, valid: Iterable[str] | None, rule: str) -> bool:
    """Note a name that is not among the valid ones. Returns whether it is good."""
    if valid is None:
        return True
    names = sorted(valid)
    if name in names:
        return True
    note(path, rule + known_words(name, names), name, nearest(name, names))
    return False


def _units(draft: Draft, note: Note, path: _Path, units: Iterable[str]) -> None:
    for unit in units:
        if not _named(note, path, unit, draft.names("units"), _("there is no such unit")):
            continue
        if unit in draft.parents:
            note(path, _("{unit} is a parent: {what} belongs to the units below it").format(
                unit=unit, what=_("work")))


def _campaigns(draft: Draft, known: Known, note: Note) -> None:
    start = draft.part("decision_month", None)
    for name in draft.names("campaigns"):
        path = ("campaigns", name)
        _units(draft, note, (*path, "units"), draft.texts(*path, "units"))
        for part in ("hours", "instead_of"):
            for task in draft.names(*path, part):
                _named(note, (*path, part, task), task, known.tasks, _("there is no such task"))
    for name, campaign in draft.part("campaigns", {}).items():
        path = ("campaigns", name)
        for task, fewer in campaign.instead_of.items():
            if task not in (known.tasks or (task,)) or not draft.whole("hours"):
                continue
            if task not in draft.part("hours", Hours()).tasks():
                note((*path, "instead_of", task), _(
                    "takes {fewer} hours a month from a task that has {has}").format(
                        fewer=f"{fewer:.6g}", has=0), fewer)
        if start and draft.whole("horizon") and not campaign.every_year:
            end = absolute(start) + draft.part("horizon", 0) - 1
            if absolute(campaign.first) > end:
                note((*path, "first"), _("lies after the last month of the run"), campaign.first)


def _services(draft: Draft, known: Known, note: Note) -> None:
    for task in draft.names("services"):
        path = ("services", task)
        _named(note, path, task, known.tasks, _("there is no such task"))
        clients = draft.written(*path, "clients")
        if isinstance(clients, Mapping):
            _units(draft, note, (*path, "clients"), clients)
            if draft.whole("units"):
                missing = [unit for unit in draft.leaves if unit not in clients]
                if missing:
                    note((*path, "clients"), _("has no number for {units}").format(
                        units=", ".join(missing)))


def _supply(draft: Draft, known: Known, note: Note) -> None:
    methods = (known.methods or {}).get(draft.part("setting", "") or "")
    seasons = len(draft.part("seasons", ()))
    for method in draft.names("supply"):
        path = ("supply", method)
        valid = None if methods is None else methods - {"none"}
        _named(note, path, method, valid, _("there is no such method in this setting"))
        _units(draft, note, (*path, "units"), draft.names(*path, "units"))
    for method, supply in draft.part("supply", {}).items():
        path = ("supply", method)
        if draft.whole("seasons") and len(supply.stock_out) not in (1, seasons):
            note((*path, "stock_out"), _(
                "needs one number, or one for each of the {seasons} seasons; this has {has}"
            ).format(seasons=seasons, has=len(supply.stock_out)), list(supply.stock_out))


def _activities(draft: Draft, known: Known, note: Note) -> None:
    for name in draft.names("activities"):
        path = ("activities", name)
        task = draft.text(*path, "task")
        if task is not None:
            _named(note, (*path, "task"), task, known.tasks, _("there is no such task"))
        _units(draft, note, (*path, "units"), draft.texts(*path, "units"))
    for name, activity in draft.part("activities", {}).items():
        path = ("activities", name)
        if not (known.task_tags or {}).get(activity.task):
            for word, tag in spoken((activity.label.zh, activity.label.en)):
                note((*path, "label"), _(
                    "speaks of “{word}” ({tag}), and its task is not tagged: a service cannot be "
                    "counted as what it is not").format(word=word, tag=TAG_WORDS[tag]))
        if not activity.feeds():
            note(path, _("is counted nowhere: name an input of a scheme with {keys}").format(
                keys="done, missed, percent, days_late"))


def _fed_inputs(draft: Draft, known: Known, note: Note) -> None:
    """Inputs that services and activities are counted in: known, counted once, of no tag that
    the task does not have, and not recorded as well."""
    fed: dict[str, _Path] = {}
    for section, name, key in (
            *(("services", task, key) for task in draft.names("services") for key in COUNTED),
            *(("activities", name, key) for name in draft.names("activities") for key in FED)):
        task = name if section == "services" else draft.text(section, name, "task")
        inp, path = draft.text(section, name, key), (section, name, key)
        if inp is None or not _named(note, path, inp, known.inputs,
                                     _("no scheme asks for such an input")):
            continue
        if inp in fed:
            note(path, _("is counted by {other} as well").format(
                other=".".join(fed[inp])), inp)
        fed.setdefault(inp, path)
        if inp in draft.names("inputs"):
            note(path, _("is recorded in base.inputs as well; a recorded figure is never "
                         "simulated"), inp)
        tags = (known.input_tags or {}).get(inp, frozenset())
        own = (known.task_tags or {}).get(task or "", frozenset())
        if section == "activities" and own:
            note(path, _("the task {task} is tagged {tags}: what is done of it is a recorded "
                         "figure (base.inputs) and is never worked out from hours").format(
                task=task, tags=", ".join(sorted(own))), inp)
        elif own - tags:
            note(path, _("the task {task} is tagged {tags} and this input is not: what it counts "
                         "would lose its tag").format(
                task=task, tags=", ".join(sorted(own - tags))), inp)
        if task is not None and tags - own:
            note(path, _("this input is tagged {tags} and the task {task} is not: a service "
                         "cannot be counted as what it is not").format(
                tags=", ".join(sorted(tags)), task=task), inp)


def _fills(draft: Draft, known: Known, note: Note) -> None:
    """Wires of the scenario: inputs that are known, untagged, and filled once; tasks and
    indicators that are known and untagged."""
    tags = known.input_tags or {}
    elsewhere = {draft.text(section, name, key): (section, name, key)
                 for section, keys in (("services", COUNTED), ("activities", FED))
                 for name in draft.names(section) for key in keys}
    for name in draft.names("fills"):
        path: _Path = ("fills", name)
        if not _named(note, path, name, known.inputs, _("no scheme asks for such an input")):
            continue
        if tags.get(name):
            note(path, _("this input is tagged {tags}: it is recorded, never filled").format(
                tags=", ".join(sorted(tags[name]))))
        if name in elsewhere:
            note(path, _("is counted by {other} as well").format(
                other=".".join(elsewhere[name])))
        if name in draft.names("inputs"):
            note(path, _("is recorded in base.inputs as well; a recorded figure is never "
                         "simulated"))
        _wire(draft, known, note, path)


def _wire(draft: Draft, known: Known, note: Note, path: _Path) -> None:
    """The tasks, the indicator and the staff that a wire names are there, and untagged."""
    staff = draft.text(*path, "by") == "staff"
    named = (("task", known.tasks, known.task_tags, _("there is no such task")),
             ("of", draft.names("staff") if staff else known.tasks,
              None if staff else known.task_tags,
              _("there is no such staff") if staff else _("there is no such task")),
             ("indicator", known.figures, known.input_tags, _("there is no such indicator")))
    for key, valid, tags, rule in named:
        name = draft.text(*path, key)
        if name is None or not _named(note, (*path, key), name, valid, rule):
            continue
        if found := (tags or {}).get(name):
            note((*path, key), _("is tagged {tags} and this input is not: what it counts would "
                                 "lose its tag").format(tags=", ".join(sorted(found))), name)
