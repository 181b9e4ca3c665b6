"""A small projection, lived and written."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_people import plan

from fpplan.experiment.world import world_of
from fpplan.population import pool
from fpplan.population.trend import assumed_trend
from fpplan.projection.folder import Folder, write
from fpplan.projection.project import prepared_projection

YEARS = 3


def written(path: Path, drifting: bool = False) -> Folder:
    """Two villages for some years, in a folder; drifting: with period factors."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "HISTORIES", 1200)
        world = world_of(plan({"resident": {"V01": 2500, "V02": 600}}))
        trend = assumed_trend(world.setting, 2014.6, 12 * YEARS) if drifting else None
        work = prepared_projection(world, world.base, YEARS, draws=8, seed=1, trend=trend)
        assert work.population.roll.women > 0  # prepared here, with small pools
        write(work, path)
    return Folder.open(path)
