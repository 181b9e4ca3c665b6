"""The comparison with FPsim, as far as it goes without it: the table, and how inputs are read."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).parents[2] / "evidence"
TABLE = FOLDER / "with_fpsim.csv"


@pytest.fixture(scope="module")
def evidence():
    """The module, which imports FPsim only to run it."""
    sys.path.insert(0, str(FOLDER))
    try:
        spec = importlib.util.spec_from_file_location("with_fpsim", FOLDER / "with_fpsim.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules["with_fpsim"] = module  # its dataclass looks itself up there
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(FOLDER))
        sys.modules.pop("with_fpsim", None)


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("# ")))


def test_the_table_says_why_where_figures_differ_by_more_than_a_tenth(evidence):
    found = rows()
    assert [row["quantity"] for row in found] == [
        label for label, _unit, _digits in evidence.QUANTITIES.values()]
    for row in found:
        there, same = float(row["FPsim"]), float(row["fpplan, fed with FPsim's inputs"])
        off = int(row["difference of the fed one to FPsim (%)"])
        assert off == pytest.approx(100 * (same / there - 1), abs=100 * 0.06 / there + 0.6)
        assert bool(row["why the fed one differs by more than 10 %"]) == (abs(off) > 10)


def test_the_table_is_of_the_setting_as_it_is(evidence):
    head = TABLE.read_text("utf-8").splitlines()
    assert f"# setting: {evidence.setting_hash()}" in head


def test_a_large_difference_without_a_reason_is_an_error(evidence):
    one = {name: 10.0 for name in evidence.QUANTITIES}
    other = {**one, "mcpr": 12.0}
    with pytest.raises(ValueError, match="mcpr"):
        evidence.table(one, one, other, {})
    (row,) = [row for row in evidence.table(one, one, other, {"mcpr": "because"}) if row[-1]]
    assert row[-2:] == ("+20", "because")


def test_inputs_are_read_as_fpsim_uses_them(evidence):
    import fed_setting  # beside it

    pars = {"personal": (1.0, 1.0), "exposure_factor": 0.5, "age_fecundity": np.full(51, 0.8),
            "exposure_age": np.full(51, 1.0),
            "debut_age": {"ages": np.array([14.0, 16.0]), "probs": np.array([1.0, 3.0])}}
    assert fed_setting.monthly(pars) == pytest.approx(1 - 0.6 ** (1 / 12))
    assert fed_setting.monthly(pars, 0.9) == pytest.approx(1 - 0.96 ** (1 / 12))
    assert [fed_setting._begun(pars, age) for age in (15, 16)] == [0.25, 1.0]


def test_without_fpsim_it_says_how_to_get_it(evidence, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "fpsim", None)
    assert evidence.main() == 2
    assert ".[compare]" in capsys.readouterr().err
