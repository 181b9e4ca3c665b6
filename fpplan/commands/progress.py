"""How long work shows how far it is: a bar on standard error, nothing when quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["draws_bar"]


@contextmanager
def draws_bar(title: str, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar; the block gets a function of (done, of)."""
    if quiet:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    bar = Progress(TextColumn("{task.description}"), BarColumn(),
                   TextColumn("{task.completed:.0f}/{task.total:.0f}"), TimeRemainingColumn(),
                   console=Console(stderr=True), transient=True)
    with bar:
        task = bar.add_task(title, total=1)

        def tick(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        yield tick
