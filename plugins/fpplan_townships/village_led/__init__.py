""""Village-led" work: five duties of each cadre, and the acceptance of villages by a score sheet.

The county's score sheet itself is not in the document. `figures.csv` beside this file holds
what it publishes, for `fpplan score`.
"""

from fpplan.api import Measure, Scheme, hookimpl

from .measures import measures
from .scheme import scheme

__all__ = ["fpplan_measures", "fpplan_schemes"]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """What the document asks of a village, and the pre-check."""
    return [scheme()]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """The pre-check and the money for village rooms."""
    return measures()
