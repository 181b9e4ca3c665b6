"""A college's benefits under the provincial family-planning rules, as data."""

from fpplan.api import Measure, hookimpl

from .benefits import measures

__all__ = ["fpplan_measures"]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """What the college gives, and what a refusal costs."""
    return measures()
