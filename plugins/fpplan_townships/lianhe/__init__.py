"""Lianhe township: the county's targets of the year, passed or missed and by how much."""

from fpplan.api import Measure, Scheme, hookimpl

from .push import measures
from .scheme import scheme

__all__ = ["fpplan_measures", "fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The one scheme of this plugin."""
    return [scheme()]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """The push that the document plans."""
    return measures()
