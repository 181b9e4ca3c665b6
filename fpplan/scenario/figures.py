"""Figures that stand in a scenario as given: aims, records, publications, measures carried out.

Part of the shape of a scenario file; see `models`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from fpplan.contract.months import absolute
from fpplan.contract.text import _
from fpplan.scenario.values import (
    Count,
    Day,
    Month,
    Number,
    Part,
    Positive,
    Refused,
    Table,
    Times,
    Whole,
    Word,
    check_range,
)

__all__ = ["Aim", "AimBy", "Aims", "Done", "Matched", "MeasureAt", "MeasureRun", "Published",
           "Recorded", "RecordedAt"]


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


def check_months(first: str | None, last: str | None) -> None:
    """Refuse months that are not in order."""
    if first and last and absolute(first) > absolute(last):
        raise Refused(_("first must not be after last"), first)


def _aim_kind(value: Any) -> str:
    return "<by_reading>" if isinstance(value, AimBy | Mapping) else "<number>"


_Aimed = Annotated[
    Annotated[Positive, Tag("<number>")] | Annotated[AimBy, Tag("<by_reading>")],
    Discriminator(_aim_kind),
] | None


class Aims(Part):
    """What `fpplan match` aims at: what the books say of all units in months first..last."""

    first: Month | None = None
    """First month that the aims cover; without it the year before the decision."""
    last: Month | None = None
    births: _Aimed = None
    """Births in these months."""
    second_order_percent: _Aimed = None
    higher_order_percent: _Aimed = None
    births_within_policy_percent: _Aimed = None
    srb_first: _Aimed = None
    srb_second_and_later: _Aimed = None
    mcpr_percent: _Aimed = None

    @model_validator(mode="after")
    def _in_order(self) -> Aims:
        check_months(self.first, self.last)
        if (self.first is None) != (self.last is None):
            raise Refused(_("first and last go together"))
        return self

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The names of what may be aimed at."""
        return tuple(name for name in cls.model_fields if name not in ("first", "last"))

    def under(self, readings: Mapping[str, str]) -> dict[str, float]:
        """The aims that are set, by name, under the readings chosen."""
        found = {}
        for name in self.names():
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
        check_range(self.range, self.central)
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
    to_date: bool = Field(default=False, strict=True)
    """A yearly rate that is given for its own months and not for a year: per head and window."""

    @model_validator(mode="after")
    def _in_order(self) -> Published:
        check_months(self.first, self.last)
        if self.to_date and not (self.first and self.last):
            raise Refused(_("to_date needs first and last"))
        return self


def _done_kind(value: Any) -> str:
    return "<date>" if isinstance(value, str) else "<times>"


Done = Annotated[
    Annotated[Day, Tag("<date>")] | Annotated[Times, Tag("<times>")],
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
