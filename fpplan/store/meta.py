"""`run.toml`: which run this is. No clock time, so that the same run gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import fpplan
from fpplan.contract.text import Text

__all__ = ["SCHEMA", "RunMeta"]

# Schema 2 says in [content] what the run rests on; 1 did not. Whatever changes in the files
# of the folder raises it: tests/runs/folders keeps one small folder of each.
SCHEMA = 2


@dataclass(frozen=True)
class RunMeta:
    """What was run: scenario, hashes of each resolved variant, seed, sets and repeats.

    `plugins` maps a plugin's name to its version; `resolved` is the resolved base as plain
    tables. `pool` has, by stratum, the effective number of simulated lives behind the start of
    each five-year age group. `uncertainty` and `keep` are as `fpplan run` was asked: a run goes
    on only from chunks that were made with the same ones. `content` has the hashes of what its
    numbers rest on (`fpplan.content.record`).
    """

    scenario: str
    title: Text
    decision_month: str
    horizon: int
    seed: int
    draws: int
    sets: int
    repeats: int
    document: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)
    plugins: Mapping[str, str] = field(default_factory=dict)
    resolved: Mapping[str, Any] = field(default_factory=dict)
    uncertainty: str = "both"
    keep: str = "needed"
    pool: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)
    version: str = fpplan.__version__

    def to_tables(self) -> dict[str, Any]:
        """The tables of `run.toml`."""
        return {
            "schema": SCHEMA,
            "fpplan": self.version,
            "scenario": self.scenario,
            "title": {"zh": self.title.zh, "en": self.title.en},
            "document": self.document,
            "decision_month": self.decision_month,
            "horizon": self.horizon,
            "seed": self.seed,
            "draws": self.draws,
            "sets": self.sets,
            "repeats": self.repeats,
            "uncertainty": self.uncertainty,
            "keep": self.keep,
            "pool": {name: list(lives) for name, lives in self.pool.items()},
            "plugins": dict(sorted(self.plugins.items())),
            "hashes": dict(self.hashes),
            "content": dict(self.content),
            "resolved": self.resolved,
        }

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any]) -> RunMeta:
        """The meta of `run.toml`'s tables. KeyError when something is missing."""
        return cls(
            scenario=tables["scenario"],
            title=Text(tables["title"]["zh"], tables["title"]["en"]),
            decision_month=tables["decision_month"],
            horizon=tables["horizon"],
            seed=tables["seed"],
            draws=tables["draws"],
            sets=tables["sets"],
            repeats=tables["repeats"],
            document=tables["document"],
            hashes=tables.get("hashes", {}),
            plugins=tables.get("plugins", {}),
            content=tables.get("content", {}),
            resolved=tables.get("resolved", {}),
            uncertainty=tables["uncertainty"],
            keep=tables["keep"],
            pool={name: tuple(lives) for name, lives in tables.get("pool", {}).items()},
            version=tables["fpplan"],
        )
