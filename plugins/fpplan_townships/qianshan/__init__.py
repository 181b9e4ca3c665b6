"""Qianshan township: responsibility bundled onto persons, pay by point, quarterly audits, vetoes.

`figures.csv` beside this file holds what the document publishes, for `fpplan score`; its
period is blanked, 2024 stands for it.
"""

from fpplan.api import Measure, Scheme, hookimpl

from .measures import measures
from .scheme import scheme

__all__ = ["fpplan_measures", "fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The township's rules of reward and punishment."""
    return [scheme()]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """Pay, audits and the package for migrants."""
    return measures()
