"""The tags of everything that the shipped schemes bring, as a table: any change shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from fpplan.contract.tags import core_inputs
from fpplan.plugins import Plugins, load_plugins

TABLE = Path(__file__).parent / "expected" / "item_tags.csv"
TOWNSHIPS = Path(__file__).parents[1] / "plugins" / "fpplan_townships"
HEAD = ("kind", "owner", "id", "tags")


def rows(plugins: Plugins) -> Iterator[tuple[str, str, str, str]]:
    """What carries tags, and which."""
    for name, core in core_inputs().items():
        yield "input", "core", name, " ".join(sorted(core.tags))
    for scheme in sorted(plugins.schemes.values(), key=lambda each: each.id):
        for inp in scheme.inputs:
            if inp.id not in core_inputs():
                yield "input", scheme.id, inp.id, " ".join(sorted(inp.tags))
        for item in scheme.items():
            yield "item", scheme.id, item.id, " ".join(sorted(scheme.tags(item)))
        for payout in scheme.payouts:
            yield "payout", scheme.id, payout.id, " ".join(sorted(scheme.payout_tags(payout)))
    for measure in sorted(plugins.measures.values(), key=lambda each: each.id):
        yield "measure", "", measure.id, " ".join(sorted(measure.tags))


def written(plugins: Plugins) -> str:
    """The table as it is committed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEAD, *rows(plugins)])
    return out.getvalue()


@pytest.fixture(scope="module")
def shipped() -> Plugins:
    return load_plugins([TOWNSHIPS], entry_points=False)


def test_the_shipped_schemes_keep_their_tags(shipped):
    """A changed tag is a changed scope: change the table by hand, with the reason."""
    assert not shipped.broken and len(shipped.schemes) == 28
    assert written(shipped).splitlines() == TABLE.read_text("utf-8").splitlines()
