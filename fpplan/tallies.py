"""What a run counts: the slots, their names and kinds, and the arrays that hold them.

A tally is a whole number for one draw, unit, month and slot. A slot name is a family with
labels, `births[order=2,sex=f,policy=out,prior=girls,stratum=resident]`; a pattern is a
family with the labels that must agree, `births[sex=f]`, `births[order=2|3]`. A flow is
summed over months, a stock is the number at the end of the month.

There are two views with the same slots, `true` and `reported`, and beside them the record
tallies, which say what happened to births on their way into the books.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.errors import nearest
from fpplan.contract.patterns import parse_pattern

__all__ = [
    "AGE_GROUPS",
    "BIRTH_ORDERS",
    "ORDER_CLASSES",
    "POLICIES",
    "PRIORS",
    "SELECTION_ORDERS",
    "SEXES",
    "UNION_ENDS",
    "WANTS",
    "Family",
    "Kind",
    "SlotTable",
    "Tallies",
    "View",
    "join_draws",
    "parse_pattern",
    "record_table",
    "slot_table",
]

Kind = Literal["flow", "stock"]
View = Literal["true", "reported", "record"]
Counts = NDArray[np.int32]
Totals = NDArray[np.int64]

BIRTH_ORDERS = ("1", "2", "3", "4", "5", "6")  # 6 is the sixth and later
SELECTION_ORDERS = ("1", "2", "3")  # 3 is the third and later
ORDER_CLASSES = ("0", "1", "2", "3")  # 3 is three live births and more
SEXES = ("m", "f")
POLICIES = ("in", "out")
PRIORS = ("none", "boys", "girls", "both")  # sexes of the living children before the birth
UNION_ENDS = ("divorce", "widowhood")
WANTS = ("now", "later", "no_more")  # the next birth, as a woman wants it
AGE_GROUPS = ("15", "20", "25", "30", "35", "40", "45")  # first year of a five-year group


@dataclass(frozen=True)
class Family:
    """All slots of one name: its kind and its labels, each with the values it takes."""

    name: str
    kind: Kind
    labels: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each label takes, in the order of the labels."""
        return tuple(len(values) for _, values in self.labels)

    def names(self) -> list[str]:
        """The slot names, the last label fastest (C order of `shape`)."""
        if not self.labels:
            return [self.name]
        keys = [key for key, _ in self.labels]
        return [
            f"{self.name}[{','.join(f'{k}={v}' for k, v in zip(keys, values, strict=True))}]"
            for values in itertools.product(*(values for _, values in self.labels))
        ]


class SlotTable:
    """The slots of a run in their frozen order.

    `names` and `kinds` run over slots; `index(family)` gives the slot numbers of a family as
    an int64 array with one axis per label, in the order in which the labels stand in the
    name, so that compiled code writes `tally[index[order, sex, ...]] += 1`.
    """

    def __init__(self, families: Sequence[Family]):
        self.families: dict[str, Family] = {}
        self._start: dict[str, int] = {}
        names: list[str] = []
        kinds: list[Kind] = []
        for family in families:
            if family.name in self.families:
                raise ValueError(f"slot family {family.name!r} is given twice")
            self.families[family.name] = family
            self._start[family.name] = len(names)
            added = family.names()
            names += added
            kinds += [family.kind] * len(added)
        self.names: tuple[str, ...] = tuple(names)
        self.kinds: tuple[Kind, ...] = tuple(kinds)

    def __len__(self) -> int:
        return len(self.names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SlotTable) and self.names == other.names

    def __hash__(self) -> int:
        return hash(self.names)

    def index(self, family: str) -> NDArray[np.int64]:
        """Slot numbers of a family, one axis per label. KeyError when there is none."""
        found = self.families[family]
        size = int(np.prod(found.shape, dtype=np.int64))
        start = self._start[family]
        return np.arange(start, start + size, dtype=np.int64).reshape(found.shape)

    def kind(self, pattern: str) -> Kind:
        """Whether a pattern's family is a flow or a stock."""
        return self.families[parse_pattern(pattern)[0]].kind

    def match(
        self, pattern: str, groups: Mapping[str, Sequence[str]] | None = None,
        strata: Sequence[str] | None = None,
    ) -> NDArray[np.int64]:
        """Slot numbers (1-d, ascending) of the slots that a pattern names.

        A label takes one value, several as `order=2|3`, or a group as `method=@modern` whose
        members are looked up in `groups`; members that this run does not have are left out.
        A pattern that names no stratum takes those of `strata`, or all when None.
        Raises ValueError for an unknown family, label, value or group: an indicator that
        silently counts nothing would be worse than none.
        """
        name, wanted = parse_pattern(pattern)
        if name not in self.families:
            raise ValueError(_unknown("tally", name, self.families))
        family = self.families[name]
        known = dict(family.labels)
        if strata is not None and "stratum" in known:
            wanted = {"stratum": tuple(strata), **wanted}
        index = self.index(name)
        for label, values in wanted.items():
            if label not in known:
                raise ValueError(_unknown(f"label of {name}", label, known))
            axis = [key for key, _ in family.labels].index(label)
            index = index.take(_positions(name, label, values, known[label], groups), axis=axis)
        return np.sort(index.ravel())


def _positions(
    family: str,
    label: str,
    values: tuple[str, ...],
    known: tuple[str, ...],
    groups: Mapping[str, Sequence[str]] | None,
) -> list[int]:
    found: set[int] = set()
    for value in values:
        if value.startswith("@"):
            if groups is None or value[1:] not in groups:
                raise ValueError(_unknown(f"group for {family}[{label}]", value[1:], groups or ()))
            found |= {known.index(member) for member in groups[value[1:]] if member in known}
        elif value in known:
            found.add(known.index(value))
        else:
            raise ValueError(_unknown(f"{label} of {family}", value, known))
    return sorted(found)


def _unknown(what: str, name: str, valid: Iterable[str]) -> str:
    near = nearest(name, valid)
    return f'there is no {what} "{name}"' + (f' (nearest: "{near}")' if near else "")


@lru_cache(maxsize=64)
def slot_table(methods: tuple[str, ...], strata: tuple[str, ...], tasks: tuple[str, ...] = ()
               ) -> SlotTable:
    """The slots of a run with these contraceptive methods ("none" left out) and strata, and
    with the clients of these tasks at the end.

    The order of families, labels and values is frozen: files and keyed luck rest on it.
    """
    stratum = ("stratum", strata)
    method = ("method", methods)
    order = ("order", ORDER_CLASSES)
    age = ("age", AGE_GROUPS)
    sex = ("sex", SEXES)
    birth = (("order", BIRTH_ORDERS), sex, ("policy", POLICIES), ("prior", PRIORS), stratum)

    def flow(name: str, *labels: tuple[str, tuple[str, ...]]) -> Family:
        return Family(name, "flow", labels)

    def stock(name: str, *labels: tuple[str, tuple[str, ...]]) -> Family:
        return Family(name, "stock", labels)

    return SlotTable(
        [
            flow("births", *birth),
            flow("births_by_mother_age", age, stratum),
            flow("conceptions", stratum),
            flow("miscarriages", stratum),
            flow("stillbirths", stratum),
            flow("terminations", stratum),
            flow("selective_terminations", ("order", SELECTION_ORDERS), stratum),
            flow("starts", method, stratum),
            flow("stops", method, stratum),
            flow("unions", stratum),
            flow("union_ends", ("cause", UNION_ENDS), stratum),
            flow("deaths_women", stratum),
            flow("deaths_children", sex, stratum),
            flow("moves_out", stratum),
            flow("moves_in", stratum),
            flow("deaths_others", sex, stratum),
            flow("stratum_changes_out", stratum),
            flow("stratum_changes_in", stratum),
            stock("women", age, stratum),
            stock("in_union", age, stratum),
            stock("in_union_by_order", order, stratum),
            stock("using", method, order, stratum),
            stock("pregnant", stratum),
            stock("unmet_need", stratum),
            stock("one_son_households", stratum),
            stock("two_daughter_households", stratum),
            stock("people", stratum),
            stock("not_using", ("want", WANTS), order, stratum),
            flow("clients", ("task", tasks)),
        ]
    )


@lru_cache(maxsize=64)
def record_table(strata: tuple[str, ...]) -> SlotTable:
    """The record tallies: what happened to births on their way into the books.

    In the month of birth: `births_in_time_and_right` entered the books then with their own
    sex, order and policy status; `births_missed` did not, and surface, if ever, after years;
    `births_delayed` did not but do later; `births_omitted` are the missed ones that had
    neither surfaced nor been found when the run ended, `births_pending` the delayed ones still
    to come then.
    In the month of entry: `births_late` are delayed and missed births as they come,
    `births_found_by_audit` missed or delayed ones that an audit finds, `birth_labels_wrong`
    births entered with any label but their own (`birth_order_wrong`, `birth_sex_wrong`,
    `birth_policy_wrong` by label; one birth can be in several), `births_false` entries that
    no birth stands behind. In the month of the audit: `birth_labels_found_by_audit` and
    `births_false_found_by_audit` are wrong labels and false entries that it finds; the
    published counts of the month of entry are not revised. `births_from_before` are the late
    and found ones whose birth lies before the first month. Order, sex and policy are the true
    ones (of false entries those in the books); order 3 is the third and later.

    `births_counted` are births of the month that a census-style count within the next twelve
    months finds (no matter what the books say); at the end of the month `children_under_5` are
    the births of the last five years and `children_counted` those that a count would find.

    `girls_not_born` is no record but the other side of the sex ratio: girls who would have
    been born in the month, had their sex not been selected against.
    """
    order, sex, policy = ("order", SELECTION_ORDERS), ("sex", SEXES), ("policy", POLICIES)
    stratum = ("stratum", strata)
    return SlotTable(
        [
            *(Family(name, "flow", (order, sex, policy, stratum)) for name in (
                "births_in_time_and_right",
                "births_missed",
                "births_delayed",
                "births_late",
                "births_found_by_audit",
                "births_omitted",
                "births_pending",
                "birth_labels_wrong",
                "birth_labels_found_by_audit",
                "births_from_before",
                "birth_order_wrong",
                "birth_sex_wrong",
                "birth_policy_wrong",
                "births_false",
                "births_false_found_by_audit",
            )),
            Family("girls_not_born", "flow", (order, stratum)),
            Family("births_counted", "flow", (order, sex, policy, stratum)),
            Family("children_under_5", "stock", (sex, stratum)),
            Family("children_counted", "stock", (sex, stratum)),
        ]
    )


@dataclass
class Tallies:
    """The tallies of one variant for draws first..stop-1 and every leaf unit.

    `true`, `reported`: int32 (draw, unit, month, slot) over `table`; `record`: int32 (draw,
    unit, month, record slot) over `record_slots`. Month axis position 0 is `first_month`.
    `groups` are the groups of methods that patterns may name, those of the setting.
    """

    true: Counts
    reported: Counts
    record: Counts
    table: SlotTable
    record_slots: SlotTable
    units: tuple[str, ...]
    first_month: int
    draws: tuple[int, int]
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cells = (self.draws[1] - self.draws[0], len(self.units))
        for name, array, table in (
            ("true", self.true, self.table),
            ("reported", self.reported, self.table),
            ("record", self.record, self.record_slots),
        ):
            if array.dtype != np.int32 or array.ndim != 4:
                raise ValueError(f"{name} tallies are int32 (draw, unit, month, slot)")
            if array.shape != (*cells, self.true.shape[2], len(table)):
                raise ValueError(f"{name} tallies have shape {array.shape}")

    @classmethod
    def unreported(
        cls,
        true: Counts,
        methods: tuple[str, ...],
        strata: tuple[str, ...],
        units: tuple[str, ...],
        first_month: int,
        draws: tuple[int, int],
        groups: Mapping[str, Sequence[str]] | None = None,
    ) -> Tallies:
        """True tallies before any reporting: the reported view is the same array, and the
        record tallies are zero."""
        records = record_table(strata)
        return cls(
            true=true,
            reported=true,
            record=np.zeros((*true.shape[:-1], len(records)), dtype=np.int32),
            table=slot_table(methods, strata),
            record_slots=records,
            units=units,
            first_month=first_month,
            draws=draws,
            groups=groups or {},
        )

    @property
    def slots(self) -> tuple[str, ...]:
        """Slot names of the two views."""
        return self.table.names

    @property
    def months(self) -> range:
        """Month indices of the month axis."""
        return range(self.first_month, self.first_month + self.true.shape[2])

    def view(self, view: View) -> tuple[Counts, SlotTable]:
        """The array of a view and the table of its slots."""
        if view == "record":
            return self.record, self.record_slots
        if view not in ("true", "reported"):
            raise ValueError(_unknown("view", view, ("true", "reported", "record")))
        return (self.true if view == "true" else self.reported), self.table

    def total(
        self, view: View, pattern: str, strata: Sequence[str] | None = None,
    ) -> Totals:
        """Sum of the slots that match a pattern: int64 (draw, unit, month)."""
        array, table = self.view(view)
        return _sum_slots(array, table.match(pattern, self.groups, strata))


def _sum_slots(array: Counts, slots: NDArray[np.int64]) -> Totals:
    """Sum over some slots without copying them all."""
    if not len(slots):
        return np.zeros(array.shape[:-1], dtype=np.int64)
    first, stop = int(slots[0]), int(slots[-1]) + 1
    if stop - first == len(slots):
        block: Totals = array[..., first:stop].sum(axis=-1, dtype=np.int64)
        return block
    total: Totals = array[..., first].astype(np.int64)
    for slot in slots[1:]:
        total += array[..., slot]
    return total


def join_draws(parts: Sequence[Tallies]) -> Tallies:
    """Chunks of consecutive draws put together, in the order of their draws."""
    parts = sorted(parts, key=lambda part: part.draws)
    first = parts[0]
    for before, after in itertools.pairwise(parts):
        same = (after.table, after.record_slots, after.units, after.first_month)
        if before.draws[1] != after.draws[0] or same != (
            first.table, first.record_slots, first.units, first.first_month
        ):
            raise ValueError("chunks to join have the same slots and follow each other")
    return Tallies(
        true=np.concatenate([part.true for part in parts]),
        reported=np.concatenate([part.reported for part in parts]),
        record=np.concatenate([part.record for part in parts]),
        table=first.table,
        record_slots=first.record_slots,
        units=first.units,
        first_month=first.first_month,
        draws=(first.draws[0], parts[-1].draws[1]),
        groups=first.groups,
    )
