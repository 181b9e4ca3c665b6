"""A hand-out of a small place."""

from __future__ import annotations

from small_place import place, settled

from fpplan.planning.targets import targets
from fpplan.planning.targets_scenario import with_base_targets
from fpplan.report.handout.files import contents

TEXT = place({"A": 300, "B": 700})
DRAWS = 8


def made_files(scaled: float = 1.0) -> dict[str, bytes]:
    """Every file of the hand-out; `scaled` multiplies the points of all tagged items."""
    found = targets(settled(TEXT, DRAWS, scaled=scaled))
    return contents(found, with_base_targets(TEXT, found.proposals(), found.probability))
