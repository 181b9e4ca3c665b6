"""Where a run starts from."""

import dataclasses

import pytest
from fake_run import METHODS

from fpplan.contract.text import speaking
from fpplan.report.data import RunData
from fpplan.report.figures.start import drift, start
from fpplan.store import Run


def changed(fake, **more):
    return RunData(Run(fake.path, dataclasses.replace(fake.meta, **more)))


def test_effective_lives_stand_by_stratum_and_age(fake):
    data = changed(fake, pool={"resident": (90_000, 80_000, 700, 1, 2, 3, 4)})
    with speaking("en"):
        (figure,) = start(data)
    assert figure.table["lives"].to_list() == [90_000, 80_000, 700, 1, 2, 3, 4]
    assert figure.table["ages"][0] == "15–19"
    assert "At least 1 lives" in figure.reading.en and "That is few" in figure.reading.en


def test_drift_is_read_from_the_tallies(fake):
    asked = {"order": [0.2, 0.4, 0.33, 0.07], "method": {METHODS[0]: 0.5, "none": 0.5}}
    data = changed(fake, resolved={"margins": {"resident": asked}})
    with speaking("en"):
        rows = drift(data)
    assert [row["asked"] for row in rows] == [0.2, 0.4, 0.33, 0.07, 0.5]
    sums = data.month_sums({"all": "in_union_by_order", "one": "in_union_by_order[order=1]"})
    base = sums.filter((sums["variant"].cast(str) == "base") & (sums["month"] == -1))
    assert rows[1]["now"] == pytest.approx(base["one"].mean() / base["all"].mean())
    assert start(data)[-1].id == "start_margins"
    worst = max(rows, key=lambda row: abs(row["now"] - row["asked"]))
    assert str(worst["margin"]) in start(data)[-1].reading.en


def test_no_margins_no_drift(fake):
    assert drift(changed(fake, resolved={})) == []
