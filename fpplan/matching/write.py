"""Writing scales into a scenario file: only its `[base.scales]` and `[base.matched]` change."""

from __future__ import annotations

from fpplan.files.edits import with_tables
from fpplan.matching.match import Match, caveats

__all__ = ["with_scales"]

HEAD = "Written by `fpplan match`: matched at central values, no interval."


def with_scales(text: str, found: Match) -> str:
    """The text of a scenario file with what matching found; everything else, comments too,
    stays as it was. Raises ValueError where the file cannot be changed table by table."""
    aims = {name: {"aimed": _number(aim), "reached": _number(found.reached[name])}
            for name, aim in found.aimed.items()}
    return with_tables(text, {
        "scales": {name: _number(value) for name, value in found.scales._asdict().items()},
        "matched": {"note": " ".join(caveats(found)), "aims": aims},
    }, HEAD)


def _number(value: float) -> float:
    return float(f"{value:.6g}")
