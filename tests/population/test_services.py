"""What services do to whom, with shared luck."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from small_people import month_by_month, past_of, plan, populated

from fpplan.place.parameters import catalogue
from fpplan.population.rates import TARGETS
from fpplan.population.state import LATER, NO_MORE, NOW
from fpplan.programme.tasks import core_tasks

HORIZON, DRAWS = 24, 24


def shifts(of: str) -> np.ndarray:
    """Of full coverage by counselling against none, at the catalogue's `value` or at the end of
    its range that does most ("most")."""
    task, found = core_tasks()["counselling"], np.zeros((1, 1, HORIZON, len(TARGETS)))
    for target, name in task.effects.items():
        about = catalogue()[name]
        size = about.value if of == "value" else max(about.low, about.high, key=abs)
        found[..., TARGETS.index(target)] = task.ceiling * size
    return found


def births_by_want(kept: list[np.ndarray]) -> np.ndarray:
    """Deliveries by what was wanted as the child was conceived, (draw, want): a pregnant woman's
    wish is that of her conception."""
    found = np.zeros((len(kept[0]), 3), np.int64)
    for before, after in itertools.pairwise(kept):
        bore = np.isin(before["stage"], (9, 15)) & (after["since"] == 0)
        for want in (NOW, LATER, NO_MORE):
            found[:, want] += (bore & (before["want"] == want)).sum(axis=1)
    return found


@pytest.mark.parametrize("setting", ["china_rural", "kenya"])
def test_counselling_prevents_births_that_were_not_wanted_and_no_others(setting):
    place = populated(plan({"everyone": {"V": 20_000}}, setting=setting, horizon=HORIZON,
                           allow=[{}]))
    past = past_of(place, DRAWS)
    without = births_by_want(month_by_month(place, past)[1])
    for of in ("value", "most"):
        more = births_by_want(month_by_month(place, past, shifts(of))[1]) - without
        wanted = more[:, NOW] / without[:, NOW].mean()
        error = wanted.std(ddof=1) / np.sqrt(DRAWS)
        assert error < 0.003
        assert abs(wanted.mean()) < 0.01, of
        for want in (LATER, NO_MORE):
            error = more[:, want].std(ddof=1) / np.sqrt(DRAWS)
            assert more[:, want].mean() < -3 * error, of
