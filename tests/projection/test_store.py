"""The tables of a projection from numbers that a test puts in."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from made_up import fill, projection

from fpplan.contract.errors import FpplanError
from fpplan.population.pyramid import FEMALE
from fpplan.projection.store import FOLDER, KIND, QUANTILES, TABLES, Store, kind_of
from fpplan.store.whole import PART, Whole

RUN_OF = {"schema": 2, "fpplan": "0"}  # what says that a folder is ours
SMALL = {name: pl.DataFrame({"id": ["x"]}) for name in ("units", "names", "parameters")}


def stored(path, change, draws=3):
    """A folder of made-up numbers with a change of them."""
    work = projection(draws)
    with Whole(path, FOLDER).held() as folder:
        store = Store(folder, work)
        fill(work, store)
        change(store, {name: at for at, name in enumerate(work.names)})
        store.finish({**RUN_OF, "answer": 42}, SMALL)
    return work


def row(path, **of):
    frame = pl.read_parquet(path / "fans.parquet").filter(
        *(pl.col(name) == value for name, value in of.items()))
    return frame.row(0, named=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Births 0, 10, .. 40 and a rate with its denominators in the town's second year."""
    path = tmp_path_factory.mktemp("store") / "made"

    def change(store, at):
        store.values[:, 2, 1, at["births"]] = [40, 0, 20, 10, 30]
        store.values[:, 2, 1, at["tfr"]] = [1, 2, np.nan, 4, 3]
        store.weights[:, 2, 1, at["tfr"]] = [6, 1, 100, 1, 2]
        store.values[:, 0, 0, at["srb"]] = np.nan
        store.values[:, 0, 1, at["srb"]] = [np.nan, np.nan, 110, np.nan, np.nan]
        store.weights[:, 0, 1, at["tfr"]] = 0
        store.people[:] = 0
        store.people[:, 0, 1, FEMALE, 30] = [1, 2, 3, 4, 5]
        store.people[:, 1, 1, FEMALE, 30] = [5, 5, 5, 5, 0]

    return path, stored(path, change, draws=5)


def test_quantiles_are_those_of_the_draws(made):
    found = row(made[0], unit="town", period="2014-08", name="births")
    assert [found[name] for name in QUANTILES] == pytest.approx([2, 10, 20, 30, 38])
    assert (found["mean"], found["draws"]) == (20, 5)


def test_the_mean_of_a_rate_is_numerators_over_denominators(made):
    """(6 × 1 + 1 × 2 + 1 × 4 + 2 × 3) ÷ 10; the null draw counts with no weight at all."""
    found = row(made[0], unit="town", period="2014-08", name="tfr")
    assert found["mean"] == pytest.approx(1.8) and found["draws"] == 4
    assert found["q50"] == 2.5


def test_nulls_are_null_and_one_draw_is_its_own_fan(made):
    none, one = (row(made[0], unit="V01", period=period, name="srb")
                 for period in ("2013-08", "2014-08"))
    assert none["draws"] == 0 and {none[name] for name in ("mean", *QUANTILES)} == {None}
    assert one["draws"] == 1 and {one[name] for name in ("mean", *QUANTILES)} == {110}
    years = pl.read_parquet(made[0] / "years.parquet")
    assert years.filter(pl.col("unit") == "V01")["srb"].to_list().count(None) == 5 + 4
    assert not any(years[name].is_nan().any() for name in made[1].names)


def test_numbers_stand_where_they_belong(made):
    path, work = made
    years = pl.read_parquet(path / "years.parquet")
    assert years.columns == ["unit", "draw", "period", *work.names]
    assert years.height == 3 * 5 * 2
    town = years.filter(pl.col("unit") == "town", pl.col("period") == "2014-08")
    assert town["draw"].to_list() == [0, 1, 2, 3, 4]
    assert town["births"].to_list() == [40, 0, 20, 10, 30]


def test_the_pyramid_of_a_parent_adds_its_leaves_within_each_draw(made):
    """6, 7, 8, 9, 5: quantiles of sums, not sums of quantiles."""
    pyramid = pl.read_parquet(made[0] / "pyramid.parquet").filter(pl.col("mean") > 0)
    assert pyramid.select("unit", "month", "sex", "age").rows() == [
        (unit, "2015-08", "f", 30) for unit in ("V01", "V02", "town")]
    assert pyramid["mean"].to_list() == [3, 4, 7]
    assert pyramid["q50"].to_list() == [3, 5, 7] and pyramid["q05"].to_list()[2] == 5.2


def test_only_the_tables_and_the_mark_are_left(made):
    assert {one.name for one in made[0].iterdir()} == {
        *(f"{name}.parquet" for name in TABLES), "run.toml"}
    assert kind_of(made[0]) == KIND
    assert "answer = 42" in (made[0] / "run.toml").read_text("utf-8")


def test_a_folder_of_something_else_is_of_no_kind(tmp_path):
    assert kind_of(tmp_path) is None
    (tmp_path / "run.toml").write_text("kind =", "utf-8")
    assert kind_of(tmp_path) is None


def test_nothing_shows_before_all_is_there(tmp_path):
    """A page that cannot be written leaves no projection behind, and the one before stays."""
    path = tmp_path / "made"
    stored(path, lambda _store, _at: None)
    before = {one.name: one.read_bytes() for one in path.iterdir()}

    def report(part):
        assert part.name == PART and (part / "fans.parquet").is_file()
        raise FpplanError("no page")

    with pytest.raises(FpplanError, match="no page"), Whole(path, FOLDER).held() as folder:
        store = Store(folder, projection(2))
        fill(store.work, store)
        store.finish(RUN_OF, SMALL, report)
    assert {one.name: one.read_bytes() for one in path.iterdir()} == before


def test_a_full_disk_says_so_at_once(tmp_path, monkeypatch):
    """Not by a crash when the numbers come."""
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.posix_fallocate", full, raising=False)
    with pytest.raises(FpplanError, match="No space left"), \
            Whole(tmp_path / "made", FOLDER).held() as folder:
        Store(folder, projection(2))
