"""The scenario with the proposed targets: the file as it was, and `[base.targets]` in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fpplan.scenario.toml import dumps

__all__ = ["with_base_targets"]

_OURS = re.compile(r"^\s*\[base\.targets(\..*)?\]\s*(#.*)?$")
_TABLE = re.compile(r"^\s*\[")
_INLINE = re.compile(r"^\s*targets\s*(\.|=)|^\s*base\.targets")
HEAD = ("# Written by `fpplan targets`: met with {percent:g} % at given staffing, "
        "of untagged items only.")


def with_base_targets(text: str, proposals: Mapping[str, Mapping[str, float]],
                      probability: float) -> str:
    """The text of a scenario file with proposed targets; everything else, comments too, stays.

    Targets that the file sets for other items stay as well. Raises ValueError where the file
    writes targets in a way that cannot be changed line by line.
    """
    if not proposals:
        return text
    kept, old = _cut(text)
    import tomllib

    stay = tomllib.loads("\n".join(old)).get("base", {}).get("targets", {}) if old else {}
    table = {**stay, **{key: dict(values) for key, values in proposals.items()}}
    block = dumps({"base": {"targets": table}}).strip("\n").split("\n")
    return "\n".join([*_trimmed(kept), "", HEAD.format(percent=100 * probability), *block]) + "\n"


def _cut(text: str) -> tuple[list[str], list[str]]:
    """The lines without `[base.targets]`, and those of it."""
    kept: list[str] = []
    old: list[str] = []
    inside, table = False, ""
    for line in text.splitlines():
        if _TABLE.match(line) and not line.lstrip().startswith("[["):
            inside, table = bool(_OURS.match(line)), line.strip()
        if not inside and table.startswith("[base]") and _INLINE.match(line):
            raise ValueError("targets written inside [base]")
        if inside:
            old.append(line)
            if kept and kept[-1].startswith("# Written by `fpplan targets`"):
                kept.pop()
        else:
            kept.append(line)
    return kept, old


def _trimmed(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]
