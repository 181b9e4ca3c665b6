"""A world on its way to other processes: packed once, and opened once in each of them.

A chunk of draws that is lived elsewhere brings its world along. The process that has opened the
same world before goes on with that one, whose population and expected clients are prepared.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fpplan.experiment.world import World

__all__ = ["OPEN", "Sent"]

OPEN = 4  # worlds that a process keeps ready for what comes next


@dataclass(frozen=True)
class Sent:
    """A world as it is given to an executor: in this process itself, in another one the world of
    the same content that is open there."""

    world: World

    def __reduce__(self) -> tuple[Callable[[bytes], Sent], tuple[Any, ...]]:
        return _arrived, (self.world.packed,)


def _arrived(packed: bytes) -> Sent:
    return Sent(_opened(packed))


@lru_cache(maxsize=OPEN)
def _opened(packed: bytes) -> World:
    world: World = pickle.loads(packed)
    return world
