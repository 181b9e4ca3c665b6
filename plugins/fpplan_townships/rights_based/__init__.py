"""A contemporary scheme: what FP2030's framework measures, with assumed points."""

from fpplan.api import Scheme, hookimpl

from .scheme import scheme

__all__ = ["fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The one scheme of this plugin."""
    return [scheme()]
