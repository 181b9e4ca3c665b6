"""How this plugin writes its inputs and items."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fpplan.api import (
    AgainstLastYear,
    Chapter,
    Clause,
    Completion,
    Input,
    Item,
    Milestone,
    Pick,
    Reweight,
    Rule,
    Shown,
    Text,
    Threshold,
)

PREFIX = "sex_ratio_action_"


def yes(name: str, zh: str, en: str, about: str, because: Text | None = None) -> Input:
    """Whether something is in place or was done in time; unknown, it is taken as not. `because`
    says why it is nothing of what its words speak of."""
    return Input(f"{PREFIX}{name}", Text(f"{zh}（1 = 是）", f"{en} (1 = yes)"), "count",
                 range=(0, 1), central=0, possible=(0, 1), about=about, not_tagged_because=because)


def percent(name: str, zh: str, en: str, about: str) -> Input:
    """A share that only the office knows."""
    return Input(f"{PREFIX}{name}_percent", Text(zh, en), "percent", range=(0, 100), about=about)


def events(name: str, zh: str, en: str, about: str) -> Input:
    """A count that only the office knows; absent = none recorded."""
    return Input(f"{PREFIX}{name}", Text(zh, en), "count", "none_recorded", about=about)


@dataclass(frozen=True)
class Words:
    """The clauses of one of the two documents."""

    document: str

    def _item(self, name: str, quote: str, label: tuple[str, str], text: tuple[str, str],
              rule: Callable[[float], Rule]) -> Item:
        return Item(name, Text(*label), Clause(self.document, quote, Text(*text)),
                    Pick("weights", {"equal": rule(1), "none": rule(0)}), null="full")

    def target(self, name: str, value: str, wanted: float, quote: str, label: tuple[str, str],
               text: tuple[str, str]) -> Item:
        """At least so much of something."""
        return self._item(name, quote, label, text,
                          lambda points: Threshold(value, wanted, full_points=points))

    def no_rise(self, name: str, value: str, before: str, quote: str, label: tuple[str, str],
                text: tuple[str, str]) -> Item:
        """Not above the year before."""
        return self._item(name, quote, label, text,
                          lambda points: AgainstLastYear(value, before, full_points=points))

    def task(self, name: str, done: str, task: str, quote: str, label: tuple[str, str],
             text: tuple[str, str]) -> Item:
        """All that there is to do; nothing to do counts as done."""
        return self._item(name, quote, label, text, lambda points: Completion(done, task, points))

    def by(self, name: str, done: str, date: str, quote: str, label: tuple[str, str],
           text: tuple[str, str]) -> Item:
        """Done by a date."""
        return self._item(name, quote, label, text,
                          lambda points: Milestone(done, date, full_points=points))

    def shown(self, name: str, value: str, quote: str, label: tuple[str, str],
              text: tuple[str, str]) -> Item:
        """A figure without a target."""
        return Item(name, Text(*label), Clause(self.document, quote, Text(*text)), Shown(value))


def weigh(scheme: str, text: Text, chapters: tuple[Chapter, ...]) -> tuple[Chapter, int,
                                                                          tuple[Input, ...]]:
    """The chapters as one whose points can be divided anew, how many items earn points, and
    the input of each weight (1 = as assumed)."""
    earning = [item for chapter in chapters for item in chapter.walk()
               if isinstance(item.rule, Pick)]
    names = {item.id: f"{PREFIX}weight_{scheme}_{item.id}" for item in earning}
    whole = Chapter(scheme, text, chapters, reweight=Pick("weights", {
        "equal": Reweight(names), "none": None}))
    return whole, len(earning), tuple(_weights(earning, names))


def _weights(items: list[Item], names: dict[str, str]) -> Iterator[Input]:
    for item in items:
        yield Input(names[item.id], Text(f"权重：{item.text.zh}", f"weight of: {item.text.en}"),
                    "points", range=(1, 1), possible=(0, 100), about="activity",
                    not_tagged_because=Text("条文的权重，不是任何事情的数量",
                                            "the weight of a clause, no number of anything"))
