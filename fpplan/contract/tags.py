"""Tags: what an item reads decides what may be done with it.

One core table (`data/tags.toml`) says what every shared input, indicator and tally is about. A
plugin's own input says so itself, with a word from the same closed list; neither what it reads
(`reads`) nor its words (`wording`) may contradict it. No item chooses its own tags.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fpplan.contract.text import Text, _

__all__ = ["STAFF_PRESSURE", "TAGS", "TAG_WORDS", "CoreInput", "about_words", "core_inputs",
           "slot_subjects", "tag_of", "tag_words", "task_tags"]

STAFF_PRESSURE = "staff_pressure"
TAGS = ("procedure_quota", "birth_limit", "family_penalty", "surveillance",
        "conditional_benefit", STAFF_PRESSURE)

TAG_WORDS = {
    "procedure_quota": Text("手术任务指标", "quota on procedures"),
    "birth_limit": Text("生育限制", "limit on births"),
    "family_penalty": Text("对家庭的处罚", "penalty on families"),
    "surveillance": Text("对个人的监测", "monitoring of persons"),
    "conditional_benefit": Text("附条件的待遇", "benefit with conditions"),
    STAFF_PRESSURE: Text("对工作人员的压力", "pressure on staff"),
}


@dataclass(frozen=True)
class CoreInput:
    """One shared input or indicator: what it is about and the unit of its value."""

    id: str
    about: str
    unit: str

    @property
    def tags(self) -> frozenset[str]:
        """The tags that reading it brings: none or one."""
        tag = tag_of(self.about)
        return frozenset([tag]) if tag else frozenset()


@cache
def _table() -> Mapping[str, Mapping[str, object]]:
    text = files("fpplan").joinpath("data/tags.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def task_tags() -> Mapping[str, frozenset[str]]:
    """The tags of every task that comes with fpplan, by id."""
    text = files("fpplan").joinpath("data/tasks.toml").read_text(encoding="utf-8")
    return {name: frozenset(task.get("tags", ())) for name, task in tomllib.loads(text).items()}


@cache
def about_words() -> Mapping[str, str | None]:
    """The closed list of subjects, each with the tag that it requires (None = untagged)."""
    return {word: str(tag) or None for word, tag in _table()["about"].items()}


@cache
def core_inputs() -> Mapping[str, CoreInput]:
    """Every shared input and indicator by id."""
    found: dict[str, CoreInput] = {}
    for group, rows in _table().items():
        if group in ("about", "slots"):
            continue
        for name, row in rows.items():
            assert isinstance(row, dict)
            if name in found or row["about"] not in about_words():
                raise ValueError(f"data/tags.toml: {name} is doubled or about something unknown")
            found[name] = CoreInput(name, row["about"], row["unit"])
    return found


def tag_of(about: str) -> str | None:
    """The tag that a subject requires, or None. Raises KeyError outside the closed list."""
    return about_words()[about]


@cache
def slot_subjects() -> Mapping[str, str]:
    """Every family of tallies, each with the subject that it is about."""
    return {family: str(subject) for family, subject in _table()["slots"].items()}


def tag_words(tags: Iterable[str]) -> str:
    """Tags in words, in the language in force."""
    return _("; ").join(str(TAG_WORDS.get(tag, tag)) for tag in tags)
