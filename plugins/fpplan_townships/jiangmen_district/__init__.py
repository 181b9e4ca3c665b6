"""A district of Jiangmen: the targets and the indicator table of its report of the year.

`figures.csv` beside this file holds what the report publishes, for `fpplan score`; its year
is blanked, 2024 stands for it.
"""

from fpplan.api import Measure, Scheme, hookimpl

from .double_zero import double_zero
from .measures import measures
from .scheme import scheme

__all__ = ["fpplan_measures", "fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The district's report, and the "double-zero" test of its subdistricts and communities."""
    return [scheme(), double_zero()]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """Awards, gifts, publicity and sweeps of the year."""
    return measures()
