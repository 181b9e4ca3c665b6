"""A rule on one cell."""

import numpy as np

from fpplan.contract.text import Text


def cell(**values):
    """Inputs of one draw, unit, period and part."""
    return {name: np.full((1, 1, 1, 1), float(value)) for name, value in values.items()}


def points(rule, **values) -> float:
    """What a rule earns there."""
    return float(rule.points(cell(**values))[0, 0, 0, 0])


def gap(rule, **values) -> float:
    """How far it falls short there."""
    return float(rule.gap(cell(**values))[0, 0, 0, 0])


def said(rule, **values) -> str:
    """Its arithmetic there in words, each input called by its id."""
    return rule.say(values, {name: Text(name, name) for name in values})
