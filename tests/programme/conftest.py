"""A small plan of two villages with their own worker and a shared pool."""

from __future__ import annotations

from typing import Any

import pytest
from two_villages import base_table

from fpplan.contract.text import Text
from fpplan.scenario.models import Base
from fpplan.scenario.resolve import Resolved


@pytest.fixture
def make_base():
    def make(**changes: Any) -> Base:
        return Base.model_validate(base_table(**changes))
    return make


@pytest.fixture
def make_plan(make_base):
    """A plan: the reference, or a variant whose base has other hours or staff."""
    def make(reference: dict[str, Any] | None = None, **changes: Any) -> Resolved:
        before = make_base(**(reference or {}))
        after = make_base(**{**(reference or {}), **changes})
        return Resolved("small", Text("小", "small"), "", "v", None, after, before)
    return make
