"""Checks of the tasks that a plugin brings: those of the core, and the scope's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from fpplan.contract.errors import InputError, Problem, Problems
from fpplan.contract.reads import tallies_tags
from fpplan.contract.soundness import check_wording, owned
from fpplan.contract.text import _
from fpplan.place.parameters import Parameter
from fpplan.programme.tasks import Task, load_tasks

__all__ = ["check_tasks"]


def check_tasks(plugin: str, files: Iterable[str | Path], others: Mapping[str, Task],
                parameters: Mapping[str, Parameter]) -> dict[str, Task]:
    """The tasks of a plugin's files, by id; `others` and `parameters` are those known already.

    An untagged task speaks of nothing tagged and reaches nobody that reading would tag; a tagged
    one moves no rate. Raises InputError with every fault of every file.
    """
    found: dict[str, Task] = {}
    faults: list[Problem] = []
    for file in files:
        try:
            tasks = load_tasks(Path(file), parameters)
        except InputError as error:
            faults += error.problems
            continue
        problems = Problems(f"{plugin}/{Path(file).name}")
        for name, task in tasks.items():
            if name in others or name in found:
                problems.add(name, _("is the id of another task as well"))
            if not owned(plugin, name):
                problems.add(name, _("the id of a task starts with its plugin's id"))
            _check_scope(task, problems)
        faults += problems.found
        found |= tasks
    if faults:
        raise InputError(faults)
    return found


def _check_scope(task: Task, problems: Problems) -> None:
    read = frozenset[str]() if isinstance(task.clients, float) else tallies_tags(
        task.clients, (), "service")
    births = read == frozenset(["birth_limit"])  # women who gave birth may be visited
    if read and not births and not read <= task.tags:
        problems.add(f"{task.id}.clients", _("whom it reaches is tagged {tags}; the task must "
                                             "carry the tag too").format(
            tags=", ".join(sorted(read))), ", ".join(map(str, task.clients)))  # type: ignore[arg-type]
    if task.tags and task.effects:
        problems.add(f"{task.id}.effects", _("a task with a tag moves no rate"))
    if not task.tags:
        check_wording((task.text, task.source), None, f"{task.id}.text", problems)
