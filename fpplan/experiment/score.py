"""The door for figures that people have: scored and explained without any world."""

from fpplan.scheme.evaluate import score
from fpplan.scheme.explain import explain

__all__ = ["explain", "score"]
