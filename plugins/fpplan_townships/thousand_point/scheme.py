"""The scheme put together."""

from fpplan.api import Calendar, PeerGroup, Pick, Scheme, Text, with_fills

from .chapters import (
    association,
    data_and_publicity,
    fees,
    leadership,
    methods,
    population_plan,
    pre_conception,
    pre_pregnancy,
)
from .extras import bonuses, deductions
from .fills import FILLS
from .inputs import INPUTS
from .readings import READINGS
from .words import DOCUMENT


def scheme() -> Scheme:
    """The thousand-point scheme; its document does not say when its year starts, which is cut
    into three seasons of four months (an assumption)."""
    return Scheme(
        id="thousand_point",
        text=Text("村级千分制积分方案", "Thousand-point village scheme"),
        document=DOCUMENT,
        chapters=(leadership(), population_plan(), pre_pregnancy(), pre_conception(),
                  data_and_publicity(), methods(), fees(), association(), bonuses(),
                  deductions()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(starts=None, parts=(4, 4, 4)),
        base=Pick("check_points", {"25": 1000, "30": 1015}),
        peers=(PeerGroup("villages", Text("全乡各村", "all villages of the township")),),
    )
