"""A problem for the finder: count variables, how they add up, what was published.

In a file (TOML) or built from the same plain words:

    schema = 1
    size = "births"                                  # solutions are ordered by this count
    structure = ["births = boys + girls", "third_and_later <= second_and_later"]
    [counts]                                         # the labels; order decides ties
    births = { zh = "出生", en = "births" }
    [known]                                          # counts that the document gives
    births = 90
    [cells.srb]
    numerator = "boys"
    denominator = "girls"
    value = 95.7                                     # as printed; 6.20 has two decimals
    rounding = "half_up"                             # half_even, truncated, any

Decimals are read as they are written, never through floating point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from fpplan.contract.errors import Problems
from fpplan.contract.ids import ID_RULE, is_id
from fpplan.contract.text import Text, _
from fpplan.files import toml
from fpplan.files.opened import called
from fpplan.matching.cells import Cell, terms

__all__ = ["AtMost", "Problem", "Sum", "build", "check", "load"]

_TOP = ("schema", "size", "structure", "counts", "known", "cells", "title", "document")
_CELL = ("numerator", "denominator", "value", "decimals", "rounding", "factor", "label")
_LIMIT = 10**9  # a count of people; keeps a slip of the keyboard from being searched


@dataclass(frozen=True)
class Sum:
    """`whole` is the sum of `parts`."""

    whole: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.whole} = {' + '.join(self.parts)}"


@dataclass(frozen=True)
class AtMost:
    """The sum of `less` is at most the sum of `more`."""

    less: tuple[str, ...]
    more: tuple[str, ...]

    def __str__(self) -> str:
        return f"{' + '.join(self.less)} <= {' + '.join(self.more)}"


@dataclass(frozen=True)
class Problem:
    """Counts (non-negative whole numbers), their structure and the published cells.

    `counts` names every variable in the order that decides ties, with its label; `size` is
    the one that orders solutions; `known` fixes counts that the document gives; `where`
    names the file in messages.
    """

    size: str
    counts: Mapping[str, Text]
    structure: tuple[Sum | AtMost, ...] = ()
    cells: tuple[Cell, ...] = ()
    known: Mapping[str, int] = field(default_factory=dict)
    title: Text | None = None
    document: str = ""
    where: str = "problem"


def build(
    size: str,
    counts: Iterable[str] | Mapping[str, Text],
    structure: Iterable[str] = (),
    cells: Iterable[Cell] = (),
    known: Mapping[str, int] | None = None,
    where: str = "problem",
) -> Problem:
    """A checked problem from plain words; counts without a label are labelled by their id.

    Raises `InputError` with every fault.
    """
    labels = counts if isinstance(counts, Mapping) else {name: Text(name, name) for name in counts}
    problems = Problems(where)
    relations = _relations(list(structure), problems)
    problem = Problem(size, dict(labels), relations, tuple(cells), dict(known or {}), where=where)
    check(problem, problems)
    problems.raise_if_any()
    return problem


def check(problem: Problem, problems: Problems) -> None:
    """Note every fault of `problem`: unknown names, impossible numbers, unknown rules."""
    names = problem.counts
    for name in names:
        if not is_id(name):
            problems.add(f"counts.{name}", ID_RULE, name)

    def known_name(key: str, name: str) -> None:
        if name not in names:
            problems.unknown(key, name, names, _("no such count"))

    known_name("size", problem.size)
    for at, relation in enumerate(problem.structure):
        left = (relation.whole,) if isinstance(relation, Sum) else relation.less
        right = relation.parts if isinstance(relation, Sum) else relation.more
        for name in (*left, *right):
            known_name(f"structure[{at}]", name)
        if len({*left, *right}) < len(left) + len(right):
            problems.add(f"structure[{at}]", _("names a count twice"), str(relation))
    for name, number in problem.known.items():
        known_name(f"known.{name}", name)
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < _LIMIT:
            problems.add(f"known.{name}", _("must be a whole number from 0 to below {most}").format(
                most=f"{_LIMIT:,}"), number)
    seen: set[str] = set()
    within = _within(problem)
    for cell in problem.cells:
        key = f"cells.{cell.id}"
        if cell.id in seen:
            problems.add(key, _("two cells have this id"))
        seen.add(cell.id)
        faults = cell.faults()
        for part, rule, value in faults:
            problems.add(f"{key}.{part}", rule, value)
        for side, side_names in (("numerator", cell.numerator), ("denominator", cell.denominator)):
            for name in filter(None, side_names):
                known_name(f"{key}.{side}", name)
        if faults:
            continue
        span = cell.span()
        if _is_part(cell, within) and (span.low > 1 or (span.low == 1 and not span.low_in)):
            rule = _("a part of its denominator cannot be more than {all} per {all}").format(
                all=cell.factor)
            problems.add(f"{key}.value", rule, str(cell.value))


def load(path: str | Path) -> Problem:
    """Read a problem file. Raises `InputError` with every fault of the file at once."""
    where = called(path)
    data = toml.read(path, where, parse_float=Decimal)
    problems = Problems(where)
    for name in data:
        if name not in _TOP:
            problems.unknown(name, name, _TOP, _("unknown key"))
    if data.get("schema") != 1:
        problems.add("schema", _("must be 1"), data.get("schema", "missing"))
    size = data.get("size")
    if not isinstance(size, str):
        problems.add("size", _("must name the count that orders solutions"), size)
    lines = data.get("structure", [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        problems.add("structure", _('must be a list of lines such as "births = boys + girls"'))
        lines = []
    counts = {}
    for name, words in _table(data, "counts", problems).items():
        counts[name] = _text(words, f"counts.{name}", problems) or Text(name, name)
    if not counts and isinstance(data.get("counts", {}), dict):
        problems.add("counts", _("must name at least one count"))
    cells = []
    for name, fields in _table(data, "cells", problems).items():
        cell = _cell(name, fields, problems)
        if cell:
            cells.append(cell)
    title, document = data.get("title"), data.get("document", "")
    if not isinstance(document, str):
        problems.add("document", _("must be text in quotes"), document)
    problem = Problem(
        size if isinstance(size, str) else next(iter(counts), ""),
        counts,
        _relations(lines, problems),
        tuple(cells),
        _table(data, "known", problems),
        None if title is None else _text(title, "title", problems),
        str(document),
        where,
    )
    if counts:
        check(problem, problems)
    problems.raise_if_any()
    return problem


def _table(data: dict[str, Any], key: str, problems: Problems) -> dict[str, Any]:
    value = data.get(key, {})
    if isinstance(value, dict):
        return value
    problems.add(key, _("must be a table"), value)
    return {}


def _text(words: Any, key: str, problems: Problems) -> Text | None:
    if isinstance(words, dict) and set(words) == {"zh", "en"}:
        zh, en = words["zh"], words["en"]
        if isinstance(zh, str) and isinstance(en, str):
            return Text(zh, en)
    problems.add(key, _('must be a label in both languages: {form}').format(
        form='{ zh = "...", en = "..." }'), words)
    return None


def _cell(name: str, fields: Any, problems: Problems) -> Cell | None:
    key = f"cells.{name}"
    if not isinstance(fields, dict):
        problems.add(key, _("must be a table"), fields)
        return None
    before = len(problems.found)
    for field_name in fields:
        if field_name not in _CELL:
            problems.unknown(f"{key}.{field_name}", field_name, _CELL, _("unknown key"))

    def take(part: str, kinds: tuple[type, ...], rule: str, default: Any = None) -> Any:
        value = fields.get(part, default)
        if value is None:
            problems.add(f"{key}.{part}", _("is missing: {rule}").format(rule=rule))
        elif isinstance(value, bool) or not isinstance(value, kinds):
            problems.add(f"{key}.{part}", rule, value)
        return value

    numerator = take("numerator", (str,), _('must name counts, such as "first + later"'))
    denominator = take("denominator", (str,), _('must name counts, such as "first + later"'))
    value = take("value", (int, Decimal), _("must be a number, without quotes"))
    rounding = take("rounding", (str,), _("must be text in quotes"), "half_up")
    factor = take("factor", (int,), _("must be a whole number, without quotes"), 100)
    if "decimals" in fields:
        take("decimals", (int,), _("must be a whole number, without quotes"))
    label = _text(fields["label"], f"{key}.label", problems) if "label" in fields else None
    if len(problems.found) > before:
        return None
    return Cell.of(name, numerator, denominator, value, decimals=fields.get("decimals"),
                   rounding=rounding, factor=factor, label=label)


def _relations(lines: list[str], problems: Problems) -> tuple[Sum | AtMost, ...]:
    """Lines "a = b + c" and "a + b <= c" as relations; a line that is neither is a fault."""
    found: list[Sum | AtMost] = []
    for at, line in enumerate(lines):
        left, equals, right = line.partition("<=" if "<=" in line else "=")
        less, more = terms(left), terms(right)
        if not equals or "=" in right or not all((*less, *more)):
            problems.add(f"structure[{at}]", _('must read "a = b + c" or "a <= b"'), line)
        elif equals == "<=":
            found.append(AtMost(less, more))
        elif len(less) > 1:
            problems.add(f"structure[{at}]", _("a sum has one count on its left"), line)
        else:
            found.append(Sum(less[0], more))
    return tuple(found)


def _within(problem: Problem) -> dict[str, set[str]]:
    """For each count, the counts that it can never exceed by the structure, itself included."""
    above: dict[str, set[str]] = {name: {name} for name in problem.counts}
    for relation in problem.structure:
        if isinstance(relation, Sum):
            pairs = [(part, relation.whole) for part in relation.parts]
        else:
            pairs = [(part, relation.more[0]) for part in relation.less if len(relation.more) == 1]
        for part, whole in pairs:
            above.setdefault(part, {part}).add(whole)
    changed = True
    while changed:
        changed = False
        for reached in above.values():
            further = set().union(*(above.get(name, set()) for name in reached))
            if not further <= reached:
                reached |= further
                changed = True
    return above


def _is_part(cell: Cell, within: dict[str, set[str]]) -> bool:
    if set(cell.numerator) <= set(cell.denominator):
        return True
    return len(cell.numerator) == 1 and any(
        name in within.get(cell.numerator[0], set()) for name in cell.denominator
    )
