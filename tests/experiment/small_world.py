"""A town of two villages with four variants, for the tests of what is lived."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest
from small_people import HISTORIES, plan

from fpplan.experiment import world as world_module
from fpplan.experiment.lived import lived
from fpplan.experiment.world import World, world_of
from fpplan.population import pool
from fpplan.scenario.resolve import Resolved
from fpplan.tallies import Tallies

HOURS = {"meetings": 30.0, "postpartum_followup": 6.0, "counselling": 20.0, "record_audit": 4.0}
PEOPLE = {"resident": {"V01": 3000, "V02": 1000}}
PLACE = {"hours": {"all": HOURS}}
EXPECTED = 12  # draws behind expected tallies


def variant(**decided: Any) -> Resolved:
    return plan(PEOPLE, **PLACE, decided=decided)


BASE = plan(PEOPLE, **PLACE)
FOLLOWUP = variant(hours={"all": {**HOURS, "meetings": 0.0, "counselling": 120.0,
                                  "postpartum_followup": 40.0}})
AUDITS = variant(reporting={"reporting.audit_detection": 0.95})
SAME = variant(hours={"all": dict(HOURS)})
PLANS = {"base": BASE, "followup": FOLLOWUP, "audits": AUDITS, "same": SAME}
ELSEWHERE = plan({"resident": {"V01": 700, "V02": 2000}}, **PLACE)  # another place altogether


def town(**more: Any) -> World:
    """A new world of the town: nothing is prepared yet."""
    return world_of(PLANS, **more)


def tallies(world: World, resolved: Resolved, draws: tuple[int, int], seed: int,
            uncertainty: Any = "both") -> Tallies:
    return lived(world, resolved, draws, seed, uncertainty).tallies


def whole(found: Tallies) -> tuple[bytes, bytes, bytes]:
    return found.true.tobytes(), found.reported.tobytes(), found.record.tobytes()


def all_bytes(lives: Any) -> list[tuple[str, tuple[int, int], tuple[bytes, bytes, bytes]]]:
    """A reducer that keeps everything: (plan, draws, bytes) of each life."""
    return [(one.name, one.draws, whole(one.tallies)) for one in lives]


def births(lives: Any) -> np.ndarray:
    """A reducer that takes little: true births (plan, draw)."""
    return np.array([one.tallies.total("true", "births").sum(axis=(1, 2)) for one in lives])


PREPARED: list[str] = []  # in a process of its own: what was prepared there, one after another


def counted_pools() -> None:
    """`small_pools` of a process of its own, where whatever is prepared is put down."""
    small_pools()
    real = world_module.prepare

    def counted(base: Resolved, *given: Any) -> Any:
        PREPARED.append(base.before_hash)
        return real(base, *given)

    world_module.prepare = counted


def births_and_prepared(lives: Any) -> tuple[np.ndarray, int, list[str]]:
    """`births`, the process, and what it has prepared until then."""
    return births(lives), os.getpid(), list(PREPARED)


def small_pools(patch: pytest.MonkeyPatch | None = None) -> None:
    """Pools of few histories; in a process of its own without a patch to undo."""
    put = patch.setattr if patch is not None else setattr
    put(pool, "HISTORIES", HISTORIES)
    put(world_module, "EXPECTED_DRAWS", EXPECTED)
