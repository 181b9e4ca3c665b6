"""Scenarios: a place, its people and plans, read from TOML, checked, frozen and hashed."""

from fpplan.scenario.known import NOTHING_KNOWN, Known
from fpplan.scenario.load import find, load, loads, ready_made
from fpplan.scenario.models import Base, Scales, Scenario
from fpplan.scenario.resolve import BASE, Resolved, resolve

__all__ = [
    "BASE", "NOTHING_KNOWN", "Base", "Known", "Resolved", "Scales", "Scenario", "find", "load",
    "loads", "ready_made", "resolve",
]
