"""A town's rectification after a failed half-year assessment: weekly clearing, three vetoes."""

from fpplan.api import Measure, Scheme, hookimpl

from .measures import measures
from .scheme import scheme

__all__ = ["fpplan_measures", "fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The rectification plan."""
    return [scheme()]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """The spring campaign and the tie of wages."""
    return measures()
