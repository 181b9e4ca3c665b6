"""Hashes of what a result rests on."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

import fpplan
from fpplan.content import (
    changed,
    of_code,
    of_files,
    of_folder,
    of_module,
    of_sources,
    record,
)

ROOT = Path(fpplan.__file__).parent


def test_content_is_of_names_and_bytes_without_caches(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "rules.py").write_text("FULL = 6")
    first = of_folder(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "rules.cpython-311.pyc").write_bytes(b"x")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    assert of_folder(tmp_path) == first and len(first) == 24
    (tmp_path / "rules.py").write_text("FULL = 7")
    second = of_folder(tmp_path)
    (tmp_path / "rules.py").rename(tmp_path / "in" / "rules.py")
    assert len({first, second, of_folder(tmp_path)}) == 3


def test_a_hash_is_the_same_wherever_the_files_lie(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name / "in").mkdir(parents=True)
        (tmp_path / name / "in" / "a.toml").write_text("x = 1")
        (tmp_path / name / "b.toml").write_text("y = 2")
    one, other = tmp_path / "one", tmp_path / "other"
    assert of_folder(one) == of_folder(other)
    files = [one / "b.toml", one / "in" / "a.toml"]
    assert of_files(one, files) == of_files(one, reversed(files)) == of_folder(one)
    assert of_files(one, files[:1]) != of_folder(one)


def test_no_bytes_move_from_one_file_to_its_neighbour(tmp_path):
    """Where a name or a content ends is part of the hash."""
    hashes = set()
    for at, (first, second) in enumerate((("ab", "c"), ("a", "bc"), ("", "abc"), ("abc", ""))):
        folder = tmp_path / str(at)
        folder.mkdir()
        (folder / "a").write_text(first)
        (folder / "b").write_text(second)
        hashes.add(of_folder(folder))
    assert len(hashes) == 4


def test_a_module_is_its_file_and_a_package_its_folder(tmp_path):
    (tmp_path / "package").mkdir()
    single, package = ModuleType("single"), ModuleType("package")
    single.__file__ = str(tmp_path / "single.py")
    package.__file__ = str(tmp_path / "package" / "__init__.py")
    for module in (single, package):
        Path(module.__file__).write_text("A = 1")
    before = of_module(single), of_module(package)
    (tmp_path / "package" / "data.toml").write_text("x = 1")
    (tmp_path / "neighbour.py").write_text("B = 2")
    assert of_module(single) == before[0] and of_module(package) != before[1]


def test_sources_are_named_by_their_place_in_fpplan():
    assert of_sources(["content.py"]) == of_files(ROOT, [ROOT / "content.py"])
    assert of_sources(["content.py"]) != of_sources(["content.py", "finite.py"])
    with pytest.raises(OSError):
        of_sources(["no_such_file.py"])


def test_a_record_says_what_changed(tmp_path):
    (tmp_path / "setting.toml").write_text("x = 1")
    before = record({"two": "b", "one": "a"}, tmp_path)
    assert before["fpplan"] == of_code() and list(before["plugins"]) == ["one", "two"]
    assert changed(before, record({"one": "a", "two": "b"}, tmp_path)) == []
    (tmp_path / "setting.toml").write_text("x = 2")
    assert changed(before, record({"one": "a", "two": "c", "new": "d"}, tmp_path)) == [
        "plugins.new", "plugins.two", "setting"]
    assert changed(before, {**record({"one": "a"}, None), "fpplan": "other"}) == [
        "fpplan", "plugins.two", "setting"]
    assert "setting" not in record({}, None)
