"""The plain values that a scenario file is made of: numbers, shares, words, frozen tables.

Every type refuses what TOML lets through by accident: a number in quotes, `true` for 1,
`nan`, an empty sentence. Every number has bounds, so that no file can ask for more memory or
time than there is; they lie far beyond any place. Tables and lists come out immutable.
"""

from __future__ import annotations

import re
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

from fpplan.contract.months import absolute
from fpplan.contract.text import Text, _

__all__ = [
    "Count", "Day", "FrozenTable", "HoursOf", "Logit", "Month", "Number", "Part", "People",
    "Positive", "Posts", "Refused", "Share", "Shares", "Table", "Times", "Whole", "Word", "Words",
    "add_up_to_one", "check_range",
]

MOST = 1_000_000_000_000  # of any figure, either side of 0: yuan, people, events
MOST_COUNT = 1_000_000_000
MOST_PEOPLE = 5_000_000  # of one unit, and of all together: a prefecture
MOST_HOURS = 1_000_000  # a month, of a task in a unit
MOST_POSTS = 100_000
MOST_TIMES = 100_000  # that something is done in one period
STEEPEST = 20  # logits; odds of one in 500 million
FIRST_MONTH, LAST_MONTH = "1900-01", "2199-12"
LONGEST_WORDS = 20_000  # characters of one text

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

Number = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-MOST, le=MOST)]
Count = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=MOST_COUNT)]
Positive = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0, le=MOST_COUNT)]
Posts = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=MOST_POSTS)]
Logit = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-STEEPEST, le=STEEPEST)]
Share = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1)]
Whole = Annotated[int, Field(strict=True, ge=0, le=MOST_COUNT)]
People = Annotated[int, Field(strict=True, ge=0, le=MOST_PEOPLE)]
Times = Annotated[int, Field(strict=True, ge=0, le=MOST_TIMES)]


def _not_blank(text: str) -> str:
    if not text.strip():
        raise Refused(_("must not be empty"))
    if len(text) > LONGEST_WORDS:
        raise Refused(_("is longer than {most} characters").format(most=f"{LONGEST_WORDS:,}"))
    return text


Word = Annotated[str, Field(strict=True), AfterValidator(_not_blank)]


def _month(text: str) -> str:
    try:
        month = absolute(text)
    except ValueError:
        raise Refused(_('must be a year and a month written "2014-03"')) from None
    _within_reach(month)
    return text


def _within_reach(month: int) -> None:
    if not absolute(FIRST_MONTH) <= month <= absolute(LAST_MONTH):
        raise Refused(_("must lie between {first} and {last}").format(
            first=FIRST_MONTH, last=LAST_MONTH))


Month = Annotated[str, Field(strict=True), AfterValidator(_month)]


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")


def _day(text: str) -> str:
    rule = _('must be a date written "2014-03-20" or "2014-03"')
    if not _DAY.fullmatch(text):  # the library also reads weeks and dates without hyphens
        raise Refused(rule)
    try:
        date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        raise Refused(rule) from None
    _within_reach(absolute(text[:7]))
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


_COUNT = {"type": "number", "minimum": 0, "maximum": MOST_HOURS}

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
        tuple[Annotated[Count, Field(le=MOST_HOURS)], ...],
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
