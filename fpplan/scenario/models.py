"""The shape of a scenario file: one frozen class a table, in the file's own words.

`Base` is `[base]`; `Variant` is `[variant.NAME]`; `Scenario` is the file. What a table of
its own can know is checked here; what needs two tables stands in `checks`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from fpplan.contract.text import Text, _
from fpplan.scenario.figures import (
    Aim,
    AimBy,
    Aims,
    Matched,
    MeasureAt,
    MeasureRun,
    Published,
    Recorded,
    RecordedAt,
)
from fpplan.scenario.limits import Limits
from fpplan.scenario.people import (
    Margins,
    Override,
    PolicyFrom,
    PolicyRule,
    Scales,
    StateBefore,
    Stratum,
)
from fpplan.scenario.values import (
    Count,
    Month,
    Number,
    Part,
    People,
    Positive,
    Refused,
    Share,
    Table,
    Word,
    Words,
)
from fpplan.scenario.work import Activity, Campaign, Filled, Hours, Pool, Service, Staff, Supply

__all__ = [
    "SCHEMA", "Activity", "Aim", "AimBy", "Aims", "Base", "Campaign", "Filled", "Hours", "Margins",
    "Matched", "MeasureAt", "MeasureRun", "Override", "PayoutAt", "PolicyFrom", "PolicyRule",
    "Pool", "Published", "Recorded", "RecordedAt", "Scales", "Scenario", "Season", "Service",
    "Staff", "StateBefore", "Stratum", "Supply", "TargetAt", "Unit", "Variant",
]

SCHEMA = 1  # version of the file format
MOST_STRATA = 16  # groups of the population that the engine has room for
SHORTEST, LONGEST = 12, 600  # months a run may look ahead
MOST_UNITS, DEEPEST = 10_000, 12  # units of a scenario, and levels of them


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


def _target_kind(value: Any) -> str:
    return "<by_unit>" if isinstance(value, Mapping) else "<number>"


TargetAt = Annotated[
    Annotated[Number, Tag("<number>")]
    | Annotated[Table[Number], Field(min_length=1), Tag("<by_unit>")],
    Discriminator(_target_kind),
]
"""The target or the points of an untagged item: one number for all units, or a number a unit; a
unit that is not listed keeps the scheme's own."""


MOST_TIMES_OF = 100  # that a scenario may set of a payout's documented money


def _no_number(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise Refused(_("say what is set, in curly brackets: factor = 1.5 is so many times the "
                        "document's money, yuan = 500 an amount"))
    return value


class PayoutAt(Part):
    """What a plan pays in place of the document's: so many times its money, or an amount, for
    each event or where all is earned."""

    factor: Annotated[Count, Field(le=MOST_TIMES_OF)] | None = None
    yuan: Count | None = None

    @model_validator(mode="after")
    def _one(self) -> PayoutAt:
        if (self.factor is None) == (self.yuan is None):
            raise Refused(_("needs factor or yuan, one of them"))
        return self


class Base(Part):
    """`[base]`: the place, its people, its staff and how things are done now."""

    setting: Word
    decision_month: Month
    horizon: Annotated[int, Field(strict=True, ge=SHORTEST, le=LONGEST)]
    """Months simulated from the decision month on."""
    schemes: tuple[Word, ...] = ()
    """The schemes that the place lives under: their records and their work take hours."""
    compare_schemes: tuple[Word, ...] | None = None
    """Schemes that only score what is done here: they bring no work and take no hours."""
    readings: Table[Word] = Field(default_factory=dict, validate_default=True)
    seasons: Annotated[tuple[Season, ...], Field(min_length=1)] = (
        Season(id="year", months=tuple(range(1, 13))),
    )
    units: Annotated[Table[Unit], Field(min_length=1)]
    strata: Annotated[Table[Stratum], Field(min_length=1)]
    counted_by: Literal["registration", "residence"] = "registration"
    """Which strata the indicators count: those registered in the unit, or those living there."""
    policy_rules: Annotated[Table[PolicyRule], Field(min_length=1)]
    population: Table[Table[People]]
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
    fills: Table[Filled] = Field(default_factory=dict, validate_default=True)
    """How inputs of schemes are filled, in place of what their schemes say."""
    targets: Table[TargetAt] | None = None
    """"<scheme>.<item>" -> a target that this plan sets in place of the document's."""
    weights: Table[TargetAt] | None = None
    """"<scheme>.<item>" -> points at the target that this plan sets in place of the document's."""
    payouts: Table[Annotated[PayoutAt, BeforeValidator(_no_number)]] | None = None
    """"<scheme>.<payout>" -> what this plan pays in place of the document's."""
    reporting: Table[Number] = Field(default_factory=dict, validate_default=True)
    parameters: Table[Override] = Field(default_factory=dict, validate_default=True)
    inputs: Table[Recorded] = Field(default_factory=dict, validate_default=True)
    measures: Table[MeasureRun] = Field(default_factory=dict, validate_default=True)
    published: Table[Published] = Field(default_factory=dict, validate_default=True)

    def scored_by(self) -> tuple[str, ...]:
        """The schemes that the place lives under, then those that it is only compared by."""
        return tuple(dict.fromkeys((*self.schemes, *(self.compare_schemes or ()))))

    def counted(self) -> dict[str, str]:
        """Inputs of schemes that services and activities are counted in, by the dotted key that
        says so."""
        found = {inp: f"services.{name}.{key}" for name, service in self.services.items()
                 for key, inp in service.feeds().items()}
        return found | {inp: f"activities.{name}.{key}"
                        for name, activity in self.activities.items()
                        for key, inp in activity.feeds().items()}

    def worked_out(self) -> tuple[str, ...]:
        """Inputs of schemes that the programme fills: with what services and activities are
        counted in, and with wires. Those that are recorded stand as they are."""
        return tuple(name for name in (*self.counted(), *self.fills) if name not in self.inputs
                     and (name not in self.fills or self.fills[name].by != "indicator"))

    def same_as(self) -> dict[str, str]:
        """Inputs of schemes that are an indicator by another name, and the indicator."""
        return {name: fill.indicator for name, fill in self.fills.items()
                if fill.indicator and name not in self.inputs}


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
    summary: Words | None = None
    """One sentence on the place, for lists of scenarios."""
    base: Base
    variant: Table[Variant] = Field(default_factory=dict, validate_default=True)

    @property
    def label(self) -> Text:
        """The title in both languages."""
        return self.title
