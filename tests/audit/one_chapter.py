"""Schemes of one chapter, put together from the items of a test."""

from __future__ import annotations

from typing import Any

from fpplan.api import Calendar, Chapter, Input, Item, Reading, Scheme, Text
from fpplan.contract.tags import core_inputs


def core(name: str) -> Input:
    """An input of the core table."""
    return Input(name, Text(name, name), core_inputs()[name].unit)


def scheme_of(*items: Item, own: tuple[Input, ...] = (), parts: tuple[int, ...] = (12,),
              readings: tuple[Reading, ...] = (), **more: Any) -> Scheme:
    """A scheme with its readings chosen; inputs that are not given as `own` are core inputs."""
    given = {inp.id for inp in own}
    names = dict.fromkeys(name for item in items for name in item.inputs if name not in given)
    return Scheme(
        "one", Text("一", "one"), "a document", (Chapter("all", Text("全", "all"), items),),
        inputs=(*own, *(core(name) for name in names)), readings=readings,
        calendar=Calendar(parts=parts), **more).under()


def two(id: str = "how") -> Reading:
    """A reading with the options "a", the default, and "b"."""
    return Reading(id, Text("怎样", "how"), {"a": Text("甲", "a"), "b": Text("乙", "b")}, "a")
