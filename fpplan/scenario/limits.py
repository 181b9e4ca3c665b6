"""`[base.limits]`: within what leadership may plan. Nothing here is simulated or scored.

Hours are hours a month. A limit that is left out does not hold; limits speak of hours, people,
money and coverage of tasks only, so that no figure about births, procedures or families can
become a constraint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, model_validator

from fpplan.contract.errors import nearest
from fpplan.contract.text import _
from fpplan.scenario.values import Count, Part, Refused, Share, Table, Whole

if TYPE_CHECKING:
    from fpplan.scenario.draft import Draft
    from fpplan.scenario.known import Known
    from fpplan.scenario.messages import Note

__all__ = ["Limits", "PostLimit", "TaskLimit", "UnitLimit", "check"]


class _Ends(Part):
    least: Count | None = None
    most: Count | None = None

    @model_validator(mode="after")
    def _ordered(self) -> _Ends:
        if self.least is not None and self.most is not None and self.least > self.most:
            raise Refused(_("least must not be above most"), [self.least, self.most])
        return self


class UnitLimit(_Ends):
    """Hours of a leaf unit, all tasks together, in every season."""


class TaskLimit(_Ends):
    """Hours of a task in each leaf unit, in every season."""

    coverage: Share | None = None
    """Least share of clients reached in each leaf unit and season, at central values."""


class PostLimit(Part):
    """Whole posts of a kind of staff that may be filled."""

    least: Whole = 0
    most: Whole | None = None
    """In all units together."""
    each_least: Whole = 0
    each_most: Whole | None = None
    """In each leaf unit, for staff who are not shared."""


class Limits(Part):
    """Budgets, minimum services and fairness."""

    hours_per_month: Count | None = None
    """All leaf units together, mean of the year."""
    yuan_per_month: Count | None = None
    """Pay of all staff; with it, or with `posts`, people are decided too."""
    each_unit: UnitLimit | None = None
    units: Table[UnitLimit] = Field(default_factory=dict, validate_default=True)
    tasks: Table[TaskLimit] = Field(default_factory=dict, validate_default=True)
    posts: Table[PostLimit] = Field(default_factory=dict, validate_default=True)
    difference_per_1000: Count | None = None
    """Largest difference between two units in hours a month for 1,000 people, mean of the year."""


def check(draft: Draft, known: Known, note: Note) -> None:
    """Note every unit, task and kind of staff that limits name and that is not there."""
    leaves = draft.leaves
    tasks = known.plannable
    for section, names, valid, rule in (
        ("units", draft.names("limits", "units"), leaves, _("there is no such unit without parts")),
        ("tasks", draft.names("limits", "tasks"), None if tasks is None else sorted(tasks),
         _("is no task that leadership may move hours to")),
        ("posts", draft.names("limits", "posts"), draft.names("staff"),
         _("there is no such kind of staff")),
    ):
        for name in names:
            if valid is not None and name not in valid:
                note(("limits", section, name), rule, None, nearest(name, valid))
