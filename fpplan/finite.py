"""The one guard between what is worked out and what is written: JSON has no infinite number and
no NaN, and a page or a workbook has no words for them.

What has no value (0/0, the end of a range that has none) is null in JSON and "–" for people; why
stands where the figure is made.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

__all__ = ["finite", "json_text"]


def finite(value: Any) -> Any:
    """The same plain data with None for every float that is infinite or NaN."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: finite(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [finite(inside) for inside in value]
    return value


def json_text(value: Any, **form: Any) -> str:
    """Plain data as JSON in its own characters; `form` as for `json.dumps`."""
    return json.dumps(finite(value), ensure_ascii=False, allow_nan=False, **form)
