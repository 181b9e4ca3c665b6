"""A `[base]` table on its way: what could be read of it, so that one fault hides no other.

A whole `Base` exists only without faults. A `Draft` keeps the sections that read well, leaves
single entries with faults out of the others, and remembers the names as they were written, so
that the checks across tables can say everything they know at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from fpplan.scenario.messages import without_tags
from fpplan.scenario.models import Base

__all__ = ["Draft"]


class Draft:
    """The readable part of a raw `[base]` table."""

    def __init__(self, raw: Mapping[str, Any]):
        self.raw = raw
        self.base: Base | None = None
        """The whole, when nothing is wrong with any section by itself."""
        self.fault: ValidationError | None = None
        self._parts: dict[str, Any] = {}
        self._broken: set[str] = set()
        try:
            self.base = Base.model_validate(raw)
        except ValidationError as fault:
            self.fault = fault
            for name in Base.model_fields:
                self._read(name)
        else:
            self._parts = {name: getattr(self.base, name) for name in Base.model_fields}

    def _read(self, name: str) -> None:
        info = Base.model_fields[name]
        if name not in self.raw:
            if info.is_required():
                self._broken.add(name)
            else:
                self._parts[name] = info.get_default(call_default_factory=True)
            return
        reader = _reader(name)
        value = self.raw[name]
        try:
            self._parts[name] = reader.validate_python(value)
        except ValidationError as fault:
            self._broken.add(name)
            bad = {loc[0] for error in fault.errors() if (loc := without_tags(error["loc"]))}
            if not isinstance(value, Mapping):
                return
            try:
                self._parts[name] = reader.validate_python(
                    {key: part for key, part in value.items() if key not in bad})
            except ValidationError:
                return

    def part(self, name: str, empty: Any) -> Any:
        """A section without its faulty entries, or `empty` when nothing of it can be read."""
        return self._parts.get(name, empty)

    def whole(self, *names: str) -> bool:
        """Whether these sections are there and free of faults."""
        return not self._broken.intersection(names)

    def names(self, *path: str) -> tuple[str, ...]:
        """The keys of a table as written, faulty entries included."""
        found = self.written(*path)
        return tuple(found) if isinstance(found, Mapping) else ()

    def written(self, *path: str | int) -> Any:
        """What stands at a key as written, with or without faults; None when nothing does."""
        found: Any = self.raw
        for step in path:
            if isinstance(found, Mapping):
                found = found.get(step)
            elif isinstance(found, list | tuple) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found

    def text(self, *path: str | int) -> str | None:
        """The text at a key as written, or None when there is none."""
        found = self.written(*path)
        return found if isinstance(found, str) and found.strip() else None

    def texts(self, *path: str | int) -> tuple[str, ...]:
        """The texts of a list as written."""
        found = self.written(*path)
        return tuple(each for each in found if isinstance(each, str)) if isinstance(
            found, list | tuple) else ()

    @property
    def parents(self) -> frozenset[str]:
        """Every unit that another one names as its parent."""
        units = self.raw.get("units")
        tables = units.items() if isinstance(units, Mapping) else ()
        named = ((unit, table.get("parent")) for unit, table in tables
                 if isinstance(table, Mapping))
        return frozenset(name for unit, name in named if isinstance(name, str) and name != unit)

    @property
    def leaves(self) -> tuple[str, ...]:
        """The units that are nobody's parent, in the file's order."""
        parents = self.parents
        return tuple(unit for unit in self.names("units") if unit not in parents)


@cache
def _reader(name: str) -> TypeAdapter[Any]:
    """What reads one section of `[base]` by itself."""
    info = Base.model_fields[name]
    form: Any = info.annotation
    if info.metadata:
        form = Annotated[(form, *info.metadata)]
    return TypeAdapter(form)
