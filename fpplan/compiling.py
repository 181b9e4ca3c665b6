"""Where compiled code is kept: one folder for each state of the sources it was made from.

Numba looks only at the file of the function that it compiles. A kernel here is put together
from several files, so the cache goes into a folder named by a hash of all of them, of Python,
numba and numpy: an edit anywhere compiles anew, and going back finds the old code again.
NUMBA_CACHE_DIR moves it. Left to itself numba would keep code beside the sources where its
folder cannot be written, named by one file; so where that is so a folder is made for this
process alone, with one line of warning, and where none can be made nothing is kept.
"""

from __future__ import annotations

import atexit
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba.core import config
from numba.core.caching import FunctionCache

import fpplan
from fpplan.content import of_sources
from fpplan.contract.text import _

__all__ = ["kernel", "kernel_sources"]

_ROOT = Path(fpplan.__file__).parent
_KERNELS = re.compile(r"^from fpplan\.compiling import", re.M)
# What a module takes from others of ours when it is imported: no code of a kernel comes
# from an import inside a function.
_IMPORT = re.compile(r"^from (fpplan[\w.]*) import (\([^)]*\)|[^\n]*)", re.M)


def kernel_sources() -> tuple[str, ...]:
    """Every source of ours that compiled code may rest on: the modules that hold kernels, and
    all that they import."""
    texts = {path: path.read_text("utf-8") for path in _ROOT.rglob("*.py")}
    waiting = [path for path, text in texts.items() if _KERNELS.search(text)]
    found = set(waiting)
    while waiting:
        for module, names in _IMPORT.findall(texts[waiting.pop()]):
            for place in (module, *(f"{module}.{name}" for name in re.findall(r"\w+", names))):
                path = _ROOT.joinpath(*place.split(".")[1:])
                for file in (path.with_suffix(".py"), path / "__init__.py"):
                    if file in texts and file not in found:
                        found.add(file)
                        waiting.append(file)
    return tuple(sorted(path.relative_to(_ROOT).as_posix() for path in found))


def _key() -> str:
    versions = (platform.python_version(), numba.__version__, np.__version__)
    return "-".join((of_sources(kernel_sources()), *versions))


def _chosen() -> Path | None:
    """The folder that is asked for; None where there is neither a choice nor a home."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    if chosen:
        return Path(chosen)
    shared = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(shared) if shared else Path.home() / ".cache") / "fpplan"
    except RuntimeError:
        return None


def _folder() -> Path | None:
    """The folder of this process's compiled code, there and writable; None for none."""
    chosen, key = _chosen(), _key()
    if chosen is not None and _writable(chosen / key):
        return chosen / key
    print(_("{path}: compiled code cannot be kept here; this run compiles its own, which takes "
            "about a minute (NUMBA_CACHE_DIR names another folder)").format(
                path=chosen or "~"), file=sys.stderr)
    try:
        made = Path(tempfile.mkdtemp(prefix="fpplan-"))
    except OSError:
        return None
    atexit.register(_remove, made, os.getpid())
    return made


def _remove(made: Path, owner: int) -> None:
    if os.getpid() == owner:  # a forked child must not take its parent's away
        shutil.rmtree(made, ignore_errors=True)


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


class _Cache(FunctionCache):
    """Numba's, for which a disk that is full or gone is no fault: the code runs all the same."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        try:
            return super().load_overload(sig, target_context)  # type: ignore[no-untyped-call]
        except OSError:
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        try:
            super().save_overload(sig, data)  # type: ignore[no-untyped-call]
        except OSError:
            return


_KEPT = _folder()
setattr(config, "CACHE_DIR", str(_KEPT or ""))  # noqa: B010  its module types are made at run time


def kernel(**options: Any) -> Callable[[Any], Any]:
    """`numba.njit` with the compiled code kept on disk."""
    def made(function: Any) -> Any:
        found = numba.njit(**options)(function)
        if _KEPT is not None:
            found._cache = _Cache(function)  # type: ignore[no-untyped-call]
        return found

    return made
