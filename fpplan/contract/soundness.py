"""Checks that hold for everything a plugin brings: ids, both languages, readings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from fpplan.contract.clauses import Clause
from fpplan.contract.errors import Problems
from fpplan.contract.ids import ID_RULE, is_id
from fpplan.contract.readings import Reading, picks
from fpplan.contract.tags import TAG_WORDS
from fpplan.contract.text import Text, _
from fpplan.contract.wording import spoken

__all__ = ["check_clause", "check_name", "check_readings", "check_texts", "check_twice",
           "check_wording", "is_date", "owned"]

_DATE = re.compile(r"([0-9]{4}|-)-([0-9]{2})(?:-([0-9]{2}))?")
_LEAP = 2000  # a day without a year may be 29 February


def check_name(name: str, key: str, problems: Problems) -> None:
    """An id follows the rule for ids."""
    if not is_id(name):
        problems.add(key, ID_RULE, name)


def owned(plugin: str, name: str) -> bool:
    """Whether an id starts with its plugin's."""
    return name == plugin or name.startswith(f"{plugin}_")


def check_texts(part: Any, key: str, problems: Problems) -> None:
    """Both languages of the labels of one part (of the parts inside it, their own check)."""
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, Text):
            for lang in ("zh", "en"):
                if not value.within(lang).strip():
                    problems.add(f"{key}.{field.name}", _("the text is missing in \"{lang}\"")
                                 .format(lang=lang))
        elif isinstance(value, Clause):
            check_texts(value, f"{key}.{field.name}", problems)


def check_clause(clause: Clause, key: str, problems: Problems) -> None:
    """A clause names its document and a few of its words."""
    if not clause.quote.strip() or not clause.document.strip():
        problems.add(key, _("the clause needs its document and a few of its words"))


def check_wording(words: Iterable[Text | str], because: Text | None, key: str,
                  problems: Problems) -> None:
    """The words of an untagged part speak of nothing that is tagged, unless its author says in
    `because` why it is none. This clears the words alone, never what a formula reads."""
    if because is not None:
        return
    found = spoken(part for text in words
                   for part in ((text,) if isinstance(text, str) else (text.zh, text.en)))
    for word, tag in found:
        problems.add(key, _("its words speak of “{word}” ({tag}), and nothing that it reads is "
                            "tagged: say what it is about, or in not_tagged_because why it is "
                            "none of that").format(word=word, tag=TAG_WORDS[tag]))


def check_twice(names: Iterable[str], key: str, problems: Problems) -> None:
    """No id is used twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            problems.add(f"{key}.{name}", _("this id is used twice"))
        seen.add(name)


def check_readings(readings: tuple[Reading, ...], owner: Any, key: str, whose: str,
                   problems: Problems) -> None:
    """Readings are sound, and every part of `owner` that depends on one gives each option.
    `whose` says in words what the readings belong to."""
    at_readings = f"{key}.readings"
    check_twice((reading.id for reading in readings), at_readings, problems)
    for reading in readings:
        at = f"{at_readings}.{reading.id}"
        check_name(reading.id, at, problems)
        check_texts(reading, at, problems)
        for option, text in reading.options.items():
            if not (text.zh.strip() and text.en.strip()):
                problems.add(f"{at}.{option}", _("the text is missing in a language"))
        if reading.default not in reading.options:
            problems.unknown(at, reading.default, reading.options,
                             _("the default is not one of the options"))
    known = {reading.id: set(reading.options) for reading in readings}
    for at, pick in picks(owner, key):
        if pick.reading not in known:
            problems.unknown(at, pick.reading, known, whose)
        elif set(pick.options) != known[pick.reading]:
            problems.add(at, _("must give a value for each option of {reading}: {options}").format(
                reading=pick.reading, options=", ".join(sorted(known[pick.reading]))))


def is_date(text: str) -> bool:
    """Whether a date is written "2014-07-20", "2014-07" or, without its year, "--07-20", "--07"."""
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year = _LEAP if found[1] == "-" else int(found[1])
    try:
        date(year, int(found[2]), int(found[3] or 1))
    except ValueError:
        return False
    return True
