"""Everyone: people in are people out."""

from __future__ import annotations

import numpy as np
import pytest
from small_people import KEPT_FROM, count, lived, plan, populated, small

from fpplan.luck import counts_below
from fpplan.population.people import count_people, deaths_of_others


@pytest.fixture(scope="module")
def lasting():
    return populated(plan({"resident": {"V01": 2000, "V02": 700},
                           "migrant": {"V01": 40, "V02": 0}}))


def gained(counts, table, stratum):
    flows = {name: count(counts, table, f"{name}[stratum={stratum}]")
             for name in ("births", "moves_in", "moves_out", "deaths_women")}
    return flows["births"] + flows["moves_in"] - flows["moves_out"] - flows["deaths_women"]


@pytest.mark.parametrize("stratum", ["resident", "migrant"])
def test_people_in_are_people_out(lasting, stratum):
    counts = lived(lasting, 12, values={"mortality.scale": 0.0})
    people = count(counts, lasting.table, f"people[stratum={stratum}]")
    assert np.array_equal(np.diff(people, axis=2), gained(counts, lasting.table, stratum)[:, :, 1:])


def test_the_number_at_the_decision_month_is_the_plans(town, counts):
    for s, stratum in enumerate(("resident", "migrant")):
        people = count(counts, town.table, f"people[stratum={stratum}]")
        assert (people[:, :, -KEPT_FROM - 1] == town.people[:, s]).all()


def test_others_die_at_the_settings_rate(town, counts):
    died = np.zeros(counts.shape[:3])
    others = 0.0
    for s, stratum in enumerate(("resident", "migrant")):
        people = count(counts, town.table, f"people[stratum={stratum}]")
        died[:, :, 1:] += gained(counts, town.table, stratum)[:, :, 1:] - np.diff(people, axis=2)
        women = count(counts, town.table, f"women[stratum={stratum}]")
        others += (town.people[:, s] - women[:, :, 0]).sum()
    assert (died >= 0).all()
    rate = deaths_of_others(town.setting, town.when)
    expected = others * -np.expm1(-rate / 12) * (counts.shape[2] - 1)
    assert abs(died.sum() - expected) < 4 * np.sqrt(expected)


def test_people_do_not_depend_on_the_chunk_of_draws(town, counts):
    for span in ((0, 5), (5, 24), (23, 24)):
        some = lived(town, span)
        assert some.tobytes() == counts[slice(*span)].tobytes()


def test_deaths_of_others_share_their_luck():
    """More deaths a year never make fewer deaths in a month."""
    town = small()
    counts = lived(town, 6)
    died = []
    for rate in (0.005, 0.02):
        again = counts.copy()
        count_people(again, town.table, KEPT_FROM, town.people, np.full(6, rate), town.units, 0,
                     (0, 6))
        died.append(np.diff(count(again, town.table, "people"), axis=2))
    assert (died[1] <= died[0]).all() and (died[1] < died[0]).any()
    assert counts_below(5, 0.0, np.uint64(1)) == 0
