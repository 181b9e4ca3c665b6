"""Problem files: what they mean, and every fault of a file at once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from fpplan.contract.errors import InputError
from fpplan.matching.cells import Cell
from fpplan.matching.problem import AtMost, Sum, build, load

HERE = Path(__file__).parent


def _faults(path: Path) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        load(path)
    assert all(problem.where == str(path) for problem in caught.value.problems)
    return {problem.key: str(problem) for problem in caught.value.problems}


def test_load_reads_what_is_written():
    problem = load(HERE / "lianhe.toml")
    assert problem.size == "births"
    assert list(problem.counts)[:3] == ["births", "boys", "girls"]
    assert Sum("births", ("boys", "girls")) in problem.structure
    assert AtMost(("third_and_later",), ("second_and_later",)) in problem.structure
    cells = {cell.id: cell for cell in problem.cells}
    assert cells["higher_order"].value == Decimal("6.2")
    assert cells["higher_order"].decimals == 1
    assert cells["sex_ratio"].rounding == "half_up"
    assert load(HERE / "qianshan.toml").known == {"births": 90}


def test_every_fault_of_a_file_at_once(tmp_path):
    path = tmp_path / "bad.toml"
    path.write_text(
        """
schema = 2
size = "birth"
colour = "red"
structure = ["births = boys + girl", "boys == girls", "a + b = births", "boys <= boys"]
[counts]
births = { zh = "出生", en = "births" }
boys = { zh = "男孩" }
girls = { zh = "女孩", en = "girls" }
[known]
births = -3
girls = 2.5
[cells.srb]
numerator = "boys"
denominator = "girls"
value = 95.75
decimals = 1
[cells.share]
numerator = "boys"
denominator = "boys + girls"
value = 100.6
[cells.wrong]
numerator = 3
value = "high"
round = "half_up"
[cells.rule]
numerator = "boys"
denominator = "womn"
value = 1.5
rounding = "nearest"
""",
        encoding="utf-8",
    )
    faults = _faults(path)
    assert set(faults) == {
        "schema", "size", "colour", "structure[0]", "structure[1]", "structure[2]",
        "counts.boys", "known.births", "known.girls", "cells.srb.value", "cells.share.value",
        "cells.wrong.numerator", "cells.wrong.denominator", "cells.wrong.value",
        "cells.wrong.round", "cells.rule.rounding", "cells.rule.denominator",
    }
    assert 'nearest: "births"' in faults["size"]
    assert 'nearest: "rounding"' in faults["cells.wrong.round"]
    assert "half_even" in faults["cells.rule.rounding"]


def test_a_relation_names_a_count_once():
    with pytest.raises(InputError, match="names a count twice"):
        build("births", ["births", "boys"], ["births = boys + boys"])
    with pytest.raises(InputError, match="names a count twice"):
        build("births", ["births", "boys"], ["births = births + boys"])


def test_two_cells_with_one_id_are_refused():
    cell = Cell.of("share", "boys", "births", "50")
    with pytest.raises(InputError, match=r"cells\.share: two cells"):
        build("births", ["births", "boys"], ["boys <= births"], [cell, cell])


@pytest.mark.parametrize("value", ["100.6", "101", "2000"])
def test_a_part_cannot_exceed_its_whole(value):
    structure = ["births = boys + girls", "first_boys <= boys"]
    counts = ["births", "boys", "girls", "first_boys"]
    with pytest.raises(InputError, match="a part of its denominator"):
        build("births", counts, structure, [Cell.of("share", "first_boys", "births", value)])
    build("births", counts, structure, [Cell.of("ratio", "boys", "girls", value)])


def test_exactly_all_is_no_fault():
    build("births", ["births", "boys"], ["boys <= births"],
          [Cell.of("share", "boys", "births", "100.0")])


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"schema = ", "the file stops"),
        (b"size = " + b"9" * 5000, "more than 4300 digits"),
        (b"a = " + b"[" * 5000, "nested too deeply"),
        (b"\xff\xfe\x00\x01", "is not a text file"),
        (b"\xff\xfe", "not UTF-8"),
        (b"", "must name at least one count"),
        (b"schema = 1\nsize = 'a'\ncounts = 3\n", "must be a table"),
        (b"schema = 1\nsize = 'a'\ncells = {b = 1}\n", "must be a table"),
        (b"schema = 1\nsize = 'a'\nstructure = 'a = b'\n", "must be a list of lines"),
    ],
)
def test_broken_files(tmp_path, content, rule):
    path = tmp_path / "problem.toml"
    path.write_bytes(content)
    assert any(rule in fault for fault in _faults(path).values())


def test_no_file_and_a_folder(tmp_path):
    assert "no such file" in _faults(tmp_path / "none.toml")[""]
    assert "is a folder" in _faults(tmp_path)[""]
