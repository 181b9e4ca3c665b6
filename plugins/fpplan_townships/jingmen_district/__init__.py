"""A district of Jingmen: service, migrant and office figures of its report of the year.

`figures.csv` beside this file holds what the report publishes, for `fpplan score`. Births and
population are not in it: the part of the text that would hold them is missing.
"""

from fpplan.api import Measure, Scheme, hookimpl

from .measures import measures
from .scheme import scheme

__all__ = ["fpplan_measures", "fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The report's standards and figures."""
    return [scheme()]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """Services, training and machines of the year."""
    return measures()
