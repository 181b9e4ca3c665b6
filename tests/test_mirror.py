"""Tests mirror modules: `fpplan/a/b.py` is tested in `tests/a/test_b.py`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

import fpplan

PACKAGE = Path(fpplan.__file__).parent
TESTS = Path(__file__).parent

# Modules that cannot sensibly have a file of their own, each with the reason.
EXCEPTIONS: dict[str, str] = {}
MOST = 20


def mirror(module: str) -> str:
    """Where a module of fpplan is tested, below `tests`."""
    path = Path(module)
    return path.with_name(f"test_{path.name}").as_posix()


def missing(modules: Iterable[str], tests: Iterable[str]) -> list[str]:
    """Modules without a test file of their own."""
    there = {*tests}
    return sorted(module for module in modules if mirror(module) not in there)


def below(folder: Path) -> list[str]:
    """The Python files of a folder, by their places in it. `__init__` only says what its package
    shows."""
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*.py")
            if path.name != "__init__.py"]


def test_every_module_has_its_test_file():
    assert missing(below(PACKAGE), below(TESTS)) == sorted(EXCEPTIONS)


def test_exceptions_are_few_and_have_a_reason():
    assert len(EXCEPTIONS) <= MOST
    assert all(len(reason.split()) > 3 for reason in EXCEPTIONS.values())
    assert {*EXCEPTIONS} <= {*below(PACKAGE)}, "the module is gone"


def test_a_mirror_holds_tests():
    """A file of that name alone would prove nothing."""
    empty = [name for name in map(mirror, below(PACKAGE)) if (TESTS / name).is_file()
             and not any(line.lstrip().startswith(("def test_", "async def test_"))
                         for line in (TESTS / name).read_text("utf-8").splitlines())]
    assert empty == []


@pytest.mark.parametrize(("module", "test"), [
    ("writing.py", "test_writing.py"), ("contract/rules/base.py", "contract/rules/test_base.py"),
    ("__main__.py", "test___main__.py")])
def test_where_a_module_is_tested(module, test):
    assert mirror(module) == test


def test_it_would_be_seen():
    modules = ["a.py", "b/a.py", "b/c.py"]
    assert missing(modules, ["test_a.py", "b/test_c.py", "test_c.py"]) == ["b/a.py"]
    assert missing(modules, map(mirror, modules)) == []
