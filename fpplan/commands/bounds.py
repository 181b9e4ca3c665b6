"""What any option or argument of any command may be, checked in one place before the command.

A number is finite and within bounds, so that no command line asks for more time or memory than
there is; a path can be one. What a command asks of an option beyond this (a multiple of 4, a
share) it says itself.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fpplan.contract.errors import Problems
from fpplan.contract.text import _

__all__ = ["BOUNDS", "check", "path_fault"]

MOST = 1_000_000_000
# By name of the parameter, the same in every command; others lie within MOST on either side of 0.
# None: what is too little each command says itself.
BOUNDS: Mapping[str, tuple[int | None, int]] = {
    "people": (1, 100_000_000),  # of one unit of an audit
    "births": (1, 65_536),  # `fpplan.indicators.chance.MOST_BIRTHS`
    "draws": (None, 1_000_000),
    "fresh": (None, 100_000),
    "seed": (-(2**63), 2**63 - 1),  # one word of the keys of luck
    "threads": (None, 4_096),
    "below": (1, 1_000_000),
}
_LONGEST_NAME, _LONGEST_PATH = 240, 4_000  # bytes; file systems end at 255, and we add ".part"
_PATHS = ("asfr", "figures", "recorded", "scenario")  # words that may be paths, or "-", or names
_WRITTEN = "out"  # the parameter that names what a command makes


def check(parameters: Iterable[Any], given: Mapping[str, Any]) -> None:
    """Check the values that were given for a command's parameters, as click lists them. Raises
    InputError with every fault."""
    problems = Problems("")
    for parameter in parameters:
        value = given.get(parameter.name)
        words = str(max(parameter.opts, key=len)) if parameter.param_type_name == "option" else (
            str(parameter.metavar or parameter.name).upper())
        for each in value if isinstance(value, list | tuple) else (value,):
            rule = _fault(parameter.name, each)
            if rule is not None:
                problems.add(words, rule, str(each) if isinstance(each, Path) else each)
    problems.raise_if_any()


def _fault(name: str, value: Any) -> str | None:
    """The rule that a value breaks, or None."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return _("must be a finite number")
        low, high = BOUNDS.get(name, (-MOST, MOST))
        if low is None:
            return _("must be at most {most}").format(most=f"{high:,}") if value > high else None
        if not low <= value <= high:
            return _("must lie between {low} and {high}").format(
                low=f"{low:,}", high=f"{high:,}")
    elif isinstance(value, Path) or name in _PATHS:
        return path_fault(Path(value), written=name == _WRITTEN)
    return None


def path_fault(path: Path, written: bool = False) -> str | None:
    """Why no file or folder can have this path, or None. `written`: the command makes what lies
    there, and replaces it in one step."""
    try:
        whole = os.fsencode(path)
    except UnicodeEncodeError:
        return _("holds characters that no name of a file can have")
    if b"\0" in whole:
        return _("holds a zero byte; no name of a file can have one")
    if len(whole) > _LONGEST_PATH or any(len(os.fsencode(part)) > _LONGEST_NAME
                                         for part in path.parts):
        return _("is too long for a path: a name has at most {name} bytes, all together at most "
                 "{path}").format(name=_LONGEST_NAME, path=f"{_LONGEST_PATH:,}")
    if written and path.name in ("", "..", "."):
        return _("is a folder that others lie in and cannot be replaced; name a new one")
    return None
