"""Just enough of the Parquet footer to count the rows of each row group.

The footer is a Thrift struct in the compact protocol; its field 4 is the list of row groups,
whose field 3 is the number of rows.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any


class _Compact:
    """Reads any struct of the compact protocol into {field number: value}."""

    def __init__(self, data: bytes):
        self.data = data
        self.at = 0

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def varint(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def zigzag(self) -> int:
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def value(self, kind: int) -> Any:
        if kind in (1, 2):
            return kind == 1
        if kind == 3:
            return self.byte()
        if kind in (4, 5, 6):
            return self.zigzag()
        if kind == 7:
            self.at += 8
            return struct.unpack("<d", self.data[self.at - 8 : self.at])[0]
        if kind == 8:
            size = self.varint()
            self.at += size
            return self.data[self.at - size : self.at]
        if kind in (9, 10):
            head = self.byte()
            size, inner = head >> 4, head & 0x0F
            size = self.varint() if size == 15 else size
            read = self.byte if inner in (1, 2) else lambda: self.value(inner)
            return [read() for _ in range(size)]
        if kind == 12:
            return self.struct()
        raise ValueError(f"thrift type {kind} is not expected in a footer")

    def struct(self) -> dict[int, Any]:
        found: dict[int, Any] = {}
        field = 0
        while head := self.byte():
            field = field + (head >> 4) if head >> 4 else self.zigzag()
            found[field] = self.value(head & 0x0F)
        return found


def rows_by_group(path: Path) -> list[int]:
    """Rows of each row group of a Parquet file."""
    data = path.read_bytes()
    size = int.from_bytes(data[-8:-4], "little")
    footer = _Compact(data[-8 - size : -8]).struct()
    return [group[3] for group in footer[4]]
