"""Opening a page in a headless Chromium, when there is one."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome", "chrome")
     if (found := shutil.which(name))),
    None,
)  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """The document as it stands after its scripts have run, and what went wrong on the way."""

    dom: str
    faults: list[str]


def open_page(page: Path, profile: Path) -> Opened:
    """Load a page in a new profile and wait for its scripts."""
    assert CHROMIUM is not None
    done = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-background-networking", "--enable-logging=stderr",
            f"--user-data-dir={profile}", "--window-size=1280,3000",
            "--virtual-time-budget=20000", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, text=True, timeout=180, check=True,
    )  # fmt: skip
    faults = [line for line in done.stderr.splitlines() if ":CONSOLE" in line]
    return Opened(done.stdout, faults)
