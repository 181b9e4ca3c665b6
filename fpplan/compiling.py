"""Where compiled code is kept: one folder for each state of the sources it was made from.

Numba looks only at the file of the function that it compiles. A kernel here is put together
from several files, so the cache goes into a folder named by a hash of all of them: an edit
anywhere compiles anew, and going back finds the old code again. NUMBA_CACHE_DIR moves it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numba
from numba.core import config

import fpplan

__all__ = ["kernel"]

_ROOT = Path(fpplan.__file__).parent
_PARTS = ("luck.py", "population/state.py", "population/events.py", "population/tables.py",
          "population/slots.py", "population/quiet.py", "population/engine.py",
          "population/units.py", "population/start.py", "population/pyramid.py",
          "population/years.py", "projection/progression.py", "reporting/kernel.py")


def _folder() -> str:
    sources = blake2b(digest_size=8)
    for part in _PARTS:
        sources.update((_ROOT / part).read_bytes())
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    home = Path(chosen) if chosen else Path(
        os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fpplan"
    return str(home / sources.hexdigest())


setattr(config, "CACHE_DIR", _folder())  # noqa: B010  its module types are made at run time


def kernel(**options: Any) -> Callable[[Any], Any]:
    """`numba.njit` with the compiled code kept on disk."""
    return numba.njit(cache=True, **options)
