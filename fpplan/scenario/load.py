"""Reading a scenario: from a name, a file or standard input to a checked `Scenario`.

Every fault of the file is raised at once as an `InputError`.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fpplan.errors import InputError, Problems
from fpplan.ids import ID_RULE, is_id
from fpplan.scenario.checks import check
from fpplan.scenario.draft import Draft
from fpplan.scenario.known import NOTHING_KNOWN, Known
from fpplan.scenario.messages import Loc, dotted, explain
from fpplan.scenario.models import SCHEMA, Scenario
from fpplan.scenario.variants import check_variants
from fpplan.text import _

__all__ = ["STDIN", "find", "load", "loads", "ready_made"]

STDIN = "-"
_LARGEST = 8_000_000  # bytes; a scenario of ten thousand units is far smaller


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
    if os.path.exists(path):  # False for what cannot be a path; `Path.exists` raises
        return path
    close = difflib.get_close_matches(path.stem, sorted(named), n=1, cutoff=0.6)
    rule = _("there is no such file and no ready-made scenario of that name")
    if named and not close:
        rule += _("; ready-made: {names}").format(names=", ".join(sorted(named)))
    raise InputError.one(str(source), "", rule, near=close[0] if close else None)


def load(source: str | Path, known: Known = NOTHING_KNOWN, *,
         more: Mapping[str, Path] | None = None) -> Scenario:
    """The scenario of a ready-made name, a path, or "-" for standard input.

    Raises InputError with every fault found; with `known`, names of other rooms are checked.
    """
    if source == STDIN:
        return loads(_decoded(sys.stdin.buffer.read(_LARGEST + 1), _("standard input")),
                     _("standard input"), known)
    path = find(source, more)
    where = str(path if path == Path(source) else path.name)
    return loads(_decoded(_read(path, where), where), where, known)


def loads(text: str, where: str, known: Known = NOTHING_KNOWN) -> Scenario:
    """The scenario in a TOML text; `where` names it in messages."""
    raw = _parsed(text, where)
    problems = Problems(where)
    if raw.get("schema", SCHEMA) != SCHEMA:
        problems.add("schema", _("this fpplan reads version {version}").format(version=SCHEMA),
                     raw["schema"])
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


def _read(path: Path, where: str) -> bytes:
    if path.is_dir():
        raise InputError.one(where, "", _("is a folder; give a scenario file (.toml)"))
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError as fault:
        raise InputError.one(where, "", _("cannot be read: {reason}").format(
            reason=fault.strerror or fault)) from None


def _decoded(data: bytes, where: str) -> str:
    if len(data) > _LARGEST:
        raise InputError.one(where, "", _("is larger than 8 MB and can be no scenario"))
    if not data.strip():
        raise InputError.one(where, "", _("the file is empty"))
    if b"\x00" in data:
        raise InputError.one(where, "", _(
            "is not a text file (it holds zero bytes); give a scenario in TOML, saved as UTF-8"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise InputError.one(where, _("line {line}").format(line=line), _(
            "is not UTF-8 text; save the file as UTF-8")) from None


_FAULTS = (
    (r"Cannot overwrite a value|Cannot mutate immutable|Cannot declare|Duplicate inline",
     "twice"),
    (r"at end of document|Unterminated|Unclosed", "stops"),
)


def _parsed(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise InputError.one(where, *_toml_fault(str(fault), text)) from None
    except ValueError:  # the only other fault: Python reads no longer numbers
        raise InputError.one(where, "", _(
            "a whole number has more than {most} digits").format(
                most=f"{sys.get_int_max_str_digits():,}")) from None
    except RecursionError:
        raise InputError.one(where, "", _("lists or tables are nested too deeply")) from None


def _toml_fault(message: str, text: str) -> tuple[str, str]:
    """(place, rule) of what the TOML reader says."""
    lines = text.splitlines()
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line = int(found[1]) if found else len(lines)
    kind = next((kind for pattern, kind in _FAULTS if re.search(pattern, message)), "")
    if line >= len(lines) and kind != "twice" and _unfinished(lines):
        kind = "stops"
    if kind == "twice":
        rule = _("the same key or table is given twice")
    elif kind == "stops":
        rule = _("the file stops in the middle of a value or table; is it cut short?")
    else:
        rule = _("is not TOML: {reason}").format(reason=re.sub(r" \(at .*\)", "", message))
    shown = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    if len(shown) > 60:
        shown = shown[:59] + "…"
    place = _("line {line}").format(line=line)
    return (f"{place}: {shown}" if shown else place), rule


def _unfinished(lines: list[str]) -> bool:
    """Whether the last line is left in the middle: the file was cut there."""
    last = lines[-1].strip() if lines else ""
    return not last.endswith(("]", "}", '"')) or last.count('"') % 2 == 1
