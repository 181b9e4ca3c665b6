"""Hashes of what a result rests on."""

from __future__ import annotations

from fpplan.content import of_folder


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
