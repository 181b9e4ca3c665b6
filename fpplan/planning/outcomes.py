"""True outcomes: what is in people's own interest, from a closed list, each from 0 to 100.

Each counts as a share of the way that hours can move it: 0 the worst and 100 the best that they
can make of it on the response table (`ResponseTable.ends`), all units together. Groups of outcomes
weigh alike, and so do the outcomes of a group; one that hours do not move has no part in it.
Nothing tagged is an outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.errors import InputError, nearest
from fpplan.contract.tags import core_inputs
from fpplan.contract.text import Text, _
from fpplan.experiment.response import COVERAGE, Column
from fpplan.indicators.core import core_indicators
from fpplan.programme.tasks import Task, plannable_tasks

__all__ = ["GROUPS", "Outcome", "alike", "chosen", "kept", "outcomes_known"]

Floats = NDArray[np.float64]

# Groups of outcomes, which weigh alike.
GROUPS = {
    "need": Text("避孕需求得到满足", "need for contraception met"),
    "method": Text("方法合适、愿意继续用", "methods that people keep to"),
    "care": Text("母婴和家庭服务", "care of mothers, children and families"),
    "books": Text("每个孩子都登记在册", "every child in the books"),
}
CARE = "care"
# What is in people's own interest, whatever they choose: +1 more is better, -1 less is; its group.
_OUTCOMES = {
    "demand_satisfied_percent": (1, "need"), "unmet_need_percent": (-1, "need"),
    "discontinuation_per_100_user_years": (-1, "method"),
    "record_completeness_percent": (1, "books"),
}
_AT_MOST_ALL = frozenset(["record_completeness_percent"])  # late entries take it above 100 %
LEAST_RANGE = 0.01  # a share: what hours can move by less counts as if they could by this
UNMOVED = 1e-4  # a share: what hours move by less than this they do not move


@dataclass(frozen=True)
class Outcome:
    """One true outcome: its column, label, sign, group, and weight in the index. `worst`, `best`:
    the share that counts 0 and the one that counts 100."""

    column: Column
    text: Text
    sign: int
    group: str
    weight: float
    worst: float = 0.0
    best: float | None = None

    def part(self, share: Floats) -> Floats:
        """A share as a part of the way from the worst to the best, 0 to 100.
        See docs/model.md [E-outcome].
        """
        return 100 * (share - self.worst) / (self.share_of_best - self.worst)

    def share(self, part: Floats) -> Floats:
        """The share that is such a part of the way."""
        return self.worst + part * (self.share_of_best - self.worst) / 100

    def measured(self, worst: float, best: float) -> Outcome:
        """The outcome between what hours can make of it; without weight where they move nothing."""
        moved = abs(best - worst) >= UNMOVED
        if abs(best - worst) < LEAST_RANGE:
            worst = best - self.sign * LEAST_RANGE
        return replace(self, worst=worst, best=best, weight=self.weight if moved else 0.0)

    def values(self, above: Floats, below: Floats) -> Floats:
        """It as a share, mean of the periods: (draw, unit), from (draw, unit, period)."""
        value = np.full(above.shape, np.nan)
        np.divide(above, below, out=value, where=below > 0)
        if np.isnan(value).any():  # nothing to count in a draw: the mean of the others
            top, bottom = above.sum(axis=0), below.sum(axis=0)
            middle = np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)
            value = np.where(np.isnan(value), middle, value)
        if self.column.name in _AT_MOST_ALL:
            value = np.minimum(value, 1.0)
        mean: Floats = value.mean(axis=2)
        return mean

    @property
    def share_of_best(self) -> float:
        """The share that counts 100."""
        return float(self.sign) if self.best is None else self.best


def outcomes_known(tasks: Mapping[str, Task]) -> dict[str, tuple[Text, int]]:
    """The closed list of true outcomes: label and sign, by name. Coverage of care is one, where
    the task is a service that meets people."""
    known = core_indicators()
    found = {name: (known[name].text, sign) for name, (sign, _group) in _OUTCOMES.items()
             if name in known}
    for name, task in plannable_tasks(tasks).items():
        if CARE in task.acts_on and task.kind == "service":
            found[f"{COVERAGE}{name}"] = (
                Text(f"{task.text.zh}覆盖率", f"coverage of {task.text.en}"), 1)
    return found


def alike(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Equal weights of groups, and within them of outcomes that have any."""
    many = {group: sum(o.weight > 0 for o in outcomes if o.group == group) for group in GROUPS}
    return [replace(o, weight=1 / many[o.group] if o.weight > 0 else 0.0) for o in outcomes]


def chosen(tasks: Mapping[str, Task], weights: Mapping[str, float] | None
           ) -> tuple[Outcome, ...]:
    """All outcomes with the weights given (0 for the others), or with those of equal groups. Raises
    InputError."""
    known = outcomes_known(tasks)
    inputs = core_inputs()
    given = dict.fromkeys(known, 1.0) if not weights else dict(weights)
    for name, weight in given.items():
        if name in inputs and inputs[name].tags:
            raise InputError.one("", f"--outcome {name}", _(
                "is tagged {tags}: tagged figures are scored as documented and are never an "
                "objective").format(tags=", ".join(sorted(inputs[name].tags))))
        if name not in known:
            raise InputError.one("", f"--outcome {name}", _("is none of the true outcomes: {names}"
                                                            ).format(names=", ".join(known)),
                                 None, nearest(name, known))
        if not weight >= 0 or not np.isfinite(weight):
            raise InputError.one("", f"--outcome {name}", _("a weight is a number, 0 or more"),
                                 weight)
    if not sum(given.values()):
        raise InputError.one("", "--outcome", _("at least one weight must be above 0"))
    found = [Outcome(Column(name, _view(name)), text, sign,
                     _OUTCOMES[name][1] if name in _OUTCOMES else CARE, given.get(name, 0.0))
             for name, (text, sign) in known.items()]
    return tuple(found if weights else alike(found))


def kept(outcomes: Sequence[Outcome], may_worsen: Sequence[str]) -> tuple[bool, ...]:
    """Which outcomes no plan may make worse."""
    names = [outcome.column.name for outcome in outcomes]
    for name in may_worsen:
        if name != "all" and name not in names:
            raise InputError.one("", f"--may-worsen {name}", _(
                "is none of the true outcomes: {names}").format(names=", ".join(names)), None,
                nearest(name, names))
    return tuple("all" not in may_worsen and name not in may_worsen for name in names)


def _view(name: str) -> Any:
    """The view in which an outcome is true: how full the books are stands in the reported one."""
    indicator = core_indicators().get(name)
    return "true" if indicator is None or "true" in indicator.views else "reported"
