"""`fpplan demo`: run a ready-made township and open its report."""

from __future__ import annotations

import os
import sys
import webbrowser

from fpplan.commands import Lang
from fpplan.commands.run import Draws, Out, Seed, Threads, run
from fpplan.contract.text import _

__all__ = ["command"]

SCENARIO = "lianhe"


def command(draws: Draws = 1000, seed: Seed = 0, out: Out = None, threads: Threads = None,
            lang: Lang = None) -> None:
    """Run Lianhe township, print where its report is and open it where there is a display."""
    folder = run(SCENARIO, draws=draws, seed=seed, out=out, threads=threads, uncertainty="both",
                 report=True, quiet=False)
    if has_display():
        print(_("Opening the report."))
        webbrowser.open((folder / "report.html").resolve().as_uri())


def has_display() -> bool:
    """Whether somebody can look: a desktop and no build server."""
    if os.environ.get("CI"):
        return False
    if sys.platform.startswith(("win", "darwin")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
