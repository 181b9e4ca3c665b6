"""The "two clearances" audit of records, with the skills contest, post contracts and monitors.

`figures.csv` beside this file holds what the report publishes, for `fpplan score`.
"""

from fpplan.api import Measure, Scheme, hookimpl

from .measures import measures
from .scheme import scheme

__all__ = ["fpplan_measures", "fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """What the audit and the staff measures ask for."""
    return [scheme()]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """The audit in its three phases, and the staff measures."""
    return measures()
