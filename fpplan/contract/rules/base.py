"""What every rule offers, and the arithmetic that rules share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from fpplan.contract.text import Text, _
from fpplan.contract.units import SAME, number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["PART", "YUAN", "Facts", "Names", "Rule", "part_said", "steps"]

Names = Mapping[str, Text]  # labels of inputs by id, of items and chapters by "#" and id
Facts = Mapping[str, tuple[float, ...]]  # one cell: the values of each input by part

TOUCH = SAME  # a step or target is met within this


@dataclass(frozen=True)
class Rule(ABC):
    """A rule: points from inputs, the gap to its target, and both in words.

    `full` is what it earns with the target exactly met and no event recorded. `spreads`: it
    divides its own points over the parts of the year. `presses`: a rank or a veto, by which
    tagged inputs become pressure on staff.
    """

    spreads: ClassVar[bool] = False
    presses: ClassVar[bool] = False

    @abstractmethod
    def reads(self) -> tuple[str, ...]:
        """The inputs that it needs."""

    def derives(self) -> tuple[str, ...]:
        """What it reads of other items: "#" and the id of a chapter or the scheme for its
        points, "!" and the id of an item for the gap to its target."""
        return ()

    def lags(self) -> Mapping[str, tuple[str, int]]:
        """History inputs: each stands for an input so many years before. Where the figures
        hold that year themselves, that is used."""
        return {}

    def levels(self) -> Mapping[str, str]:
        """Inputs that are read of other units: "above" (the parent's) or "below" (the sum of
        the children's)."""
        return {}

    def yearly(self) -> tuple[str, ...]:
        """Those of its inputs that are given for the year even when it works by season."""
        return ()

    @property
    @abstractmethod
    def full(self) -> float:
        """Points with the target exactly met and nothing recorded against it."""

    def full_by_part(self, parts: int) -> tuple[float, ...]:
        """`full` of each part of the year."""
        return (self.full,) * parts

    @abstractmethod
    def points(self, x: Mapping[str, Array]) -> Array:
        """Points (draw, unit, period, part); NaN where an input is null."""

    def gap(self, x: Mapping[str, Array]) -> Array | None:
        """How far the value falls short of the target, in the input's unit; 0 or less is
        met, NaN is null. None: the clause sets no target."""
        return None

    @abstractmethod
    def direction(self) -> Mapping[str, int]:
        """+1 where more of an input never loses points, -1 where it never earns any."""

    @abstractmethod
    def say(self, x: Mapping[str, float], names: Names) -> str:
        """The arithmetic of one cell and part, in words and numbers."""

    def explain(self, facts: Facts, names: Names, null: Sequence[float]) -> list[str]:
        """One sentence per part of the year. `null` is what each part earns for 0/0."""
        import numpy as np

        parts = max(len(values) for values in facts.values())
        said = []
        for part in range(parts):
            x = {name: values[part if len(values) > 1 else 0] for name, values in facts.items()}
            cell = {name: np.full((1, 1, 1, 1), value) for name, value in x.items()}
            is_null = not self.presses and bool(np.isnan(self.points(cell)).any())
            sentence = nothing_to_count(null[part], names) if is_null else self.say(x, names)
            said.append(part_said(part, names, sentence) if parts > 1 else sentence)
        return said


PART = "@part"  # in names: what a part of the year is called
YUAN = "@yuan"  # in names where a rule's points are read as yuan


def part_said(part: int, names: Names, sentence: str) -> str:
    """A sentence about one part of the year, counted from 0."""
    return _("{part} {number}: {sentence}").format(
        part=names.get(PART, Text("季", "Season")), number=part + 1, sentence=sentence)


def nothing_to_count(null: float, names: Names) -> str:
    """What is said of 0/0."""
    if YUAN in names:
        return _("There is nothing to count it on (0 of 0): {yuan} yuan.").format(yuan=number(null))
    return _("There is nothing to count it on (0 of 0): {points} points.").format(
        points=number(null))


def steps(distance: Array, whole: bool) -> Array:
    """How many times "each 1" fits into a distance, none when it is negative. `whole` counts
    full steps only."""
    import numpy as np

    above = np.maximum(distance, 0.0)
    return np.floor(above + TOUCH) if whole else above


def count_steps(distance: float, whole: bool) -> float:
    """`steps` of one number."""
    import numpy as np

    return float(steps(np.asarray(distance), whole))


def signed(points: float) -> str:
    """Points with their sign, as a deduction or a bonus shows them."""
    return f"+{number(points)}" if points > 0 else number(points)
