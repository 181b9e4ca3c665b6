"""Writing what people get: whole files under their name, and faults of the disk as one line."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fpplan.contract.errors import FpplanError
from fpplan.contract.text import _

__all__ = ["is_waiting", "whole_file", "writing"]

_WAITING = re.compile(r"\.[0-9a-f]{8}\.part")
_REFUSED = re.compile(r"\(os error (\d+)\)")  # how the table library passes on a system's fault


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into one line, also where the table library says it."""
    try:
        yield
    except OSError as fault:
        # numpy tells of a write that was cut short without the system's reason
        raise _cannot(path, fault.strerror or _("the disk is full")) from fault
    except Exception as fault:
        refused = _REFUSED.search(str(fault))
        if refused is None or not type(fault).__module__.startswith("polars"):
            raise
        raise _cannot(path, os.strerror(int(refused[1]))) from fault


def _cannot(path: Path, why: str) -> FpplanError:
    return FpplanError(_("{path}: cannot be written: {why}").format(path=path, why=why))


def is_waiting(name: str) -> bool:
    """Whether a file of this name is one that `whole_file` left behind when it was killed."""
    return bool(_WAITING.fullmatch(name))


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A new file beside `path` to write into, which gets its name at the end; on a fault it is
    gone and what stood there stays. Its name is nobody else's. Raises OSError."""
    while True:
        part = path.with_name(f".{secrets.token_hex(4)}.part")
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        except FileExistsError:
            continue
        break
    try:
        yield part
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
