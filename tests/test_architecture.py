"""The picture of the rooms is of today's code, and every room stands in the text."""

from __future__ import annotations

from pathlib import Path

import rooms
from test_rooms import ROOMS

DOCS = Path(__file__).parents[1] / "docs"


def test_the_picture_is_drawn_from_todays_imports():
    assert (DOCS / "architecture.svg").read_text("utf-8") == rooms.svg(), (
        "run python evidence/rooms.py")


def test_every_room_is_described():
    text = (DOCS / "architecture.md").read_text("utf-8")
    listed = {name.strip() for line in text.splitlines() if line.startswith("| ")
              for name in line.split("|")[1].split(",")}
    assert {*ROOMS} <= listed


def test_lines_go_one_way():
    assert all(ROOMS.index(room) > ROOMS.index(other) for room, other in rooms.arrows())
