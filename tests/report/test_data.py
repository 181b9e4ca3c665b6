"""What the figures read of a run."""

import dataclasses
from pathlib import Path

import polars as pl
import pytest
from fake_run import TOWN, VILLAGES, FakeRun, with_names

import fpplan
from fpplan.contract.text import Text
from fpplan.indicators.chance import NORMAL
from fpplan.report.data import RunData, difference_summary, summary
from fpplan.store.names import UnitName

UNCOUNTED = Path(__file__).parents[1] / "expected" / "places" / "unregistered.toml"


def test_the_mean_of_a_ratio_is_the_ratio_of_the_means(data):
    """A draw with few girls does not carry the sex ratio away."""
    keys = ["variant", "unit", "period", "view", "name"]
    rows = data.run.collect(data.run.table("indicators").filter(pl.col("name") == "srb"))
    rows = rows.with_columns(pl.col(keys).cast(pl.String))
    found = data.indicator_summary.filter(pl.col("name") == "srb")
    compared = 0
    for row in found.iter_rows(named=True):
        draws = rows.filter(*(pl.col(key) == row[key] for key in keys),
                            pl.col("value").is_not_null(), pl.col("denominator") > 0)
        if len(draws):
            scale = (draws["value"] * draws["denominator"] / draws["numerator"]).drop_nans().mean()
            assert row["mean"] == pytest.approx(
                scale * draws["numerator"].sum() / draws["denominator"].sum())
            compared += 1
    assert compared > 4


def test_people_who_are_not_counted_are_in_no_sum():
    """Births of the months add up to the indicator of the year, and so do women of quotas."""
    data = RunData(fpplan.run(fpplan.load(UNCOUNTED), draws=4))
    year = data.years[0]
    months = data.months.filter(pl.col("month").is_between(year.first, year.last))
    rows = data.run.indicators("births", unit=data.top.id, view="true", period=year.id)
    assert rows.height and months["births"].sum() == rows["value"].sum()
    every = [slot for slot in data.run.slots if slot.startswith("births[")]
    assert 0 < len(data.slots("births")) < len(every)
    assert data.slots("births[stratum=passing]") == [
        slot for slot in every if "stratum=passing" in slot]
    assert data.slots("clients")  # which know no strata


def parameter(value, own=None):
    return pl.DataFrame({"id": ["sex.male_at_birth"], "value": [value], "scenario_value": [own]},
                        schema_overrides={"scenario_value": pl.Float64})


@pytest.mark.parametrize(("frame", "ratio"), [
    (parameter(0.5), 100.0), (parameter(0.5, 0.52), 108.3), (parameter(0.5).clear(), NORMAL)])
def test_the_natural_ratio_is_the_runs_own(data, frame, ratio):
    assert with_names(data, {"parameters": frame}).normal_ratio == ratio


def test_units_above_the_simulated_ones_are_made_of_them(data):
    assert data.leaves_below(TOWN) == list(VILLAGES) == [unit.id for unit in data.villages]
    assert data.leaves_below("V02") == ["V02"]
    county = UnitName("county", Text("县", "county"), leaf=False)
    units = (county, dataclasses.replace(data.names.units[0], parent="county"),
             *data.names.units[1:])
    other = with_names(data, units=units)
    assert other.top.id == "county" and other.leaves_below("county") == list(VILLAGES)


def test_a_place_that_is_simulated_itself_has_no_villages(data):
    alone = with_names(data, units=(dataclasses.replace(data.names.units[0], leaf=True),))
    assert alone.villages == [] and not alone.assumed_split
    assert data.assumed_split


def test_slots_agree_with_every_label_of_a_pattern(data):
    found = data.slots("births[sex=m,order=1|2]")
    assert found == [slot for slot in data.run.slots
                     if slot.startswith(("births[order=1,sex=m", "births[order=2,sex=m"))]
    assert found and data.slots("no_such_thing") == []
    boys, girls = (data.slots(f"births[sex={sex}]") for sex in "mf")
    assert sorted(boys + girls) == sorted(data.slots("births"))


def test_sums_by_month_are_over_units_and_slots_and_nothing_where_there_is_no_slot(data):
    block = FakeRun(40).tallies("audits")
    slots = [at for at, slot in enumerate(block.slots) if slot.startswith("births[")]
    found = data.month_sums({"all": "births", "none": "no_such_thing"}).filter(
        pl.col("variant").cast(pl.String) == "audits").sort("draw", "month")
    assert found["all"].to_list() == block.true[..., slots].sum(axis=(1, 3)).ravel().tolist()
    assert set(found["none"]) == {0}


def test_differences_are_taken_draw_by_draw():
    frame = pl.DataFrame({
        "variant": ["b"] * 3 + ["x"] * 3, "draw": [0, 1, 2, 2, 1, 0], "unit": ["V"] * 6,
        "value": [10.0, 50.0, 90.0, 89.0, 51.0, 13.0]})  # -1, +1 and +3 whatever their order
    other = frame.with_columns(unit=pl.lit("W"), value=7.0)  # a unit that nothing changes in
    row, still = difference_summary(pl.concat([frame, other]), ["unit"], "b").sort(
        "unit").to_dicts()
    assert (still["mean"], still["higher"]) == (0.0, 0.0)
    assert row["variant"] == "x" and row["mean"] == pytest.approx(1.0)
    assert (row["q50"], row["q05"]) == (1.0, pytest.approx(-0.8))
    assert (row["higher"], row["lower"]) == (pytest.approx(2 / 3), pytest.approx(1 / 3))


def test_draws_without_a_value_are_left_out_of_a_summary():
    (row,) = pl.DataFrame({"value": [None, 4.0, 8.0]}).select(summary()).to_dicts()
    assert (row["mean"], row["q50"], row["q25"]) == (6.0, 6.0, 5.0)
