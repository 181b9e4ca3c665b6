"""What may become a target, and what is only forecast, shown or listed.

The core table of tags decides, by what an indicator reads. An indicator is proposed as a
target only when it carries no tag, one of its directions is better, it can be seen in the
books, and it is a rate: the counts (births entered late, errors that audits found) are faults
that somebody owned up to or looked for, and a target on them would pay for doing neither. No
option, file or plugin widens this.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from fpplan.contract.indicators import Indicator
from fpplan.contract.reads import indicator_tags
from fpplan.contract.tags import core_inputs
from fpplan.indicators.core import core_indicators
from fpplan.tallies import View

__all__ = ["Kind", "Subject", "Treatment", "subject", "subjects"]

Kind = Literal["share", "ratio", "events", "count"]
Treatment = Literal["target", "shown", "forecast", "flagged"]


@dataclass(frozen=True)
class Subject:
    """One indicator and how it is treated.

    `treatment`: "target" (a value can be proposed), "shown" (no direction is better, only the
    model knows it, or a count of faults), "forecast" (births, for services to be ready) or
    "flagged" (listed by name, nothing worked out). `kind` says what luck does to it: a share of
    people or births, boys per 100 girls, events over exposure, or a count of births.
    """

    indicator: Indicator
    treatment: Treatment
    kind: Kind
    view: View
    tags: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its id."""
        return self.indicator.id

    @property
    def most(self) -> bool:
        """Whether less is better, so that a target is a most."""
        return self.indicator.direction == "down"

    @property
    def decimals(self) -> int:
        """Decimals of a target: no more than a leader would write."""
        return 0 if self.kind in ("ratio", "count") else min(1, self.indicator.decimals)

    @property
    def of_births(self) -> bool:
        """Whether it is counted on births (else on women or on years of use)."""
        return self.kind in ("ratio", "count") or all(
            "birth" in term.pattern for term in self.indicator.terms(self.view)[1])

    @property
    def views(self) -> tuple[View, ...]:
        """The views in which it is the same figure: both where no book of births is in it."""
        indicator = self.indicator
        patterns = {term.pattern for side in indicator.terms("reported") for term in side}
        kept = indicator.reported_numerator is None and indicator.reported_denominator is None
        return ("reported", "true") if kept and not any(
            "birth" in pattern for pattern in patterns) else (self.view,)

    @property
    def stock(self) -> bool:
        """Whether it is counted on the same people month after month."""
        return any(term.at for term in self.indicator.terms(self.view)[1])


@cache
def subjects() -> dict[str, Subject]:
    """Every core indicator, by id."""
    return {name: _subject(indicator) for name, indicator in core_indicators().items()}


def subject(name: str) -> Subject:
    """One indicator. Raises KeyError for a name that the core does not have."""
    return subjects()[name]


def _subject(indicator: Indicator) -> Subject:
    view: View = "reported" if "reported" in indicator.views else "true"
    tags = _tags(indicator)
    top, bottom = indicator.terms(view)
    treatment: Treatment
    if tags:
        treatment = "forecast" if tags == ("birth_limit",) else "flagged"
    elif (indicator.direction == "none" or not bottom
          or any(term.view == "true" for term in (*top, *bottom))):
        treatment = "shown"
    else:
        treatment = "target"
    kind: Kind = "count"
    if bottom:
        kind = {"percent": "share", "boys_per_100_girls": "ratio"}.get(
            indicator.unit, "events")  # type: ignore[assignment]
    return Subject(indicator, treatment, kind, view, tags)


def _tags(indicator: Indicator) -> tuple[str, ...]:
    """The core table's tags; an indicator that the table does not know is taken for tagged."""
    if indicator.id not in core_inputs():
        return ("unknown",)
    return tuple(sorted(indicator_tags(indicator)))
