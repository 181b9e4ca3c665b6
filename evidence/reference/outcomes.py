"""What an outcome changes in a woman, event by event, on columns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reference.women import Column, Women

__all__ = ["ORDER", "bear", "happen", "outcome_numbers"]

# Outcome numbers in the order in which a rising uniform meets them. None: 0, 1, 2, ...
ORDER: dict[str, tuple[int, ...] | None] = {
    "death": (1, 0),
    "leave": None,  # out, each stratum, and at the end nothing
    "child_death": (2, 1, 0),
    "union": (1, 2, 0),
    "first_want": (0, 1, 2),
    "want": (0, 1, 2),
    "use": (1, 2, 0),
    "choose": None,
    "conceive": (1, 0),
    "lose": (2, 1, 0),
    "fetus_sex": (1, 0),
    "select": (1, 0),
    "twin": (1, 0),
    "twin_sex": (1, 0),
    "insusceptible": None,
    "want_after_birth": (0, 1, 2),
    "reconsider": (1, 0),
    "first_reach": (1, 2, 0),
    "put_off": (1, 0),
}


def outcome_numbers(event: str, count: int) -> tuple[int, ...]:
    """The `count` outcome numbers of an event in the order of its uniform."""
    order = ORDER[event]
    if event == "leave":
        return (*range(1, count), 0)
    return tuple(range(count)) if order is None else order


def happen(event: str, women: Mapping[str, Column], outcome: Column) -> Women:
    """Women after an outcome (woman,) of an event.

    Args:
        women: columns; "since", "on" and "meant" are kept up if they are there. "on" is 13
            when she uses nothing and has used something. For "insusceptible"
            also "after": 0 early loss, 1 late loss, 2 birth.
    """
    after = dict(women)
    yes = outcome == 1

    def put(field: str, where: np.ndarray, value: int | Column) -> None:
        if field in after:
            after[field] = np.where(where, value, after[field])

    if event == "death":
        put("here", yes, 2)
    elif event == "leave":
        put("here", yes, 3)
        put("stratum", outcome >= 2, outcome - 2)
    elif event == "child_death":
        put("sons", outcome == 2, after["sons"] - 1)
        put("daughters", yes, after["daughters"] - 1)
    elif event == "union":
        united = after["union"] == 1
        put("since", yes & (after["union"] == 0) & (after["order"] == 0), 0)
        put("union", yes, np.where(united, 2, 1))
        put("union", outcome == 2, 2)
    elif event in ("first_want", "want", "want_after_birth"):
        after["want"] = outcome
    elif event == "reconsider":
        put("want", yes, 1)
    elif event == "use":
        put("reach", outcome == 2, 0)
    elif event == "first_reach":
        after["reach"] = outcome
    elif event == "put_off":
        put("reach", yes, 2)
    elif event == "choose":
        after["method"] = outcome
        put("on", np.ones_like(yes), np.where(outcome == 0, 13, 0))
    elif event == "conceive":
        put("stage", yes, 1)
        put("meant", yes, after["want"])
        put("on", yes & (after["method"] > 0), 13)
        put("method", yes, 0)
    elif event == "fetus_sex":
        after["stage"] = np.where(yes, 4, 10)
    elif event == "insusceptible":
        count_from = np.where(after["after"] == 2, 15, 39)
        after["stage"] = np.where(outcome == 0, 0, count_from + outcome)
    elif event not in ("lose", "select", "twin", "twin_sex"):
        raise ValueError(f"no event is called {event!r}")
    return after


def bear(women: Mapping[str, Column], male: Column) -> Women:
    """Women after one live birth, male (1) or female (0) (woman,)."""
    after = dict(women)
    after["order"] = np.minimum(women["order"] + 1, 6)
    after["sons"] = np.where(male == 1, np.minimum(women["sons"] + 1, 6), women["sons"])
    after["daughters"] = np.where(male == 0, np.minimum(women["daughters"] + 1, 6),
                                  women["daughters"])
    if "since" in after:
        after["since"] = np.zeros_like(women["order"])
    return after
