"""The shape of a scenario file: one frozen class a table, in the file's own words.

`Base` is `[base]`; `Variant` is `[variant.NAME]`; `Scenario` is the file. What a table of
its own can know is checked here; what needs two tables stands in `checks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from fpplan.months import absolute
from fpplan.scenario.limits import Limits
from fpplan.scenario.values import (
    Count,
    Day,
    Month,
    Number,
    Part,
    Positive,
    Refused,
    Share,
    Shares,
    Table,
    Whole,
    Word,
    Words,
    add_up_to_one,
)
from fpplan.scenario.work import Activity, Campaign, Hours, Pool, Service, Staff, Supply
from fpplan.text import Text, _

__all__ = [
    "SCHEMA", "Activity", "Aim", "AimBy", "Aims", "Base", "Campaign", "Hours", "Margins",
    "Matched", "MeasureAt", "MeasureRun", "Override", "PolicyFrom", "PolicyRule", "Pool",
    "Published", "Recorded", "RecordedAt", "Scales", "Scenario", "Season", "Service", "Staff",
    "StateBefore", "Stratum", "Supply", "TargetAt", "Unit", "Variant",
]

SCHEMA = 1  # version of the file format
MOST_STRATA = 16  # groups of the population that the engine has room for
SHORTEST, LONGEST = 12, 600  # months a run may look ahead


class Unit(Part):
    """A village, township or other unit; only units that are nobody's parent are simulated."""

    label: Words
    level: Word
    parent: Word | None = None
    area: Positive | None = None
    """Square kilometres."""
    assumed: bool = Field(default=False, strict=True)
    """The unit or its share of the people is an assumption; figures about it say so."""
    travel: Annotated[Share, Field(le=0.95)] = 0.0
    """Share of working time on the road here, beyond what `productive` and the hours for a
    client hold already."""


class Season(Part):
    """A group of calendar months (1-12) for which hours are decided together."""

    id: Word
    months: Annotated[
        tuple[Annotated[int, Field(strict=True, ge=1, le=12)], ...], Field(min_length=1)
    ]


class StateBefore(Part):
    """A woman's state before a birth; a number left out means any."""

    order: Annotated[Whole, Field(le=6)] | None = None
    """Live births so far."""
    sons: Annotated[Whole, Field(le=6)] | None = None
    """Living sons."""
    daughters: Annotated[Whole, Field(le=6)] | None = None
    """Living daughters."""
    spacing_months: Annotated[Whole, Field(le=60)] = 0
    """Months since the last birth that the next one must wait for."""


class PolicyRule(Part):
    """Which next birth was within the policy of the time: a setting, never a lever."""

    text: Words
    allow: tuple[StateBefore, ...]
    status: Literal["sourced", "assumed"]
    source: Word | None = None

    @property
    def limits(self) -> bool:
        """Whether there is any birth that the rule is against."""
        return StateBefore() not in self.allow

    def spacing(self, order: int, sons: int, daughters: int) -> int | None:
        """Months since the last birth from which a birth after `order` live births, with these
        living children, is within the rule; None when it never is."""
        found = {"order": order, "sons": sons, "daughters": daughters}
        return min((state.spacing_months for state in self.allow
                    if all(getattr(state, key) in (None, number)
                           for key, number in found.items())), default=None)


class PolicyFrom(Part):
    """A policy rule and the month from which it holds; the first of a list has none."""

    rule: Word
    since: Month | None = Field(default=None, alias="from")
    """The first month of the rule, written "from" in a file."""


def _some(rules: tuple[PolicyFrom, ...]) -> tuple[PolicyFrom, ...]:
    if not rules:
        raise Refused(_("must not be empty"))
    return rules


def _policy_kind(value: Any) -> str:
    return "<rules>" if isinstance(value, list | tuple) else "<rule>"


class Override(Part):
    """A catalogue parameter set by this scenario."""

    value: Number
    range: tuple[Number, Number] | None = None
    why: Word

    @model_validator(mode="after")
    def _ordered(self) -> Override:
        _check_range(self.range, self.value)
        return self


def _check_range(ends: tuple[float, float] | None, central: float | None) -> None:
    if ends is None:
        return
    low, high = ends
    if low > high:
        raise Refused(_("a range is written [low, high]"), list(ends))
    if central is not None and not low <= central <= high:
        raise Refused(
            _("the central value must lie within its range {low} to {high}").format(
                low=f"{low:g}", high=f"{high:g}"), central)


MOST_A_YEAR = 2.0  # moves between strata of a woman in a year


class Stratum(Part):
    """A group of the population with its own rates and policy rule."""

    label: Words
    policy: Annotated[
        Annotated[Word, Tag("<rule>")]
        | Annotated[tuple[PolicyFrom, ...], AfterValidator(_some), Tag("<rules>")],
        Discriminator(_policy_kind),
    ]
    """A policy rule, or several with the months from which they hold."""
    parameters: Table[Override] = Field(default_factory=dict, validate_default=True)
    """Catalogue parameters of this stratum alone; the others are those of the base."""
    moves: Table[Count] = Field(default_factory=dict, validate_default=True)
    """Moves to other strata of the same unit, per woman and year."""
    registered: bool = Field(default=True, strict=True)
    """Its household registration is in the unit."""
    resident: bool = Field(default=True, strict=True)
    """It lives in the unit."""

    @property
    def policies(self) -> tuple[tuple[str | None, str], ...]:
        """(first month or None, rule) in order."""
        if isinstance(self.policy, str):
            return ((None, self.policy),)
        return tuple((entry.since, entry.rule) for entry in self.policy)


_Four = Annotated[tuple[Share, Share, Share, Share], AfterValidator(add_up_to_one)]


class Composition(Part):
    """Shares of women in union by the sexes of their living children."""

    no_child: Share
    sons_only: Share
    daughters_only: Share
    both: Share

    @model_validator(mode="after")
    def _one(self) -> Composition:
        add_up_to_one([self.no_child, self.sons_only, self.daughters_only, self.both])
        return self


class Margins(Part):
    """What the start pool is raked to in a stratum at month -36: shares of women in union."""

    order: _Four | None = None
    """0, 1, 2, 3 and more children ever born."""
    method: Shares | None = None
    composition: Composition | None = None


class Scales(Part):
    """What `fpplan match` found; the defaults leave the setting as it is."""

    exposure: Positive = 1.0
    """Women 15-49 for each of the setting's: woman-years exposed to births."""
    progression_1: Number = 0.0
    progression_2: Number = 0.0
    progression_3: Number = 0.0
    """Logit shifts of entering a union, of wanting a second, a third or later birth."""
    deterrence: Number = 0.0
    """Logit shift on wanting a birth outside policy."""
    selection_1: Number = 0.0
    selection_2: Number = 0.0
    selection_3: Number = 0.0
    """Logit shifts of sex selection before a first, a second, a third or later birth."""
    uptake: Number = 0.0
    """Logit shift of method uptake."""


class Aim(Part):
    """One figure that matching aimed at, and what it reached."""

    aimed: Number
    reached: Number


class Matched(Part):
    """How the scales were found: at central values, without an interval."""

    note: Word
    aims: Table[Aim] = Field(default_factory=dict, validate_default=True)


class AimBy(Part):
    """An aim that depends on how a scheme is read: a value for each option of a reading."""

    reading: Word
    """"<scheme>.<reading>", one of `readings`."""
    options: Annotated[Table[Positive], Field(min_length=1)]


def _aim_kind(value: Any) -> str:
    return "<by_reading>" if isinstance(value, AimBy | Mapping) else "<number>"


_Aimed = Annotated[
    Annotated[Positive, Tag("<number>")] | Annotated[AimBy, Tag("<by_reading>")],
    Discriminator(_aim_kind),
] | None


class Aims(Part):
    """What `fpplan match` aims at: the year before the decision, over all units."""

    births: _Aimed = None
    """Births a year."""
    second_order_percent: _Aimed = None
    higher_order_percent: _Aimed = None
    births_within_policy_percent: _Aimed = None
    srb_first: _Aimed = None
    srb_second_and_later: _Aimed = None
    mcpr_percent: _Aimed = None

    def under(self, readings: Mapping[str, str]) -> dict[str, float]:
        """The aims that are set, by name, under the readings chosen."""
        found = {}
        for name in type(self).model_fields:
            aim = getattr(self, name)
            if isinstance(aim, AimBy):
                aim = aim.options[readings[aim.reading]]
            if aim is not None:
                found[name] = float(aim)
        return found


class RecordedAt(Part):
    """A recorded figure: known (`value`), or only a range with a central value."""

    value: Number | None = None
    range: tuple[Number, Number] | None = None
    central: Number | None = None

    @model_validator(mode="after")
    def _one_of(self) -> RecordedAt:
        if (self.value is None) == (self.range is None) and not self._may_be_empty():
            raise Refused(_("give either value or range, not both and not neither"))
        if self.value is not None and self.central is not None:
            raise Refused(_("central goes with range; a known value needs none"), self.central)
        _check_range(self.range, self.central)
        return self

    def _may_be_empty(self) -> bool:
        return False

    def bounds(self) -> tuple[float, float, float]:
        """(low, central, high); without a stated central value the middle of the range."""
        if self.value is not None:
            return self.value, self.value, self.value
        assert self.range is not None
        low, high = self.range
        return low, (low + high) / 2 if self.central is None else self.central, high


class Recorded(RecordedAt):
    """A recorded figure that is never simulated, for all leaf units, or unit by unit."""

    status: Literal["published", "assumed"]
    source: Word | None = None
    unit: Word | None = None
    """Unit of measure, such as "percent"."""
    units: Table[RecordedAt] = Field(default_factory=dict, validate_default=True)
    """By unit, where they differ."""

    def _may_be_empty(self) -> bool:
        return bool(self.units) and self.value is None and self.range is None

    def at(self, unit: str) -> tuple[float, float, float] | None:
        """(low, central, high) in a unit, or None where nothing is recorded."""
        if unit in self.units:
            return self.units[unit].bounds()
        return None if self.value is None and self.range is None else self.bounds()


def _target_kind(value: Any) -> str:
    return "<by_unit>" if isinstance(value, Mapping) else "<number>"


TargetAt = Annotated[
    Annotated[Number, Tag("<number>")]
    | Annotated[Table[Number], Field(min_length=1), Tag("<by_unit>")],
    Discriminator(_target_kind),
]
"""The target of an untagged item: one number for all units, or a number a unit; a unit that is
not listed keeps the scheme's own."""


class Published(Part):
    """A figure of the township's published table."""

    unit_id: Word
    value: Number
    target: Number | None = None
    decimals: Annotated[Whole, Field(le=6)]
    """Decimals that were printed."""
    rounding: Literal["half_up", "half_even", "truncated", "unknown"] = "unknown"
    source: Word
    first: Month | None = None
    """First month that the figure covers, where the document says."""
    last: Month | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Published:
        if self.first and self.last and absolute(self.first) > absolute(self.last):
            raise Refused(_("first must not be after last"), self.first)
        return self


def _done_kind(value: Any) -> str:
    return "<date>" if isinstance(value, str) else "<times>"


Done = Annotated[
    Annotated[Day, Tag("<date>")] | Annotated[Whole, Tag("<times>")],
    Discriminator(_done_kind),
]


class MeasureAt(Part):
    """What is recorded, or assumed, of a measure."""

    done: Table[Done] = Field(default_factory=dict, validate_default=True)
    """By step: the date on which it was completed, or how many times a year it was done."""
    counts: Table[Count] = Field(default_factory=dict, validate_default=True)
    """By amount of money: how many times a year it is paid."""


class MeasureRun(MeasureAt):
    """A documented measure that a run carries out."""

    readings: Table[Word] = Field(default_factory=dict, validate_default=True)
    units: Table[MeasureAt] = Field(default_factory=dict, validate_default=True)
    """By unit, where they are recorded so."""
    source: Word | None = None


class Base(Part):
    """`[base]`: the place, its people, its staff and how things are done now."""

    setting: Word
    decision_month: Month
    horizon: Annotated[int, Field(strict=True, ge=SHORTEST, le=LONGEST)]
    """Months simulated from the decision month on."""
    schemes: tuple[Word, ...] = ()
    readings: Table[Word] = Field(default_factory=dict, validate_default=True)
    seasons: Annotated[tuple[Season, ...], Field(min_length=1)] = (
        Season(id="year", months=tuple(range(1, 13))),
    )
    units: Annotated[Table[Unit], Field(min_length=1)]
    strata: Annotated[Table[Stratum], Field(min_length=1)]
    counted_by: Literal["registration", "residence"] = "registration"
    """Which strata the indicators count: those registered in the unit, or those living there."""
    policy_rules: Annotated[Table[PolicyRule], Field(min_length=1)]
    population: Table[Table[Whole]]
    margins: Table[Margins] = Field(default_factory=dict, validate_default=True)
    scales: Scales = Scales()
    aims: Aims = Aims()
    matched: Matched | None = None
    staff: Table[Staff] = Field(default_factory=dict, validate_default=True)
    hours: Hours = Hours()
    limits: Limits | None = None
    """Within what `fpplan plan` may decide; `run` does not read it."""
    campaigns: Table[Campaign] = Field(default_factory=dict, validate_default=True)
    services: Table[Service] = Field(default_factory=dict, validate_default=True)
    supply: Table[Supply] = Field(default_factory=dict, validate_default=True)
    activities: Table[Activity] = Field(default_factory=dict, validate_default=True)
    targets: Table[TargetAt] | None = None
    """"<scheme>.<item>" -> a target that this plan sets in place of the document's."""
    reporting: Table[Number] = Field(default_factory=dict, validate_default=True)
    parameters: Table[Override] = Field(default_factory=dict, validate_default=True)
    inputs: Table[Recorded] = Field(default_factory=dict, validate_default=True)
    measures: Table[MeasureRun] = Field(default_factory=dict, validate_default=True)
    published: Table[Published] = Field(default_factory=dict, validate_default=True)


class Variant(Part):
    """`[variant.NAME]`: what leadership would decide otherwise, and why."""

    label: Words | None = None
    """What plots call it; its name in the file when there is none."""
    why: Words
    set: Annotated[Table[Any], Field(min_length=1)]


class Scenario(Part):
    """A whole scenario file as it was written."""

    version: Literal[1] = Field(alias="schema")
    id: Word
    title: Words
    document: str = Field(default="", strict=True)
    base: Base
    variant: Table[Variant] = Field(default_factory=dict, validate_default=True)

    @property
    def label(self) -> Text:
        """The title in both languages."""
        return self.title
