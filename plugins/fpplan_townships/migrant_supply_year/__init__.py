"""A supply-service year for migrants: its steps from October to April, done or not."""

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
    """The year's plan."""
    return measures()
