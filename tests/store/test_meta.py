"""`run.toml`: which run it is, and which schema wrote it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest
from small_run import NAMES

from fpplan.contract.errors import FpplanError
from fpplan.contract.text import Text
from fpplan.scenario.toml import dumps
from fpplan.store import Run, RunMeta
from fpplan.store.meta import SCHEMA

FOLDERS = Path(__file__).parent / "folders"


def test_each_schema_is_read_or_says_who_wrote_it():
    assert sorted(one.name for one in FOLDERS.iterdir()) == ["schema_1", "schema_2"]
    assert Run.open(FOLDERS / "schema_2").names == NAMES
    with pytest.raises(FpplanError, match=r"schema 1, as fpplan 0\.1\.0 wrote it.*run it again"):
        Run.open(FOLDERS / "schema_1")


META = RunMeta(
    "small", Text("小镇", "Small town"), "2014-08", 24, seed=-3, draws=40, sets=10, repeats=4,
    document="003", hashes={"base": "a", "audits": "b"}, plugins={"zeta": "1", "alpha": ""},
    resolved={"setting": "here", "units": {"V.1": {"level": "village"}}}, uncertainty="chance",
    keep="all", pool={"resident": (900, 800)}, content={"fpplan": "c", "plugins": {"zeta": "d"}},
    version="9.9")


def test_it_is_read_back_from_the_file_as_it_was():
    again = RunMeta.from_tables(tomllib.loads(dumps(META.to_tables())))
    assert again == META and list(again.plugins) == ["alpha", "zeta"]


def test_the_file_says_its_schema_first_and_nothing_of_the_clock():
    text = dumps(META.to_tables())
    assert text.startswith(f"schema = {SCHEMA}\n") and not re.search(r"\d\d:\d\d", text)
    other = replace(META, plugins=dict(reversed(META.plugins.items())))
    assert dumps(other.to_tables()) == text  # in whatever order plugins were found


def test_every_field_is_written():
    changed = {
        "scenario": "x", "title": Text("x", "x"), "decision_month": "x", "horizon": 1, "seed": 1,
        "draws": 1, "sets": 1, "repeats": 1, "document": "x", "hashes": {}, "plugins": {},
        "resolved": {}, "uncertainty": "x", "keep": "x", "pool": {}, "content": {}, "version": "x"}
    assert set(changed) == {field.name for field in fields(RunMeta)}
    for name, value in changed.items():
        assert replace(META, **{name: value}).to_tables() != META.to_tables(), name


@pytest.mark.parametrize("name", ["fpplan", "scenario", "title", "seed", "draws", "uncertainty"])
def test_what_it_cannot_do_without(name):
    tables = META.to_tables()
    del tables[name]
    with pytest.raises(KeyError, match=name):
        RunMeta.from_tables(tables)
