"""What the figures of a projection read."""

from __future__ import annotations

import polars as pl
import pytest
from fake_projection import projection

from fpplan.report.projection.data import ProjectionData, dates, fan, fan_table, simulated

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("projection_page")


def test_few_years_are_named_once_each(folder, pages):
    axis = ProjectionData(folder).time_axis
    assert (axis["dtick"], axis["tickformat"]) == ("M12", "%Y")
    assert pages["en"].count('"dtick":"M12"') >= 3  # people, births and deaths, fertility
    many = ProjectionData(folder)
    many.years = many.years * 10
    assert "dtick" not in many.time_axis and many.time_axis["nticks"] == 8


def test_a_number_stands_in_order_of_time_whatever_the_folder_has():
    data = projection({"births": [10.0, 11.0, None, 13.0]})
    data.folder.fans = data.folder.fans.sort("period", descending=True).filter(
        ~((data.folder.fans["period"] == "2016-08") & (data.folder.fans["unit"] == "town")))
    found = data.of("births")
    assert found["period"].to_list() == ["2013-08", "2014-08", "2015-08", "2016-08"]
    assert found["mean"].to_list()[:3] == [10.0, 11.0, None]
    assert data.of("births", before=False)["period"][0] == "2014-08"
    assert data.of("no_such_number")["mean"].to_list() == [None] * 4


def test_one_row_is_of_its_unit_and_period():
    data = projection({"births": [10.0, 11.0, 12.0, 13.0]}, by_unit={"V02": 0.5})
    assert data.top.id == "town"
    assert data.at("births", data.years[1])["mean"] == 12.0
    assert data.at("births", data.before, "V02")["mean"] == 5.0
    assert data.has("births") and not data.has("deaths")


@pytest.mark.parametrize(("own", "ratio"), [(None, 100.0), (0.52, 100 * 0.52 / 0.48)])
def test_the_natural_ratio_is_the_scenarios_where_it_has_one(own, ratio):
    table = pl.DataFrame({"id": ["sex.male_at_birth"], "value": [0.5], "scenario_value": [own]},
                         schema_overrides={"scenario_value": pl.Float64})
    assert projection({}, tables={"parameters": table}).natural == pytest.approx(ratio)


def test_years_stand_at_their_middle_and_pyramids_at_their_ends():
    data = projection({"births": [1.0] * 4})
    assert dates(data, data.of("births")) == ["2014-02-01", "2015-02-01", "2016-02-01",
                                              "2017-02-01"]
    assert data.moments == ["2014-08", "2015-08", "2016-08", "2017-08"]


def test_a_fan_leaves_out_years_without_a_number():
    data = projection({"tfr": [5.0, None, 7.0, 8.0]})
    frame = data.of("tfr")
    wide, half, middle = fan(dates(data, frame), frame, "tfr", "#000000", legend=False)
    assert middle["x"] == ["2014-02-01", "2016-02-01", "2017-02-01"]
    assert middle["y"] == [5.0, 7.0, 8.0] and not middle["showlegend"]
    assert wide["y"] == [7.0, 9.0, 10.0, 6.0, 5.0, 3.0]  # there on 95 %, back on 5 %
    assert half["y"] == [6.0, 8.0, 9.0, 7.0, 6.0, 4.0]


def test_the_table_of_a_number_has_a_row_a_year_and_its_quantiles():
    data = projection({"tfr": [5.0, 6.0, 7.0, 8.0]})
    columns, table = fan_table(data, data.of("tfr"), 2, "x")
    assert table["label"].to_list() == ["year 2013", "year 2014", "year 2015", "year 2016"]
    assert table.row(0) == ("year 2013", 5.0, 3.0, 4.0, 5.5, 6.0, 7.0)
    assert [column.id for column in columns] == table.columns
    assert columns[2].label == "5 % of runs are below" and columns[2].decimals == 2


def test_where_a_number_is_from():
    assert simulated(projection({})).en == "fpplan 9, scenario made_up, 8 runs, seed 7"
