"""No block of more than 15 lines stands twice in fpplan."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

import fpplan

PACKAGE = Path(fpplan.__file__).parent
MOST = 15  # lines that may be alike: blank lines, comments, imports and docstrings do not count


def _passed_over(tree: ast.Module) -> set[int]:
    """Numbers of the lines of imports and docstrings."""
    found: set[int] = set()
    for node in ast.walk(tree):
        told = isinstance(node, ast.Import | ast.ImportFrom) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str))
        if told:
            found |= {*range(node.lineno, (node.end_lineno or node.lineno) + 1)}
    return found


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines that count, with their numbers; white space folded, comments behind code off."""
    away = _passed_over(ast.parse(text))
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        said = " ".join(line.partition("  # ")[0].split())
        if said and number not in away and not said.startswith("#"):
            found.append((number, said))
    return found


def twice(files: Iterable[tuple[str, str]]) -> list[str]:
    """Where a block of more than MOST lines stands again: "file:line ~ file:line", of each pair of
    places the first line alone. `files`: (name, text)."""
    seen: dict[tuple[str, ...], tuple[str, int, int]] = {}
    found, last = [], None
    for name, text in files:
        lines = lines_of(text)
        for at in range(len(lines) - MOST):
            block = tuple(said for _number, said in lines[at:at + MOST + 1])
            if block not in seen:
                seen[block] = name, at, lines[at][0]
                continue
            other, place, number = seen[block]
            if (name, at - 1, other, place - 1) != last:  # else the same block goes on
                found.append(f"{other}:{number} ~ {name}:{lines[at][0]}")
            last = name, at, other, place
    return found


def test_no_block_stands_twice():
    assert twice((path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8"))
                 for path in sorted(PACKAGE.rglob("*.py"))) == []


def test_it_would_be_seen():
    block = [f"    x{n} = f({n})" for n in range(MOST)]
    one = "\n".join(["def one():", *block, ""])
    told = "\n".join(["import os", '"""A docstring."""', "def one():", '    """Of one."""', *[
        part for line in block for part in (line.replace(" = ", "  =  "), "", "    # said")], ""])
    assert twice([("a.py", one), ("b.py", told)]) == ["a.py:1 ~ b.py:3"]
    assert twice([("a.py", one.replace("one", "two")), ("b.py", told)]) == []  # 15 are alike
    longer = one + "    return x1\n"
    assert twice([("a.py", longer + longer)]) == ["a.py:1 ~ a.py:18"]  # one block of 17 lines
