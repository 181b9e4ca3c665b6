"""Folders written as wholes: what is whose, who may write, and what their paths may hold."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from small_run import NAMES, meta, write

from fpplan.audit import kept
from fpplan.contract.errors import FpplanError
from fpplan.planning.plan_write import PLAN
from fpplan.projection.folder import Folder
from fpplan.report.handout.files import HANDOUT
from fpplan.store import Run, RunWriter
from fpplan.store.whole import PART, Whole, write_files
from fpplan.store.writer import AUDIT, KIND

FOLDERS = Path(__file__).parent / "folders"
MARKS = {PLAN: '{"fpplan": "0", "table_gap": 0}', HANDOUT: '{"set_up_to_fail": [], "targets": 1}'}


def publish(path: Path, kind, words: str = "new", **more: str) -> None:
    with Whole(path, kind).held() as folder:
        write_files(folder, dict.fromkeys(kind.files, words) | more | {kind.mark: MARKS[kind]})


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


def test_an_old_audit_never_stands_beside_new_tables(tmp_path):
    """A rerun that is killed before its own audit."""
    assert AUDIT == kept.AUDIT
    path = write(tmp_path / "run", 4, draws=4)
    (path / AUDIT).write_text("[]")
    write(path, 4, draws=4, seed=1)
    assert not (path / AUDIT).exists()


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
