"""Reading a scenario: from a name, a file or standard input to a checked `Scenario`.

Every fault of the file is raised at once as an `InputError`.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fpplan.contract.errors import InputError, Problems
from fpplan.contract.given import refuse_in
from fpplan.contract.ids import ID_RULE, is_id
from fpplan.contract.text import _
from fpplan.files import toml
from fpplan.files.opened import STDIN, called, there
from fpplan.scenario.checks import check
from fpplan.scenario.draft import Draft
from fpplan.scenario.known import NOTHING_KNOWN, Known
from fpplan.scenario.messages import Loc, dotted, explain
from fpplan.scenario.models import SCHEMA, Scenario
from fpplan.scenario.variants import check_variants

__all__ = ["STDIN", "find", "load", "loads", "ready_made", "source_text"]


def ready_made() -> dict[str, Path]:
    """Scenarios that come with fpplan, by name: those of the wheel, or of the checkout."""
    package = Path(__file__).parent.parent
    for folder in (package / "_scenarios", package.parent / "scenarios"):
        if folder.is_dir():
            return {path.stem: path for path in sorted(folder.glob("*.toml"))}
    return {}


def find(source: str | Path, more: Mapping[str, Path] | None = None) -> Path:
    """The file that a name or a path means; a ready-made name comes before a file.

    `more` are scenarios that plugins bring, by name.
    """
    named = {**(more or {}), **ready_made()}
    if isinstance(source, str) and source in named:
        return named[source]
    path = Path(source)
    if there(path):
        return path
    close = difflib.get_close_matches(path.stem, sorted(named), n=1, cutoff=0.6)
    rule = _("there is no such file and no ready-made scenario of that name")
    if named and not close:
        rule += _("; ready-made: {names}").format(names=", ".join(sorted(named)))
    raise InputError.one(called(source), "", rule, near=close[0] if close else None)


def load(source: str | Path, known: Known = NOTHING_KNOWN, *,
         more: Mapping[str, Path] | None = None) -> Scenario:
    """The scenario of a ready-made name, a path, or "-" for standard input.

    Raises InputError with every fault found; with `known`, names of other rooms are checked.
    """
    if source == STDIN:
        return loads(source_text(STDIN), called(STDIN), known)
    path = find(source, more)
    where = called(path if path == Path(source) else path.name)
    return loads(source_text(path, where), where, known)


def source_text(source: str | Path, where: str = "") -> str:
    """The text of a scenario in a file, or in standard input for "-"; `where` is what messages
    call it (the path when empty). Raises InputError."""
    where = where or called(source)
    text = toml.text_of(source, where, folder=_("is a folder; give a scenario file (.toml)"))
    if not text.strip():
        raise InputError.one(where, "", _("the file is empty"))
    return text


def loads(text: str, where: str, known: Known = NOTHING_KNOWN) -> Scenario:
    """The scenario in a TOML text; `where` names it in messages."""
    raw = toml.parse(text, where)
    problems = Problems(where)
    if raw.get("schema", SCHEMA) != SCHEMA:
        problems.add("schema", _("this fpplan reads version {version}").format(version=SCHEMA),
                     raw["schema"])
        problems.raise_if_any()
    refuse_in(raw, problems)
    problems.raise_if_any()
    scenario = None
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError as fault:
        explain(fault, Scenario, raw, lambda path, rule, value=None, near=None: problems.add(
            dotted(path), rule, value, near))
    if isinstance(raw.get("id"), str) and not is_id(raw["id"]):
        problems.add("id", ID_RULE, raw["id"])
    base = raw.get("base")
    if isinstance(base, Mapping):
        def note(path: Loc, rule: str, value: Any = None, near: str | None = None) -> None:
            problems.add(dotted(("base", *path)), rule, value, near)

        check(Draft(base), known, note)
    check_variants(raw, known, problems)
    problems.raise_if_any()
    assert scenario is not None
    return scenario
