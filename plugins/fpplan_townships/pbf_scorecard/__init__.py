"""A contemporary scheme: a quality score card of performance-based financing, assumed points."""

from fpplan.api import Scheme, hookimpl

from .scheme import scheme

__all__ = ["fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The one scheme of this plugin."""
    return [scheme()]
