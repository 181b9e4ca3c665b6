"""Reading TOML that people wrote: the standard library parses, the words of a fault are ours.

A fault names line and column, repeats the line and says what was found there and what belongs
there. Characters of a Chinese keyboard that look like TOML's (，＝“”［］２) are named as such.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fpplan.contract.errors import InputError
from fpplan.contract.text import _
from fpplan.files.opened import called, content, decoded

__all__ = ["parse", "read", "text_of"]

_SHOWN = 60  # characters of a line that a message repeats
# What stands for a plain character without being the same sign at full width.
_PLAIN = {"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "『": '"', "』": '"', "‘": "'",
          "’": "'", "、": ",", "。": ".", "【": "[", "】": "]", "〔": "[", "〕": "]",
          "−": "-", "–": "-", "—": "-", "\u00a0": " ", "\u3000": " "}


def read(path: str | Path, where: str = "", *, folder: str = "",
         parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The tables of a TOML file, or of standard input for "-"; `where` is what messages call
    it (the path when empty). Raises InputError."""
    return parse(text_of(path, where, folder=folder), where or called(path), parse_float)


def text_of(path: str | Path, where: str = "", *, folder: str = "") -> str:
    """The text of a TOML file, which may be empty. Raises InputError."""
    where = where or called(path)
    raw = content(path, where, folder=folder)
    if b"\0" in raw:
        raise InputError.one(where, "", _(
            "is not a text file (it holds zero bytes); it must be TOML, saved as UTF-8"))
    return decoded(raw, where, ("utf-8-sig",), _("is not UTF-8 text; save the file as UTF-8"))


def parse(text: str, where: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The tables of a TOML text. Raises InputError with the place of its first fault."""
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except tomllib.TOMLDecodeError as fault:
        raise InputError.one(where, *_fault(str(fault), text)) from None
    except RecursionError:
        raise InputError.one(where, "", _("lists or tables are nested too deeply")) from None
    except ValueError:  # the only number that Python itself will not read
        raise InputError.one(where, _long_number(text), _(
            "has a whole number of more than 4300 digits")) from None


def _fault(message: str, text: str) -> tuple[str, str]:
    """(place, rule) of what the parser says of a text."""
    lines = text.replace("\r\n", "\n").split("\n")
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    line, column = (int(found[1]), int(found[2])) if found else (
        len(lines), len(lines[-1].rstrip()) + 1)
    line = min(line, len(lines))
    if "Expected \"'\"" in message:  # found missing at the end only: where was it opened?
        line = next((n for n, each in enumerate(lines, 1) if _left_open(each)), line)
        column = len(lines[line - 1]) + 1
        message = "at end of document" if line == len(lines) else "character"
    words = lines[line - 1]
    look_alike = _look_alike(words, column)
    twice = re.search("overwrite|mutate|Cannot declare|Duplicate inline", message)
    cut = re.search("at end of document|Unterminated", message) or (
        line >= len(lines) and not words[column - 1:].strip() and _unfinished(lines))
    if twice:
        rule = _("the same key or table is given twice")
    elif look_alike:
        column, sign, plain = look_alike
        rule = _("{found} is not the plain character {plain}, which TOML needs here; "
                 "type it with the Chinese keyboard switched off").format(
                     found=_sign(sign), plain=_sign(plain))
    elif cut:
        rule = _("the file stops in the middle of a value or table; is it cut short?")
    else:
        rule = _rule(message, words[column - 1:column])
    place = (_("line {line}") if twice else _("line {line}, column {column}")).format(
        line=line, column=column)
    shown = "".join(sign if sign.isprintable() else " " for sign in words).strip()
    if len(shown) > _SHOWN:
        shown = shown[:_SHOWN - 1] + "…"
    return (f"{place}: {shown}" if shown else place), rule


def _rule(message: str, found: str) -> str:
    """What belongs where the parser stopped, and what stands there."""
    sign = _sign(found) if found else _("the end of the line")
    for part, words in (
            ("Unescaped", _("a \\ inside text is written \\\\, or the text stands in single "
                            "quotation marks")),
            ("Invalid hex", _("a \\u inside text needs four digits, a \\U eight")),
            ("Escaped character", _("a \\u inside text names no character"))):
        if part in message:
            return words
    rules = (
        ("Expected '=' after a key", _("a key is followed by = and its value")),
        ("Expected ']'", _("the name of a table ends with ]")),
        ("Expected newline", _("the line ends after a value or a table's name")),
        ("initial character for a key", _(
            "a key begins with a letter, a digit or a quotation mark")),
        ("Unclosed array", _("what a list holds stands with , between, and ] ends it")),
        ("Unclosed inline table", _(
            "keys of a table in braces stand with , between them, and the brace is closed")),
        ("Invalid date", _("there is no such date or time")),
        ("Invalid value", _("a value is text in quotation marks, a number, a date, true or "
                            "false, a list or a table in braces")),
        ("Invalid statement", _(
            "a line is a key with its value, or the name of a table in brackets")),
        ("character", _("text on one line ends on it, with the quotation mark that it began with")
         if not found else _("a character that cannot be seen may not stand in a text")),
    )
    rule = next((words for part, words in rules if part in message), _("this is no TOML"))
    return _("{rule}; here stands {found}").format(rule=rule, found=sign)


def _sign(character: str) -> str:
    """A character as a message shows it; by its number when it cannot be seen."""
    if character.isprintable() and not character.isspace():
        return character
    return f"U+{ord(character):04X}"


def _plain(character: str) -> str:
    """The character of TOML that another one looks like; empty when there is none."""
    same = _PLAIN.get(character) or unicodedata.normalize("NFKC", character)
    return same if same != character and len(same) == 1 and same.isascii() else ""


def _look_alike(line: str, column: int) -> tuple[int, str, str] | None:
    """(column, character, the plain one): where the parser stopped, else the first outside text
    and comments, else the first in a text that the line does not end."""
    here = line[column - 1:column]
    if here and _plain(here):
        return column, here, _plain(here)
    quote, inside = "", None
    for at, character in enumerate(line):
        if quote:
            if character == quote and line[at - 1] != "\\":
                quote, inside = "", None
            elif inside is None and _plain(character) == quote:
                inside = at + 1, character, quote
        elif character in "\"'":
            quote = character
        elif character == "#":
            break
        elif _plain(character):
            return at + 1, character, _plain(character)
    return inside


def _left_open(line: str) -> bool:
    """Whether a text in single quotation marks begins on a line and does not end there."""
    rest = re.sub(r"'[^']*'|\"(\\.|[^\"\\])*\"|#.*", "", line)
    return "'" in rest


def _unfinished(lines: list[str]) -> bool:
    """Whether the last line is left in the middle: the file was cut there."""
    last = lines[-1].strip()
    return not last.endswith(("]", "}", '"')) or last.count('"') % 2 == 1


def _long_number(text: str) -> str:
    found = re.search(r"[0-9_]{4300,}", text)
    line = text[:found.start()].count("\n") + 1 if found else 1
    return _("line {line}").format(line=line)
