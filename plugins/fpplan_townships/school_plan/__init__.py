"""A school as workplace: five cares, five in-places, a veto on pay, post and promotion."""

from fpplan.api import Measure, Scheme, hookimpl

from .measures import measures
from .scheme import scheme

__all__ = ["fpplan_measures", "fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The school's plan of the year."""
    return [scheme()]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """The school's round of the year."""
    return measures()
