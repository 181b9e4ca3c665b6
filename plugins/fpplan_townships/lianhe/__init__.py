"""Lianhe township: the county's targets of the year, passed or missed and by how much."""

from fpplan.api import Scheme, hookimpl

from .scheme import scheme

__all__ = ["fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The one scheme of this plugin."""
    return [scheme()]
