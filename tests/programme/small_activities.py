"""Two villages with activities, and what coverage and inputs of them rest on."""

from __future__ import annotations

import numpy as np
from two_villages import LABEL, base_table

from fpplan.contract.months import Period
from fpplan.contract.text import Text
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import load_setting
from fpplan.programme.tasks import core_tasks
from fpplan.scenario.models import Base
from fpplan.scenario.resolve import Resolved

CENTRAL = ParameterSets(None)
GROUPS = load_setting("china_rural").method_groups
KNOWN = core_tasks()
CLIENTS = {name: np.array([20.0, 8.0]) for name in KNOWN}
YEARS = [Period("2014-08", 0, 11), Period("2015-08", 12, 23)]
MEMBER = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])  # V01, V02, town


def planned(activities, hours=None, **more):
    table = base_table(staff={}, activities=activities,
                       hours=hours or {"all": {"meetings": 10.0}}, **more)
    base = Base.model_validate(table)
    return Resolved("s", Text("小", "s"), "", "v", None, base, base)


def activity(**fields):
    return {"label": LABEL, "task": "meetings", "hours_each": 4.0, "every": "month",
            "done": "done", "missed": "missed", "percent": "percent", **fields}
