"""`live`: plans lived for many draws, a chunk at a time, each chunk reduced to what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from typing import TypeVar

import numpy as np

from fpplan.experiment.draws import Uncertainty, spans
from fpplan.experiment.lived import Lived, counts_of, in_the_books, moved_by
from fpplan.experiment.sent import Sent
from fpplan.experiment.world import World
from fpplan.scenario.resolve import Resolved

__all__ = ["Lives", "Plans", "Progress", "live"]

Plans = Mapping[str, Resolved] | Sequence[Resolved]
Lives = Iterator[Lived]
Progress = Callable[[int, int], None]
R = TypeVar("R")


def live(world: World, plans: Plans, draws: tuple[int, int], seed: int,
         reduce: Callable[[Lives], R], executor: Executor | None = None, *,
         uncertainty: Uncertainty = "both", chunk: int | None = None,
         progress: Progress | None = None) -> Iterator[R]:
    """Live plans for draws first..stop-1 and give what `reduce` makes of each chunk, in order.

    Args:
        plans: by name, or in a row (named "0", "1", ...); all of this world, so that a chunk's past
            is lived once for all of them.
        reduce: takes the chunk's lives, plan after plan; one is held at a time unless it
            keeps more. With processes it must be importable from a module, and so must what
            it gives.
        executor: where chunks are lived; here, one after another, when None. A process prepares
            the world at its first chunk and keeps it. Chunks that wait are given up when the
            caller stops asking.
        chunk: draws lived together; no result depends on it.
        progress: called with draws done and draws in all, of all plans together.
    """
    named = plans if isinstance(plans, Mapping) else {str(i): p for i, p in enumerate(plans)}
    size = world.chunk() if chunk is None else chunk
    total = draws[1] - draws[0]
    tell = progress or (lambda _done, _of: None)
    tell(0, total)
    if executor is None:
        for span in spans(draws, size):
            def told(plan: int, span: tuple[int, int] = span) -> None:
                tell(span[0] - draws[0] + (span[1] - span[0]) * plan // len(named), total)

            yield reduce(_lives(world, named, span, seed, uncertainty, told))
            tell(span[1] - draws[0], total)
        return
    sent = Sent(world)
    waiting = [(span, executor.submit(_reduced, sent, named, span, seed, uncertainty, reduce))
               for span in spans(draws, size)]
    try:
        for span, future in waiting:
            yield future.result()
            tell(span[1] - draws[0], total)
    finally:
        for _span, future in waiting:
            future.cancel()


def _reduced(sent: Sent, plans: Mapping[str, Resolved], span: tuple[int, int], seed: int,
             uncertainty: Uncertainty, reduce: Callable[[Lives], R]) -> R:
    return reduce(_lives(sent.world, plans, span, seed, uncertainty))


def _lives(world: World, plans: Mapping[str, Resolved], span: tuple[int, int], seed: int,
           uncertainty: Uncertainty, told: Callable[[int], None] | None = None) -> Lives:
    first = None  # what the first plan moved and the engine counted under it
    for number, (name, plan) in enumerate(plans.items()):
        moved = moved_by(world, plan, span, seed, uncertainty)
        if first is not None and np.array_equal(first[0], moved.shifts):
            counts = first[1]  # a plan that moves no rate has the same lives
        else:
            counts = counts_of(world, plan, moved, span, seed)
        if first is None and len(plans) > 1:
            first = moved.shifts, counts
        yield Lived(world, name, plan, span, seed, moved,
                    in_the_books(world, plan, moved, counts, span, seed))
        if told is not None:
            told(number + 1)
