"""One way: no room of the pipeline imports a room behind it."""

import ast
from pathlib import Path

import fpplan

PACKAGE = Path(fpplan.__file__).parent
ROOMS = (
    "scenario", "programme", "population", "reporting", "indicators", "scheme", "payoff", "audit",
    "forward", "runs", "matching", "pipeline", "planning", "projection", "workload", "report",
    "plugins", "commands", "cli",
)


def imported(tree: ast.Module) -> set[str]:
    """The rooms that a module imports when it runs, inside functions too; types alone do not
    count."""
    for node in ast.walk(tree):
        if (isinstance(node, ast.If) and isinstance(node.test, ast.Name)
                and node.test.id == "TYPE_CHECKING"):
            node.body = []
    modules = {node.module for node in ast.walk(tree)
               if isinstance(node, ast.ImportFrom) and node.module}
    modules |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import)
                for name in node.names}
    return {module.split(".")[1] for module in modules if module.startswith("fpplan.")}


def test_upstream_never_imports_downstream():
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        if room in ROOMS:
            behind = ROOMS[ROOMS.index(room) + 1:]
            wrong += [f"{path.relative_to(PACKAGE)}: {name}"
                      for name in sorted(imported(ast.parse(path.read_text("utf-8"))) & {*behind})]
    assert wrong == []


def test_foundations_stand_under_every_room():
    """What is no room imports none, but for what a user of the whole needs."""
    whole = {"api", "testing", "hookspecs", "__main__", "__init__"}
    wrong = [f"{path.name}: {name}" for path in PACKAGE.glob("*.py")
             if path.stem not in {*ROOMS, *whole}
             for name in sorted(imported(ast.parse(path.read_text("utf-8"))) & {*ROOMS})]
    assert wrong == []


def test_files_know_no_room():
    """What reads files of people's knows nothing of what stands in them."""
    wrong = [f"{path.name}: {name}" for path in (PACKAGE / "files").glob("*.py")
             for name in sorted(imported(ast.parse(path.read_text("utf-8"))) & {*ROOMS})]
    assert wrong == []


def test_people_s_files_are_opened_in_one_place():
    """No module but the opener of `fpplan.files` opens, and none but its readers parses, what a
    user names; what else reads is fpplan's own."""
    own = {
        "tags.py", "testing.py", "parameters.py",  # data that come with fpplan; cases of plugins
        "programme/tasks.py", "indicators/formulas.py", "pipeline/plan.py",
        "runs/reader.py", "projection/folder.py", "projection/store.py",  # folders that it wrote
        "planning/targets_scenario.py",  # a text that has been read
    }
    reading = ("tomllib", "fastexcel", "csv.reader", "read_excel", "read_csv", "sys.stdin.buffer")
    wrong = [f"{name}: {word}" for path in PACKAGE.rglob("*.py")
             for name in [path.relative_to(PACKAGE).as_posix()]
             if not name.startswith("files/") and name not in own
             for word in reading if word in path.read_text("utf-8")]
    assert wrong == []


def test_it_would_be_seen():
    assert imported(ast.parse("def f():\n    from fpplan.report.page import page")) == {"report"}
    assert imported(ast.parse("if TYPE_CHECKING:\n    from fpplan.report import page")) == set()
