"""Net moves from outside where births follow from women's lives."""

from __future__ import annotations

import numpy as np
import pytest
from small_people import plan

from fpplan.experiment.lived import past_of
from fpplan.experiment.world import world_of
from fpplan.population import pool
from fpplan.population.migration import Migration
from fpplan.population.years import lived

PEOPLE = 20_000


def totals(migration, years=3):
    """Women and others of each year's end, (year, draw), and others' net moves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "HISTORIES", 1200)
        world = world_of(plan({"resident": {"V01": PEOPLE}})).ahead(12 * years,
                                                                   migration=migration)
        past, moved = past_of(world, world.base, (0, 4), 1, "chance")
        table = world.population.table
        found = []
        for year in lived(world.population, past, moved):
            women = year.counts[:, :, -1][..., table.match("women")].sum(axis=(1, 2))
            people = year.counts[:, :, -1][..., table.match("people")].sum(axis=(1, 2))
            found.append((women, people - women, year.net_moves.sum(axis=(1, 2))))
        return np.array(found)


def test_people_come_and_go_at_the_rate_that_is_given():
    years = np.array([2014.0])
    stay = totals(None)
    for rate in (0.03, -0.03):
        moved = totals(Migration(years, np.array([rate])))
        change = np.log(moved[:, :2].mean(axis=2) / stay[:, :2].mean(axis=2))
        assert np.allclose(change, rate * np.arange(1, 4)[:, None], atol=0.009), rate


def test_only_the_ages_that_are_given_move():
    net = np.zeros((1, 2, 101))
    net[0, 1, 20:25] = 0.2  # women
    young = totals(Migration(np.array([2014.0]), net), 1)[0]
    stay = totals(None, 1)[0]
    assert not young[2].any()
    came = (young[0] - stay[0]).mean()
    setting = world_of(plan({"resident": {"V01": PEOPLE}})).setting
    table = setting.tables["people_female"]
    share = np.interp(2014.6, table.years, table.values[:, 4])
    assert came == pytest.approx(0.2 * share * PEOPLE, rel=0.15)
    net[0] = 0.0
    net[0, 0, 30:40] = -0.1  # men
    men = totals(Migration(np.array([2014.0]), net), 1)[0]
    # Those who balance leavers are whole numbers of each age group now.
    assert (np.abs(men[0] - stay[0]) <= 7).all() and (men[2] < 0).all()


def test_rates_are_on_straight_lines_between_years():
    moves = Migration(np.array([2014.0, 2016.0]), np.array([0.0, -0.02]))
    assert moves.leaving(2015.5).tolist() == pytest.approx([0.01] * 7)
    assert moves.arriving(2015.5).tolist() == [0.0] and not moves.by_age
