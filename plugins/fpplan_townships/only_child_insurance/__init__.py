"""Insurance of one-child families: premium, cover, three dated phases of enrolment."""

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
    """The cover, the campaign and what staff answer for."""
    return measures()
