"""A town's plan: targets for its villages, tasks of cadres, subsidy cuts and a veto."""

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
    """The monthly work that the plan sets."""
    return measures()
