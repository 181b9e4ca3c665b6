"""The one way to open what people give: a file, or standard input for "-".

Only regular files are opened by name: a pipe or a device may never end. Sizes and the time of
reading are bounded. Text is UTF-8, with or without a mark at its start; tables of older Windows
programs are GB18030.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

from fpplan.contract.errors import InputError
from fpplan.contract.text import _

__all__ = ["MOST_TABLE", "MOST_TEXT", "STDIN", "called", "content", "decoded", "there"]

STDIN = "-"
MOST_TEXT = 8_000_000  # bytes; a scenario of ten thousand units is far smaller
MOST_TABLE = 20_000_000  # bytes; a county of 450 villages with every input by month has half
SECONDS = 300.0  # until all of it must have been read
_PIECE = 1 << 16  # bytes read at a time
_LONGEST = 200  # characters of a path that a message repeats


def called(path: str | Path) -> str:
    """What messages call a file: its path as it was given, standard input for "-"."""
    text = str(path)
    if text == STDIN:
        return _("standard input")
    return text if len(text) <= _LONGEST else text[:_LONGEST - 1] + "…"


def there(path: str | Path) -> bool:
    """Whether something has this path; a path that no system could have is not there."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # longer than names may be; a zero byte
        return False


def content(path: str | Path, where: str, *, most: int = MOST_TEXT, folder: str = "") -> bytes:
    """All that stands in a file, or in standard input for "-".

    Args:
        where: what messages call it.
        most: bytes that it may have.
        folder: the rule told of a folder.
    Raises InputError for what is not there, is no regular file, cannot be read, is larger than
    `most` or has not ended after `SECONDS`.
    """
    try:
        raw = _standard_input(where, most) if str(path) == STDIN else _file(
            path, where, most, folder)
    except OSError as fault:
        raise InputError.one(where, "", _reason(fault)) from None
    except ValueError:  # a zero byte in a path
        raise InputError.one(where, "", _("is no path that a file can have")) from None
    if raw is None:
        raise InputError.one(where, "", _(
            "has not ended after {seconds} s; give a file that is complete").format(
                seconds=int(SECONDS)))
    if len(raw) > most:
        raise InputError.one(where, "", _too_large(most))
    return raw


def decoded(raw: bytes, where: str, encodings: Sequence[str], rule: str) -> str:
    """Text in the first of some encodings that fits, without the mark at its start.

    Raises InputError with `rule` and the line where the first encoding breaks.
    """
    broken: UnicodeDecodeError | None = None
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as fault:
            broken = broken or fault
    line = raw[:broken.start if broken else 0].count(b"\n") + 1
    raise InputError.one(where, _("line {line}").format(line=line), rule)


def _too_large(most: int) -> str:
    return _("is larger than {most} MB, more than is read").format(most=most // 1_000_000)


def _standard_input(where: str, most: int) -> bytes | None:
    if sys.stdin is None:
        raise InputError.one(where, "", _("is closed"))
    stream = sys.stdin.buffer
    try:
        number = stream.fileno()
    except (OSError, ValueError):  # a stream in memory
        return _all(stream.read, most)
    # Not through the stream: a reader that is given up would hold its lock at the end.
    return _all(lambda size: os.read(number, size), most)


def _file(path: str | Path, where: str, most: int, folder: str) -> bytes | None:
    _refuse(os.stat(path), where, most, folder)  # before opening, which may already hang or act
    number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)
                     | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    found = None
    try:
        _refuse(os.fstat(number), where, most, folder)  # it may be another one by now
        found = _all(lambda size: os.read(number, size), most)
    finally:
        if found is not None:  # else a reader that was given up still holds it
            os.close(number)
    return found


def _refuse(about: os.stat_result, where: str, most: int, folder: str) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise InputError.one(where, "", folder or _("is a folder; a file is needed"))
    if not stat.S_ISREG(about.st_mode):
        raise InputError.one(where, "", _(
            "is no regular file but a pipe or a device; give a file, or - for standard input"))
    if about.st_size > most:
        raise InputError.one(where, "", _too_large(most))


def _all(read: Callable[[int], bytes], most: int) -> bytes | None:
    """What `read` gives until its end, at most one byte more than `most`; None when it takes
    longer than `SECONDS`. Raises the OSError of `read`."""
    pieces: list[bytes] = []
    faults: list[OSError] = []

    def work() -> None:
        left = most + 1
        try:
            while left and (piece := read(min(left, _PIECE))):
                pieces.append(piece)
                left -= len(piece)
        except OSError as fault:
            faults.append(fault)

    reader = Thread(target=work, daemon=True)
    reader.start()
    reader.join(SECONDS)
    if reader.is_alive():
        return None
    if faults:
        raise faults[0]
    return b"".join(pieces)


def _reason(fault: OSError) -> str:
    """The rule that a system's refusal stands for, in our words."""
    if fault.errno in (errno.ENOENT, errno.ENOTDIR):
        return _("there is no such file")
    if fault.errno in (errno.EACCES, errno.EPERM):
        return _("cannot be read: its rights do not allow it")
    if fault.errno == errno.ENAMETOOLONG:
        return _("is longer than a path can be")
    if fault.errno == errno.ELOOP:
        return _("is a link that leads back to itself")
    return _("cannot be read (system error {code})").format(
        code=errno.errorcode.get(fault.errno or 0, str(fault.errno)))
