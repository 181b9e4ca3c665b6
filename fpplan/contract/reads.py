"""What a formula reads, and the tags that this brings whatever its author calls it.

This is the one place where slots become tags. Schemes, indicators, targets, levers and audits all
ask here. Everything is read: numerator and denominator of both views, signs, each label of each
pattern and each alternative under `|`, and groups down to their methods. An author's word clears
nothing by itself: births are the matter of a sex ratio only where boys stand over girls of the
same births, and of records only where the books stand over the same births.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from fpplan.contract.indicators import Indicator, Term, parse_term
from fpplan.contract.patterns import parse_pattern
from fpplan.contract.tags import core_inputs, slot_subjects, tag_of, task_tags

__all__ = ["formula_tags", "indicator_tags", "needed_tags", "tallies_tags", "unknown_tallies"]

PROCEDURE, BIRTHS = "procedure_quota", "birth_limit"
_METHODS = ("starts", "stops", "using")
_OUTCOMES = {"births", "births_by_mother_age", "births_in_time_and_right", "stillbirths",
             "miscarriages"}  # conceptions without these are terminations
_CONCEIVED = {"conceptions", "pregnant"}
_OF_BIRTHS = ("births", "births_in_time_and_right")
_STATUS = {"order", "policy", "prior"}  # labels that say which birth it was
_LONG, _SHORT = "long", "short"
# What a pattern that picks no single method counts; groups by other names pick one.
_PICKED = {"@modern": {_LONG, _SHORT}, "@short_acting": {_SHORT}}


@dataclass(frozen=True)
class _Read:
    """One term: which slots, with which weight, and whether below the line."""

    family: str
    labels: tuple[tuple[str, tuple[str, ...]], ...]
    weight: float
    below: bool
    taken: tuple[str | None, str | None]  # view, and how a stock is taken

    def values(self, label: str) -> tuple[str, ...]:
        return dict(self.labels).get(label, ())

    def without(self, label: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(sorted((name, tuple(sorted(values))) for name, values in self.labels
                            if name != label))


def formula_tags(above: Iterable[Term], below: Iterable[Term], about: str | None
                 ) -> frozenset[str]:
    """The tags that one numerator over one denominator requires. `about` chooses only between
    readings that the formula itself bears out. Raises ValueError for a pattern that is none."""
    reads = [_read(term, False) for term in above] + [_read(term, True) for term in below]
    as_births = not ((about == "sex_ratio" and _sex_ratio(reads))
                     or (about == "record" and _agreement(reads)))
    found = {tag for read in reads for tag in _slot_tags(read)}
    if as_births and any(read.family in _OF_BIRTHS for read in reads):
        found.add(BIRTHS)
    if about != "record" and any(_is_record(read) for read in reads):
        found.add(BIRTHS)
    if _one_method(reads):
        found.add(PROCEDURE)
    families = {read.family for read in reads}
    if families & _CONCEIVED and families & _OUTCOMES:
        found.add(PROCEDURE)
    if len({(read.below, read.taken, read.weight > 0, read.labels)
            for read in reads if read.family == "people"}) > 1:
        found.add(BIRTHS)  # people against people is growth
    return frozenset(found | _client_tags(reads))


@lru_cache(maxsize=4096)
def tallies_tags(above: tuple[str, ...], below: tuple[str, ...], about: str | None
                 ) -> frozenset[str]:
    """As `formula_tags`, of terms as they are written. A term that cannot be read counts as
    tagged in every way that a slot can be."""
    try:
        return formula_tags([parse_term(term) for term in above],
                            [parse_term(term) for term in below], about)
    except (ValueError, KeyError):
        return frozenset([PROCEDURE, BIRTHS])


def indicator_tags(indicator: Indicator) -> frozenset[str]:
    """What reading an indicator tags an item with: by the core table, else by what its author
    says that it is about and by all that it reads in either view."""
    core = core_inputs().get(indicator.id)
    if core is not None:
        return core.tags
    said = tag_of(indicator.about) if indicator.about else None
    return needed_tags(indicator) | (frozenset([said]) if said else frozenset())


def needed_tags(indicator: Indicator) -> frozenset[str]:
    """The tags that what an indicator reads requires, in either view, by itself."""
    found: set[str] = set()
    for view in ("true", "reported"):
        above, below = indicator.terms(view)
        try:
            found |= formula_tags(above, below, indicator.about)
        except (ValueError, KeyError):
            return frozenset([PROCEDURE, BIRTHS])
    return frozenset(found)


def unknown_tallies(terms: Iterable[Term]) -> Iterator[tuple[Term, str]]:
    """The terms that name no tally there is, each with the name that it gives ("" where it
    cannot be read at all)."""
    for term in terms:
        try:
            family, _labels = parse_pattern(term.pattern)
        except ValueError:
            yield term, ""
            continue
        if family not in slot_subjects():
            yield term, family


def _read(term: Term, below: bool) -> _Read:
    family, labels = parse_pattern(term.pattern)
    if family not in slot_subjects():
        raise KeyError(family)
    return _Read(family, tuple(labels.items()), term.weight, below, (term.view, term.at))


def _slot_tags(read: _Read) -> Iterator[str]:
    """What one slot brings wherever it stands. Births are judged with what they are set
    against, but for labels that say which birth it was."""
    tag = tag_of(slot_subjects()[read.family])
    if tag and read.family not in _OF_BIRTHS:
        yield tag
    status = _STATUS & {label for label, _values in read.labels}
    if status - ({"order"} if read.family == "births" else set()):
        yield BIRTHS


def _sex_ratio(reads: Collection[_Read]) -> bool:
    """Boys over girls of the very same births."""
    sides: tuple[Counter[object], Counter[object]] = Counter(), Counter()
    for read in reads:
        sex = "f" if read.below else "m"
        if read.family != "births" or read.values("sex") != (sex,) or not read.weight > 0:
            return False
        sides[read.below][read.without("sex"), read.taken, read.weight] += 1
    return bool(reads) and sides[0] == sides[1]


def _is_record(read: _Read) -> bool:
    """Whether it counts what went wrong on the way into the books."""
    return slot_subjects()[read.family] == "record"


def _agreement(reads: Collection[_Read]) -> bool:
    """How far the books agree with what happened: births, if they are read at all, stand below
    the line and are the same births on both sides, so that fewer births change nothing."""
    births = [read for read in reads if read.family in _OF_BIRTHS]
    below = [read for read in reads if read.below]
    return (all(read in births or _is_record(read) for read in reads)
            and bool(below) and all(read in births and read.weight > 0 for read in below)
            and len({read.without("") for read in births}) == 1
            and not any(read.values("order") for read in births))


def _one_method(reads: Collection[_Read]) -> bool:
    """Whether a single method, a group that holds a long-acting one, or what is left of one
    group after another is read. All methods, all modern ones and the short-acting ones
    together pick none."""
    sums: dict[object, dict[str, float]] = {}
    for read in reads:
        if read.family not in _METHODS:
            continue
        picked: set[str] = set()
        for value in read.values("method"):
            if value not in _PICKED:
                return True
            picked |= _PICKED[value]
        weights = sums.setdefault((read.family, read.below, read.taken), {})
        for kind in picked or {_LONG, _SHORT}:
            weights[kind] = weights.get(kind, 0.0) + read.weight
    long = any(_LONG in weights for weights in sums.values())
    return long and any(weights.get(_LONG) != weights.get(_SHORT) for weights in sums.values())


def _client_tags(reads: Collection[_Read]) -> frozenset[str]:
    """The tags of the tasks whose clients are counted: those that are named, and all where the
    whole is set against a part."""
    clients = [read for read in reads if read.family == "clients"]
    named = {value for read in clients for value in read.values("task")}
    if not named:
        return frozenset()
    known = task_tags()
    whole = any(not read.values("task") for read in clients)
    return frozenset(tag for task in (known if whole else named & known.keys())
                     for tag in known[task])
