"""Finished ranges of draws: kept, gone on from, refused, thrown away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_run import NAMES, Source, meta, write

from fpplan.contract.errors import FpplanError
from fpplan.store import RunWriter, chunks
from fpplan.store.writer import CHUNKS

CONTENT = {"fpplan": "a", "setting": "b", "plugins": {"points": "c"}}


@pytest.mark.parametrize(("other", "named"), [
    ({"fpplan": "x"}, "fpplan"), ({"setting": "x"}, "setting"),
    ({"plugins": {"points": "x"}}, "plugins.points"), ({"plugins": {}}, "plugins.points")])
def test_a_run_never_goes_on_with_other_content(other, named, tmp_path):
    """A rule was edited between two halves of a run: 60 draws by the old one, 340 by the new."""
    begun = RunWriter(tmp_path / "run", replace(meta(), content=CONTENT), NAMES)
    begun.write(Source().chunks(0, 20))
    with pytest.raises(FpplanError, match=f"run: {named} changed since this run was begun") as said:
        RunWriter(tmp_path / "run", replace(meta(), content=CONTENT | other), NAMES)
    assert str(tmp_path / "run" / CHUNKS) in str(said.value) and "\n" not in str(said.value)
    same = RunWriter(tmp_path / "run", replace(meta(), content=CONTENT), NAMES)
    assert same.todo(40) == [(20, 40)]


def test_chunks_that_are_being_removed_are_not_gone_on_from(tmp_path, monkeypatch):
    path = write(tmp_path / "run", 4, draws=4)
    good = {one.name: one.read_bytes() for one in path.iterdir()}
    monkeypatch.setattr(chunks, "_remove_range",
                        lambda folder: (folder / "tables.json").unlink(True))
    write(path, 4, draws=4)
    monkeypatch.undo()
    assert (path / chunks.OLD).is_dir()  # half removed
    write(path, 4, draws=4)
    assert {one.name: one.read_bytes() for one in path.iterdir()} == good


def test_a_damaged_range_is_one_line(tmp_path):
    writer = RunWriter(tmp_path / "run", meta(), NAMES)
    writer.write(Source().chunks(0, 40))
    array = next((tmp_path / "run" / CHUNKS).rglob("*.npy"))
    array.write_bytes(array.read_bytes()[:50])
    with pytest.raises(FpplanError, match="is damaged; remove"):
        writer.finish()
