"""One payout of the small scheme, paid."""

from dataclasses import replace

import numpy as np
from small_scheme import clause, own, small

from fpplan.api import Payout, Text, score
from fpplan.payoff import pay

ONE = Text("一", "one")


def paid_for(payout, values, **more):
    """What the small scheme pays where this is its one payout, `it`."""
    base = small()
    inputs = (*base.inputs, own("fund", "yuan", range=(0, 100)), own("pay", "yuan", range=(0, 9)))
    chosen = replace(base, inputs=inputs, payouts=(replace(Payout(
        "it", ONE, clause(), ONE, **{"sanction": ONE} if "yuan" not in payout else {}),
        **payout),), **more)
    return pay(values, score(values, chosen))


def yuan(found):
    """Its money by unit: central, low and high."""
    span = found.yuan["it"]
    return [np.broadcast_to(part, (1, len(found.units), 1))[0, :, 0].tolist()
            for part in (span.central, span.low, span.high)]


def several(**more):
    """The small scheme with one payout on two targets: visits done of those due, births at most
    15 per 1,000."""
    rich = small()
    return replace(rich, payouts=(replace(rich.payouts[-1], **{
        "missed": None, "met": None, "when": None, "yuan": None, "sanction": Text("奖", "award"),
        **more}),))
