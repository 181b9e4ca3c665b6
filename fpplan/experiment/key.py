"""Content as a key: equal values give equal keys, in any process and on any day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from pydantic import BaseModel

__all__ = ["hashed"]


def hashed(value: Any) -> str:
    """24 hexadecimal digits of numbers, text, arrays, and any nest of lists, sets, mappings, models
    and dataclasses of them. Raises TypeError for what has no content of its own."""
    digest = blake2b(digest_size=12)
    for part in _parts(value):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def _parts(value: Any) -> Iterator[bytes]:
    if value is None or isinstance(value, bool | int | str):
        yield f"{type(value).__name__}:{value}".encode()
    elif isinstance(value, float):
        yield f"float:{(value + 0.0).hex()}".encode()
    elif isinstance(value, bytes):
        yield value
    elif isinstance(value, np.ndarray):
        yield f"array:{value.dtype.str}{value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    elif isinstance(value, BaseModel):
        yield from _parts(dict(value))
    elif is_dataclass(value) and not isinstance(value, type):
        yield type(value).__name__.encode()
        yield from _parts({each.name: getattr(value, each.name) for each in fields(value)})
    elif isinstance(value, Mapping):
        yield f"mapping:{len(value)}".encode()
        for name in sorted(value, key=str):
            yield from _parts(name)
            yield from _parts(value[name])
    elif isinstance(value, set | frozenset):
        yield from _parts(sorted(hashed(each) for each in value))
    elif isinstance(value, list | tuple):
        yield f"list:{len(value)}".encode()
        for each in value:
            yield from _parts(each)
    else:
        raise TypeError(f"{type(value).__name__} has no content to make a key of")
