"""The door for figures that people have: scored, paid and explained without any world."""

from fpplan.payoff import Payouts, pay, payable
from fpplan.scheme.evaluate import score
from fpplan.scheme.explain import explain

__all__ = ["Payouts", "explain", "pay", "payable", "score"]
