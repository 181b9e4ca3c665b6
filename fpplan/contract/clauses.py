"""Where something comes from: a document and a few of its own words."""

from __future__ import annotations

from dataclasses import dataclass

from fpplan.contract.text import Text

__all__ = ["Clause"]


@dataclass(frozen=True)
class Clause:
    """Where an item or a measure comes from: the document, a few of its own words, what it
    says."""

    document: str
    quote: str
    text: Text
