"""Two languages: `Text` for labels that come with data, `_` for the program's own words.

`Text(zh, en)` travels with ids, items, parameters and figures. The program's sentences are
written in English inside `_()`; `fpplan/locale` holds their Chinese. The language belongs to the
context that speaks: a thread, or a task of a server, sets its own.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

__all__ = ["LANGUAGES", "Text", "_", "is_text", "joined", "language", "later", "run_on",
           "set_language", "speaking"]

LANGUAGES = ("en", "zh")
_LOCALE = Path(__file__).parents[1] / "locale"
_NO_SPACE = re.compile(r"(?<=[。；：，？！]) | (?=（)")
_speaks: ContextVar[str] = ContextVar("language", default="en")


@dataclass(frozen=True)
class Text:
    """One label in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if _speaks.get() == "zh" else self.en

    def within(self, lang: str) -> str:
        """The label in one language, whatever the current one is."""
        return self.zh if lang == "zh" else self.en


def is_text(found: Any) -> TypeGuard[dict[str, str]]:
    """Whether something read from a file is a text in both languages and nothing else."""
    return (isinstance(found, dict) and set(found) == set(LANGUAGES)
            and all(isinstance(words, str) and words.strip() for words in found.values()))


def language() -> str:
    """The language in force, "en" or "zh"."""
    return _speaks.get()


def set_language(lang: str) -> None:
    """Choose the language of everything that this context prints from here on."""
    if lang not in LANGUAGES:
        raise ValueError(f"language {lang!r} is not one of {LANGUAGES}")
    _speaks.set(lang)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Within the block, speak `lang`."""
    before = language()
    set_language(lang)
    try:
        yield
    finally:
        set_language(before)


def _(message: str) -> str:
    """The program's own sentence in the language in force."""
    return message and _catalogue(language()).gettext(message)  # "" names the header there


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    if lang == "en":
        return gettext.NullTranslations()
    return gettext.translation("fpplan", _LOCALE, languages=[lang], fallback=True)


def later(message: str) -> str:
    """Mark a sentence for the catalogue that a constant holds; it is said by `_(constant)`."""
    return message


def run_on(text: str) -> str:
    """Sentences that were put together with a space between them: Chinese ones need none, nor
    before a bracket."""
    return _NO_SPACE.sub("", text)


def joined(parts: Sequence[str]) -> str:
    """A list in words."""
    if len(parts) < 2:
        return "".join(parts)
    if language() == "zh":
        return "、".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
