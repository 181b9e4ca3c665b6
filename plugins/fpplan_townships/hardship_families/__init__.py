"""Eleven measures for families whose only child died or is disabled."""

from fpplan.api import Measure, Scheme, hookimpl

from .measures import measures
from .scheme import scheme

__all__ = ["fpplan_measures", "fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The one scheme of this plugin."""
    return [scheme()]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """The measures with their amounts."""
    return measures()
