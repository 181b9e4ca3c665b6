"""A process may hold many worlds: no module of fpplan keeps anything that changes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import fpplan

PACKAGE = Path(fpplan.__file__).parent

# What changes once and is the same for everybody, or belongs to the context that sets it.
ALLOWED = {
    "contract/text.py: _speaks": "a ContextVar: the language of one context",
    "store/lock.py: _holds": "locks of files belong to a process: which of its threads holds one",
    "commands/__init__.py: _plugins_dir": "a ContextVar: the folder of one call",
}
CACHES = {  # functions that remember what they gave, by content or by fpplan's own files
    "cache", "lru_cache", "functools.cache", "functools.lru_cache",
}
MAKERS = {"dict", "list", "set", "defaultdict", "Counter", "OrderedDict", "deque", "ContextVar",
          "local", "WeakKeyDictionary", "WeakValueDictionary", "Lock", "RLock"}


def _changes(tree: ast.Module) -> list[str]:
    """Names at a module's top that are rebound by a function, or hold what can be changed and are
    changed somewhere in the module."""
    made = {}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else (
            [node.target] if isinstance(node, ast.AnnAssign) and node.value else [])
        for target in targets:
            if isinstance(target, ast.Name):
                made[target.id] = node.value
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            found += node.names
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) \
                and isinstance(node.func.value, ast.Name) and node.func.value.id in made \
                and node.func.attr in ("append", "add", "update", "clear", "pop", "setdefault",
                                       "extend", "insert", "remove", "discard", "popitem", "set"):
            found.append(node.func.value.id)
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del) \
                and isinstance(node.value, ast.Name) and node.value.id in made:
            found.append(node.value.id)
    local = {name.arg for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
             for name in (*node.args.args, *node.args.kwonlyargs)}
    inside = {target.id for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
              for part in ast.walk(node) if isinstance(part, ast.Name)
              and isinstance(part.ctx, ast.Store) for target in (part,)}
    globals_ = {name for node in ast.walk(tree) if isinstance(node, ast.Global)
                for name in node.names}
    by_call = [name for name, value in made.items() if isinstance(value, ast.Call)
               and getattr(value.func, "id", getattr(value.func, "attr", "")) in MAKERS - {
                   "dict", "list", "set"}]
    return sorted({*(name for name in found if name in globals_ or name not in local | inside),
                   *by_call})


def test_no_module_keeps_state():
    wrong = [f"{path.relative_to(PACKAGE).as_posix()}: {name}"
             for path in sorted(PACKAGE.rglob("*.py"))
             for name in _changes(ast.parse(path.read_text("utf-8")))]
    assert sorted(wrong) == sorted(ALLOWED)


@pytest.mark.parametrize("text", [
    "kept = {}\ndef f(x):\n    kept[x] = 1", "seen = []\ndef f(x):\n    seen.append(x)",
    "now = None\ndef f(x):\n    global now\n    now = x",
    "from x import ContextVar\nv = ContextVar('v')",
    "import threading\nlock = threading.Lock()"])
def test_it_would_be_seen(text):
    assert _changes(ast.parse(text))
