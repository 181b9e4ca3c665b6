"""fpplan: simulate a family-planning programme, score it, and see what a target would do.

`load`, `run` and `score` are what a notebook needs; see `fpplan.library`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fpplan.library import Run, World, load, run, score

__version__ = "0.1.0"
__all__ = ["Run", "World", "load", "run", "score"]


def __getattr__(name: str) -> Any:
    """The library, loaded when it is first asked for: a plugin that imports `fpplan.api` needs no
    engine."""
    if name in __all__:
        from fpplan import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
