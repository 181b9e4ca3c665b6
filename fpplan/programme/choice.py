"""Whether a plan narrows choice: takes a method away that the base offers, or leaves none that
can be left again.

Such a plan can be run and compared, and is marked on every page; it is never proposed and never
counts as best. No search of fpplan moves what is on offer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.text import Text
from fpplan.programme.supply import missing
from fpplan.scenario.resolve import BASE, Resolved

if TYPE_CHECKING:
    from fpplan.place.setting import Setting
    from fpplan.scenario.models import Base

__all__ = ["marked", "narrows_choice"]

MARK = Text("（缩小选择范围）", " (narrows choice)")


def marked(plans: Mapping[str, Resolved], setting: Setting) -> dict[str, Resolved]:
    """The plans, those that narrow choice so marked: `narrows`, their label, which pages about
    several plans show, and their title, which those about one do; where the base itself narrows
    choice the title of all."""
    if any(plan.narrows for plan in plans.values()):
        return dict(plans)  # they have been here before
    narrow = {name for name, plan in plans.items() if narrows_choice(plan, setting)}
    found = {}
    for name, plan in plans.items():
        title = _with_mark(plan.title) if narrow & {name, BASE} else plan.title
        label = plan.label
        if name in narrow and name != BASE:
            label = _with_mark(label or Text(name, name.replace("_", " ")))
        found[name] = replace(plan, narrows=name in narrow, label=label, title=title)
    return found


def narrows_choice(plan: Resolved, setting: Setting) -> bool:
    """Whether in some unit a method of the base is never to be had in a plan, or none is that can
    be left again."""
    permanent = np.isin(setting.method_ids, setting.method_groups["permanent"])
    there, before = (_there(base, plan, setting) for base in (plan.base, plan.reference))
    return bool((before & ~there).any() or not there[:, ~permanent].any(axis=1).all())


def _there(base: Base, plan: Resolved, setting: Setting) -> NDArray[np.bool_]:
    """Which methods there are in some month from the decision month on, (unit, method)."""
    if not base.supply:
        return np.ones((len(plan.leaves), len(setting.methods)), bool)
    lack = missing(base, setting.method_ids, plan.leaves, 0, plan.base.horizon)
    return np.asarray(lack.min(axis=1) < 1)


def _with_mark(label: Text) -> Text:
    return Text(label.zh + MARK.zh, label.en + MARK.en)
