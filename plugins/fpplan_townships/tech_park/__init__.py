"""A high-tech park: who runs its family-planning work, with what money and which contracts.

`figures.csv` beside this file holds what the document publishes, for `fpplan score`; its year is
blanked, 2024 stands for it.
"""

from fpplan.api import Measure, Scheme, hookimpl

from .measures import measures
from .scheme import scheme

__all__ = ["fpplan_measures", "fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """What the two sides agreed."""
    return [scheme()]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """The agreement's staff and money."""
    return measures()
