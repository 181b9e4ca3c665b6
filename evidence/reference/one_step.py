"""The one-step proof: every row of every event.

`prove` reads the breakpoints of the compiled events and holds them against the chances of
the reference, for the women of `cases`. `scaled` puts a fault into the engine's rates alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fpplan.population.events import EVENTS
from fpplan.population.rates import Rates
from fpplan.population.tables import compiled, logits, shift_tables
from reference.compiled import breakpoints, disorder
from reference.outcomes import outcome_numbers
from reference.reading import (
    AXES_OF,
    COMPLETE,
    Policy,
    Shift,
    coordinate,
    read,
    tables_read,
)
from reference.women import Column, Women, picked, rows, sizes

__all__ = ["STRATIFIED", "TOLERANCE", "Case", "Result", "cases", "engine_tables",
           "field_ranges", "numbers_of", "prove", "reads_policy", "rows_of", "scalable", "scaled",
           "touched"]

TOLERANCE = 2.0**-30
STRATIFIED = 2**10
_NO_OUTCOME = 32  # more than the number of any outcome

# The fields that an axis is worked out from, where it is not a field itself.
_FIELDS_OF = {
    "age group": ("years",), "order class": ("order",), "postpartum": ("stage",),
    "no birth yet": ("order",), "gestation": ("stage",), "any son": ("sons",),
    "any daughter": ("daughters",), "daughters 0 1 2+": ("daughters",),
    "how outside": ("reach",), "youngest": ("since",),
    "ever allowed": ("order", "sons", "daughters"),
    # with every month since the last birth there would be too many: it is random
    "allowed when due": ("order", "sons", "daughters"),
}

_NOT_PREGNANT = (0, *range(16, 43))
# Where in the month an event can come to a woman: stages, and whether she uses a method.
_STAGES: dict[str, Sequence[int]] = {
    "want": _NOT_PREGNANT, "use": _NOT_PREGNANT, "choose": _NOT_PREGNANT, "conceive": (0,),
    "lose": range(1, 16), "fetus_sex": (3,), "select": (10,), "twin": (9, 15),
    "twin_sex": (9, 15), "insusceptible": range(1, 16), "reconsider": _NOT_PREGNANT,
}


@dataclass(frozen=True)
class Case:
    """One event and one of its tables: women who read it, and what the reference expects."""

    event: str
    table: str
    women: Women
    row: Column  # (woman,) which row of the table the reference reads for her
    chance: NDArray[np.float64]  # (woman, outcome), outcomes in the order of a rising uniform
    numbers: tuple[int, ...]  # the outcomes' numbers


@dataclass(frozen=True)
class Result:
    """The compiled event held against a case."""

    case: Case
    difference: NDArray[np.float64]  # (woman,) largest over outcomes of |interval - chance|
    elsewhere: int  # uniforms that lead to no outcome, or to one that a whole row rules out
    disorder: int  # stratified uniforms that lead elsewhere than the breakpoints say

    @property
    def failing(self) -> Column:
        """The rows in which some interval is not its probability."""
        return np.unique(self.case.row[self.difference > TOLERANCE])

    @property
    def holds(self) -> bool:
        """Whether every interval is its probability, and the outcome is monotone."""
        return not (len(self.failing) or self.elsewhere or self.disorder)


def engine_tables(rates: Rates, policy: Policy, shift: Shift | None, number: int = 0,
                  ) -> NDArray[np.void]:
    """The engine's TABLES (stratum,) of one set and one unit's service shifts."""
    tables = compiled(rates, policy)[number].copy()
    if shift is not None:
        shift_tables(*(part[number] for part in logits(rates)), np.asarray(shift, float), tables)
    return tables


def scaled(rates: Rates, table: str, outcome: int | None, factor: float) -> Rates:
    """Rates with one table times a factor. In a table of several outcomes it is that of one
    outcome; where a row holds all outcomes, the others make room."""
    old: NDArray[np.float64] = getattr(rates, table)
    if outcome is None:
        return rates._replace(**{table: old * factor})
    new = old.copy()
    new[..., outcome] *= factor
    if np.allclose(old.sum(axis=-1), 1):
        with np.errstate(divide="ignore", invalid="ignore"):
            room = (1 - new[..., outcome]) / (1 - old[..., outcome])
        others = np.arange(old.shape[-1]) != outcome
        new[..., others] = old[..., others] * np.where(np.isfinite(room), room, 1)[..., None]
    return rates._replace(**{table: new})


def scalable(rates: Rates) -> list[tuple[str, int | None]]:
    """Every rate that can be scaled by itself: a table and, where it has several outcomes,
    one of them. `rates` are those of one set."""
    found: list[tuple[str, int | None]] = []
    for table, axes in AXES_OF.items():
        array = getattr(rates, table)
        if array.ndim == len(axes):
            found.append((table, None))
        else:
            found += [(table, k) for k in range(array.shape[-1]) if array[..., k].any()]
    return found


def touched(case: Case, table: str, outcome: int | None) -> Column:
    """The rows of a case that scaling a rate must change: those in which it is not 0, and, in
    a table of all outcomes, leaves something to the others."""
    if case.table != table:
        return np.empty(0, np.int64)
    p = case.chance[:, outcome or 0]
    return np.unique(case.row[(p > 0) & ~((case.table in COMPLETE) & (p == 1))])


def cases(rates: Rates, policy: Policy, rng: np.random.Generator, *,
          each: int | None = 4) -> list[Case]:
    """Women for every row of every event.

    Args:
        rates: of one set (`reading.one_set`).
        each: how many women read each row, at random among all who can; None for all.
    """
    return [_case(event, table, rates, policy, rng, each)
            for event in EVENTS for table in tables_read(event)]


def _case(event: str, table: str, rates: Rates, policy: Policy, rng: np.random.Generator,
          each: int | None) -> Case:
    women = _women_reading(event, table, rates, rng)
    row = _row_numbers(table, women, rates, policy)
    if each is not None:
        chosen = _some_of_each(row, each, rng)
        women, row = picked(women, chosen), row[chosen]
    chance = read(table, women, rates, policy)
    return Case(event, table, women, row, chance, numbers_of(event, table, chance.shape[1]))


def numbers_of(event: str, table: str, outcomes: int) -> tuple[int, ...]:
    """The numbers of a table's outcomes, in the order in which a rising uniform meets them."""
    if table == "choose":  # the first choice is method 1
        return tuple(range(1, outcomes + 1))
    if table in ("uptake", "stop"):  # nobody comes within reach
        return (1, 0)
    return outcome_numbers(event, outcomes)


def prove(case: Case, tables: NDArray[np.void], *, stratified: int = 0) -> Result:
    """Read the breakpoints of the compiled event by bisection.

    Args:
        tables: TABLES (stratum,), the engine's.
        stratified: with so many uniforms, one woman a row shows that the outcome is monotone.
    """
    outcomes = case.chance.shape[1]
    place = np.full(_NO_OUTCOME, outcomes)
    place[list(case.numbers)] = np.arange(outcomes)
    states, after = rows(case.women), case.women["after"]
    edges = np.zeros((len(case.row), outcomes), np.int64)
    number = EVENTS.index(case.event)
    breakpoints(number, states, after, tables, place, edges)
    counts = np.diff(edges, axis=1, prepend=0)
    elsewhere = int((2**32 - edges[:, -1]).sum())
    if case.table in COMPLETE:
        elsewhere += int(counts[case.chance == 0].sum())
    wrong = 0
    if stratified:
        rng = np.random.default_rng(stratified)
        step = 2**32 // stratified
        uniforms = np.arange(stratified) * step + rng.integers(0, step, stratified)
        _, few = np.unique(case.row, return_index=True)
        wrong = disorder(number, states[few], after[few], tables, place, edges[few],
                         uniforms.astype(np.uint32))
    return Result(case, np.abs(counts / 2.0**32 - case.chance).max(axis=1), elsewhere, int(wrong))


def _women_reading(event: str, table: str, rates: Rates, rng: np.random.Generator) -> Women:
    """A woman for every combination of the fields that a table's axes come from; her other
    fields are random."""
    ranges = field_ranges(rates)
    ranges["stage"] = np.array(_STAGES.get(event, range(43)))
    if event in ("use", "choose"):
        ranges["method"] = ranges["method"][1:] if table in ("stop", "next") else np.array([0])
    if table in ("uptake", "outside"):
        ranges["reach"] = np.array([0]) if table == "uptake" else np.array([1, 2])
    fields: list[str] = []
    for axis in AXES_OF[table]:
        fields += [f for f in _FIELDS_OF.get(axis, (axis,)) if f not in fields]
    combined = np.meshgrid(*(ranges[field] for field in fields), indexing="ij")
    women = {field: column.ravel() for field, column in zip(fields, combined, strict=True)}
    count = len(women[fields[0]])
    return {field: women.get(field, rng.choice(values, count))
            for field, values in ranges.items()}


def field_ranges(rates: Rates) -> dict[str, Column]:
    """Every value of every field. `rates` are those of one set."""
    counts = {**sizes(rates.next.shape[-1]), "stratum": rates.male.shape[0], "years": 35,
              "months": 12, "since": 61, "on": 14, "meant": 3, "after": 3}
    return {field: np.arange(count) for field, count in counts.items()}


def _row_numbers(table: str, women: Women, rates: Rates, policy: Policy) -> Column:
    axes = AXES_OF[table]
    where = tuple(coordinate(axis, women, policy) for axis in axes)
    return np.ravel_multi_index(where, getattr(rates, table).shape[:len(axes)]).astype(np.int64)


def reads_policy(table: str) -> bool:
    """Whether the row of a table depends on the policy."""
    return any("allowed" in axis for axis in AXES_OF[table])


def rows_of(table: str, rates: Rates) -> int:
    """How many rows of a table women can read: all, but that stopping and what comes next are
    of users. `rates` are those of one set."""
    axes = AXES_OF[table]
    shape = list(getattr(rates, table).shape[:len(axes)])
    if table in ("stop", "next"):
        shape[axes.index("method")] -= 1
    return int(np.prod(shape))


def _some_of_each(row: Column, each: int, rng: np.random.Generator) -> Column:
    """Positions of at most `each` women of each row, at random."""
    mixed = rng.permutation(len(row))
    mixed = mixed[np.argsort(row[mixed], kind="stable")]
    first = np.searchsorted(row[mixed], row[mixed], side="left")
    chosen: Column = np.sort(mixed[np.arange(len(row)) - first < each])
    return chosen
