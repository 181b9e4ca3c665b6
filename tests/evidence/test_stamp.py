"""Stamps: wording leaves evidence good, another deed makes it stale."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "evidence" / "stamp.py"

CODE = '''"""A module."""
from dataclasses import dataclass

LIMIT: int = 3


@dataclass
class Woman:
    """What she is."""

    age: int


def older(woman: Woman, by: float = 1) -> Woman:
    """One year on."""
    return Woman(woman.age + by)  # no more
'''


@pytest.fixture(scope="module")
def stamp():
    spec = importlib.util.spec_from_file_location("stamp", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def table(stamp, tmp_path):
    (tmp_path / "module.py").write_text(CODE, "utf-8")
    path = tmp_path / "table.csv"
    code = stamp.code_hash(["module.py"], tmp_path)
    path.write_text(f"# seed: 1\n# modules: module.py\n# code: {code}\na,b\n1,2\n", "utf-8")
    return path


@pytest.mark.parametrize(("old", "new"), [
    ("One year on.", "Another year."), ("# no more", "# or more"), ('"""A module."""', ""),
    ("by: float = 1", "by=1"), (" -> Woman", ""), ("    age: int", "    age: float"),
    ("LIMIT: int = 3", "LIMIT: float = 3"), ("\n\n\n", "\n\n"),
])
def test_wording_is_no_change(stamp, table, old, new):
    assert old in CODE
    (table.parent / "module.py").write_text(CODE.replace(old, new), "utf-8")
    assert not stamp.stale(table, table.parent)


@pytest.mark.parametrize(("old", "new"), [
    ("LIMIT: int = 3", "LIMIT: int = 4"), ("woman.age + by", "woman.age - by"),
    ("by: float = 1", "by: float = 2"), ("    age: int", "    years: int"),
    ("@dataclass\n", ""), ("LIMIT: int = 3", "LIMIT: int = 3.0"),
])
def test_another_deed_is(stamp, table, old, new):
    assert old in CODE
    assert not stamp.stale(table, table.parent)
    (table.parent / "module.py").write_text(CODE.replace(old, new), "utf-8")
    assert stamp.stale(table, table.parent)


MOVED = """
from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from fpplan.old.place import Woman

if TYPE_CHECKING:
    from fpplan.old.kept import Kept
else:
    LATE = 2

__all__ = ["older"]
MODULES = ("fpplan/old/place.py",)
LIMIT = 3


def older(woman: Woman, by: float = 1) -> Kept:
    from fpplan.old.deep import inner

    return inner(Woman, woman, by, sys.argv)
"""


def moved_to(stamp, folder: Path, text: str) -> Path:
    """A table made with two modules, of which one has since moved, with other imports."""
    (folder / "other.py").write_text(CODE, "utf-8")
    (folder / "a").mkdir()
    (folder / "a" / "module.py").write_text(MOVED, "utf-8")
    modules = ["other.py", "a/module.py"]
    table = folder / "table.csv"
    table.write_text(f"# modules: {' '.join(modules)}\n"
                     f"# code: {stamp.code_hash(modules, folder)}\na\n1\n", "utf-8")
    (folder / "z").mkdir()
    (folder / "z" / "place.py").write_text(text, "utf-8")
    (folder / "a" / "module.py").unlink()
    return table


def test_a_moved_module_keeps_its_evidence(stamp, tmp_path):
    text = (MOVED.replace("fpplan.old", "fpplan.new.room").replace("fpplan/old", "fpplan/new/room")
            .replace("import sys\n", "").replace("from typing", "import sys\nfrom typing")
            .replace("    from fpplan.new.room.kept import Kept\n", "    Kept = object\n")
            .replace('["older"]', '["LIMIT", "older"]')
            .replace("    from fpplan.new.room.deep import inner\n\n", ""))
    table = moved_to(stamp, tmp_path, text)
    before = table.read_text("utf-8")
    assert stamp.stale(table, tmp_path)
    stamp.moved(table, "a/module.py", "z/place.py")
    assert not stamp.stale(table, tmp_path)
    assert table.read_text("utf-8") == before.replace("other.py a/module.py",
                                                      "other.py z/place.py")


@pytest.mark.parametrize(("old", "new"), [
    ("LIMIT = 3", "LIMIT = 4"), ("LATE = 2", "LATE = 3"), ("by: float = 1", "by: float = 2"),
    ("inner(Woman, woman", "inner(woman, Woman"),
])
def test_a_number_changed_on_the_way_is_stale(stamp, tmp_path, old, new):
    assert old in MOVED
    table = moved_to(stamp, tmp_path, MOVED.replace(old, new))
    stamp.moved(table, "a/module.py", "z/place.py")
    assert stamp.stale(table, tmp_path)


def test_a_missing_module_or_stamp_is_stale(stamp, table):
    (table.parent / "module.py").unlink()
    assert stamp.stale(table, table.parent)
    table.write_text("a,b\n1,2\n", "utf-8")
    assert stamp.stale(table, table.parent)


def test_a_written_table_says_how_it_came_about(stamp, tmp_path):
    path = tmp_path / "out.csv"
    stamp.write_table(path, ["evidence/stamp.py"], ("a", "b"), [(1, "x,y")], seed=5)
    assert stamp.header_of(path)["seed"] == "5"
    assert path.read_text("utf-8").splitlines()[-2:] == ["a,b", '1,"x,y"']
    assert not stamp.stale(path)
    assert not list(tmp_path.glob("*.part"))


def test_the_command_names_what_is_stale(tmp_path):
    copy = tmp_path / "evidence" / "stamp.py"
    copy.parent.mkdir()
    copy.write_text(FILE.read_text("utf-8"), "utf-8")
    (copy.parent / "proof.csv").write_text("# modules: gone.py\n# code: 0\na\n", "utf-8")
    run = subprocess.run([sys.executable, copy, "--check"], capture_output=True, text=True,
                         check=False)
    assert run.returncode == 1
    assert "make evidence-proof" in run.stdout
    assert subprocess.run([sys.executable, copy], capture_output=True, check=False).returncode == 0


def test_the_command_writes_a_new_path_into_the_headers(stamp, tmp_path):
    copy = tmp_path / "evidence" / "stamp.py"
    copy.parent.mkdir()
    copy.write_text(FILE.read_text("utf-8"), "utf-8")
    (tmp_path / "new.py").write_text(CODE, "utf-8")
    (copy.parent / "proof.csv").write_text(
        f"# modules: old.py\n# code: {stamp.code_hash(['new.py'], tmp_path)}\na\n", "utf-8")
    command = [sys.executable, copy, "--check"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1
    subprocess.run([sys.executable, copy, "--moved", "old.py=new.py"], check=True)
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


LONG = """
import os, signal, sys
from pathlib import Path

sys.path.insert(0, {evidence!r})
import stamp

HERE = Path(__file__).parent
stamp.ROOT = HERE


def work(job):
    with (HERE / "log").open("a") as log:
        log.write(job + " ")
    if job == "job 2" and "--killed" in sys.argv:
        os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
    return [(job, int(job[-1]) ** 2, 0.1)]


if __name__ == "__main__":
    jobs = [f"job {{number}}" for number in range(4)]
    path = HERE / "table.csv"
    rows = [row for _, found in stamp.each(path, [], jobs, work, 1) for row in found]
    stamp.write_table(path, [], ("job", "square", "x"), rows)
"""


def test_a_killed_run_goes_on_to_the_same_bytes(tmp_path):
    def run(folder: Path, *words: str) -> int:
        folder.mkdir(exist_ok=True)
        (folder / "long.py").write_text(LONG.format(evidence=str(FILE.parent)))
        return subprocess.run([sys.executable, folder / "long.py", *words], check=False).returncode

    assert run(tmp_path / "whole") == 0
    assert run(tmp_path / "cut", "--killed") != 0
    assert not (tmp_path / "cut" / "table.csv").exists()
    assert run(tmp_path / "cut") == 0
    assert (tmp_path / "cut" / "log").read_text().split("job ")[1:] == [
        "0 ", "1 ", "2 ", "2 ", "3 "]
    for folder in ("whole", "cut"):
        assert not list((tmp_path / folder).glob("*.part"))
    assert ((tmp_path / "cut" / "table.csv").read_bytes()
            == (tmp_path / "whole" / "table.csv").read_bytes())
