"""What a month of the reference counts, by the names and labels of the tallies.

Every entry has the labels of its tally, in their order, the stratum last, and holds expected
numbers (float64). Choices that the names leave open are made here:

* the order of a birth counts live births with this one, six and later as six; its prior is
  the living children just before it, so a second twin has its twin among them; its policy
  status is that of the delivery;
* a loss before the seventh month of gestation is a miscarriage, later a stillbirth;
* a method that fails and ends by a conception is no stop; a stop for another method is a stop
  of one and a start of the other.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from reference.women import COHORT_AXES, Column, Space

__all__ = ["STILLBIRTH_FROM", "Flows", "at", "births", "in_need", "no_flows", "prior", "stocks",
           "total"]

Flows = dict[str, NDArray[np.float64]]

STILLBIRTH_FROM = 7  # month of gestation


def no_flows(methods: int, strata: int) -> Flows:
    """Nothing counted yet; `methods` counts "none" too."""
    shapes: dict[str, tuple[int, ...]] = {
        "births": (6, 2, 2, 4), "births_by_mother_age": (7,), "conceptions": (),
        "miscarriages": (), "stillbirths": (), "terminations": (), "selective_terminations": (3,),
        "starts": (methods - 1,), "stops": (methods - 1,), "unions": (), "union_ends": (2,),
        "deaths_women": (), "deaths_children": (2,), "moves_out": (),
        "stratum_changes_out": (), "stratum_changes_in": (),
        "women": (7,), "in_union": (7,), "in_union_by_order": (4,), "using": (methods - 1, 4),
        "pregnant": (), "one_son_households": (), "two_daughter_households": (),
        "not_using": (3, 4), "aged_out": (),
    }
    return {name: np.zeros((*shape, strata)) for name, shape in shapes.items()}


def prior(women: Mapping[str, Column]) -> Column:
    """Living children as none, boys, girls, both (0..3)."""
    boys, girls = women["sons"] > 0, women["daughters"] > 0
    return np.where(boys & girls, 3, np.where(girls, 2, np.where(boys, 1, 0)))


def in_need(women: Mapping[str, Column]) -> NDArray[np.bool_]:
    """Whether a woman counts as in need of a method, as DHS 2012 counts it (Bradley et al. 2012).

    She is in a union and uses nothing. While she is pregnant, or a birth keeps her insusceptible,
    the question is whether the conception was wanted then; at other times whether she wants a
    birth now, and whether she can have one: not if she has never used a method and five years of
    union have passed without a birth, and not if her menses are over, which is so at 40 for the
    sterile and at 45 for the least fecund class.
    """
    idle = (women["union"] == 1) & (women["method"] == 0)
    back = (women["stage"] >= 1) & (women["stage"] <= 39)
    never = (women["on"] != 13) & (women["since"] >= 60)
    age = women["years"] + 15
    over = ((women["fecund"] == 0) & (age >= 40)) | ((women["fecund"] == 1) & (age >= 45))
    unwanted = np.where(back, women["meant"], women["want"]) >= 1
    return idle & unwanted & (back | ~(never | over))


def births(flows: Flows, women: Mapping[str, Column], male: int, within: Column,
           weight: NDArray[np.float64]) -> None:
    """Count births of one sex to women as they were before; everything (woman,)."""
    order = np.minimum(women["order"], 5)  # a first birth stands at 0
    sex = np.full(order.shape, 0 if male else 1)
    s = women["stratum"]
    np.add.at(flows["births"], (order, sex, 1 - within, prior(women), s), weight)
    np.add.at(flows["births_by_mother_age"], (women["years"] // 5, s), weight)


def at(**values: int | slice) -> tuple[slice, ...]:
    """The index of a part of a dense array by named axes, all axes kept."""
    where = [slice(None)] * len(COHORT_AXES)
    for axis, value in values.items():
        where[COHORT_AXES.index(axis)] = (
            value if isinstance(value, slice) else slice(value, value + 1))
    return tuple(where)


def total(mass: NDArray[np.float64], **values: int | slice) -> NDArray[np.float64]:
    """The mass of a part of a cohort by stratum, (stratum,)."""
    part = mass[at(**values)]
    found: NDArray[np.float64] = part.reshape(part.shape[0], -1).sum(axis=1)
    return found


def stocks(flows: Flows, mass: NDArray[np.float64], space: Space, years: int) -> None:
    """Count a cohort of `years` (completed age less 15) at the end of a month."""
    orders: tuple[int | slice, ...] = (0, 1, 2, slice(3, None))
    flows["women"][years // 5] += total(mass)
    flows["in_union"][years // 5] += total(mass, union=1)
    for place, order in enumerate(orders):
        flows["in_union_by_order"][place] += total(mass, union=1, order=order)
        for method in range(1, space.methods):
            flows["using"][method - 1, place] += total(mass, union=1, order=order, method=method)
        for want in range(3):
            flows["not_using"][want, place] += total(mass, union=1, order=order, method=0,
                                                     want=want)
    flows["pregnant"] += total(mass, stage=slice(1, 16))
    flows["one_son_households"] += total(mass, union=1, sons=1, daughters=0)
    flows["two_daughter_households"] += total(mass, union=1, sons=0, daughters=2)
