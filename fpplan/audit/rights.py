"""Rights flags F1 to F9: clauses of a scheme that conflict with people's rights, each named.

F1 to F9 follow the Tiahrt amendment (1998: no quotas on procedures, no pay for acceptors, no
denial of benefits), WHO's 2014 guidance on human rights in contraceptive services, and what small
numbers allow. A flag says what today's clause does; it proposes no other number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fpplan.audit.ends import ItemEnds
from fpplan.audit.probe import Probe
from fpplan.audit.targets import ChanceTarget
from fpplan.audit.weights import by_area
from fpplan.contract.items import Input, Item, Payout
from fpplan.contract.readings import fixed
from fpplan.contract.rules import Coupled, Shown
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import Text, later
from fpplan.indicators.core import core_indicators

__all__ = ["FLAGS", "RELIABLE", "Flag", "beside_demand", "demand_state",
           "rights_flags"]

RELIABLE = 0.7  # reliability below which a figure says more about luck than about work
FOUND, NOT_FOUND, OPEN, BETWEEN = "found", "not_found", "open", "between"
NEAR = 0.5  # people a year; a smaller gap is none

FLAGS = {
    "F1": later("A number of procedures is set for a worker or a unit."),
    "F2": later("A quota lies above what people would choose by themselves."),
    "F3": later("Points, pay or a penalty follow from procedures or births."),
    "F4": later("Terminations of pregnancy are counted."),
    "F5": later("A share is set for one kind of method."),
    "F6": later("A benefit depends on a procedure or a certificate, or a family loses something."),
    "F7": later("What is scored is not in the workers' hands, or too few births decide it."),
    "F8": later("Procedures and fees weigh more than quality and choice."),
    "F9": later("Persons and pregnancies are monitored without being asked."),
}
_TERMINATIONS = ("terminations", "selective_terminations")
_TERMINATION_WORDS = ("abortion", "terminat", "remedial")
_TERMINATION_ZH = ("引产", "人流", "终止妊娠", "补救")


@dataclass(frozen=True)
class Flag:
    """One flag: found, not found, open (it needs more than the scheme), or between (it depends
    on which end of assumed demand holds)."""

    id: str
    state: str
    items: tuple[Item, ...] = ()
    payouts: tuple[Payout, ...] = ()

    @property
    def sentence(self) -> str:
        """What it says, to be said by `_`."""
        return FLAGS[self.id]

    def clauses(self) -> list[tuple[str, Text, str]]:
        """(id, label, words of the document) of each clause."""
        parts: tuple[Item | Payout, ...] = (*self.items, *self.payouts)
        return [(part.id, part.text, part.clause.quote) for part in parts]


def rights_flags(probe: Probe, items: dict[str, ItemEnds], targets: Sequence[ChanceTarget]
                 ) -> list[Flag]:
    """Every flag of a scheme, in order."""
    scheme = probe.scheme
    pays = _pays_for(probe, {"procedure_quota", "birth_limit"})
    tags = {payout.id: scheme.payout_tags(payout) for payout in scheme.payouts}

    def reading(wanted: Callable[[Input], bool]) -> list[Item]:
        return [item for item in scheme.items()
                if any(wanted(scheme.by_input[name]) for name in item.inputs)]

    def tagged(*wanted: str) -> list[Item]:
        return [item for item in scheme.items() if set(wanted) & scheme.tags(item)]

    def paid(*wanted: str) -> list[Payout]:
        return [payout for payout in scheme.payouts if set(wanted) & tags[payout.id]]

    numbers = [item for item in reading(lambda inp: _procedure(inp) and inp.unit == "count")
               if item.id in pays.tasks]
    shares = [item for item in reading(lambda inp: _procedure(inp) and inp.unit == "percent")
              if item.id in pays.tasks]
    area = by_area(scheme, items)
    heavy = area["procedures"] + area["fees"]
    weighing = tagged("procedure_quota", "family_penalty") if heavy > area["quality"] else []
    luck = {target.item.id for target in targets if target.by_chance
            or (target.reliability is not None and target.reliability < RELIABLE)}
    elsewhere = [item for item in scheme.items()
                 if item.id in luck or isinstance(fixed(item.rule), Coupled)]
    return [
        _flag("F1", numbers),
        Flag("F2", OPEN if numbers else NOT_FOUND, tuple(numbers)),
        _flag("F3", pays.items, paid("procedure_quota", "birth_limit")),
        _flag("F4", reading(_termination)),
        _flag("F5", shares),
        _flag("F6", tagged("conditional_benefit", "family_penalty"),
              paid("conditional_benefit", "family_penalty")),
        _flag("F7", elsewhere),
        _flag("F8", weighing),
        _flag("F9", tagged("surveillance")),
    ]


def beside_demand(flag: Flag, scheme: Scheme, gaps: Mapping[str, tuple[float, float]]) -> Flag:
    """Flag F2 where demand has been simulated; see `demand_state`."""
    state, names = demand_state([item.id for item in flag.items],
                                [item.id for item in scheme.items()], gaps)
    return Flag(flag.id, state, tuple(scheme.item(name) for name in names))


def demand_state(asked: Sequence[str], items: Sequence[str],
                 gaps: Mapping[str, tuple[float, float]]) -> tuple[str, list[str]]:
    """State of flag F2, and the items that it names, once demand is simulated.

    `gaps` are, by item, the quota above voluntary demand at its high and at its low end, in
    people a year; those that are not among the scheme's `items` say nothing. It stays open
    where a quota that is `asked` has no such figure and none of the others lies above demand.
    """
    known = {name: ends for name, ends in gaps.items() if name in items}
    over = [name for name, (low, _high) in known.items() if low > NEAR]
    perhaps = [name for name, (_low, high) in known.items() if high > NEAR]
    unknown = [name for name in asked if name not in known]
    for state, names in ((FOUND, over), (OPEN, unknown), (BETWEEN, perhaps)):
        if names:
            return state, names
    return NOT_FOUND, []


def _flag(name: str, items: Sequence[Item], payouts: Sequence[Payout] = ()) -> Flag:
    found = bool(items or payouts)
    return Flag(name, FOUND if found else NOT_FOUND, tuple(items), tuple(payouts))


@dataclass(frozen=True)
class _Pays:
    items: list[Item]  # whose points move with one case more or less
    tasks: set[str]  # that set a target or a task


def _pays_for(probe: Probe, tags: set[str]) -> _Pays:
    """The items with such tags that one case more or less moves, and those with a target."""
    scheme = probe.scheme
    tagged = [item for item in scheme.items() if tags & scheme.tags(item)]
    names = list(dict.fromkeys(name for item in tagged for name in item.inputs
                               if tags & scheme.by_input[name].tags))
    moves = [{name: float(sign)} for name in names for sign in probe.steps(name)]
    effects = probe.effects(moves)[0] if moves else {}
    paying = [item for item in tagged if any(effects[item.id])]
    points = probe.at([{}])
    tasks = {item.id for item in tagged if item.id in points.gaps and not isinstance(
        fixed(item.rule), Shown)}
    return _Pays(paying, tasks)


def _procedure(inp: Input) -> bool:
    return "procedure_quota" in inp.tags


def _termination(inp: Input) -> bool:
    """Whether an input counts terminations: by its tallies, else by its name."""
    core = core_indicators().get(inp.id)
    patterns = [term.pattern for term in (*core.numerator, *core.denominator)] if core else [
        word for term in (*inp.numerator, *inp.denominator) for word in term.split()]
    if any(pattern.split("[", 1)[0] in _TERMINATIONS for pattern in patterns):
        return True
    named = any(word in inp.id for word in _TERMINATION_WORDS) or any(
        word in inp.text.zh for word in _TERMINATION_ZH)
    return _procedure(inp) and named
