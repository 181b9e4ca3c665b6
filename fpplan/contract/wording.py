"""Words that speak of what is tagged, in both languages.

The terms stand in `data/terms.toml`: those with a `tag` are listened for, in Chinese by
their characters and in English by their words, whatever the language of the text that they
stand in. A label cannot prove that something is tagged, so that what is found asks for an
answer; and no word, nor its absence, says anything about what a formula reads.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

__all__ = ["Spoken", "spoken"]

_ENDINGS = "(?:s|es|'s)?"
_NO_SPACE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


class Spoken(NamedTuple):
    """A word that was found, and the tag of what it speaks of."""

    word: str
    tag: str


def spoken(texts: Iterable[str]) -> tuple[Spoken, ...]:
    """What some texts speak of, one word for each tag."""
    found: dict[str, str] = {}
    for text in texts:
        for word, tag in _heard(str(text)):
            found.setdefault(tag, word)
    return tuple(Spoken(word, tag) for tag, word in found.items())


@lru_cache(maxsize=4096)  # a process that loads plugins again hears the same labels again
def _heard(text: str) -> tuple[Spoken, ...]:
    """What one text speaks of."""
    plain = _plain(text)
    return tuple(Spoken(hit[0], tag) for tag, pattern in _patterns().items()
                 if (hit := pattern.search(plain)))


def _plain(text: str) -> str:
    """Text in which the same words look the same: full width, hyphens, breaks, invisible marks."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(" " if unicodedata.category(char) in ("Pd", "Zs", "Cc") else char
                   for char in text if unicodedata.category(char) != "Cf")
    return _NO_SPACE.sub("", " ".join(text.split()))


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """By tag, the pattern of its words."""
    text = files("fpplan").joinpath("data/terms.toml").read_text(encoding="utf-8")
    words: dict[str, list[str]] = {}
    for term in tomllib.loads(text).values():
        if term.get("tag"):
            inside = words.setdefault(term["tag"], [])
            inside += [re.escape(_plain(word)) for word in term["spoken"]["zh"]]
            inside += [rf"(?<![a-z]){re.escape(_plain(word))}{_ENDINGS}(?![a-z])"
                       for word in term["spoken"]["en"]]
    return {tag: re.compile("|".join(found)) for tag, found in words.items()}
