"""Payoff: the money and sanctions that follow from a scheme, apart from its points."""

from fpplan.payoff.pay import Payouts, pay

__all__ = ["Payouts", "pay"]
