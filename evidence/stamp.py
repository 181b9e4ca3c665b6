"""Stamps of evidence: which code a committed table of results was made with.

A table of results is a CSV file whose first lines say how it came about:

    # seed: 20140801
    # modules: fpplan/population/events.py fpplan/population/engine.py
    # code: 3f2a...

`code` is a hash of the modules' syntax trees without docstrings, annotations and comments, and
without what only says where code lives: paths, import statements, `__all__`, what stands under
`if TYPE_CHECKING:`, and the list MODULES of a script (the header has it). Rewording or moving a
module leaves its evidence good, changing what it does makes it stale.

    python evidence/stamp.py                    say which tables are stale
    python evidence/stamp.py --check            and fail when there is one
    python evidence/stamp.py --moved OLD=NEW    write a module's new path into the headers
"""

from __future__ import annotations

import ast
import csv
import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

__all__ = ["ROOT", "code_hash", "each", "header_of", "moved", "stale", "write_table"]

Row = tuple[object, ...]
ROOT = Path(__file__).resolve().parent.parent


def code_hash(modules: Iterable[str], root: Path = ROOT) -> str:
    """Hash of some modules, given by their paths below `root`; neither their order nor their
    paths matter.

    Raises FileNotFoundError when one is missing.
    """
    written = sorted(_written(ast.parse((root / module).read_text("utf-8")))
                     for module in set(modules))
    return hashlib.blake2b("\n".join(written).encode(), digest_size=16).hexdigest()


def _written(node: object) -> str:
    """A syntax tree as text that all versions of Python agree on: empty fields left out."""
    if isinstance(node, list):
        return "[" + ",".join(_written(item) for item in _deeds(node)) + "]"
    if not isinstance(node, ast.AST):
        return f"{type(node).__name__}:{node!r}"
    parts = []
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "type_comment", "type_ignores", "kind"):
            continue
        if field == "body" and isinstance(value, list):
            value = _without_docstring(node, value)
        said = "" if value is None else _written(value)
        if said not in ("", "[]"):
            parts.append(f"{field}={said}")
    return f"{type(node).__name__}({','.join(parts)})"


def _deeds(nodes: list[Any]) -> Iterator[object]:
    """The items of a list without statements that only say where names come from or go to."""
    for node in nodes:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in _names(node.test):
            yield from _deeds(node.orelse)
        elif not (isinstance(node, ast.Import | ast.ImportFrom) or _lists_names(node)):
            yield node


def _lists_names(node: object) -> bool:
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    else:
        return False
    return all(_names(target) & {"__all__", "MODULES"} for target in targets)


def _names(node: ast.expr) -> set[str]:
    """What a plain or dotted name ends with; nothing for any other expression."""
    if isinstance(node, ast.Name):
        return {node.id}
    return {node.attr} if isinstance(node, ast.Attribute) else set()


def _without_docstring(node: ast.AST, body: list[ast.stmt]) -> list[ast.stmt]:
    documented = isinstance(
        node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    if documented and body and ast.get_docstring(node, clean=False) is not None:  # type: ignore[arg-type]
        return body[1:]
    return body


def each(path: Path, modules: Sequence[str], jobs: Sequence[str], work: Callable[[str], list[Row]],
         processes: int) -> Iterator[tuple[str, list[Row]]]:
    """The rows of every job, in order, worked out by several processes.

    What is done is kept beside the table, under the hash of the code, until every job is: a run
    that was killed goes on from there, to the same bytes.

    Args:
        path: the table to be. modules: as for `write_table`. jobs: their names.
        work: a function of a module, so that other processes find it.
    """
    kept = path.with_name(f"{path.stem}-{code_hash(modules)}.part")
    kept.mkdir(exist_ok=True)
    missing = [job for job in jobs if not _of(kept, job).is_file()]
    with ProcessPoolExecutor(processes) as pool:
        made = pool.map(partial(_keep, work, kept), missing)
        for job in jobs:
            if job in missing:
                next(made)
            yield job, [tuple(row) for row in json.loads(_of(kept, job).read_text("utf-8"))]
    shutil.rmtree(kept)


def _keep(work: Callable[[str], list[Row]], folder: Path, job: str) -> None:
    part = _of(folder, job).with_suffix(".part")
    part.write_text(json.dumps(work(job), default=_number), "utf-8")
    part.replace(_of(folder, job))


def _number(value: Any) -> object:
    return value.item()  # of numpy


def _of(folder: Path, job: str) -> Path:
    return folder / f"{job.replace(' ', '_')}.json"


def write_table(path: Path, modules: Sequence[str], columns: Sequence[str],
                rows: Iterable[Sequence[object]], **facts: object) -> None:
    """Write a table of results with its stamp; the file is whole or not there.

    Args:
        path: the CSV file. modules: paths below the project's root of the code that it proves.
        columns, rows: the table. facts: further lines of the header, seed among them.
    """
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        for key, value in facts.items():
            file.write(f"# {key}: {value}\n")
        file.write(f"# modules: {' '.join(sorted(set(modules)))}\n")
        file.write(f"# code: {code_hash(modules)}\n")
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows(rows)
    part.replace(path)


def header_of(path: Path) -> dict[str, str]:
    """What the first lines of a table say."""
    found = {}
    with path.open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith("# "):
                break
            key, _, value = line[2:].partition(": ")
            found[key] = value.strip()
    return found


def stale(path: Path, root: Path = ROOT) -> bool:
    """Whether a table of results was made with other code than there is now."""
    header = header_of(path)
    if "modules" not in header or "code" not in header:
        return True
    try:
        return code_hash(header["modules"].split(), root) != header["code"]
    except FileNotFoundError:
        return True


def moved(path: Path, old: str, new: str) -> None:
    """Write a module's new path into the header of a table that names the old one."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    modules = header_of(path).get("modules", "").split()
    if old in modules:
        named = sorted({new if module == old else module for module in modules})
        said = [f"# modules: {' '.join(named)}\n" if line.startswith("# modules: ") else line
                for line in lines]
        part = path.with_name(path.name + ".part")
        part.write_text("".join(said), "utf-8")
        part.replace(path)


def main(arguments: Sequence[str]) -> int:
    """Say which tables of this folder are stale. Returns the exit status."""
    if arguments[:1] == ["--moved"]:
        for pair in arguments[1:]:
            before, _, after = pair.partition("=")
            for path in sorted(Path(__file__).parent.glob("*.csv")):
                moved(path, before, after)
    old = [path for path in sorted(Path(__file__).parent.glob("*.csv")) if stale(path)]
    for path in old:
        print(f"evidence/{path.name} was made with other code: run"
              f" make evidence-{path.stem}")
    return 1 if old and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
