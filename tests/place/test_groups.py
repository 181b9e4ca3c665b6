"""Groups of methods are made from what a setting says of its methods, whatever their names."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from fpplan.indicators.core import core_indicators
from fpplan.place.groups import GROUPS, groups_of
from fpplan.place.setting import load_setting
from fpplan.programme.tasks import core_tasks
from fpplan.tallies import parse_pattern


@dataclass(frozen=True)
class Method:
    id: str
    kind: str
    modern: bool = True
    long_acting: bool = False
    permanent: bool = False


def test_each_group_is_told_by_what_methods_are():
    found = groups_of([
        Method("loop", "iud", long_acting=True), Method("rod", "implant", long_acting=True),
        Method("knot", "knot", long_acting=True, permanent=True), Method("shot", "shot"),
        Method("counting", "counting", modern=False)])
    assert found == {
        "any": ("loop", "rod", "knot", "shot", "counting"),
        "modern": ("loop", "rod", "knot", "shot"), "long_acting": ("loop", "rod", "knot"),
        "permanent": ("knot",), "short_acting": ("shot",), "resupplied": ("shot",),
        "iud": ("loop",), "implant": ("rod",)}


def test_a_place_without_methods_has_every_group():
    assert groups_of([]) == dict.fromkeys(GROUPS, ())


def test_names_alone_put_nothing_in_a_group():
    """What is called an injectable and said to be nothing modern is nothing modern."""
    found = groups_of([Method("injectable", "injectable", modern=False)])
    assert found == {**dict.fromkeys(GROUPS, ()), "any": ("injectable",)}


@pytest.mark.parametrize("name", ["china_rural", "kenya"])
def test_the_groups_of_a_setting_are_those(name):
    setting = load_setting(name)
    assert setting.method_groups == groups_of(setting.methods)
    assert tuple(setting.method_groups) == GROUPS


def test_every_group_that_the_core_names_is_made():
    patterns = {p for each in core_indicators().values() for p in each.patterns}
    patterns |= {p for task in core_tasks().values() if not isinstance(task.clients, float)
                 for p in task.clients}
    named = {value[1:] for pattern in patterns
             for values in parse_pattern(pattern.replace("{age}", "15"))[1].values()
             for value in values if value.startswith("@")}
    assert named and named <= set(GROUPS)
