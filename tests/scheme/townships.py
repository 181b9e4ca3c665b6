"""The township plugins as tests load them: from their folder, installed or not."""

from functools import cache
from pathlib import Path

from fpplan.contract.scheme import Scheme
from fpplan.plugins import Plugins, load_plugins

FOLDER = Path(__file__).parents[2] / "plugins" / "fpplan_townships"


@cache
def plugins() -> Plugins:
    found = load_plugins([FOLDER], entry_points=False)
    assert [str(problem) for problem in found.broken] == []
    return found


def scheme(name: str) -> Scheme:
    return plugins().schemes[name]
