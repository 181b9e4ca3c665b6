"""What is given to a projection from files: a trend, net migration."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.contract.errors import InputError
from fpplan.projection.given import read_given, read_migration, read_trend


def file(tmp_path, text):
    path = tmp_path / "given.csv"
    path.write_text(text, "utf-8")
    return path


def faults(read, path):
    with pytest.raises(InputError) as found:
        read(path)
    return str(found.value).splitlines()


def test_a_trend_is_read(tmp_path):
    years, births, deaths = read_trend(file(
        tmp_path, "year,fertility_ratio,mortality_ratio\n2024,0.9,1\n2020,1,1.1\n"))
    assert years.tolist() == [2020, 2024] and births.tolist() == [1, 0.9]
    assert deaths.tolist() == [1.1, 1]


@pytest.mark.parametrize(("rows", "said"), [
    ("2020,0,1", "from 0.05 to 20"), ("2020,1,x", '"x"'), ("20,1,1", "four digits"),
    ("2020,1,1\n2020,1,1", "the year 2020 stands twice"), ("", "has no rows"),
])
def test_every_fault_of_a_trend_is_a_line(tmp_path, rows, said):
    found = faults(read_trend, file(tmp_path, f"year,fertility_ratio,mortality_ratio\n{rows}\n"))
    assert len(found) == 1 and said in found[0]


def test_net_migration_is_read_alike_or_by_age(tmp_path):
    alike = read_migration(file(tmp_path, "year,net_per_1000\n2020,-5\n2030,2\n"))
    assert alike.net_moves.tolist() == [-0.005, 0.002] and not alike.by_age
    by_age = read_migration(file(
        tmp_path, "year,sex,age_group,net_per_1000\n2020,f,20-24,-40\n2020,male,100+,1\n"))
    assert by_age.net_moves.shape == (1, 2, 101)
    assert np.flatnonzero(by_age.net_moves[0, 1]).tolist() == [20, 21, 22, 23, 24]
    assert by_age.net_moves[0, 0, 100] == 0.001


@pytest.mark.parametrize(("text", "said"), [
    ("year,net_per_1000\n2020,800\n", "from -500 to 500"),
    ("year,sex,net_per_1000\n2020,f,1\n", "stand together or not at all"),
    ("year,sex,age_group,net_per_1000\n2020,f,20-25,1\n", "20-24"),
    ("year,sex,age_group,net_per_1000\n2020,woman,20-24,1\n", "must be one of"),
    ("year,sex,age_group,net_per_1000\n2020,f,20-24,1\n2020,female,20-24,1\n",
     "2020, f, 20-24 stands twice"),
    ("year,net_per_1000,who\n2020,1,x\n", "is not a column of net migration"),
])
def test_every_fault_of_net_migration_is_a_line(tmp_path, text, said):
    found = faults(read_migration, file(tmp_path, text))
    assert len(found) == 1 and said in found[0]


def test_a_trend_is_assumed_unless_fertility_is_given(tmp_path):
    assert read_given(None, None, None).trend == "assumed"
    rates = "".join(f"2020,{age}-{age + 4},50\n" for age in range(15, 50, 5))
    asfr = str(file(tmp_path, "year,age_group,asfr_per_1000\n" + rates))
    assert read_given(asfr, None, None).trend == "none"
    with pytest.raises(InputError, match="nearest"):
        read_given(None, "asumed", None)
    with pytest.raises(InputError, match="there is no such file"):
        read_given(None, "falling.csv", None)
