"""One writer for a folder: a lock that the system drops when its process ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from fpplan.contract.errors import FpplanError
from fpplan.contract.text import _
from fpplan.writing import writing

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["LOCK", "alone"]

LOCK = ".fpplan.lock"
_BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)


@dataclass
class _Hold:
    """A folder that this process holds: the lock file, and whether the folder was made for it."""

    opened: int
    new: bool
    times: int = 0


_holds: dict[tuple[str, int], _Hold] = {}  # by the real path and the thread that holds it


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who writes into a folder, which is made where it is not there.

    The thread that holds it may hold it again; another process or thread may not. Where a file
    system knows no locks nothing is guarded. Raises FpplanError when another holds it or it cannot
    be made.
    """
    key = os.path.realpath(folder), threading.get_ident()
    if key not in _holds:
        with writing(folder):
            new = not folder.exists()
            folder.mkdir(parents=True, exist_ok=True)
            _holds[key] = _Hold(_taken(folder), new)
    hold = _holds[key]
    hold.times += 1
    try:
        yield
    finally:
        hold.times -= 1
        if not hold.times:
            del _holds[key]
            with suppress(OSError):
                (folder / LOCK).unlink(missing_ok=True)
            os.close(hold.opened)
            if hold.new:
                with suppress(OSError):  # it is full of results, or nothing came of it
                    folder.rmdir()


def _taken(folder: Path) -> int:
    """The lock file, opened and held. Raises FpplanError when another process has it."""
    while True:
        opened = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _lock(opened)
        except OSError as fault:
            if fault.errno in _BUSY:
                os.close(opened)
                raise FpplanError(_(
                    "{path}: another fpplan is writing into this folder; wait until it is done, "
                    "or give another folder").format(path=folder)) from fault
        if _same(opened, folder / LOCK):
            return opened
        os.close(opened)  # its last holder removed it as we came: a new one is needed


def _same(opened: int, path: Path) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(opened), there)


def _lock(opened: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
