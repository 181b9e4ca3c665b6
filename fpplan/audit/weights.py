"""What a scheme's points are about, and which of its clauses decide most of the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fpplan.audit.ends import Ends, ItemEnds, part_ends
from fpplan.contract.items import Chapter, Input, Item
from fpplan.contract.readings import fixed
from fpplan.contract.rules import Shown, Veto
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import later
from fpplan.indicators.core import core_indicators

__all__ = ["AREAS", "ChapterPoints", "area_of", "by_area", "by_tag", "chapter_points",
           "dominating"]

UNTAGGED = "untagged"
# In the order in which an item that reads several things is placed.
AREAS = {
    "procedures": later("procedures"),
    "fees": later("fees and penalties on families"),
    "birth_limits": later("birth limits"),
    "surveillance": later("monitoring of persons"),
    "benefits": later("benefits with conditions"),
    "quality": later("quality and choice of services"),
    "services": later("how many are served"),
    "records": later("records"),
    "sex_ratio": later("sex ratio"),
    "other": later("staff and activities"),
}
_TAGS = {"procedures": "procedure_quota", "fees": "family_penalty",
         "birth_limits": "birth_limit", "surveillance": "surveillance",
         "benefits": "conditional_benefit"}
_SUBJECTS = {"services": "service", "records": "record", "sex_ratio": "sex_ratio"}
HALF = 0.5


@dataclass(frozen=True)
class ChapterPoints:
    """A chapter: points with every target met, and its ends within cap and floor."""

    chapter: Chapter
    base: float
    ends: Ends
    items: tuple[ItemEnds, ...]


def chapter_points(scheme: Scheme, items: dict[str, ItemEnds]) -> list[ChapterPoints]:
    """Every chapter of a scheme (readings chosen)."""
    return [ChapterPoints(chapter, sum(items[item.id].base for item in chapter.walk()),
                          part_ends(chapter, items),
                          tuple(items[item.id] for item in chapter.walk()))
            for chapter in scheme.chapters]


def _counts(scheme: Scheme, items: Mapping[str, ItemEnds]) -> dict[str, float]:
    """Base points by item; where a scheme gives none, 1 for each item that is more than shown."""
    inside = [item.id for chapter in scheme.chapters if chapter.kind == "base"
              for item in chapter.walk()]
    points = {name: items[name].base for name in inside}
    if any(points.values()):
        return points
    return {item.id: float(not isinstance(fixed(item.rule), Shown | Veto))
            for item in scheme.items()}


def by_tag(scheme: Scheme, items: Mapping[str, ItemEnds]) -> dict[str, float]:
    """Base points by tag; an item with several tags counts under each of them."""
    found: dict[str, float] = {}
    for name, points in _counts(scheme, items).items():
        for tag in sorted(scheme.tags(scheme.item(name))) or [UNTAGGED]:
            found[tag] = found.get(tag, 0.0) + points
    return {tag: points for tag, points in found.items() if points}


def by_area(scheme: Scheme, items: Mapping[str, ItemEnds]) -> dict[str, float]:
    """The share (0 to 1) of base points that each area has; an item counts once."""
    points = _counts(scheme, items)
    whole = sum(points.values())
    found = dict.fromkeys(AREAS, 0.0)
    for name, each in points.items():
        found[area_of(scheme, scheme.item(name))] += each / whole if whole else 0.0
    return found


def area_of(scheme: Scheme, item: Item) -> str:
    """The one area that an item belongs to, the most restrictive first."""
    tags = scheme.tags(item)
    for area, tag in _TAGS.items():
        if tag in tags:
            return area
    inputs = [scheme.by_input[name] for name in item.inputs]
    if any(_is_quality(inp) for inp in inputs):
        return "quality"
    for area, subject in _SUBJECTS.items():
        if any(inp.subject == subject for inp in inputs):
            return area
    return "other"


def _is_quality(inp: Input) -> bool:
    """Whether an input says how well people are served or what they can choose: a rate about
    services that is not the use of methods, or a line of a check-list (0 or 1). How many were
    served is a volume. (An assumption: the closed list of subjects does not say it.)"""
    if inp.subject != "service" or inp.tags:
        return False
    if inp.unit == "count":
        return inp.possible == (0, 1)
    core = core_indicators().get(inp.id)
    return not (core and any(term.pattern.startswith("using") for term in core.numerator))


def dominating(items: Mapping[str, ItemEnds]) -> list[tuple[ItemEnds, float]]:
    """The fewest items that make up half of the whole spread between most and least points,
    largest first, each with its share (0 to 1). Endless clauses count as far as their targets."""
    whole = sum(each.spread for each in items.values())
    found: list[tuple[ItemEnds, float]] = []
    covered = 0.0
    for each in sorted(items.values(), key=lambda one: -one.spread):
        if not each.spread or covered >= HALF:
            break
        found.append((each, each.spread / whole))
        covered += each.spread / whole
    return found
