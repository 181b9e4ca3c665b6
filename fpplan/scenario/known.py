"""The names that other rooms own, handed to the checks of a scenario.

A scenario names settings, methods, tasks, schemes, readings, parameters, inputs and figures.
Who reads scenarios collects those names (`fpplan.commands.known`), so that this room imports
none of the rooms behind it. A field that is None is not checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["NOTHING_KNOWN", "Known", "KnownMeasure", "PayoutOf", "TargetOf"]


@dataclass(frozen=True)
class KnownMeasure:
    """What a scenario may say of a measure: its steps, its amounts of money, its readings and
    their options."""

    steps: tuple[str, ...] = ()
    money: tuple[str, ...] = ()
    readings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class TargetOf:
    """What may be done with the target or the weight of one item. `refusal` says why a scenario
    cannot set it; otherwise it lies from `least` to `most`."""

    least: float
    most: float
    refusal: str = ""


@dataclass(frozen=True)
class PayoutOf:
    """What may be done with one payout. `refusal` says why a scenario cannot set it; otherwise a
    factor may be set, and an amount up to `most` where the document states one."""

    most: float | None
    refusal: str = ""


@dataclass(frozen=True)
class Known:
    """Valid names, by kind."""

    settings: frozenset[str] | None = None
    methods: Mapping[str, frozenset[str]] | None = None
    """Contraceptive methods by setting."""
    tasks: frozenset[str] | None = None
    """Tasks that hours can be given to."""
    plannable: frozenset[str] | None = None
    """Those among them that leadership may move hours to or from."""
    task_tags: Mapping[str, frozenset[str]] | None = None
    """Tags of tasks that have any."""
    input_tags: Mapping[str, frozenset[str]] | None = None
    """Tags of inputs that have any."""
    schemes: frozenset[str] | None = None
    readings: Mapping[str, tuple[str, ...]] | None = None
    """"<scheme>.<reading>" -> its options."""
    parameters: Mapping[str, Mapping[str, tuple[float, float]]] | None = None
    """By setting: parameter id -> least and greatest possible value."""
    open_ends: Mapping[str, Mapping[str, tuple[bool, bool]]] = field(default_factory=dict)
    """By setting: parameter id -> whether a range must lie above the least possible value, and
    below the greatest."""
    rates: Mapping[str, frozenset[str]] | None = None
    """By setting: the parameters that are rates of the population; a stratum may set its own."""
    audits: frozenset[str] = frozenset()
    """Parameters of record audits: the only ones under `reporting` that a variant may set."""
    measures: Mapping[str, KnownMeasure] | None = None
    targets: Mapping[str, TargetOf] | None = None
    """"<scheme>.<item>" -> whether a scenario may set its target, and within which ends."""
    weights: Mapping[str, TargetOf] | None = None
    """"<scheme>.<item>" -> whether a scenario may set its points, and within which ends."""
    payouts: Mapping[str, PayoutOf] | None = None
    """"<scheme>.<payout>" -> whether a scenario may set it, and up to which amount."""
    inputs: frozenset[str] | None = None
    """Inputs of schemes that may be recorded instead of simulated."""
    figures: frozenset[str] | None = None
    """Indicators and inputs: what a published table may hold."""

    def set_of_schemes(self) -> dict[str, Mapping[str, TargetOf | PayoutOf] | None]:
        """What a plan may set of its schemes, by section of the file."""
        return {"targets": self.targets, "weights": self.weights, "payouts": self.payouts}


NOTHING_KNOWN = Known()
