"""The price of one false report, in points and in points of every other thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fpplan.audit.clauses import subsets
from fpplan.audit.probe import Probe, tasks_of
from fpplan.contract.readings import fixed
from fpplan.contract.text import Text

if TYPE_CHECKING:
    from fpplan.audit.probe import Change
    from fpplan.contract.scheme import Scheme

__all__ = ["DEATH_RATE", "KINDS", "Kind", "Price", "PriceList", "Thing", "price_list",
           "under_readings"]

DEATH_RATE = 7.0  # deaths per 1,000 people a year (an assumption)


@dataclass(frozen=True)
class Kind:
    """A false report: the input that counts it once it is found, and the share of reports that
    one of it moves, in percentage points (see `_share_moves`)."""

    id: str
    text: Text
    event: str
    share: str


KINDS = (
    Kind("omission", Text("漏报一例出生", "one birth omitted"), "births_omitted",
         "births_reported_percent"),
    Kind("label", Text("错报一例性别、孩次或政策属性", "one wrong sex, order or policy status"),
         "birth_labels_wrong", "births_timely_and_right_percent"),
    Kind("false_birth", Text("虚报一例出生", "one false birth"), "births_false",
         "births_timely_and_right_percent"),
    Kind("concealed_death", Text("瞒报一例死亡", "one concealed death"), "deaths_concealed",
         "deaths_reported_in_time_percent"),
)


@dataclass(frozen=True)
class Price:
    """What one false report of a kind costs when it is found: by the clauses that count it, and
    with the points in proportion that it costs as well."""

    kind: Kind
    clause: float
    everything: float


@dataclass(frozen=True)
class Thing:
    """What one more (or, `move` −1, one fewer) of an input earns: past the target and while
    still short of it. `together` adds the cases that it is among (a two-daughter
    sterilisation is a sterilisation too)."""

    name: str
    move: int
    beyond: float
    short: float
    together: float

    @property
    def worth(self) -> float:
        """Past the target, or where that earns nothing, short of it."""
        return self.beyond if self.beyond > 0 else self.short

    def pays_back(self, price: float) -> float | None:
        """How many false reports of a price it makes good."""
        return self.worth / price if price > 0 else None


@dataclass(frozen=True)
class PriceList:
    """Prices and what pays them back, under one choice of readings. `reading` and `option` say
    what differs from the readings that were chosen."""

    prices: tuple[Price, ...]
    things: tuple[Thing, ...]
    reading: str | None = None
    option: str | None = None


def price_list(probe: Probe, births: int, people: float, reading: str | None = None,
               option: str | None = None) -> PriceList:
    """The prices in a unit with so many births and people."""
    known = probe.values
    kinds = [kind for kind in KINDS if kind.event in known or kind.share in known]
    moves: list[Change] = []
    for kind in kinds:
        event = {kind.event: 1.0} if kind.event in known else {}
        share = {kind.share: _share_move(kind, births, people)} if kind.share in known else {}
        moves += [event, {**event, **share}]
    start = len(moves)
    events = {kind.event for kind in KINDS}
    among = subsets(probe.scheme)
    tasks = {name for item in probe.scheme.items() for name in tasks_of(fixed(item.rule))}
    names = [name for name in known if name not in events | tasks]
    asked: list[tuple[str, int]] = []
    for name in names:
        for sign in probe.steps(name):
            asked.append((name, sign))
            moves.append({name: float(sign)})
    sets = [name for name in names if among.get(name) in known]
    moves += [{name: 1.0, among[name]: 1.0} for name in sets]
    total = probe.effects(moves)[1]
    prices = tuple(Price(kind, -total[2 * at], -total[2 * at + 1])
                   for at, kind in enumerate(kinds))
    effect = dict(zip(asked, total[start:start + len(asked)], strict=True))
    together = dict(zip(sets, total[start + len(asked):], strict=True))
    return PriceList(tuple(price for price in prices if price.clause or price.everything),
                     tuple(_things(names, effect, together)), reading, option)


def _things(names: list[str], effect: dict[tuple[str, int], float],
            together: dict[str, float]) -> list[Thing]:
    found = []
    for name in names:
        for sign in (1, -1):
            beyond, short = effect.get((name, sign), 0.0), -effect.get((name, -sign), 0.0)
            if beyond > 0 or (beyond == 0 and short > 0):
                both = together.get(name, beyond) if sign > 0 else beyond
                found.append(Thing(name, sign, beyond, max(0.0, short), both))
    return sorted(found, key=lambda thing: -thing.worth)


def _share_move(kind: Kind, births: int, people: float) -> float:
    """By how many percentage points one false report moves a share that was 100 %: a birth
    omitted or labelled wrongly is one of all births; a false one is one more that is reported
    and not right; a concealed death is one of the deaths."""
    if kind.id == "concealed_death":
        return -100.0 / max(1.0, people * DEATH_RATE / 1000)
    return -100.0 / (births + 1 if kind.id == "false_birth" else births)


def under_readings(scheme: Scheme, chosen: PriceList, births: int, people: float
                   ) -> list[PriceList]:
    """The prices under each other option of each reading, where they or what a thing is worth
    differ. Where the prices stay, things that stay as well are left out."""
    written = scheme.written or scheme
    before = {(thing.name, thing.move): thing for thing in chosen.things}
    found = []
    for reading in written.readings:
        for option in reading.options:
            if (scheme.chosen or {}).get(reading.id) == option:
                continue
            other = written.under({**(scheme.chosen or {}), reading.id: option})
            made = price_list(Probe.of(other), births, people, reading.id, option)
            things = tuple(thing for thing in made.things
                           if before.get((thing.name, thing.move)) != thing)
            if made.prices != chosen.prices:
                found.append(made)
            elif things:
                found.append(PriceList(made.prices, things, reading.id, option))
    return found
