"""The thousand-point village scheme: a year's work in points, its tasks split 4:3:3."""

from fpplan.api import Scheme, hookimpl

from .scheme import scheme

__all__ = ["fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The one scheme of this plugin."""
    return [scheme()]
