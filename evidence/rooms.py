"""The picture of docs/architecture.md: rooms from the lowest to the highest, and who imports whom.

    python evidence/rooms.py      write docs/architecture.svg anew
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "tests"))

from test_rooms import PACKAGE, ROOMS, imported  # noqa: E402

PICTURE = ROOT / "docs" / "architecture.svg"
HIGH, LEFT, WIDE = 30, 200, 700


def arrows() -> Counter[tuple[str, str]]:
    """How many modules of one room import another: (room, imported room)."""
    found: Counter[tuple[str, str]] = Counter()
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        if room in ROOMS:
            found.update((room, other) for other in imported(ast.parse(path.read_text("utf-8")))
                         if other in ROOMS and other not in (room, "contract"))
    return found


def svg() -> str:
    """The picture. Every room imports the contract; those lines are left out."""
    at = {room: 30 + HIGH * k for k, room in enumerate(ROOMS)}
    high = 30 + HIGH * len(ROOMS)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" role="img" '
             'font-family="sans-serif" font-size="13">',
             "<title>Rooms of fpplan, the lowest first; a line goes from a room up to one that it "
             "imports</title>", f'<rect width="{WIDE}" height="{high}" fill="white"/>']
    for (room, other), many in sorted(arrows().items()):
        low, up = at[room], at[other]
        side = LEFT + 20 + 16 * (ROOMS.index(room) - ROOMS.index(other))
        parts.append(f'<path d="M {LEFT} {low} C {side} {low}, {side} {up}, {LEFT} {up}" '
                     f'fill="none" stroke="#356" stroke-opacity="0.45" '
                     f'stroke-width="{1 + min(many, 20) / 5:g}"/>')
    for room in ROOMS:
        parts += [f'<circle cx="{LEFT}" cy="{at[room]}" r="4" fill="#356"/>',
                  f'<text x="{LEFT - 12}" y="{at[room] + 4}" text-anchor="end">{room}</text>']
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    PICTURE.write_text(svg(), "utf-8")
    print(PICTURE.relative_to(ROOT))
