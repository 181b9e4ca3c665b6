"""Keys of content: equal values have equal keys, other values other ones."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, replace

import numpy as np
import pytest
from small_world import AUDITS, BASE, SAME

from fpplan.experiment.key import hashed
from fpplan.place.setting import load_setting
from fpplan.programme.tasks import core_tasks


@dataclass(frozen=True)
class Place:
    name: str
    hours: float


@dataclass(frozen=True)
class Post:
    name: str
    hours: float


VALUES = [
    None, True, False, 0, 1, -1, 1.0, 0.1, float("inf"), "", "1", "None", b"1", b"",
    [], [1], [1, 2], [2, 1], [[1], 2], [1, [2]], ["ab"], ["a", "b"], {}, {"a": 1}, {"a": 2},
    {"b": 1}, {"a": {"b": 1}}, {1, 2}, {1, 3}, Place("a", 1.0), Place("a", 2.0), Post("a", 1.0),
    np.zeros(2), np.zeros(3), np.zeros((2, 1)), np.zeros(2, np.int64), np.ones(2),
]


def test_other_content_has_another_key():
    keys = [hashed(value) for value in VALUES]
    assert len({*keys}) == len(VALUES)
    assert all(len(key) == 24 and set(key) <= set("0123456789abcdef") for key in keys)


@pytest.mark.parametrize(("one", "other"), [
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}), ({3, 1, 2}, frozenset([2, 3, 1])), ((1, 2), [1, 2]),
    (0.0, -0.0), (np.arange(6).reshape(2, 3).T, np.arange(6).reshape(2, 3).T.copy()),
    (Place("a", 1.0), Place("a", 1.0)), (BASE.base, SAME.base)])
def test_the_same_content_has_the_same_key(one, other):
    assert hashed(one) == hashed(other)


def test_everything_that_a_world_rests_on_has_a_key():
    setting = load_setting("china_rural")
    name = next(iter(setting.parameters))
    first = setting.parameters[name]
    changed = replace(setting, parameters={
        **setting.parameters, name: replace(first, value=first.value * 1.01)})
    keys = {hashed(part) for part in (setting, changed, core_tasks(), BASE.base, AUDITS.base)}
    assert len(keys) == 5


def test_what_has_no_content_is_refused_by_name():
    for value in (print, object(), [object()], Place):
        with pytest.raises(TypeError, match="has no content to make a key of"):
            hashed(value)


def test_another_process_finds_the_same_key():
    """Sets and mappings come in another order where strings hash otherwise."""
    code = ("from fpplan.experiment.key import hashed\n"
            "print(hashed({'units': {'V01', 'V02', 'town'}, 'hours': {'b': 0.1, 'a': [1, None]}}))")
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True,
                          timeout=300, env={**os.environ, "PYTHONHASHSEED": "1"}).stdout.strip()
    assert told == hashed({"units": {"V01", "V02", "town"}, "hours": {"a": [1, None], "b": 0.1}})
