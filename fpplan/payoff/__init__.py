"""Payoff: the money and sanctions that follow from a scheme, apart from its points."""

from fpplan.payoff.explain import PayoutExplanation, explain_payout
from fpplan.payoff.pay import Payouts, pay, payable

__all__ = ["PayoutExplanation", "Payouts", "explain_payout", "pay", "payable"]
