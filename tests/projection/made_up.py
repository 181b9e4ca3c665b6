"""Projections whose numbers a test makes up: nobody is simulated."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from small_people import plan

from fpplan.contract.months import Calendar, absolute
from fpplan.place.setting import load_setting
from fpplan.population.accounting import Fertility
from fpplan.projection.project import Projection

PLACE = {"resident": {"V01": 1500, "V02": 500}}


def projection(draws: int = 3, years: int = 1, *, fertility: Fertility | None = None,
               uncertainty: Any = "both") -> Projection:
    """A projection of two villages and their town, ready to be given numbers."""
    resolved = plan(PLACE, parameters={"sex.male_at_birth": 0.52}, horizon=12 * years)
    month = resolved.base.decision_month
    calendar = Calendar(starts=absolute(month) % 12 + 1)
    world: Any = SimpleNamespace(population=SimpleNamespace(
        setting=load_setting("china_rural"), fertility=fertility, trend=None,
        migration=None))
    return Projection(world, resolved, tuple(calendar.years(month, -12, 12 * years - 1)),
                      ("V01", "V02", "town"), draws, 7, uncertainty)


def fill(work: Projection, store: Any, *_more: Any) -> None:
    """Some numbers for everything, in place of living them."""
    rng = np.random.default_rng(1)
    store.values[:] = rng.uniform(0, 100, store.values.shape)
    store.weights[:] = 1
    store.people[:] = rng.integers(0, 9, store.people.shape)
