"""The indicators that come with fpplan: `data/indicators.toml`, whose head explains a term."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fpplan.contract.indicators import Indicator, read_indicators
from fpplan.files import toml

__all__ = ["core_indicators", "load_indicators"]

_CORE = Path(__file__).parent.parent / "data" / "indicators.toml"


def load_indicators(path: Path) -> dict[str, Indicator]:
    """The indicators of one TOML file. Raises InputError with every fault of the file."""
    return read_indicators(toml.read(path, path.name), path.name)


@cache
def core_indicators() -> dict[str, Indicator]:
    """The indicators that come with fpplan, by id, in the order of their file."""
    return load_indicators(_CORE)
