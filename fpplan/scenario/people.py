"""Whom a scenario is about: strata, what policy said of their births, how a start is raked.

Part of the shape of a scenario file; see `models`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from fpplan.contract.text import _
from fpplan.scenario.values import (
    Count,
    Logit,
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
    check_range,
)

__all__ = ["MOST_A_YEAR", "Composition", "Margins", "Override", "PolicyFrom", "PolicyRule",
           "Scales", "StateBefore", "Stratum"]

MOST_A_YEAR = 2.0  # moves between strata of a woman in a year
MOST_EXPOSURE = 5  # more would be more women of 15-49 than people


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
        check_range(self.range, self.value)
        return self


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

    exposure: Annotated[Positive, Field(le=MOST_EXPOSURE)] = 1.0
    """Women 15-49 for each of the setting's: woman-years exposed to births."""
    progression_1: Logit = 0.0
    progression_2: Logit = 0.0
    progression_3: Logit = 0.0
    """Logit shifts of entering a union, of wanting a second, a third or later birth."""
    deterrence: Logit = 0.0
    """Logit shift on wanting a birth outside policy."""
    selection_1: Logit = 0.0
    selection_2: Logit = 0.0
    selection_3: Logit = 0.0
    """Logit shifts of sex selection before a first, a second, a third or later birth."""
    uptake: Logit = 0.0
    """Logit shift of method uptake."""
