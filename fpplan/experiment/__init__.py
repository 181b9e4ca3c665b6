"""Experiment: a place lived under a plan, and everything that is read of it.

The only room that lives draws, works out indicators, scores and pays. A question of the whole
pipeline (a run, targets, a plan) is a `World`, some plans, and what `live` is to reduce; what hours
do is a response `table`; figures that people have are scored by `score`.
"""
