"""Folders written as wholes: what is whose, who may write, and what their paths may hold."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_run import NAMES, Source, meta, write

from fpplan.audit import kept
from fpplan.cli import main
from fpplan.contract.errors import FpplanError
from fpplan.planning.plan_write import PLAN
from fpplan.projection.folder import Folder
from fpplan.report.handout.files import HANDOUT
from fpplan.store import Run, RunWriter, chunks, tables
from fpplan.store.lock import LOCK, alone
from fpplan.store.whole import PART, Whole, write_files
from fpplan.store.writer import AUDIT, CHUNKS, KIND

FOLDERS = Path(__file__).parent / "folders"
ODD = ("plan[1]", "*", "?", "{a,b}", "a%20b", "~", "a b", "计划", "x=1", "#", "$HOME")
MARKS = {PLAN: '{"fpplan": "0", "table_gap": 0}', HANDOUT: '{"set_up_to_fail": [], "targets": 1}'}


def publish(path: Path, kind, words: str = "new", **more: str) -> None:
    with Whole(path, kind).held() as folder:
        write_files(folder, dict.fromkeys(kind.files, words) | more | {kind.mark: MARKS[kind]})


@pytest.mark.parametrize("name", ODD)
def test_no_part_of_a_path_is_a_pattern(name, tmp_path, monkeypatch, capsys):
    """Beside "plan[1]" stands plan1, which the table library took instead."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    for near in ("plan1", "a", "b"):
        write(Path(near), 4, draws=4, seed=1)
    write(Path(name), 4, draws=4, seed=0)
    assert sorted(os.listdir(tmp_path / "home")) == []
    run = Run.open(Path(name))
    mine = run.collect(run.table("points"))
    near = Run.open(Path("plan1"))
    assert mine.height == near.collect(near.table("points")).height
    assert not mine.equals(near.collect(near.table("points")))
    for told in (["compare", name, "--json"], ["open", name]):
        monkeypatch.setenv("CI", "1")
        assert main(told) == 0, capsys.readouterr().err
    assert (tmp_path / name / "report.html").is_file()


def test_a_projections_tables_are_read_by_their_own_path(tmp_path):
    shutil.copytree(FOLDERS / "schema_2", tmp_path / "plan[1]")
    assert tables.read(tmp_path / "plan[1]" / "units.parquet").height == 3


@pytest.mark.parametrize("kind", MARKS, ids=["plan", "targets"])
def test_only_what_we_wrote_is_removed(kind, tmp_path):
    out, beside = tmp_path / "out", tmp_path / "out.part"
    publish(out, kind, "old")
    (out / "notes.txt").write_text("mine")
    (out / "mine").mkdir()
    (out / "mine" / "letter.txt").write_text("dear")
    beside.mkdir()
    (beside / "draft.txt").write_text("mine too")
    publish(out, kind)
    assert {one.name for one in out.iterdir()} == {*kind.files, "notes.txt", "mine"}
    assert {(out / name).read_text() for name in kind.files if name != kind.mark} == {"new"}
    assert (out / "mine" / "letter.txt").read_text() == "dear"
    assert (beside / "draft.txt").read_text() == "mine too"


def test_what_waits_but_is_not_ours_is_named_and_stays(tmp_path):
    (tmp_path / "out" / PART).mkdir(parents=True)
    (tmp_path / "out" / PART / "thesis.doc").write_text("years")
    with pytest.raises(FpplanError, match=r"thesis\.doc: was not written by fpplan"):
        publish(tmp_path / "out", PLAN)
    assert (tmp_path / "out" / PART / "thesis.doc").read_text() == "years"


@pytest.mark.parametrize("text", ["{}", "[1]", "= =", '{"fpplan": "0"}'])
def test_a_file_of_our_name_alone_makes_no_folder_ours(text, tmp_path):
    (tmp_path / "plan.json").write_text(text)
    with pytest.raises(FpplanError, match="holds something else"):
        publish(tmp_path, PLAN)
    assert [one.name for one in tmp_path.iterdir()] == ["plan.json"]


def test_a_run_does_not_go_into_a_projection(tmp_path):
    (tmp_path / "run.toml").write_text('kind = "projection"\nschema = 2\nfpplan = "0"\n')
    with pytest.raises(FpplanError, match="not of a run"):
        RunWriter(tmp_path, meta(), NAMES)


def test_nothing_is_left_of_what_fails(tmp_path):
    with pytest.raises(RuntimeError), Whole(tmp_path / "out", PLAN).held() as folder:
        folder.file("plan.toml").write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


HOLD = """
import sys
from pathlib import Path
from fpplan.store.lock import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_writer_is_refused_and_a_killed_one_is_not_waited_for(tmp_path):
    path = write(tmp_path / "run", 4, draws=4)
    before = {one.name: one.read_bytes() for one in path.iterdir()}
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "held\n"
        for begin in (lambda: RunWriter(path, meta(4), NAMES),
                      lambda: alone(path).__enter__()):
            with pytest.raises(FpplanError, match="another fpplan is writing") as caught:
                begin()
            assert str(path) in str(caught.value) and "\n" not in str(caught.value)
        assert {one.name: one.read_bytes() for one in path.iterdir()
                if one.name != LOCK} == before
    finally:
        other.kill()
        other.communicate()  # waits, and closes its pipes
    assert (path / LOCK).exists()  # the dead do not tidy up
    write(path, 4, draws=4)
    assert {one.name: one.read_bytes() for one in path.iterdir()} == before


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


def test_an_old_audit_never_stands_beside_new_tables(tmp_path):
    """A rerun that is killed before its own audit."""
    assert AUDIT == kept.AUDIT
    path = write(tmp_path / "run", 4, draws=4)
    (path / AUDIT).write_text("[]")
    write(path, 4, draws=4, seed=1)
    assert not (path / AUDIT).exists()


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


def test_each_schema_is_read_or_says_who_wrote_it():
    assert sorted(one.name for one in FOLDERS.iterdir()) == ["schema_1", "schema_2"]
    assert Run.open(FOLDERS / "schema_2").names == NAMES
    with pytest.raises(FpplanError, match=r"schema 1, as fpplan 0\.1\.0 wrote it.*run it again"):
        Run.open(FOLDERS / "schema_1")


def test_a_projection_of_another_schema_says_so_too(tmp_path):
    (tmp_path / "run.toml").write_text('kind = "projection"\nschema = 1\nfpplan = "0.1.0"\n')
    with pytest.raises(FpplanError, match=r"has schema 1, as fpplan 0\.1\.0 wrote it"):
        Folder.open(tmp_path)


FULL = "run: cannot be written: (File too large|the disk is full)$"


@pytest.mark.parametrize("most", [100, 2_000, 20_000])
def test_a_full_disk_is_one_line_wherever_it_is_met(most, tmp_path, monkeypatch):
    """Arrays, tables of the table library and texts, each when it is the first that is too big."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
    try:
        with pytest.raises(FpplanError, match=FULL) as said:
            write(tmp_path / "run", 40)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "\n" not in str(said.value)
    assert not set(os.listdir(tmp_path / "run")) & set(KIND.files)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no /dev/full")
def test_what_is_printed_into_a_full_disk_is_one_line():
    with open("/dev/full", "w") as full:
        said = subprocess.run([sys.executable, "-m", "fpplan", "--help", "--lang", "en"],
                              stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (said.returncode, said.stderr) == (
        2, "standard output: cannot be written: No space left on device\n")


def test_arrays_of_numbers_come_back(tmp_path):
    run = Run.open(write(tmp_path / "run", 4, draws=4))
    assert np.isfinite(run.collect(run.table("points"))["value"].drop_nulls().to_numpy()).all()
