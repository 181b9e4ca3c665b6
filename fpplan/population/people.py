"""Everyone, by month: the women of the engine and the rest, as a number of people.

Ages outside 15-49 are not told apart yet: people change by births, deaths of women, deaths of
others (a keyed binomial at the crude rate of the setting's tables) and moves. The number at the
end of month -1 is the scenario's, months before it are counted back.
"""

from __future__ import annotations

import numpy as np

from fpplan.compiling import kernel
from fpplan.ids import hash64
from fpplan.luck import MONTH_ORIGIN, counts_below, fold, fold_array, key_of
from fpplan.population.setting import Setting
from fpplan.population.state import FIRST_AGE, LAST_AGE
from fpplan.population.when import SEXES, mortality_by_year, people_by_year
from fpplan.tallies import SlotTable

__all__ = ["count_people", "deaths_of_others"]


def deaths_of_others(setting: Setting, when: float) -> float:
    """Crude yearly death rate of people other than women 15-49 at a calendar time."""
    died = alive = 0.0
    for sex in SEXES:
        people = people_by_year(setting, sex, when)
        if sex == "female":
            people[FIRST_AGE:LAST_AGE + 1] = 0
        died += float((people * mortality_by_year(setting, sex, when)).sum())
        alive += float(people.sum())
    return died / alive


def count_people(counts: np.ndarray, table: SlotTable, first_month: int, people: np.ndarray,
                 death_per_year: np.ndarray, units: tuple[str, ...], seed: int,
                 draws: tuple[int, int]) -> None:
    """Fill the `people` stock of true tallies, in place.

    Args:
        counts: int32 (draw, unit, month, slot) with the engine's tallies.
        people: whole numbers (unit, stratum) at the decision month.
        death_per_year: of people other than women 15-49, (draw,).
    """
    births = table.index("births").reshape(-1, people.shape[1])
    of_draw = fold_array(fold(seed, "deaths of others"), np.arange(*draws))[:, None]
    keys = fold_array(of_draw, np.array([hash64(unit) for unit in units], np.uint64))
    for s in range(people.shape[1]):
        gained = counts[..., births[:, s]].sum(axis=-1)
        gained += counts[..., table.index("moves_in")[s]]
        gained += counts[..., table.index("stratum_changes_in")[s]]
        gained -= counts[..., table.index("moves_out")[s]]
        gained -= counts[..., table.index("stratum_changes_out")[s]]
        gained -= counts[..., table.index("deaths_women")[s]]
        women = counts[:, :, 0][..., table.index("women")[:, s]].sum(axis=-1)
        others = np.maximum(people[:, s] - women, 0)
        gained -= _deaths(others, -np.expm1(-death_per_year / 12), fold_array(keys, np.array(s)),
                          counts.shape[2], first_month)
        total = np.cumsum(gained, axis=2, dtype=np.int64)
        at_decision = total[:, :, [-first_month - 1]]
        counts[..., table.index("people")[s]] = people[None, :, s, None] + total - at_decision


@kernel()
def _deaths(others, p, keys, months, first_month):  # type: ignore[no-untyped-def]
    found = np.zeros((*others.shape, months), np.int32)
    for d in range(others.shape[0]):
        for u in range(others.shape[1]):
            for m in range(months):
                key = key_of(keys[d, u], first_month + m + MONTH_ORIGIN)
                found[d, u, m] = counts_below(others[d, u], p[d], key)
    return found

