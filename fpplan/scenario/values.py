"""The plain values that a scenario file is made of: numbers, shares, words, frozen tables.

Every type refuses what TOML lets through by accident: a number in quotes, `true` for 1,
`nan`, an empty sentence. Tables and lists come out immutable.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)

from fpplan.months import absolute
from fpplan.text import Text, _

__all__ = [
    "Count", "Day", "FrozenTable", "HoursOf", "Month", "Number", "Part", "Positive", "Refused",
    "Share", "Shares", "Table", "Whole", "Word", "Words", "add_up_to_one", "check_range",
]

SHARES_WITHIN = 1e-6  # how far from 1 shares may add up, for decimals written short


class FrozenTable(dict[Any, Any]):
    """A dict that cannot change once made; what validated tables are."""

    def _frozen(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("a resolved scenario is frozen: make a variant instead")

    __setitem__ = __delitem__ = __ior__ = _frozen
    update = pop = popitem = clear = setdefault = _frozen

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(sorted(self.items())))

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenTable, (dict(self),)

    def __deepcopy__(self, _memo: object) -> FrozenTable:
        return self

    def __copy__(self) -> FrozenTable:
        return self


class Part(BaseModel):
    """A table of the file: unknown keys refused, immutable once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Refused(ValueError):
    """A rule of our own that a value breaks; `shown` is what the message repeats, when it is
    not the whole of what stands at the key."""

    def __init__(self, rule: str, *shown: Any):
        super().__init__(rule)
        self.rule = rule
        self.shown = shown


_V = TypeVar("_V")
Table = Annotated[Mapping[str, _V], AfterValidator(FrozenTable)]

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Count = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0)]
Positive = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0)]
Share = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1)]
Whole = Annotated[int, Field(strict=True, ge=0)]


def _not_blank(text: str) -> str:
    if not text.strip():
        raise Refused(_("must not be empty"))
    return text


Word = Annotated[str, Field(strict=True), AfterValidator(_not_blank)]


def _month(text: str) -> str:
    try:
        absolute(text)
    except ValueError:
        raise Refused(_('must be a year and a month written "2014-03"')) from None
    return text


Month = Annotated[str, Field(strict=True), AfterValidator(_month)]


def _day(text: str) -> str:
    try:
        date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        raise Refused(_('must be a date written "2014-03-20" or "2014-03"')) from None
    return text


Day = Annotated[str, Field(strict=True), AfterValidator(_day)]


class _TwoLanguages(Part):
    zh: Word
    en: Word


def _words(value: Any) -> Any:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    return value


def add_up_to_one(shares: Any) -> Any:
    """Validator of shares in a list or a table: together they are 1."""
    total = sum(shares.values()) if isinstance(shares, Mapping) else sum(shares)
    if abs(total - 1) > SHARES_WITHIN:
        raise Refused(_("shares must add up to 1; these add up to {total}").format(
            total=f"{total:.6g}"))
    return shares


_COUNT = {"type": "number", "minimum": 0}

if TYPE_CHECKING:
    Words = Text
    HoursOf = tuple[float, ...]
else:
    Words = Annotated[
        _TwoLanguages,
        BeforeValidator(_words),
        AfterValidator(lambda both: Text(zh=both.zh, en=both.en)),
    ]
    HoursOf = Annotated[
        tuple[Count, ...],
        BeforeValidator(lambda v: v if isinstance(v, list | tuple) else (v,)),
        WithJsonSchema({"anyOf": [_COUNT, {"type": "array", "items": _COUNT}]}),
    ]

Shares = Annotated[Mapping[str, Share], AfterValidator(add_up_to_one), AfterValidator(FrozenTable)]


def check_range(ends: tuple[float, float] | None, central: float | None) -> None:
    """Refuse (low, high) that are not in order or do not hold the central value."""
    if ends is None:
        return
    low, high = ends
    if low > high:
        raise Refused(_("a range is written [low, high]"), list(ends))
    if central is not None and not low <= central <= high:
        raise Refused(
            _("the central value must lie within its range {low} to {high}").format(
                low=f"{low:g}", high=f"{high:g}"), central)
