"""A county's implementation rules: weights by weak points, three levels coupled, a reward fund."""

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
    """Awards, villages made into examples, posts barred, the service network."""
    return measures()
