"""A folder that is written as a whole: nothing shows under its name before all of it is there,
and nothing that we did not write is ever removed.

Files wait in `FOLDER/.fpplan.part`; when all are there each gets its name, the mark of the
folder last. A folder with its mark is whole; one without it and with something that waits was
killed while it was written, and the next command of its kind writes it anew.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fpplan.contract.errors import FpplanError
from fpplan.contract.text import _, later
from fpplan.store.lock import LOCK, alone
from fpplan.writing import is_waiting, writing

__all__ = ["PART", "Kind", "Whole", "json_has", "toml_kind", "write_files"]

PART = ".fpplan.part"


@dataclass(frozen=True)
class Kind:
    """What we write into a folder of one kind.

    Attributes:
        files: every name that we ever give a file there; no other is touched.
        mark: the one that is written last.
        ours: whether a file of that name is a mark of ours.
        foreign: what is said of a folder that holds something else; names it as {path}.
        scratch: names that only wait in the part.
        unfinished: further names that an unfinished folder may hold without a mark.
    """

    files: tuple[str, ...]
    mark: str
    ours: Callable[[Path], bool]
    foreign: str = later("{path}: holds something else; choose another folder")
    scratch: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()

    def check(self, folder: Path) -> None:
        """Raise FpplanError for what is no folder, or one that holds something else."""
        with writing(folder):
            if folder.exists() and not folder.is_dir():
                raise FpplanError(_("{path}: is a file; a folder is needed").format(path=folder))
            inside = {one.name for one in folder.iterdir()} if folder.exists() else set()
        inside.discard(LOCK)
        begun = {PART, *self.unfinished, *(f"{name}.part" for name in self.files)} & inside
        marked = self.mark in inside
        if inside and not (self.ours(folder / self.mark) if marked else begun):
            raise FpplanError(_(self.foreign).format(path=folder))


class Whole:
    """One folder while it is written. `part` is where its files wait."""

    def __init__(self, path: Path, kind: Kind):
        self.path, self.kind = path, kind
        self.part = path / PART

    @contextmanager
    def held(self) -> Iterator[Whole]:
        """Check the folder and hold it alone; what still waits at the end is removed.

        Raises FpplanError for a folder of something else, one that another process writes into
        and one that cannot be written.
        """
        self.kind.check(self.path)
        with alone(self.path):
            self.kind.check(self.path)  # nobody else changes it from here on
            self.clear()
            try:
                yield self
            finally:
                with suppress(FpplanError):
                    self.clear()

    def file(self, name: str) -> Path:
        """Where a file of this name waits. Raises OSError."""
        if name not in (*self.kind.files, *self.kind.scratch):
            raise ValueError(f"{name} is no file of this kind of folder")
        self.part.mkdir(exist_ok=True)
        return self.part / name

    def clear(self) -> None:
        """Remove what waits. Raises FpplanError where there is something that is not ours."""
        with writing(self.path):
            for name in self.kind.files:  # what pages are written as, and older versions wrote
                (self.path / f"{name}.part").unlink(missing_ok=True)
            for one in self.path.iterdir():
                if is_waiting(one.name):
                    one.unlink()
            if not self.part.is_dir():
                return
            for one in self.part.iterdir():
                if one.name not in (*self.kind.files, *self.kind.scratch) \
                        and not is_waiting(one.name):
                    raise FpplanError(_("{path}: was not written by fpplan; move it away").format(
                        path=one))
                one.unlink()
            self.part.rmdir()

    def publish(self) -> None:
        """Give all that waits its name, the mark last; of what we wrote before nothing stays.
        Raises FpplanError."""
        with writing(self.path):
            waiting = {one.name for one in self.part.iterdir()}
            if self.kind.mark not in waiting:
                raise ValueError(f"{self.kind.mark} is not there")
            (self.path / self.kind.mark).unlink(missing_ok=True)
            for name in self.kind.files:
                if name not in waiting:
                    (self.path / name).unlink(missing_ok=True)
            for name in self.kind.files:
                if name in waiting and name != self.kind.mark:
                    (self.part / name).replace(self.path / name)
            (self.part / self.kind.mark).replace(self.path / self.kind.mark)
            self.part.rmdir()


def write_files(folder: Whole, files: Mapping[str, bytes | str]) -> None:
    """Write these files and publish the folder. Raises FpplanError."""
    with writing(folder.path):
        for name, data in files.items():
            folder.file(name).write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    folder.publish()


def json_has(*keys: str) -> Callable[[Path], bool]:
    """Whether a file is a JSON object with these keys."""
    def ours(path: Path) -> bool:
        found = _read(path, json.loads)
        return isinstance(found, dict) and found.keys() >= {*keys}

    return ours


def toml_kind(path: Path) -> str | None:
    """What a run.toml says that its folder holds: "run", "projection"; None for neither."""
    found = _read(path, tomllib.loads)
    if not isinstance(found, dict) or not {"schema", "fpplan"} <= found.keys():
        return None
    return str(found.get("kind", "run"))


def _read(path: Path, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):  # TOML, JSON and UTF-8 all raise ValueErrors
        return None
