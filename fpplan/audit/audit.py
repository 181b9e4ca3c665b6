"""The audit of one scheme, put together; and as data for machines."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fpplan.audit.clauses import Contradiction, Overlap, contradictions, overlaps
from fpplan.audit.ends import Bound, Ends, ItemEnds, item_ends, never_bind, vetoes
from fpplan.audit.own import own_counts, statements
from fpplan.audit.prices import PriceList, price_list, under_readings
from fpplan.audit.probe import Probe
from fpplan.audit.rights import Flag, beside_demand, rights_flags
from fpplan.audit.targets import RATE, ChanceTarget, chance_targets
from fpplan.audit.weights import ChapterPoints, by_area, by_tag, chapter_points, dominating
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import Text, _

__all__ = ["PEOPLE", "Audit", "audit"]

PEOPLE = 2_000.0  # of a village where nobody says how many (an assumption)


@dataclass(frozen=True)
class Audit:
    """What the audit of a scheme (readings chosen) found in a unit of so many people and
    births a year."""

    scheme: Scheme
    people: float
    births: int
    items: Mapping[str, ItemEnds]
    chapters: list[ChapterPoints]
    total: Ends
    tags: Mapping[str, float]
    areas: Mapping[str, float]
    dominating: list[tuple[ItemEnds, float]]
    vetoes: Mapping[str, float]
    contradictions: list[Contradiction]
    overlaps: list[Overlap]
    never_bind: list[Bound]
    prices: PriceList
    readings: list[PriceList]
    targets: list[ChanceTarget]
    flags: list[Flag]

    @property
    def base(self) -> float:
        """Points of the base chapters with every target met."""
        return round(sum(each.base for each in self.chapters if each.chapter.kind == "base"), 9)

    @property
    def gives_points(self) -> bool:
        """Whether any clause earns or loses anything."""
        return any(each.spread or math.inf in (each.ends.most, -each.ends.least)
                   for each in self.items.values())

    @property
    def endless(self) -> list[ItemEnds]:
        """The items that can earn without limit."""
        return [each for each in self.items.values() if math.isinf(each.ends.most)]

    @property
    def beyond(self) -> list[ItemEnds]:
        """The items that can earn more than their points at the target, most first."""
        return sorted((each for each in self.items.values() if 0 < each.beyond < math.inf),
                      key=lambda each: -each.beyond)

    def as_dict(self) -> dict[str, Any]:
        """For machines; numbers without a limit are null beside `"unlimited": true`."""
        return {
            "scheme": self.scheme.id, "readings": dict(self.scheme.chosen or {}),
            "people": self.people, "births": self.births,
            "labels": {"inputs": {inp.id: str(inp.text) for inp in self.scheme.inputs},
                       "items": {item.id: str(item.text) for item in (
                           self.scheme.written or self.scheme).items()}},
            "points": {
                "base": self.base, "largest": _ends(self.total),
                "by_tag": dict(self.tags), "share_by_area": dict(self.areas),
                "procedures_and_fees": self.areas["procedures"] + self.areas["fees"],
                "quality_and_choice": self.areas["quality"],
                "chapters": [{"id": each.chapter.id, "label": str(each.chapter.text),
                              "kind": each.chapter.kind, "base": each.base, **_ends(each.ends)}
                             for each in self.chapters],
                "items": [{"id": name, "label": str(each.item.text), "base": each.base,
                           **_ends(each.ends), "can_add": _number(each.beyond),
                           "tags": sorted(self.scheme.tags(each.item))}
                          for name, each in self.items.items()]},
            "clauses": {
                "dominating": [{"item": each.item.id, "spread": each.spread, "share": share}
                               for each, share in self.dominating],
                "vetoes": dict(self.vetoes),
                "contradictions": [{"input": each.name, "move": each.move, "kind": each.kind,
                                    "points": each.points, "together": each.together}
                                   for each in self.contradictions],
                "overlaps": [{"input": each.name, "items": list(each.items),
                              "together": list(each.together)} for each in self.overlaps],
                "never_bind": [{"part": each.part.id, "kind": each.kind, "value": each.value,
                                "reached": _number(each.reached)} for each in self.never_bind]},
            "false_reports": {"chosen": _prices(self.prices),
                              "readings": [_prices(each) for each in self.readings]},
            "targets": [_target(each) for each in self.targets],
            "flags": [{"id": flag.id, "text": _(flag.sentence), "state": flag.state,
                       "clauses": [{"id": name, "label": str(text), "quote": quote}
                                   for name, text, quote in flag.clauses()]}
                      for flag in self.flags],
            "own_counts": [{"id": each.input.id, "label": str(each.input.text),
                            "about": each.input.subject,
                            "items": [str(item.text) for item in each.items]}
                           for each in own_counts(self.scheme)],
            "statements": [{"id": each.part.id, "label": str(each.part.text),
                            "words": list(each.words), "because": str(each.because)}
                           for each in statements(self.scheme)],
        }

    def label(self, name: str) -> Text:
        """The label of an input, an item or a group."""
        if name in self.scheme.by_input:
            return self.scheme.by_input[name].text
        return (self.scheme.written or self.scheme).item(name).text


def audit(scheme: Scheme, readings: Mapping[str, str] | None = None, *,
          people: float | None = None, births: int | None = None,
          gaps: Mapping[str, tuple[float, float]] | None = None,
          other_readings: bool = True) -> Audit:
    """Audit a scheme in a unit of `people` people or of `births` births a year, the one from
    the other by `RATE` births per 1,000 people (`PEOPLE` people where neither is given).
    `gaps` are, by item, quotas above simulated demand (see `rights.beside_demand`). Without
    `other_readings` prices are worked out for the chosen readings alone, which is quicker.

    Raises InputError for unknown readings.
    """
    if births is None:
        births = max(1, round((people or PEOPLE) * RATE / 1000))
    if people is None:
        people = births / RATE * 1000
    chosen = scheme.under(readings)
    probe = Probe.of(chosen)
    items = item_ends(probe)
    chapters = chapter_points(chosen, items)
    prices = price_list(probe, births, people)
    targets = chance_targets(chosen, births)
    flags = rights_flags(probe, items, targets)
    if gaps is not None:
        flags = [beside_demand(flag, chosen, gaps) if flag.id == "F2" else flag for flag in flags]
    others = bool(prices.prices) and other_readings
    return Audit(
        chosen, people, births, items, chapters, Ends.add(each.ends for each in chapters),
        by_tag(chosen, items), by_area(chosen, items), dominating(items), vetoes(probe),
        contradictions(probe), overlaps(chosen), never_bind(chosen, items), prices,
        under_readings(chosen, prices, births, people) if others else [], targets, flags)


def _number(value: float | None) -> float | None:
    return None if value is None or math.isinf(value) or math.isnan(value) else value


def _ends(ends: Ends) -> dict[str, Any]:
    return {"least": _number(ends.least), "most": _number(ends.most),
            "unlimited": {"least": math.isinf(ends.least), "most": math.isinf(ends.most)},
            "without_unlimited": {"least": ends.low, "most": ends.high}}


def _prices(found: PriceList) -> dict[str, Any]:
    return {
        **({"reading": found.reading, "option": found.option} if found.reading else {}),
        "prices": [{"kind": price.kind.id, "clause": price.clause,
                    "with_pro_rata": price.everything} for price in found.prices],
        "things": [{
            "input": thing.name, "move": thing.move, "beyond_target": thing.beyond,
            "short_of_target": thing.short, "with_its_set": thing.together,
            "pays_back": {price.kind.id: {"clause": thing.pays_back(price.clause),
                                          "with_pro_rata": thing.pays_back(price.everything)}
                          for price in found.prices}} for thing in found.things],
    }


def _target(found: ChanceTarget) -> dict[str, Any]:
    return {
        "item": found.item.id, "input": found.name, "target": found.target, "at": found.at,
        "births": found.births, "good": found.good, "poor": found.poor,
        "funnel": {"low": found.low, "high": _number(found.high)},
        "good_fails": found.good_fails, "poor_passes": found.poor_passes,
        "decided_by_chance": found.by_chance, "reliability": found.reliability,
        "births_decided": found.births_decided, "people_decided": found.people_decided,
        "births_to_tell": found.births_to_tell,
    }
