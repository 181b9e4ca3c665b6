"""One way: no room of the pipeline imports a room behind it."""

import ast
from pathlib import Path

import fpplan

PACKAGE = Path(fpplan.__file__).parent
ROOMS = (
    "contract", "files", "place", "scenario", "programme", "population", "books", "indicators",
    "scheme", "payoff", "experiment", "audit", "store", "matching", "pipeline", "planning",
    "projection", "workload", "report", "builtin", "plugins", "loading", "library", "commands",
    "cli",
)
# What turns a world into numbers, and who may reach for it beside `experiment/`: a file, or what
# it takes from such a module that works nothing out.
WORKS = {
    "fpplan.indicators.evaluate": ("evaluate", "check_slots", "check_terms"),
    "fpplan.scheme.evaluate": ("score", "without_tagged", "raw_points", "derived_spans",
                               "null_points"),
    "fpplan.population.simulate": ("prepare", "burn_in", "live"),
    "fpplan.payoff.pay": ("pay",),
}
ALLOWED = {
    "scheme/explain.py": "explains points, in the scheme's own room",
    "payoff/__init__.py": "the room's own front",
    "payoff/explain.py": "explains payouts, in the payoff's own room",
}


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
    """What is no room imports none but the contract; what a user of the whole needs may."""
    whole = {"api", "testing", "__main__", "__init__"}
    wrong = [f"{path.name}: {name}" for path in PACKAGE.glob("*.py")
             if path.stem not in {*ROOMS, *whole}
             for name in sorted(imported(ast.parse(path.read_text("utf-8"))) & {*ROOMS[1:]})]
    assert wrong == []


def test_the_contract_imports_nothing_but_itself():
    wrong = [f"{path.name}: {name}" for path in (PACKAGE / "contract").rglob("*.py")
             for name in sorted(imported(ast.parse(path.read_text("utf-8"))) - {"contract"})]
    assert wrong == []


def taken(tree: ast.Module) -> set[str]:
    """Whatever of WORKS a module imports, by its full name; a whole module counts as all of it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names if name.name in WORKS}
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        fronts = [work for work in WORKS if node.module in (work, work.rpartition(".")[0])]
        for name in node.names:
            whole = f"{node.module}.{name.name}"
            if whole in WORKS or any(name.name in WORKS[work] for work in fronts):
                found.add(whole)
    return found


def test_only_the_experiment_works_anything_out():
    """One chain from draws to money: whoever else wrote it would write it otherwise."""
    users = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")
             if taken(ast.parse(path.read_text("utf-8")))}
    assert {name for name in users if not name.startswith("experiment/")} == set(ALLOWED)
    assert {"experiment/world.py", "experiment/lived.py", "experiment/read.py"} <= users
def test_files_know_no_room():
    """What reads files of people's knows nothing of what stands in them."""
    wrong = [f"{path.name}: {name}" for path in (PACKAGE / "files").glob("*.py")
             for name in sorted(imported(ast.parse(path.read_text("utf-8"))) & {*ROOMS[2:]})]
    assert wrong == []


def test_people_s_files_are_opened_in_one_place():
    """No module but the opener of `fpplan.files` opens, and none but its readers parses, what a
    user names; what else reads is fpplan's own."""
    own = {
        # data that come with fpplan; cases of plugins
        "contract/tags.py", "contract/wording.py", "testing.py", "programme/tasks.py",
        "pipeline/plan.py",
        "store/reader.py", "projection/folder.py", "projection/store.py",  # folders that it wrote
        "planning/targets_scenario.py",  # a text that has been read
        "store/whole.py",  # folders that it wrote
    }
    reading = ("tomllib", "fastexcel", "csv.reader", "read_excel", "read_csv", "sys.stdin.buffer")
    wrong = [f"{name}: {word}" for path in PACKAGE.rglob("*.py")
             for name in [path.relative_to(PACKAGE).as_posix()]
             if not name.startswith("files/") and name not in own
             for word in reading if word in path.read_text("utf-8")]
    assert wrong == []


def test_it_would_be_seen():
    for text in ("from fpplan.indicators.evaluate import evaluate", "import fpplan.payoff.pay",
                 "def f():\n    from fpplan.scheme import evaluate as e",
                 "from fpplan.payoff import Payouts, pay",
                 "from fpplan.population.simulate import KEPT_FROM, burn_in as past"):
        assert len(taken(ast.parse(text))) == 1, text
    for text in ("from fpplan.population.simulate import KEPT_FROM, Past",
                 "from fpplan.payoff import Payouts", "from fpplan.experiment import live"):
        assert not taken(ast.parse(text)), text
    assert imported(ast.parse("def f():\n    from fpplan.report.page import page")) == {"report"}
    assert imported(ast.parse("if TYPE_CHECKING:\n    from fpplan.report import page")) == set()
