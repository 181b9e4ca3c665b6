"""The README's pictures: the report of Lianhe as a browser shows it.

Runs the township, opens its report in headless Chromium and keeps the pictures in
`evidence/pictures`. Needs Chromium; says so and stops where there is none.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from fpplan.commands.run import run
from fpplan.report import write_report

HERE = Path(__file__).parent / "pictures"
DRAWS = 400
# name, language, part of the page, width, height
PICTURES = (
    ("first_page", "en", "answers", 1280, 1180),
    ("variants", "en", "variants", 1280, 1000),
    ("first_page_zh", "zh", "answers", 1280, 1180),
    ("phone_zh", "zh", "answers", 390, 1100),
)


def take(browser: str, page: Path, width: int, height: int, out: Path) -> None:
    """One picture of a page."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--no-first-run", f"--user-data-dir={profile}", f"--window-size={width},{height}",
             "--virtual-time-budget=8000", f"--screenshot={out}", page.as_uri()],
            check=True, capture_output=True, timeout=120)


def only(page: Path, part: str) -> Path:
    """The page with one of its sections alone; a browser's picture starts at the top."""
    alone = page.with_name(f"{part}.html")
    style = f"<style>nav, main > *:not(#{part}) {{ display: none }} main {{ margin: 0 }}</style>"
    alone.write_text(page.read_text("utf-8").replace("</head>", f"{style}</head>", 1), "utf-8")
    return alone


def targets(browser: str, folder: Path) -> None:
    """The first village's page of the hand-out, in both languages."""
    from fpplan.cli import main as command

    out = folder / "targets"
    command(["targets", "lianhe", "--draws", str(DRAWS), "--json", "--out", str(out)])
    for lang, name in (("en", "targets"), ("zh", "targets_zh")):
        page = out / f"handout.{lang}.html"
        style = "<style>main > *:not(#unit-2) { display: none } .sheet { margin-top: 0 }</style>"
        page.write_text(page.read_text("utf-8").replace("</head>", f"{style}</head>", 1), "utf-8")
        take(browser, page.resolve(), 1280, 1000, HERE / f"{name}.png")


def main() -> int:
    """Take every picture."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("pictures: there is no Chromium here")
        return 1
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        targets(browser, Path(folder))
        out = run("lianhe", draws=DRAWS, seed=0, out=Path(folder) / "run", threads=None,
                  uncertainty="both", report=False, quiet=True)
        for name, lang, part, width, height in PICTURES:
            page = write_report(out, lang).resolve()
            if part != "answers":
                page = only(page, part)
            take(browser, page, width, height, HERE / f"{name}.png")
            print(f"{name}.png {width} x {height}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
