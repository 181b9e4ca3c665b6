"""The probabilities of reporting by parameter set, from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["AUDIT_PARAMETERS", "CHANCES", "CLASSES", "OVERSTATED", "REPORTING_PARAMETERS", "SHARED",
           "Rates", "rates"]

Floats = NDArray[np.float64]

# What an audit does is a service that leadership may improve; the rest is how people respond.
AUDIT_PARAMETERS = ("reporting.audit_detection", "reporting.audit_detection_label",
                    "reporting.audit_detection_false")
# Service figures that the books show above the truth.
OVERSTATED = ("reporting.overstated_users", "reporting.overstated_starts",
              "reporting.overstated_clients")

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
)) + AUDIT_PARAMETERS + OVERSTATED


@dataclass(frozen=True)
class Rates:
    """Probabilities by set and unit: `by_class` (set, unit, class, chance) and `shared` (set, unit,
    chance), see CLASSES, CHANCES and SHARED; the audit chances and `overstated`, the share by
    which each of OVERSTATED stands above the truth, (set, unit, 3)."""

    by_class: Floats
    shared: Floats
    audits: Floats
    overstated: Floats


def rates(sets: Mapping[str, Floats], units: int = 1) -> Rates:
    """Read the probabilities of every parameter set, (set,) or (set, unit), for so many units.
    See docs/model.md [E-missed], [E-late], [E-surface].

    A shift by order moves the odds: 0 and 1 stay what they are. A delay is geometric on 1, 2,
    ... months, so a mean delay below one month is one month; missed births surface geometrically
    too, the stated share of them within five years.
    """
    def of(name: str) -> Floats:
        found = np.asarray(sets[name], dtype=np.float64)
        by_unit = found if found.ndim == 2 else found[:, None]
        return np.broadcast_to(by_unit, (by_unit.shape[0], units))

    def share(name: str) -> Floats:
        return np.clip(of(f"reporting.{name}"), 0.0, 1.0)

    def lost(kind: str, order: int, sex: int, policy: int) -> Floats:
        chance = share(f"{kind}_{_POLICY[policy]}_{_SEX[sex]}")
        if order == 0:
            return chance
        odds = np.exp(of(f"reporting.{kind}_{_LATER[order - 1]}"))
        return chance * odds / (1 - chance + chance * odds)

    def one(order: int, sex: int, policy: int) -> list[Floats]:
        months = of("reporting.delay_in_months" if policy == 0
                    else f"reporting.delay_out_{_SEX[sex]}_months")
        nothing = np.zeros_like(months)
        return [
            lost("omission", order, sex, policy), lost("late", order, sex, policy),
            1.0 / np.maximum(months, 1.0),
            share(f"relabel_{_LATER[order - 1]}_{_POLICY[policy]}") if order else nothing,
            share("wrong_policy_out") if policy else nothing,
            share(f"wrong_sex_girl_{_POLICY[policy]}") if sex else nothing,
        ]

    surfaces = -np.expm1(np.log1p(-share("surfaced_by_5_years").clip(0.0, 1 - 1e-12))
                         / _SURFACED_MONTHS)
    return Rates(
        by_class=np.stack([np.stack(one(*each), axis=-1) for each in CLASSES], axis=2),
        shared=np.stack([share("relabel_one_lower"), surfaces, share("births_false")], axis=-1),
        audits=np.stack([np.clip(of(name), 0.0, 1.0) for name in AUDIT_PARAMETERS], axis=-1),
        overstated=np.stack([np.clip(of(name), 0.0, 1.0) for name in OVERSTATED], axis=-1),
    )
