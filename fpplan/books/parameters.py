"""The probabilities of reporting and of a census-style count by parameter set and unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from fpplan.books.census import CHILDHOOD
from fpplan.contract.ids import hash64
from fpplan.luck import fold, fold_array, unit_interval
from fpplan.place.parameters import ParameterSets

__all__ = ["AUDIT_PARAMETERS", "CENSUS_PARAMETERS", "CHANCES", "CLASSES", "LATE_RECORDS",
           "OVERSTATED", "REPORTING_PARAMETERS", "SHARED", "SPREADS", "Rates", "hidden_from_count",
           "rates", "unit_shifts"]

Floats = NDArray[np.float64]

# What an audit does is a service that leadership may improve; the rest is how people respond.
AUDIT_PARAMETERS = ("reporting.audit_detection", "reporting.audit_detection_label",
                    "reporting.audit_detection_false")
# Service figures that the books show above the truth.
OVERSTATED = ("reporting.overstated_users", "reporting.overstated_starts",
              "reporting.overstated_clients")

# How much units differ, in log odds: in what is hidden (books and census alike), in other errors.
SPREADS = ("reporting.omission_unit_spread", "reporting.error_unit_spread")
LATE_RECORDS = "reporting.late_records"  # what full record keeping takes off the log odds of late

# Classes of births, klass = (order class x 2 + sex) x 2 + policy; the third order class is the
# third and later births.
CLASSES = tuple((order, sex, policy) for order in range(3) for sex in range(2)
                for policy in range(2))
# The last axis of `Rates.by_class`, in the kernel's order: missed; delayed unless missed; a
# delayed birth comes in a month; then of births as they enter: a lower order, outside policy
# as within, a girl as a boy.
CHANCES = ("missed", "delayed", "comes", "lower_order", "as_within", "as_boy")
# The last axis of `Rates.shared`: of births with a lower order, those that stop one lower (at
# each step); a missed birth surfaces in a month; false entries for each birth.
SHARED = ("one_lower", "surfaces", "invented")

_SEX, _POLICY = ("boy", "girl"), ("in", "out")
_LATER = ("second", "third")  # order classes that have a shift of their own
_SURFACED_MONTHS = 60

REPORTING_PARAMETERS = tuple(f"reporting.{name}" for name in (
    *(f"{kind}_{policy}_{sex}" for kind in ("omission", "late") for policy in _POLICY
      for sex in _SEX),
    *(f"{kind}_{order}" for kind in ("omission", "late") for order in _LATER),
    "delay_in_months", "delay_out_boy_months", "delay_out_girl_months", "surfaced_by_5_years",
    *(f"relabel_{order}_{policy}" for order in _LATER for policy in _POLICY), "relabel_one_lower",
    "wrong_policy_out", "wrong_sex_girl_in", "wrong_sex_girl_out", "births_false",
    "late_of_missing",
)) + AUDIT_PARAMETERS + OVERSTATED + SPREADS + (LATE_RECORDS,)
CENSUS_PARAMETERS = (*(f"census.hidden_{policy}_{sex}" for policy in _POLICY for sex in _SEX),
                     "census.found_by_5_years")


@dataclass(frozen=True)
class Rates:
    """Probabilities by set and unit: `by_class` (set, unit, class, chance) and `shared` (set, unit,
    chance), see CLASSES, CHANCES and SHARED; the audit chances and `overstated`, the share by
    which each of OVERSTATED stands above the truth, (set, unit, 3)."""

    by_class: Floats
    shared: Floats
    audits: Floats
    overstated: Floats


def unit_shifts(sets: ParameterSets, units: Sequence[str]) -> Floats:
    """How far units lie from the median unit, in log odds: (set, unit, 2), see SPREADS; 0 at
    central values. By name, so that other units change nothing. See docs/model.md [E-units]."""
    if sets.sets is None:
        return np.zeros((1, len(units), len(SPREADS)))
    names = np.array([hash64(unit) for unit in units], dtype=np.uint64)
    found = []
    for spread in SPREADS:
        keys = fold_array(fold(sets.seed, spread, "unit"), np.array(sets.sets))[:, None]
        found.append(sets[spread][:, None] * ndtri(unit_interval(fold_array(keys, names))))
    return np.stack(found, axis=-1)


def hidden_from_count(sets: Mapping[str, Floats], shift: Floats) -> tuple[Floats, Floats]:
    """The chance that a child is hidden from a census-style count in its first year, (set, unit,
    sex x 2 + policy), and that one hidden so far is seen after its next birthday (set, 1).
    See docs/model.md [E-census].

    Args: shift (set, unit) in log odds. The parameters are means over the five years of age,
        which children who are found one year after the other make lower than the first.
    """
    seen = -np.expm1(np.log1p(-_share(sets["census.found_by_5_years"]).clip(0.0, 1 - 1e-12))
                     / CHILDHOOD)[:, None]
    mean = ((1 - seen[..., None]) ** np.arange(CHILDHOOD)).mean(axis=-1)
    chance = [_moved(_share(sets[f"census.hidden_{policy}_{sex}"])[:, None], shift) / mean
              for sex in _SEX for policy in _POLICY]
    return np.stack(chance, axis=-1).clip(0.0, 1.0), seen


def _share(values: Floats) -> Floats:
    return np.clip(np.asarray(values, dtype=np.float64), 0.0, 1.0)


def _moved(chance: Floats, shift: Floats) -> Floats:
    """A chance with its log odds moved: 0 and 1 stay what they are, and so does all without a
    shift, to the byte."""
    odds = np.exp(shift)
    moved: Floats = np.where(shift == 0, chance, chance * odds / (1 - chance + chance * odds))
    return moved


def rates(sets: Mapping[str, Floats], units: int = 1, shifts: Floats | None = None) -> Rates:
    """Read the probabilities of every parameter set, (set,) or (set, unit), for so many units.
    See docs/model.md [E-missed], [E-late], [E-surface].

    Args: shifts of units in log odds (set, unit, 2), see SPREADS; none when None.

    A shift by order or unit moves the odds: 0 and 1 stay what they are. Of births kept back a
    share is late, the others are missed. A delay is geometric on 1, 2, ... months, so a mean
    delay below one month is one month; missed births surface geometrically too, the stated share
    of them within five years.
    """
    def of(name: str) -> Floats:
        found = np.asarray(sets[name], dtype=np.float64)
        by_unit = found if found.ndim == 2 else found[:, None]
        return np.broadcast_to(by_unit, (by_unit.shape[0], units))

    hiding, erring = (np.zeros((1, units)) if shifts is None else shifts[..., kind]
                      for kind in range(len(SPREADS)))

    def share(name: str) -> Floats:
        return _share(of(f"reporting.{name}"))

    def error(name: str) -> Floats:
        return _moved(share(name), erring)

    def kept(kind: str, order: int, sex: int, policy: int, shift: Floats) -> Floats:
        later = of(f"reporting.{kind}_{_LATER[order - 1]}") if order else 0.0
        return _moved(share(f"{kind}_{_POLICY[policy]}_{_SEX[sex]}"), shift + later)

    def astray(order: int, sex: int, policy: int) -> tuple[Floats, Floats]:
        """Missed; delayed unless missed."""
        back = kept("omission", order, sex, policy, hiding)
        late = kept("late", order, sex, policy, erring)
        split = share("late_of_missing")
        missed = back * (1 - split)
        delayed = back * split + (1 - back) * late
        return missed, np.divide(delayed, 1 - missed, out=np.zeros_like(delayed),
                                 where=missed < 1).clip(0.0, 1.0)

    def one(order: int, sex: int, policy: int) -> list[Floats]:
        months = of("reporting.delay_in_months" if policy == 0
                    else f"reporting.delay_out_{_SEX[sex]}_months")
        nothing = np.zeros_like(months)
        return [
            *astray(order, sex, policy),
            1.0 / np.maximum(months, 1.0),
            error(f"relabel_{_LATER[order - 1]}_{_POLICY[policy]}") if order else nothing,
            error("wrong_policy_out") if policy else nothing,
            error(f"wrong_sex_girl_{_POLICY[policy]}") if sex else nothing,
        ]

    surfaces = -np.expm1(np.log1p(-share("surfaced_by_5_years").clip(0.0, 1 - 1e-12))
                         / _SURFACED_MONTHS)
    return Rates(
        by_class=np.stack([np.stack(one(*each), axis=-1) for each in CLASSES], axis=2),
        shared=np.stack([share("relabel_one_lower"), surfaces, error("births_false")], axis=-1),
        audits=np.stack([share(name.removeprefix("reporting.")) for name in AUDIT_PARAMETERS],
                        axis=-1),
        overstated=np.stack([share(name.removeprefix("reporting.")) for name in OVERSTATED],
                            axis=-1),
    )
