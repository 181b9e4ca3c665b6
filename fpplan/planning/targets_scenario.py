"""The scenario with the proposed targets: the file as it was, and `[base.targets]` in it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from fpplan.files.edits import with_tables

__all__ = ["with_base_targets"]

HEAD = ("Written by `fpplan targets`: met with {percent:g} % at given staffing, "
        "of untagged items only.")


def with_base_targets(text: str, proposals: Mapping[str, Mapping[str, float]],
                      probability: float) -> str:
    """The text of a scenario file with proposed targets; everything else, comments too, stays.

    Targets that the file sets for other items stay as well. Raises ValueError where the file
    writes targets in a way that cannot be changed table by table.
    """
    if not proposals:
        return text
    before = tomllib.loads(text).get("base", {}).get("targets", {})
    table = {**before, **{key: dict(values) for key, values in proposals.items()}}
    return with_tables(text, {"targets": table}, HEAD.format(percent=100 * probability))
