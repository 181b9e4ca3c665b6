"""Two languages: `Text` for labels that come with data, `_` for the program's own words.

`Text(zh, en)` travels with ids, items, parameters and figures. The program's sentences are
written in English inside `_()`; `fpplan/locale` holds their Chinese. The language is one
setting per process, made once by the command line.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

__all__ = ["LANGUAGES", "Text", "_", "is_text", "language", "later", "run_on", "set_language",
           "speaking"]

LANGUAGES = ("en", "zh")
_LOCALE = Path(__file__).parent / "locale"
_NO_SPACE = re.compile(r"(?<=[。；：，？！]) | (?=（)")
_current = "en"
_catalogues: dict[str, gettext.NullTranslations] = {"en": gettext.NullTranslations()}


@dataclass(frozen=True)
class Text:
    """One label in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if _current == "zh" else self.en

    def within(self, lang: str) -> str:
        """The label in one language, whatever the current one is."""
        return self.zh if lang == "zh" else self.en


def is_text(found: Any) -> TypeGuard[dict[str, str]]:
    """Whether something read from a file is a text in both languages and nothing else."""
    return (isinstance(found, dict) and set(found) == set(LANGUAGES)
            and all(isinstance(words, str) and words.strip() for words in found.values()))


def language() -> str:
    """The language in force, "en" or "zh"."""
    return _current


def set_language(lang: str) -> None:
    """Choose the language of everything printed from here on."""
    global _current
    if lang not in LANGUAGES:
        raise ValueError(f"language {lang!r} is not one of {LANGUAGES}")
    _current = lang


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Within the block, speak `lang`."""
    before = _current
    set_language(lang)
    try:
        yield
    finally:
        set_language(before)


def _(message: str) -> str:
    """The program's own sentence in the language in force."""
    if _current not in _catalogues:
        _catalogues[_current] = gettext.translation(
            "fpplan", _LOCALE, languages=[_current], fallback=True
        )
    return message and _catalogues[_current].gettext(message)  # "" names the header there


def later(message: str) -> str:
    """Mark a sentence for the catalogue that a constant holds; it is said by `_(constant)`."""
    return message


def run_on(text: str) -> str:
    """Sentences that were put together with a space between them: Chinese ones need none, nor
    before a bracket."""
    return _NO_SPACE.sub("", text)
