"""The door for figures that people have: scored, paid and explained without any world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fpplan.payoff.pay import pay, payable
from fpplan.scheme.evaluate import score
from fpplan.scheme.explain import explain

if TYPE_CHECKING:
    from fpplan.contract.figures import Figures
    from fpplan.contract.points import Points
    from fpplan.payoff.pay import Payouts

__all__ = ["explain", "paid", "score"]


def paid(figures: Figures, points: Points) -> tuple[Payouts, dict[str, tuple[str, ...]]]:
    """What follows from figures and their points, and by payout the inputs for want of which it
    is not known."""
    to_pay, missing = payable(figures, points)
    return pay(figures, to_pay), dict(missing)
