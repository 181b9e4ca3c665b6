"""Finished ranges of draws: kept, gone on from, refused, thrown away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_run import NAMES, Source, meta, write

from fpplan.contract.errors import FpplanError
from fpplan.store import RunWriter, chunks
from fpplan.store.chunks import ChunkStore, Tables
from fpplan.store.layout import Categories
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


def test_livedthat_are_being_removed_are_not_gone_on_from(tmp_path, monkeypatch):
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


def store_of(folder, key: str = "a") -> ChunkStore:
    folder.mkdir(exist_ok=True)
    return ChunkStore(folder, key, {}, Categories.from_names(NAMES))


def test_the_tables_of_a_run_are_read_back_from_their_text():
    tables = Tables.of(Source().chunk("base", 0, 4), Categories.from_names(NAMES))
    again = Tables.from_json(tables.to_json())
    assert again.columns == tables.columns and set(again.layouts) == set(tables.layouts)
    for name, layout in tables.layouts.items():
        assert again.layouts[name].fingerprint() == layout.fingerprint()
        assert np.array_equal(again.layouts[name].gather, layout.gather)


def test_ranges_are_done_in_order_and_cover_the_draws(tmp_path):
    source, store = Source(), store_of(tmp_path / "run")
    assert store.done() == []
    with pytest.raises(ValueError, match="no range of draws is finished"):
        next(store.frames("points", 40))
    for first, stop in ((20, 40), (0, 12)):
        store.write(source.chunks(first, stop))
    assert store.done() == [(0, 12), (20, 40)]
    with pytest.raises(ValueError, match="do not cover draws 0 to 39"):
        next(store.frames("points", 40))
    store.write(source.chunks(12, 20))
    frames = list(store.frames("points", 40))
    assert [frame["draw"][0] for frame in frames] == [0, 12, 20] * 2
    assert [frame["variant"][0] for frame in frames] == ["base"] * 3 + ["audits"] * 3
    with pytest.raises(ValueError, match="do not cover draws 0 to 43"):
        next(store.frames("points", 44))


# What a byte holds and what it does not, either side of each edge.
COUNTS = [0, 1, 255, 256, 65_536, 2**31 - 1, -1, -(2**31)]


@given(st.lists(st.sampled_from(COUNTS), min_size=9, max_size=9))
@settings(max_examples=20)
def test_any_count_comes_back_however_narrow_it_is_kept(counts):
    with TemporaryDirectory() as folder:
        store = store_of(Path(folder) / "run")
        lived = []
        for chunk in Source(draws=1, months=1).chunks(0, 1):
            tallies = chunk.tallies
            true, reported = (np.resize(np.array(part, np.int32), tallies.true.shape)
                              for part in (counts[:6], counts[3:]))
            record = np.resize(np.array(counts[::-1], np.int32), tallies.record.shape)
            lived.append(replace(chunk, tallies=replace(tallies, true=true, reported=reported,
                                                          record=record)))
        store.write(lived)
        frame = next(store.frames("tallies", 1))
        for place, unit in enumerate(tallies.units):
            for view, array in (("true", true), ("reported", reported)):
                row = frame.filter(pl.col("unit") == unit, pl.col("view") == view)
                found = row.select(*tallies.slots, *tallies.record_slots)
                assert found.dtypes == [pl.Int32] * 4
                assert found.row(0) == (*array[0, place, 0], *record[0, place, 0])


def test_a_range_that_was_killed_is_done_again(tmp_path):
    folder = tmp_path / "run"
    store_of(folder).write(Source().chunks(0, 20))
    part = folder / CHUNKS / "0000020-0000040.part"
    part.mkdir()
    (part / "base.narrow.npy").write_bytes(b"half")
    store = store_of(folder)
    assert store.done() == [(0, 20)] and not part.exists()
    assert store.tables is not None  # the axes of the finished range hold for the next


def test_what_we_did_not_write_stays(tmp_path):
    folder = tmp_path / "run"
    store_of(folder).write(Source().chunks(0, 20))
    mine = [folder / CHUNKS / "letter.txt", folder / CHUNKS / "0000000-0000020" / "notes.txt"]
    for path in mine:
        path.write_text("mine")
    store = store_of(folder, key="another run")
    assert store.done() == []
    kept = [path for path in folder.rglob("*.txt") if path.read_text() == "mine"]
    assert sorted(path.name for path in kept) == ["letter.txt", "notes.txt"]


@pytest.mark.parametrize("text", ["", "[1]", '{"key": "a"}', '{"key": "a", "content": 3}'])
def test_a_key_that_cannot_be_read_is_of_another_run(text, tmp_path):
    folder = tmp_path / "run"
    store_of(folder).write(Source().chunks(0, 20))
    (folder / CHUNKS / "key.json").write_text(text)
    assert store_of(folder).done() == []


def test_arrays_of_another_number_of_draws_are_our_own_mistake(tmp_path):
    chunk = Source().chunk("base", 0, 20)
    with pytest.raises(ValueError, match="for 20 draws"):
        store_of(tmp_path / "run").write([
            replace(chunk, variant=variant, points=Source().chunk("base", 0, 10).points)
            for variant in ("base", "audits")])
