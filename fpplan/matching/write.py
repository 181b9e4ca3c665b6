"""Writing scales into a scenario file: only its `[base.scales]` and `[base.matched]` change."""

from __future__ import annotations

import json
import re

from fpplan.matching.match import Match, caveats

__all__ = ["with_scales"]

_OURS = re.compile(r"^\[base\.(scales|matched)(\.[^\]]*)?\]\s*(#.*)?$")
_TABLE = re.compile(r"^\s*\[")
_HEAD = "# Written by `fpplan match`"


def with_scales(text: str, found: Match) -> str:
    """The text of a scenario file with what matching found; everything else, comments too,
    stays as it was. Comments just above a table stay with that table."""
    kept: list[str] = []
    dropped: list[str] = []
    place: int | None = None
    skipping = False
    for line in text.splitlines():
        if _OURS.match(line):
            skipping = True
            if kept and kept[-1].startswith(_HEAD):
                kept.pop()
            place = len(kept) if place is None else place
        elif skipping and _TABLE.match(line):
            skipping = False
            kept += _comments_at_end(dropped)
        if not skipping:
            kept.append(line)
            dropped = []
        else:
            dropped.append(line)
    if place is None:
        place = len(kept)
    after = _trimmed(kept[place:][::-1])[::-1]
    return "\n".join([*_trimmed(kept[:place]), "", *_tables(found), "",
                      *after]).rstrip() + "\n"


def _trimmed(lines: list[str]) -> list[str]:
    """Lines without blank ones at their end."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _comments_at_end(lines: list[str]) -> list[str]:
    """Trailing comments and blank lines of a dropped table belong to the next one."""
    start = len(lines)
    while start and (not lines[start - 1].strip() or lines[start - 1].lstrip().startswith("#")):
        start -= 1
    return lines[start:]


def _tables(found: Match) -> list[str]:
    lines = [f"{_HEAD}: matched at central values, no interval.", "[base.scales]"]
    lines += [f"{name} = {_number(value)}" for name, value in found.scales._asdict().items()]
    note = json.dumps(" ".join(caveats(found)), ensure_ascii=False)
    lines += ["", "[base.matched]", f"note = {note}"]
    for name, aim in found.aimed.items():
        lines.append(f"aims.{name} = {{ aimed = {_number(aim)}, "
                     f"reached = {_number(found.reached[name])} }}")
    return lines


def _number(value: float) -> str:
    text = f"{value:.6g}"
    return text if "." in text or "e" in text else f"{text}.0"
