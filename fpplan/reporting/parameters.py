"""The probabilities of reporting by parameter set, from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["AUDIT_PARAMETERS", "REPORTING_PARAMETERS", "Rates", "rates"]

Floats = NDArray[np.float64]

# What an audit does is a service that leadership may improve; the rest is how people respond.
AUDIT_PARAMETERS = ("reporting.audit_detection", "reporting.audit_detection_label")

_WHO = ("in_boy", "out_boy", "in_girl", "out_girl")  # klass 0..3 = 2 x sex + policy
_MISS = tuple(f"reporting.omission_{who}" for who in _WHO)
_DELAY = tuple(f"reporting.late_{who}" for who in _WHO)
_MONTHS = ("reporting.delay_in_months", "reporting.delay_out_boy_months",
           "reporting.delay_in_months", "reporting.delay_out_girl_months")
_RELABEL = ("reporting.relabel_second_in", "reporting.relabel_second_out") * 2

REPORTING_PARAMETERS = (
    *_MISS, *_DELAY, *dict.fromkeys(_MONTHS), *dict.fromkeys(_RELABEL), *AUDIT_PARAMETERS,
)


@dataclass(frozen=True)
class Rates:
    """Probabilities by set; `miss`, `delay`, `enter`, `relabel` are (set, klass), klass = 2 x
    sex + policy (boy in, boy out, girl in, girl out); `enter` is the monthly chance that a
    delayed birth comes; the audit chances are (set,)."""

    miss: Floats
    delay: Floats
    enter: Floats
    relabel: Floats
    audit_detection: Floats
    audit_detection_label: Floats


def rates(sets: Mapping[str, Floats]) -> Rates:
    """Read the probabilities of every parameter set.

    A delay is geometric on 1, 2, ... months, so a mean delay below one month is one month.
    """

    def table(names: tuple[str, ...]) -> Floats:
        return np.stack([np.asarray(sets[name], dtype=np.float64) for name in names], axis=1)

    def share(names: tuple[str, ...]) -> Floats:
        return np.clip(table(names), 0.0, 1.0)

    return Rates(
        miss=share(_MISS),
        delay=share(_DELAY),
        enter=1.0 / np.maximum(table(_MONTHS), 1.0),
        relabel=share(_RELABEL),
        audit_detection=share(AUDIT_PARAMETERS[:1])[:, 0],
        audit_detection_label=share(AUDIT_PARAMETERS[1:])[:, 0],
    )
