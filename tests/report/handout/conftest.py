"""One small place for all tests of the hand-out."""

from __future__ import annotations

import pytest
from handout_small import DRAWS, TEXT, made_files
from small_place import settled

from fpplan.planning.targets import Targets, targets


@pytest.fixture(scope="session")
def found() -> Targets:
    return targets(settled(TEXT, DRAWS))


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    return made_files()
