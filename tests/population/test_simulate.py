"""A run's accounts, its luck, and what its variants share."""

from __future__ import annotations

import itertools
from itertools import pairwise

import numba
import numpy as np
import pytest
from small_people import (
    GIRL_SECOND,
    KEPT_FROM,
    central,
    count,
    entering_of,
    lived,
    month_by_month,
    past_of,
    plan,
    populated,
)

from fpplan.place.parameters import ParameterSets
from fpplan.population.events import NEVER
from fpplan.population.rates import TARGETS, Scales
from fpplan.population.simulate import burn_in, live, prepare, scales_of
from fpplan.population.start import BURN_IN
from fpplan.population.state import AGED, DEAD, LEFT, PRESENT
from fpplan.population.when import people_by_year

STRATA = ("resident", "migrant")
KEPT = -KEPT_FROM


def per_stratum(counts, table, name):
    return np.stack([count(counts, table, f"{name}[stratum={s}]") for s in STRATA], axis=-1)


def of_women(population):
    """Slots that the engine fills."""
    table = population.table
    return np.delete(np.arange(len(table)), [*table.match("people"),
                                             *table.match("deaths_others")])


def present(states, offsets, here):
    """Women of one kind: (draw, unit, stratum)."""
    alike = [(states["here"] == here) & (states["stratum"] == s) for s in range(len(STRATA))]
    found = np.add.reduceat(np.stack(alike), offsets[:-1], axis=2, dtype=np.int64)
    return np.moveaxis(found, 0, 2)


def test_women_in_are_women_out_each_month_and_stratum(town, past, months):
    """Month by month, who is there, died, left and turned 50 read from the women themselves."""
    counts, after, offsets = months
    women = per_stratum(counts, town.table, "women")
    turned_15 = np.moveaxis(entering_of(town, past), 3, 2)
    flows = {name: per_stratum(counts, town.table, name)
             for name in ("moves_in", "moves_out", "deaths_women")}
    turned_50 = 0
    for m, (states, later) in enumerate(pairwise(after)):
        now, before = (present(some, offsets, PRESENT) for some in (later, states))
        aged, dead, left = (present(later, offsets, kind) - present(states, offsets, kind)
                            for kind in (AGED, DEAD, LEFT))
        assert np.array_equal(women[:, :, m], now)
        assert np.array_equal(now, before + turned_15[:, :, m] + flows["moves_in"][:, :, m]
                              - dead - left - aged), m
        assert np.array_equal(dead, flows["deaths_women"][:, :, m])
        assert np.array_equal(left, flows["moves_out"][:, :, m])
        turned_50 += aged.sum()
    assert turned_50 > 0 and turned_15.sum() > 0
    assert all(flow.sum() > 0 for flow in flows.values())


def test_every_mover_of_the_roll_is_counted(town, months):
    r = town.roll
    unit = np.repeat(np.arange(2), np.diff(r.offsets))
    moved = per_stratum(months[0], town.table, "moves_in")
    for u in range(2):
        for s in range(2):
            mine = r.moving & (unit == u) & (r.stratum == s)
            listed = np.bincount(r.enters[mine & (r.enters >= 0)], minlength=24)
            assert (moved[:, u, :, s] == listed).all()


def test_a_run_year_by_year_is_one_segment_month_by_month(town, past, months, counts):
    """Nobody notices that who is gone was dropped, and who comes was seated, every year."""
    others = of_women(town)
    assert np.array_equal(counts[:, :, KEPT:][..., others], months[0][..., others])
    assert np.array_equal(counts[:, :, :KEPT], past.counts)


def test_stocks_fit_into_each_other(town, counts):
    def per(pattern):
        return count(counts, town.table, pattern)

    for s in STRATA:
        label = f"stratum={s}"
        union, using = per(f"in_union[{label}]"), per(f"using[{label}]")
        assert (using <= union).all() and using.sum() > 0
        assert np.array_equal(union, sum(per(f"in_union_by_order[order={k},{label}]")
                                         for k in range(4)))
        for k in range(4):
            assert (per(f"using[order={k},{label}]")
                    <= per(f"in_union_by_order[order={k},{label}]")).all()
        for age in range(15, 50, 5):
            assert (per(f"in_union[age={age},{label}]") <= per(f"women[age={age},{label}]")).all()
        assert (per(f"unmet_need[{label}]") + using <= union).all()
        assert (per(f"pregnant[{label}]") <= per(f"women[{label}]")).all()
        assert (per(f"one_son_households[{label}]") + per(f"two_daughter_households[{label}]")
                <= union).all()


def test_births_by_age_of_mother_are_the_births(town, counts):
    births = per_stratum(counts, town.table, "births")
    assert np.array_equal(births, per_stratum(counts, town.table, "births_by_mother_age"))
    assert births.sum() > 500


def test_pregnancies_in_are_pregnancies_out():
    """Where nobody leaves or has twins: what was begun is under way or has ended."""
    quiet = populated(plan(parameters={"twins.share": 0.0, "leave.per_year": 0.0}))
    counts = lived(quiet, 24, values={"twins.share": 0.0, "leave.per_year": 0.0})
    flow = {name: count(counts, quiet.table, name).sum(axis=1) for name in (
        "conceptions", "births", "miscarriages", "stillbirths", "terminations",
        "selective_terminations", "deaths_women")}
    pregnant = count(counts, quiet.table, "pregnant").sum(axis=1)
    ended = sum(flow[name] for name in flow if name not in ("conceptions", "deaths_women"))
    off = np.diff(pregnant, axis=1) - (flow["conceptions"] - ended)[:, 1:]
    # but for the few pregnant women who die or turn 50
    assert (off <= 0).all()
    assert -off.sum() < 0.005 * flow["conceptions"].sum()
    assert all(part.sum() > 0 for part in flow.values())


def test_nothing_is_negative(counts):
    assert (counts >= 0).all()


def test_policy_status_is_the_rule_at_the_state_before_the_birth():
    """Twins aside, a birth is within policy exactly where the rule allows it."""
    values = {"twins.share": 0.0}
    town = populated(plan(allow=GIRL_SECOND, parameters=values))
    rule = [[[o == 0 or (o == 1 and b == 0) for g in range(7)] for b in range(7)] for o in range(7)]
    assert np.array_equal(town.allowed[0, 0] != NEVER, rule)
    counts = lived(town, 40, values=values)

    def births(pattern):
        return count(counts, town.table, f"births[{pattern}]").sum()

    assert births("order=1,policy=in") > 0 == births("order=1,policy=out")
    assert births("order=2,prior=girls,policy=in") > 0 == births("order=2,prior=girls,policy=out")
    assert births("order=2,prior=boys,policy=out") > 0 == births("order=2,prior=boys,policy=in")
    assert births("order=3|4|5|6,policy=out") > 0 == births("order=3|4|5|6,policy=in")
    assert births("order=2,prior=both") == 0  # one birth is one child


@pytest.mark.parametrize(("allow", "inside"), [([{}], True), ([], False)])
def test_everything_and_nothing_allowed(allow, inside):
    town = populated(plan({"resident": {"V01": 2000}}, allow=allow))
    counts = lived(town, 8)
    assert count(counts, town.table, f"births[policy={'out' if inside else 'in'}]").sum() == 0
    assert count(counts, town.table, f"births[policy={'in' if inside else 'out'}]").sum() > 0


# ---- luck


@pytest.fixture
def threads():
    before = numba.get_num_threads()
    yield
    numba.set_num_threads(before)


def test_one_thread_and_two_give_the_same_bytes(town, counts, threads):
    if numba.config.NUMBA_NUM_THREADS < 2:
        pytest.skip("this machine lends one thread only")
    for number in (1, 2):
        numba.set_num_threads(number)
        assert lived(town, 24).tobytes() == counts.tobytes()


@pytest.mark.parametrize("cuts", [(0, 12, 24), (0, 1, 2, 24), (0, 23, 24), (0, 5, 11, 17, 24)])
def test_any_split_of_the_draws_gives_the_same_bytes(town, counts, cuts):
    parts = [lived(town, span) for span in itertools.pairwise(cuts)]
    assert np.concatenate(parts).tobytes() == counts.tobytes()


def test_sets_do_not_depend_on_the_chunk_either(town):
    def run(first, stop):
        sets = ParameterSets(range(first // 4, -(-stop // 4)), 3, None, town.setting.parameters)
        set_of = np.arange(first, stop) // 4 - first // 4
        past = burn_in(town, sets, set_of, (first, stop), 3)
        return live(town, past, np.zeros((sets.count, 2, town.horizon, len(TARGETS))))

    whole = run(0, 12)
    assert np.concatenate([run(0, 4), run(4, 12)]).tobytes() == whole.tobytes()
    assert np.concatenate([run(0, 6), run(6, 12)]).tobytes() == whole.tobytes()


def test_another_seed_is_other_luck_and_zero_is_a_seed(town, counts):
    again, other = lived(town, 24, seed=0), lived(town, 24, seed=1)
    assert again.tobytes() == counts.tobytes()
    assert other.tobytes() != counts.tobytes()
    births = [count(c, town.table, "births").sum(axis=(1, 2)) for c in (counts, other)]
    assert np.abs(np.corrcoef(*births)[0, 1]) < 0.8
    assert np.mean(births[0]) == pytest.approx(np.mean(births[1]), rel=0.05)


def test_draws_differ(counts):
    assert len({draw.tobytes() for draw in counts}) == 24


def test_a_unit_lives_the_same_lives_alone(town, counts):
    alone = populated(plan({"resident": {"V02": 700}, "migrant": {"V02": 300}}))
    assert np.array_equal(lived(alone, 24)[:, 0], counts[:, 1])


def test_a_longer_horizon_begins_as_the_shorter_one(town, counts):
    longer = populated(plan({"resident": {"V01": 2000, "V02": 700},
                             "migrant": {"V01": 1000, "V02": 300}}, horizon=36))
    assert np.array_equal(lived(longer, 24)[:, :, :KEPT + 24], counts)


def test_the_past_is_the_same_whatever_comes(town, past):
    """`live` leaves what it was given alone."""
    kept = past.states.tobytes(), past.counts.tobytes(), past.tables.tobytes()
    shifts = np.full((1, 2, town.horizon, 4), 0.5)
    served = live(town, past, shifts)
    assert (past.states.tobytes(), past.counts.tobytes(), past.tables.tobytes()) == kept
    assert np.array_equal(served[:, :, :KEPT], past.counts)


def test_a_service_takes_effect_from_its_month_on(town, past, counts):
    shifts = np.zeros((1, 2, town.horizon, len(TARGETS)))
    shifts[:, 0, 6:, :2] = 0.6  # uptake in the first village from month 6
    served = live(town, past, shifts)
    assert np.array_equal(served[:, 1], counts[:, 1])
    assert np.array_equal(served[:, 0, :KEPT + 6], counts[:, 0, :KEPT + 6])
    starts = [count(c, town.table, "starts")[:, 0, KEPT + 6:].sum() for c in (counts, served)]
    assert starts[1] > 1.05 * starts[0]


def test_a_service_that_comes_and_goes_leaves_the_rates_as_they_were(town, past):
    """Twelve months with and then without, in one go and month by month."""
    shifts = np.zeros((1, 2, town.horizon, len(TARGETS)))
    shifts[:, :, 3:15] = 0.4
    one_go = live(town, past, shifts)[:, :, KEPT:]
    stepped = month_by_month(town, past, shifts)[0]
    others = of_women(town)
    # thresholds worked out anew may differ by 2^-32: nobody's luck lies between
    assert np.array_equal(one_go[..., others], stepped[..., others])


def test_paired_differences_are_much_surer_than_those_of_two_seeds(town):
    """Variants share the luck of all that they have in common."""
    shifts = np.zeros((1, 2, town.horizon, len(TARGETS)))
    shifts[..., :2] = 0.3
    draws = 80
    past, other = past_of(town, draws), past_of(town, draws, seed=1)

    def births(start, moved):
        lived_on = live(town, start, shifts if moved else 0 * shifts)
        return count(lived_on, town.table, "births")[:, :, KEPT + 12:].sum(axis=(1, 2))

    base = births(past, moved=False)
    paired, apart = births(past, moved=True) - base, births(other, moved=True) - base
    assert paired.mean() < 0
    assert paired.std() < 0.5 * apart.std()


def test_ten_percent_more_uptake_is_seen_at_a_third_of_the_error_of_two_seeds(town):
    """Uptake x 1.1 over twelve months: births, users, and points that are linear in both."""
    draws = 120
    p = town.setting.tables["uptake_by_want"].values
    shift = np.log(1.1 * p / (1 - 1.1 * p)) - np.log(p / (1 - p))
    middle = float(np.median(shift))  # the rows differ little on the logit scale
    assert np.abs(shift - middle).max() < 0.06
    shifts = np.zeros((1, 2, town.horizon, len(TARGETS)))
    shifts[..., :2] = middle

    def outcomes(seed, moved):
        counts = live(town, past_of(town, draws, seed=seed), shifts if moved else 0 * shifts)
        year = counts[:, :, KEPT:KEPT + 12].sum(axis=1)
        births = count(year, town.table, "births").sum(axis=1)
        outside = count(year, town.table, "births[policy=out]").sum(axis=1)
        users = count(year, town.table, "using")[:, -1]
        return np.stack([births, users, 100.0 - 3 * outside + 0.2 * users])

    base = outcomes(0, moved=False)
    paired, apart = outcomes(0, moved=True) - base, outcomes(1, moved=True) - base
    error, of_seeds = paired.std(axis=1), apart.std(axis=1)
    assert (error < of_seeds / 3).all(), error / of_seeds
    assert paired[1].mean() > 3 * error[1] / np.sqrt(draws)


# ---- what is prepared


def test_scales_come_from_the_plan_or_from_the_caller():
    own = plan(scales={"exposure": 1.2, "selection_2": 0.3, "uptake": -0.1})
    assert scales_of(own) == Scales(exposure=1.2, selection_2=0.3, uptake=-0.1)
    assert populated(own).scales == scales_of(own)
    assert populated(own, Scales()).scales == Scales()
    assert scales_of(plan()) == Scales()


def test_a_variant_has_the_population_of_its_base():
    changed = plan(decided={"hours": {"all": {"meetings": 3.0}}})
    same = populated(changed), populated(plan())
    assert same[0].roll.number.tobytes() == same[1].roll.number.tobytes()
    assert same[0].pools[0].cumulative.tobytes() == same[1].pools[0].cumulative.tobytes()


def test_margins_reach_the_pool_in_the_order_of_the_methods():
    shares = {"condom": 0.5, "none": 0.3, "iud": 0.2}
    town = populated(plan(margins={"resident": {"method": shares}}))
    pool = town.pools[0]
    steps = np.diff(pool.cumulative, prepend=0.0)
    steps[pool.first[1:-1]] = pool.cumulative[pool.first[1:-1]]
    by_age = people_by_year(town.setting, "female", town.when)[15:50].reshape(7, 5).sum(axis=1)
    weights = steps * by_age[pool.states["years"] // 5]
    union = pool.states["union"] == 1
    found = np.bincount(pool.states["method"][union], weights[union], minlength=7)
    assert np.allclose(found / found.sum(), [0.3, 0.2, 0, 0, 0, 0, 0.5], atol=2e-6)


def test_prepare_is_the_same_every_time():
    one, two = (prepare(plan({"resident": {"V01": 50}})) for _ in range(2))
    assert one.pools[0].states.tobytes() == two.pools[0].states.tobytes()
    assert BURN_IN == 36 and central(one).count == 1
