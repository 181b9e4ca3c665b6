"""Two plans against sex selection: a two-month action and a year of key governance."""

from fpplan.api import Measure, Scheme, hookimpl

from .action import action
from .key_year import key_year
from .measures import measures

__all__ = ["fpplan_measures", "fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The two-month action and the key-governance year."""
    return [action(), key_year()]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """Both timetables."""
    return measures()
