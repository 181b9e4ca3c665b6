"""Errors that a user can cause: one clear line each, every fault of a file at once.

A `Problem` is one fault: where it is (file and dotted key), what was found, the rule it
breaks and, for a misspelt name, the nearest valid one. An `InputError` carries every
problem of one file. The command line prints them and exits with 2; anything that is not
an `FpplanError` is our own mistake and keeps its traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from fpplan.contract.characters import visible
from fpplan.contract.personal import masked
from fpplan.contract.text import _

__all__ = ["FpplanError", "InputError", "Problem", "Problems", "harmless", "nearest", "shown"]

_SHOWN = 60  # characters of an offending value that a message repeats


@dataclass(frozen=True)
class Problem:
    """One fault in what a user gave."""

    where: str
    key: str
    rule: str
    value: Any = None
    nearest: str | None = None

    def __post_init__(self) -> None:
        """What is repeated of a file holds no number of a person and commands no terminal."""
        for name in ("where", "key", "rule", "value", "nearest"):
            given = getattr(self, name)
            if isinstance(given, str) or (isinstance(given, int) and abs(given) < 10**30):
                told = harmless(str(given))  # a longer number is none of a person's
                if told != str(given):
                    object.__setattr__(self, name, told)

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.where, self.key) if part)
        if self.value is not None:
            place += f" = {shown(self.value)}"
        rule = _(self.rule)  # a rule that is a constant was not said in the language in force
        if self.nearest:
            rule += _(' (nearest: "{name}")').format(name=self.nearest)
        return f"{place}: {rule}" if place else rule


class FpplanError(Exception):
    """Something a user can put right; printed as one line, without a traceback."""


class InputError(FpplanError):
    """Every problem found in one input, raised once."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def one(cls, where: str | Path, key: str, rule: str, value: Any = None,
            near: str | None = None) -> InputError:
        """An error with a single problem."""
        return cls([Problem(str(where), key, rule, value, near)])


@dataclass
class Problems:
    """Collects the problems of one file and raises them together."""

    where: str
    found: list[Problem] = field(default_factory=list)

    def add(self, key: str, rule: str, value: Any = None, near: str | None = None) -> None:
        """Note one problem at a dotted key."""
        self.found.append(Problem(self.where, key, rule, value, near))

    def unknown(self, key: str, name: str, valid: Iterable[str], rule: str) -> None:
        """Note a name that is not among the valid ones, offering the nearest."""
        self.add(key, rule, name, nearest(name, valid))

    def raise_if_any(self) -> None:
        """Raise an `InputError` with everything noted so far, if there is anything."""
        if self.found:
            self._raise()

    def _raise(self) -> NoReturn:
        raise InputError(self.found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.found)


def harmless(text: str) -> str:
    """A text as a message may repeat it: numbers of persons cut, control characters escaped."""
    return masked(visible(text))


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """The valid name most like `name`, or None when nothing is close."""
    close = difflib.get_close_matches(str(name), [str(v) for v in valid], n=1, cutoff=0.6)
    return close[0] if close else None


def shown(value: Any) -> str:
    """A value as a message repeats it: short, on one line, text in quotes."""
    try:
        text = f'"{value}"' if isinstance(value, str) else str(value)
    except ValueError:  # Python writes no number of more than 4,300 digits, nor a list with one
        text = _("a number of thousands of digits")
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
