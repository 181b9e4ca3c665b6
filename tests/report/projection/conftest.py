"""One small projection for all tests of its page."""

from __future__ import annotations

import pytest
from small_people import plan

from fpplan.experiment.world import world_of
from fpplan.population import pool
from fpplan.projection.folder import Folder, write
from fpplan.projection.project import prepared_projection
from fpplan.report.projection import page


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("projection") / "made"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "HISTORIES", 1200)
        world = world_of(plan({"resident": {"V01": 2500, "V02": 600}}))
        work = prepared_projection(world, world.base, 3, draws=8, seed=1)
        assert work.population.roll.women > 0  # prepared here, with small pools
    write(work, path)
    return Folder.open(path)


@pytest.fixture(scope="session")
def pages(folder):
    return {lang: page(folder, lang) for lang in ("en", "zh")}
