"""What things are called in a run: the typed rows of `names.parquet`.

A report is written from the run folder alone, in either language, so everything that it says
about a unit, an item, an indicator or a published figure travels with the run. Each kind of
thing is one small dataclass here; `Names` holds them all and turns itself into one sparse
table and back (`fpplan.store.names_table`).
"""

from __future__ import annotations

from dataclasses import dataclass

from fpplan.contract.text import Text, _

__all__ = [
    "AnswerName",
    "AssumptionName",
    "EventName",
    "IndicatorName",
    "InputName",
    "ItemName",
    "MethodName",
    "Names",
    "PayoutName",
    "PeriodName",
    "PublishedFigure",
    "Quota",
    "SchemeName",
    "UnitName",
    "VariantName",
]

NOTHING = Text("", "")


@dataclass(frozen=True)
class UnitName:
    """One unit; `leaf` units are simulated, the others are sums of them.

    `people` is the population at the decision month (0 for none given).
    """

    id: str
    label: Text
    parent: str = ""
    level: str = ""
    leaf: bool = True
    assumed: bool = False
    people: int = 0


@dataclass(frozen=True)
class VariantName:
    """One variant, the base first; `changes` are its "dotted.key = value" lines."""

    id: str
    label: Text
    why: Text = NOTHING
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PeriodName:
    """One period of the run with its first and last month (inclusive).

    `role` is "before" (months -12..-1), "year" (a planning year: months 0-11, 12-23),
    "published" (the months of published figures) or "part" (anything else, such as a season).
    """

    id: str
    first: int
    last: int
    role: str
    label: Text


@dataclass(frozen=True)
class IndicatorName:
    """One indicator as `indicators.parquet` stores it.

    `direction` is "up", "down" or "" (neither is better); `chance` is True where small
    numbers decide it. `tags` are those of the core table.
    """

    id: str
    label: Text
    definition: Text
    unit: Text
    decimals: int = 1
    direction: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    chance: bool = False


@dataclass(frozen=True)
class SchemeName:
    """One scheme that scored the run. `points` is False where items only pass or fail. `lived_by`
    are the variants that live under it (none named: all do); the others are only compared by it,
    and `not_done` is what it asks and nobody does there."""

    id: str
    label: Text
    document: str
    points: bool = True
    full: float | None = None
    readings: tuple[str, ...] = ()
    lived_by: tuple[str, ...] = ()
    not_done: Text = NOTHING
    compared: bool = False  # no variant lives under it

    def lives_in(self, variant: str) -> bool:
        """Whether a variant lives under it."""
        return not self.compared and (not self.lived_by or variant in self.lived_by)


@dataclass(frozen=True)
class ItemName:
    """One row name of `points.parquet`: an item, a chapter or a total of one scheme.

    `role` is "item", "chapter", "total" (everything) or "untagged" (tagged items absent).
    `full` is the marks it can reach without bonus (0 for a bonus or deduction, None where
    nothing is scored in points). `reads` names the indicator or input that is set against
    `target`; `direction` is "at_least" or "at_most". `missing` lists the inputs that no
    document gives, whose range makes the interval.
    """

    scheme: str
    id: str
    label: Text
    role: str = "item"
    parent: str = ""
    full: float | None = None
    clause: Text = NOTHING
    document: str = ""
    quote: str = ""
    tags: tuple[str, ...] = ()
    reads: str = ""
    target: float | None = None
    direction: str = ""
    unit: Text = NOTHING
    decimals: int = 1
    missing: tuple[str, ...] = ()
    chance: bool = False
    few_in: tuple[str, ...] = ()  # units in which it rests on a count that must not show


@dataclass(frozen=True)
class InputName:
    """One input that is recorded, not simulated: a value or a range, and where it is from.

    `status` is "published" or "assumed"; `unit_id` is empty when it holds for every unit.
    `count` is True for a number of procedures or breaches, whose 1-4 must not show.
    """

    id: str
    label: Text
    unit: Text
    value: float | None = None
    low: float | None = None
    high: float | None = None
    status: str = "published"
    source: str = ""
    tags: tuple[str, ...] = ()
    unit_id: str = ""
    decimals: int = 2
    count: bool = False


@dataclass(frozen=True)
class MethodName:
    """One contraceptive method."""

    id: str
    label: Text


@dataclass(frozen=True)
class PublishedFigure:
    """One figure of the scenario's published table, an indicator or a recorded input.

    `period` is that of the months that it covers ("" for the year before the decision); a yearly
    rate of the run times `of_year` is what it is set against (a rate to date covers less).
    """

    id: str
    label: Text
    unit_id: str
    unit: Text
    value: float
    target: float | None = None
    direction: str = ""
    decimals: int = 2
    source: str = ""
    tags: tuple[str, ...] = ()
    simulated: bool = True
    matched: bool = False
    count: bool = False
    period: str = ""
    of_year: float = 1.0


@dataclass(frozen=True)
class Quota:
    """A documented quota on a method, to be set beside what women would choose.

    `target` is in `target_unit`: "count" in a year, or "percent" of the eligible. `eligible`
    is a tally pattern (`fpplan.tallies`); `eligible_kind` "flow" (summed over the year) or
    "stock" (at its start). Of the eligible the share `wanting` ÷ `among` (stocks at the
    year's start; all where there is none) uses no method and wants this one's effect;
    `uptake_low` and `uptake_high` are the two ends of `voluntary_uptake.METHOD`: the share of
    those who would take the method within a year. `target_low` and `target_high` are the ends of
    a task that no document gives. `recorded` is what was done, in the unit of the target.
    """

    scheme: str
    item: str
    method: str
    label: Text
    unit_id: str
    target: float
    target_unit: str
    eligible: str
    eligible_label: Text
    eligible_kind: str
    uptake_low: float
    uptake_high: float
    status: str = "assumed"
    recorded: float | None = None
    source: str = ""
    target_low: float | None = None
    target_high: float | None = None
    wanting: str = ""
    among: str = ""


@dataclass(frozen=True)
class AssumptionName:
    """One thing that no document says: where it is set, what was taken, and why."""

    id: str
    text: Text
    given: Text
    source: str = ""


@dataclass(frozen=True)
class EventName:
    """A measure that the run carries out (`part` ""), or one of its steps, in a planning year.

    `from_date` and `to_date` are dates ("" where none is stated), `year` the period ("" outside the
    run), `planned` how many times, `done` how many are recorded, `days_late` after the date.
    `state` as in `fpplan.programme.carried_out.Event`; `amounts` says how much, in words.
    """

    measure: str
    part: str
    label: Text
    kind_label: Text
    unit_id: str
    year: str
    from_date: str
    to_date: str
    state: str
    role: Text = NOTHING
    often: Text = NOTHING
    amounts: Text = NOTHING
    planned: int = 1
    done: float | None = None
    days_late: float | None = None
    document: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class PayoutName:
    """One row name of `payouts.parquet`; `role` is who gets it, `unit` money or sanction."""

    scheme: str
    id: str
    label: Text
    role: Text = NOTHING
    unit: Text = NOTHING
    tags: tuple[str, ...] = ()
    few_in: tuple[str, ...] = ()  # units in which it rests on a count that must not show
    among_peers: bool = False  # what one unit gets another does not: the units' ends do not add up


@dataclass(frozen=True)
class AnswerName:
    """What an item of a scheme answers to under the base.

    `state` and `about` are a `State` and a `Kind` of `fpplan.experiment.answers`; `moved_by` what
    moves it in words, `ranges` the ranges of what nobody has stated; `full` points when targets
    are met.
    """

    scheme: str
    item: str
    state: str
    about: str
    moved_by: Text = NOTHING
    ranges: Text = NOTHING
    full: float | None = None


@dataclass(frozen=True)
class Names:
    """Everything that a report has to call by name, each kind in its own order."""

    units: tuple[UnitName, ...]
    variants: tuple[VariantName, ...]
    periods: tuple[PeriodName, ...]
    indicators: tuple[IndicatorName, ...] = ()
    schemes: tuple[SchemeName, ...] = ()
    items: tuple[ItemName, ...] = ()
    inputs: tuple[InputName, ...] = ()
    methods: tuple[MethodName, ...] = ()
    published: tuple[PublishedFigure, ...] = ()
    quotas: tuple[Quota, ...] = ()
    payouts: tuple[PayoutName, ...] = ()
    events: tuple[EventName, ...] = ()
    assumptions: tuple[AssumptionName, ...] = ()
    answers: tuple[AnswerName, ...] = ()

    def compared(self, scheme: SchemeName) -> list[str]:
        """That plans are only compared by a scheme, and what it asks that nobody does there, in
        sentences; none where all live under it."""
        plans = [row for row in self.variants if not scheme.lives_in(row.id)]
        if not plans:
            return []
        said = [_("{scheme} is only compared here: it brings no work and its records take no "
                  "hours.").format(scheme=scheme.label)
                if len(plans) == len(self.variants) else
                _("{scheme} is only compared, not lived under, in: {plans}. There it brings no "
                  "work and its records take no hours.").format(
                    plans=_(", ").join(str(row.label) for row in plans), scheme=scheme.label)]
        if str(scheme.not_done):
            said.append(_("Not done there: {inputs}.").format(inputs=scheme.not_done))
        return said
