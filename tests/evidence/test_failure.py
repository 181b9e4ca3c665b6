"""Failure is counted by episodes as surveys count it; the committed table is of the settings."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from failure import BEGUN, ENDS, YEAR, Episodes, _count, episodes, first_year

from fpplan.luck import fold, fold_array
from fpplan.place.setting import load_setting, setting_ids
from fpplan.population.events import TABLES
from fpplan.population.slots import slots_of
from fpplan.population.state import NO_MORE, PRESENT, STATE
from fpplan.tallies import slot_table

TABLE = Path(__file__).parents[2] / "evidence" / "failure.csv"
TOP = 2**32 - 1
WOMEN = 20_000


def lived(asked: int, *, take: float = 1.0, stop: float = 0.0, fail: float = 0.0) -> Episodes:
    """Women in union who want no more, 25 years old in month 0, with one method and these chances
    a month; asked after so many months."""
    women = np.zeros(WOMEN, STATE)
    for field, value in {"here": PRESENT, "union": 1, "fecund": 1, "years": 10, "want": NO_MORE,
                         "since": 60, "order": 1}.items():
        women[field] = value
    tables = np.zeros(1, TABLES)
    tables["want"][:, 0], tables["want"][:, 1, ..., 1] = TOP, TOP
    tables["uptake"], tables["stop"] = take * TOP, stop * TOP
    tables["choose"], tables["next"] = TOP, TOP
    tables["conceive"][:, 1] = fail * TOP
    tables["insusceptible"] = TOP  # for no month: after a birth she could fail again at once
    for name in TABLES.names or ():
        if name.startswith("gate_"):
            tables[name] = TOP
    table = slot_table(("pill",), ("all",))
    found = Episodes(np.zeros((2, YEAR), np.int64), np.zeros((2, YEAR), np.int64),
                     np.zeros((2, YEAR)), np.zeros(2, np.int64))
    _count(women, fold_array(fold("failure"), np.arange(WOMEN)), tables,
           np.full(WOMEN, asked), slots_of(table, 1), len(table), found.exposed, found.failed,
           found.chances, found.begun)
    return found


def test_the_same_chance_in_each_month_is_found_again():
    found = lived(30, fail=0.01)
    counted, error, expected = first_year(found)[:, 0]
    assert expected == pytest.approx(100 * (1 - 0.99**12), rel=1e-6)
    assert abs(counted - expected) < 4 * error < 2


def test_stopping_for_another_reason_takes_a_woman_out_of_the_count():
    found = lived(30, stop=0.2, fail=0.01)
    assert found.exposed[1, 11] < 0.2 * found.exposed[1, 0]
    assert first_year(found)[2, 0] == pytest.approx(100 * (1 - 0.99**12), rel=1e-6)
    # a conception in the month in which she stops is no failure: nobody fails more than by chance
    assert abs(found.failed.sum() - found.chances.sum()) < 4 * np.sqrt(found.chances.sum())


@pytest.mark.parametrize(("asked", "months"), [
    (BEGUN + 1, 0),  # begun too long before
    (BEGUN, YEAR), (ENDS + 5, 6), (ENDS, 1), (ENDS - 1, 0)])
def test_the_window_of_episodes_and_their_first_year(asked, months):
    found = lived(asked)
    assert found.begun[1] == (WOMEN if months else 0)
    assert (found.exposed[1] > 0).sum() == months
    assert found.exposed[1, :months].tolist() == [WOMEN] * months


def test_sterile_women_are_users_like_others():
    """Those who are: without births they seldom want to avoid one."""
    setting = load_setting("kenya")
    fewer = episodes(setting, 4000, 1, {"fecundability.sterile": 0.5})
    more = episodes(setting, 4000, 1, {"fecundability.sterile": 0.0})
    ratio = first_year(fewer)[2] / first_year(more)[2]
    assert (ratio < 1).all() and (ratio > 0.3).all()


def test_the_table_has_every_method_of_every_setting_with_its_published_figure_and_holds():
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("# ")]
    rows = list(csv.DictReader(lines))
    for name in setting_ids():
        setting = load_setting(name)
        own = {row["method"]: row for row in rows if row["setting"] == name}
        assert set(own) == {*setting.method_ids, "geometric mean"}
        for method in setting.method_ids:
            said = setting.parameters[f"method.{method}.failure_12m_percent"]
            assert [float(own[method][key]) for key in ("published_percent", "low", "high")] == [
                said.value, said.low, said.high]
        assert {row["holds"] for row in own.values()} == {"yes"}
        assert 0.95 <= float(own["geometric mean"]["ratio"]) <= 1.05
