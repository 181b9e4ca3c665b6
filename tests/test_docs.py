"""What the documents say of the program is so: equations, parameters, modules, the version."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import fpplan
from fpplan.place.parameters import Parameter, catalogue
from fpplan.place.setting import TABLES, load_setting, setting_ids

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md"))
MODEL = (ROOT / "docs" / "model.md").read_text("utf-8")
SETTINGS = {name: load_setting(name) for name in sorted(setting_ids())}

EQUATION = re.compile(r"\[(E-[a-z0-9-]+)\]")
DEFINED = re.compile(r"^(?:\| )?\*\*\[(E-[a-z0-9-]+)\]\*\*", re.M)
CODE = re.compile(r"`([^`\n]+)`")
ID = re.compile(r"[a-z][a-z0-9_]*(\.([a-z][a-z0-9_]*|METHOD))+")
FILES = ("py", "toml", "csv", "md", "json", "parquet", "html", "cff")


def cited(text: str) -> Iterator[str]:
    """The equations that the docstrings of a module cite, as often as they do."""
    if not EQUATION.search(text):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield from EQUATION.findall(ast.get_docstring(node) or "")


def named(text: str) -> set[str]:
    """The parameters that a text names in `code`."""
    return {word for word in CODE.findall(text)
            if ID.fullmatch(word) and word.rpartition(".")[2] not in FILES}


def known() -> set[str]:
    """Every parameter of the catalogue and of a setting, methods also as METHOD."""
    found = set(catalogue()).union(*(each.parameters for each in SETTINGS.values()))
    return found | {f"{head}.METHOD.{rest}" for head, _method, rest in (
        name.split(".") for name in found if name.count(".") == 2)} | {
            f"{name.partition('.')[0]}.METHOD" for name in found
            if name.startswith("voluntary_uptake.")}


def test_every_equation_is_defined_once():
    assert [name for name, times in Counter(DEFINED.findall(MODEL)).items() if times > 1] == []
    for page in PAGES:
        unknown = set(EQUATION.findall(page.read_text("utf-8"))) - set(DEFINED.findall(MODEL))
        assert not unknown, f"{page.name} speaks of equations that it does not have"


def test_docstrings_cite_equations_that_there_are_and_all_of_them():
    where: dict[str, list[str]] = {}
    for path in sorted((ROOT / "fpplan").rglob("*.py")):
        for name in cited(path.read_text("utf-8")):
            where.setdefault(name, []).append(str(path.relative_to(ROOT)))
    defined = set(DEFINED.findall(MODEL))
    assert {name: paths for name, paths in where.items() if name not in defined} == {}
    assert defined - set(where) == set(), "no code says that it holds these"


def test_citations_would_be_seen():
    assert list(cited('def f():\n    """See docs/model.md [E-death], [E-birth]."""')) == [
        "E-death", "E-birth"]
    assert list(cited('x = "[E-death]"  # [E-death]')) == []
    assert named("`programme.nothing` `uptake.py` `[base.scales]` `a.METHOD.b` `plain`") == {
        "programme.nothing", "a.METHOD.b"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_parameters_and_modules_that_are_named_exist(page: Path):
    text = page.read_text("utf-8")
    assert named(text) - known() == set()
    files = {word for word in CODE.findall(text)
             if re.fullmatch(r"(fpplan|evidence|tests|scenarios)/[\w./-]+\.\w+", word)}
    assert [name for name in sorted(files) if not (ROOT / name).is_file()] == []


# The chapter of numbers

def _number(value: float) -> str:
    return f"{value:.6g}"


def _interval(parameter: Parameter | None) -> str:
    if parameter is None:
        return ""
    if parameter.low == parameter.high:
        return _number(parameter.value)
    return (f"{_number(parameter.value)} ({_number(parameter.low)} to "
            f"{_number(parameter.high)})")


def _status(found: Mapping[str, Parameter | None]) -> str:
    """One word where the settings agree, else one each."""
    words = {name: each.status for name, each in found.items() if each is not None}
    if len(set(words.values())) == 1:
        return next(iter(words.values()))
    return ", ".join(f"{word} in {name}" for name, word in words.items())


def _unit(parameter: Parameter) -> str:
    return parameter.unit if parameter.per == "none" else f"{parameter.unit}, per {parameter.per}"


def rows() -> Iterator[str]:
    """The lines of the tables of numbers in docs/model.md, from the files that hold them."""
    core = catalogue()
    for name, each in core.items():
        yield (f"| `{name}` | {each.text.en} | {_interval(each)} | {_unit(each)} "
               f"| {each.status} |")
    own = set().union(*(each.parameters for each in SETTINGS.values())) - set(core)
    for name in sorted(own):
        found = {place: each.parameters.get(name) for place, each in SETTINGS.items()}
        one = next(each for each in found.values() if each is not None)
        values = " | ".join(_interval(found[place]) for place in SETTINGS)
        yield f"| `{name}` | {one.text.en} | {values} | {_unit(one)} | {_status(found)} |"
    for name in TABLES:
        tables = {place: each.tables.get(name) for place, each in SETTINGS.items()}
        one_table = next((each for each in tables.values() if each is not None), None)
        if one_table is None:
            continue
        marks = " | ".join(each.status if each is not None else "" for each in tables.values())
        yield f"| `{name}` | {one_table.text.en} | {marks} | {one_table.unit} |"


def test_numbers_stand_in_the_document_as_in_the_catalogue():
    lines = set(MODEL.splitlines())
    assert [row for row in rows() if row not in lines] == []
    written = [line for line in lines if re.match(r"\| `[a-z]", line)]
    assert sorted(set(written) - set(rows())) == []


# CITATION.cff

def _citation() -> dict[str, str]:
    text = (ROOT / "CITATION.cff").read_text("utf-8")
    return dict(re.findall(r"^([a-z-]+): *(.*)$", text, re.M))


def test_the_citation_is_of_this_version():
    found = _citation()
    assert found["version"].strip('"') == fpplan.__version__
    assert found["cff-version"] == "1.2.0"
    assert {"title", "message", "authors", "license", "abstract"} <= set(found)
