"""Experiment: a place lived under a plan, and everything that is read of it.

The only room that lives draws, works out indicators, scores and pays. A question of the whole
pipeline (a run, targets, a plan) is a `World`, some plans, and what `live` is to reduce.
"""

from fpplan.experiment.draws import REPEATS, Uncertainty
from fpplan.experiment.live import live
from fpplan.experiment.lived import Lived
from fpplan.experiment.read import Read, read_of
from fpplan.experiment.world import World, world_of

__all__ = ["REPEATS", "Lived", "Read", "Uncertainty", "World", "live", "read_of", "world_of"]
