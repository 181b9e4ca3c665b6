"""The township that `fpplan new scenario` writes, with small pools."""

from __future__ import annotations

from importlib.resources import files

import pytest

from fpplan.commands import loaded_plugins
from fpplan.experiment import world as world_module
from fpplan.experiment.world import world_of
from fpplan.loading import known_names, scored_items
from fpplan.pipeline.plan import plan
from fpplan.population import pool
from fpplan.scenario import loads, resolve

MORE = """
[base.campaigns.service_month]
label = { zh = "服务月", en = "service month" }
first = "2014-10"
last = "2014-11"
hours = { postpartum_followup = 5 }
instead_of = { meetings = 5 }

[base.services.counselling]
quality = 0.5

[base.activities.boards]
label = { zh = "宣传栏", en = "boards" }
task = "publicity"
hours_each = 4
every = "month"
missed = "thousand_point_boards_missed"
"""


@pytest.fixture(scope="module", autouse=True)
def _small_pools():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "HISTORIES", 2400)
        patch.setattr(world_module, "EXPECTED_DRAWS", 12)
        yield


@pytest.fixture(scope="session")
def plugins():
    return loaded_plugins()


@pytest.fixture(scope="session")
def text():
    written = files("fpplan").joinpath("data/templates/scenario.toml.txt").read_text("utf-8")
    return written.replace("@NAME@", "small") + MORE


@pytest.fixture(scope="session")
def plans(plugins, text):
    scenario = loads(text, "small.toml", known_names(plugins))
    return resolve(scenario, scored_items(scenario, plugins))


@pytest.fixture(scope="module")
def world(_small_pools, plans, plugins):
    return world_of(plans, schemes=plugins.schemes)


@pytest.fixture(scope="module")
def work(world):
    return plan(world, draws=16, seed=1)
