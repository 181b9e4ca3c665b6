"""Groups of contraceptive methods: `method=@modern` in a tally's pattern. The only place where they
are made, from what a setting says of its methods, so that a setting may name them as it likes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

__all__ = ["GROUPS", "groups_of"]

_KINDS = ("iud", "implant")  # single methods that indicators speak of, by their kind
GROUPS = ("any", "modern", "long_acting", "permanent", "short_acting", "resupplied", *_KINDS)
"""Every group that a pattern can name."""


class _Method(Protocol):
    """What a setting says of a method."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def modern(self) -> bool: ...
    @property
    def long_acting(self) -> bool: ...
    @property
    def permanent(self) -> bool: ...


def groups_of(methods: Iterable[_Method]) -> dict[str, tuple[str, ...]]:
    """The groups of a setting's methods, id of a group -> ids of methods.

    "short_acting" are modern ones that do not last for years; users of those that are not
    permanent either come back for supplies every few months ("resupplied").
    """
    listed = tuple(methods)
    return {
        "any": tuple(m.id for m in listed),
        "modern": tuple(m.id for m in listed if m.modern),
        "long_acting": tuple(m.id for m in listed if m.long_acting),
        "permanent": tuple(m.id for m in listed if m.permanent),
        "short_acting": tuple(m.id for m in listed if m.modern and not m.long_acting),
        "resupplied": tuple(m.id for m in listed
                            if m.modern and not m.long_acting and not m.permanent),
        **{kind: tuple(m.id for m in listed if m.kind == kind) for kind in _KINDS},
    }
