"""Killed at every file event; writes kills.csv beside this file.

    python evidence/kills.py [--few]

A small run, plan, hand-out of targets and projection are each killed at every event of the file
system that they cause (making, opening for writing, renaming, removing; and in the middle of a
table), into a new folder and over an older result beside which its user keeps notes, and once
more with folders listed backwards, so that removing goes the other way round. Right after, what
stands under its name must be of one result, whole; the same command once more must give the
bytes of one that was not broken, and leave the notes. With --few the writers of these folders
are killed with made-up contents, which takes seconds; nothing is written then.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stamp import ROOT, Row, write_table

MODULES = ("fpplan/writing.py", *(f"fpplan/store/{name}.py" for name in (
    "chunks", "lock", "tables", "whole", "writer")), "fpplan/projection/store.py",
    "fpplan/pipeline/execute.py", "fpplan/audit/kept.py", "evidence/kills.py")
COLUMNS = ("command", "start", "order", "event", "what", "then", "holds")
KILLED, NEVER = 99, 0
NOTES = {"notes.txt": "mine", "mine/letter.txt": "dear"}
_EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "open"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True)
class Subject:
    """A command: `work(folder, older)` writes its folder, another result when `older`; `mark` is
    the file that stands only in a whole one, `later` what is written after it."""

    name: str
    mark: str
    work: Callable[[Path, bool], object]
    later: tuple[str, ...] = ()


class Killer:
    """Counts file events below a folder and ends the process at one of them."""

    def __init__(self, folder: Path, at: int, log: Path):
        self.folder, self.at, self.log, self.seen = str(folder), at, log, 0

    def start(self, backwards: bool) -> None:
        """Count from now on; `backwards` turns the order in which folders are listed."""
        from fpplan.store import tables

        plain = os.listdir
        os.listdir = lambda *where: sorted(plain(*where), reverse=backwards)  # type: ignore
        for name in ("write", "sink"):  # the table library writes unseen: its files break here
            setattr(tables, name, self._breaking(getattr(tables, name)))
        sys.addaudithook(self._hook)

    def _breaking(self, write: Callable[..., None]) -> Callable[..., None]:
        def broken(frame: Any, path: Path, **settings: Any) -> None:
            write(frame, path, **settings)
            self._count("table", path, lambda: os.truncate(path, path.stat().st_size // 2))

        return broken

    def _hook(self, event: str, args: tuple[Any, ...]) -> None:
        if event not in _EVENTS or not isinstance(args[0], str | os.PathLike):
            return
        if event == "open":
            mode, flags = args[1:3]
            if not (set(mode or "") & set("wax+") or (flags or 0) & _WRITES):
                return
        self._count(event, args[0])

    def _count(self, event: str, path: Any, last: Callable[[], object] = bool) -> None:
        if not os.path.abspath(path).startswith(self.folder):
            return
        self.seen += 1
        if self.seen == self.at:
            self.at = NEVER
            last()
            name = os.path.relpath(path, self.folder)
            self.log.write_text(f"{event} {name}", "utf-8")
            os._exit(KILLED)


def child(work: Callable[[], object]) -> int:
    """Do some work in a process of its own. Returns its exit code, 1 for a traceback."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            found = work()
            code = found if isinstance(found, int) else 0
        except BaseException:  # shown, and counted as a failure
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()} if folder.exists() else {}


def kill(subject: Subject, place: Path, *, over: bool, backwards: bool,
         points: Callable[[int], bool] = lambda at: True) -> Iterator[Row]:
    """Kill a subject at each of its events; a row for each."""
    whole, older, out, log = (place / name for name in ("whole", "older", "out", "log"))
    for folder, old in ((whole, False), (older, True)):
        if child(lambda f=folder, o=old: subject.work(f, o)):  # type: ignore[misc]
            raise SystemExit(f"{subject.name} fails unbroken")
    good, before = contents(whole), contents(older)
    notes = {name: text.encode() for name, text in NOTES.items()} if over else {}
    at = 0
    while True:
        at += 1
        if not points(at):
            continue
        shutil.rmtree(out, ignore_errors=True)
        if over:
            shutil.copytree(older, out)
            for name, data in notes.items():
                (out / name).parent.mkdir(exist_ok=True)
                (out / name).write_bytes(data)

        def broken(at: int = at) -> object:
            Killer(out, at, log).start(backwards)
            return subject.work(out, False)

        code = child(broken)
        if code != KILLED:
            if code:
                raise SystemExit(f"{subject.name} fails at no event")
            return
        what = log.read_text("utf-8")
        stands = _stands(subject, contents(out), good, before if over else {})
        code = child(lambda: subject.work(out, False))
        left = contents(out)
        same = code == 0 and left == {**good, **notes}
        then = "the same bytes" if same else f"exit {code}, differs in " + " ".join(
            sorted(name for name in {*left, *good, *notes}
                   if left.get(name) != {**good, **notes}.get(name)))
        yield (subject.name, "over an older one" if over else "new folder",
               "backwards" if backwards else "forwards", at, what, then,
               "yes" if same and stands else "NO")


def _stands(subject: Subject, found: dict[str, bytes], *results: dict[str, bytes]) -> bool:
    """Whether a folder with its mark is of one result, whole, later files aside."""
    if subject.mark not in found:
        return True
    return any(all(found.get(name) == data or (name in subject.later and name not in found)
                   for name, data in result.items()) and result for result in results)


def made_up() -> tuple[Subject, ...]:
    """The writers of the four folders, with contents that cost nothing."""
    sys.path.append(str(ROOT / "tests" / "store"))
    import small_run

    from fpplan.planning.plan_write import PLAN
    from fpplan.report.handout.files import HANDOUT
    from fpplan.store.whole import Kind, Whole, write_files
    from fpplan.store.writer import AUDIT, REPORT
    from fpplan.writing import whole_file

    def run(folder: Path, older: bool) -> None:
        small_run.write(folder, 20, seed=int(older))
        for name in (AUDIT, REPORT):
            with whole_file(folder / name) as part:
                part.write_text(f"{name} {older}")

    def wholly(kind: Kind, sign: str) -> Callable[[Path, bool], None]:
        def work(folder: Path, older: bool) -> None:
            files = {name: f"{name} {older}" for name in kind.files}
            with Whole(folder, kind).held() as held:
                write_files(held, {**files, kind.mark: sign % str(older)})

        return work

    return (Subject("run", "run.toml", run, (AUDIT, REPORT)),
            Subject("plan", PLAN.mark,
                    wholly(PLAN, '{"fpplan": "%s", "table_gap": 0}')),
            Subject("targets", HANDOUT.mark,
                    wholly(HANDOUT, '{"set_up_to_fail": [], "targets": "%s"}')))


def real(place: Path) -> tuple[Subject, ...]:
    """The four commands on a town of two small villages."""
    from fpplan.cli import main
    from fpplan.population import pool
    from fpplan.scenario.toml import dumps

    raw = tomllib.loads((ROOT / "scenarios" / "lianhe.toml").read_text("utf-8"))
    base = raw["base"]
    villages = ("V01", "V02")
    base["units"] = {name: base["units"][name] for name in ("lianhe", *villages)}
    base["population"]["resident"] = dict.fromkeys(villages, 150)
    base["staff"]["village_worker"]["number"] = dict.fromkeys(villages, 1)
    base["staff"]["township_worker"]["number"]["number"] = 1
    for name in ("aims", "matched", "published", "targets"):
        base.pop(name, None)
    raw["variant"] = {}
    scenario = place / "small.toml"
    scenario.write_text(dumps(raw), "utf-8")
    pool.HISTORIES = 1200  # lives behind the starting population: fewer for a town so small

    def command(*words: str) -> Callable[[Path, bool], int]:
        def work(folder: Path, older: bool) -> int:
            return main([words[0], str(scenario), *words[1:], "--out", str(folder), "--seed",
                         str(int(older)), "--json"])

        return work

    child(lambda: command("run", "--draws", "4")(place / "first", False))  # compiles what is new
    from fpplan.commands import loaded_plugins
    from fpplan.content import of_code
    from fpplan.experiment.lived import lived
    from fpplan.loading import open_world

    world = open_world(str(scenario), loaded_plugins())
    of_code()  # once for all: an edit meanwhile is not what is tried here
    lived(world, world.base, (0, 4), 0)  # loads compiled code once, for all that is forked
    return (Subject("run", "run.toml", command("run", "--draws", "4"),
                    ("audit.json", "report.html")),
            Subject("project", "run.toml", command("project", "--draws", "4", "--years", "2")),
            Subject("targets", "targets.json", command("targets", "--draws", "4")),
            Subject("plan", "plan.json", command("plan", "--draws", "8", "--fresh", "8")))


def rows(few: bool, only: str | None = None) -> Iterator[Row]:
    """All that is killed. With `few` the made-up subjects, at every 19th event."""
    with tempfile.TemporaryDirectory() as place:
        for subject in made_up() if few else real(Path(place)):
            for over in (False, True):
                for backwards in (False, True):
                    if only not in (None, subject.name) or (few and backwards > over):
                        continue
                    inside = Path(place) / f"{subject.name}-{over}-{backwards}"
                    inside.mkdir()
                    yield from kill(subject, inside, over=over, backwards=backwards,
                                    points=(lambda at: at % 19 == 3) if few else lambda at: True)


def main() -> int:
    """Kill everything and write the table. Returns 1 when something does not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--few", action="store_true")
    parser.add_argument("--only")
    given = parser.parse_args()
    os.environ.setdefault("NUMBA_THREADING_LAYER", "workqueue")  # it outlives a fork
    os.environ.setdefault("NUMBA_CACHE_DIR", str(ROOT / ".numba_cache"))
    found = []
    for row in rows(given.few, given.only):
        found.append(row)
        print(*row, flush=True)
    if not given.few and given.only is None:
        write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, found)
    return int(any(row[-1] != "yes" for row in found) or not found)


if __name__ == "__main__":
    raise SystemExit(main())
