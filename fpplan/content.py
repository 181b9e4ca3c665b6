"""What a result rests on, as hashes of content: plugins, settings, fpplan itself.

A name or a version says what somebody meant to use; a hash of the bytes says what was used.
Each hash is 24 hexadecimal digits (96 bits) and the same wherever the files lie. Loads no numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any

import fpplan

__all__ = ["changed", "of_code", "of_files", "of_folder", "of_module", "of_sources", "record"]

_ROOT = Path(fpplan.__file__).parent
_SIZE = 12  # bytes of a hash


def of_files(root: Path, files: Iterable[Path]) -> str:
    """A hash over files below `root`: each one's place below it and its bytes. Raises OSError."""
    digest = blake2b(digest_size=_SIZE)
    for inside, path in sorted((path.relative_to(root).as_posix(), path) for path in files):
        data = path.read_bytes()
        digest.update(f"{inside}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def of_folder(folder: Path) -> str:
    """A hash over every file of a folder, without caches and hidden files. Raises OSError."""
    return of_files(folder, _inside(folder))


def of_module(module: ModuleType) -> str:
    """A hash over a plugin's files: its whole folder where it is a package, else its one file.
    Raises OSError."""
    start = Path(module.__file__ or "")
    return of_folder(start.parent) if start.name == "__init__.py" \
        else of_files(start.parent, [start])


@cache
def of_code() -> str:
    """A hash over fpplan itself, sources and data; worked out once in a process."""
    return of_folder(_ROOT)


def of_sources(names: Iterable[str]) -> str:
    """A hash over files of fpplan, by their places below the package. Raises OSError."""
    return of_files(_ROOT, [_ROOT / name for name in names])


def record(plugins: Mapping[str, str], setting: Path | None) -> dict[str, Any]:
    """The table `[content]` of a `run.toml`: `fpplan`, `setting` and `plugins`, by plugin.

    Args:
        plugins: content hash of each plugin that the run rests on.
        setting: the folder of its setting, None where there is none.
    """
    found: dict[str, Any] = {"fpplan": of_code()}
    if setting is not None:
        found["setting"] = of_folder(setting)
    return {**found, "plugins": dict(sorted(plugins.items()))}


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Names of what differs between two records: "fpplan", "setting", "plugins.NAME"."""
    flat = [dict(_flat(record)) for record in (before, now)]
    return sorted(name for name in {*flat[0], *flat[1]} if flat[0].get(name) != flat[1].get(name))


def _flat(found: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in found.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{inside}", one) for inside, one in value.items())
        else:
            yield name, value


def _inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if path.is_file() and path.suffix != ".pyc" and "__pycache__" not in parts \
                and not any(part.startswith(".") for part in parts):
            yield path
