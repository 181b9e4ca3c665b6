"""A scenario as plain data, as one canonical line of JSON, and the hash of that line."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from hashlib import blake2b
from typing import Any

from pydantic import BaseModel

from fpplan.contract.text import Text

__all__ = ["canonical_json", "digest", "plain"]


def plain(value: Any, without: Collection[str] = ()) -> Any:
    """`value` as dicts, lists, text and numbers; keys that hold nothing are left out, and so
    are the fields of models named in `without`."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        found = {info.alias or name: getattr(value, name) for name, info in fields.items()}
        return {key: plain(part, without) for key, part in found.items()
                if part is not None and key not in without}
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Mapping):
        return {str(key): plain(part, without) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part, without) for part in value]
    return value + 0.0 if isinstance(value, float) else value  # + 0.0 turns -0.0 into 0.0


def canonical_json(value: Any) -> str:
    """One line of JSON, the same for equal content: keys sorted, no spaces, no NaN."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, allow_nan=False,
                      separators=(",", ":"))


def digest(value: Any) -> str:
    """The 64-bit blake2b of the canonical JSON, as 16 hexadecimal digits."""
    return blake2b(canonical_json(value).encode("utf-8"), digest_size=8).hexdigest()
