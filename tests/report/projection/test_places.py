"""Every unit of a projection, and where its spread comes from."""

import polars as pl
import pytest
from fake_projection import projection

from fpplan.report.projection.places import assumptions, spread, units

VALUES = {name: [10.0, 11.0, 12.0, 13.0] for name in ("people", "births", "deaths", "tfr")}


def test_every_place_has_what_it_can_expect_in_the_last_year():
    (figure,) = units(projection(VALUES, by_unit={"V01": 0.0}))
    assert figure.table["unit"].to_list() == ["Town", "First", "Second"]
    assert figure.table["now"].to_list() == [1000.0, 400.0, 600.0]
    assert figure.table["births"].to_list() == [13.0, 0.0, 13.0]
    assert figure.table["births_span"][0] == "11 to 15"
    assert figure.table["tfr_span"][0] == "11.00 to 15.00"
    assert figure.reading.en.startswith("3 places;")


def years(values):
    """A number of the town by draw in the last year; another place and year say otherwise."""
    return pl.DataFrame([
        {"unit": unit, "period": period, "draw": draw,
         "births": float(value) if (unit, period) == ("town", "2016-08") else 77.0 * draw}
        for unit in ("town", "V01") for period in ("2015-08", "2016-08")
        for draw, value in reversed(list(enumerate(values)))])


@pytest.mark.parametrize(("values", "share"), [
    ([1, 1, 1, 1, 9, 9, 9, 9], "100 %"), ([1, 9, 1, 9, 1, 9, 1, 9], "0 %")])
def test_the_spread_is_that_between_parameter_sets_or_within_them(values, share):
    (figure,) = spread(projection({"births": [1.0] * 4}, tables={"years": years(values)}))
    (row,) = figure.table.to_dicts()
    assert (row["what"], row["share"]) == ("Number births", share)
    assert share in figure.reading.en


@pytest.mark.parametrize("meta", [{"uncertainty": "chance"}, {"sets": 1}])
def test_one_set_of_parameters_has_nothing_to_split(meta):
    data = projection({"births": [1.0] * 4}, tables={"years": years(range(8))}, **meta)
    assert spread(data) == []


def test_what_is_taken_for_granted_depends_on_the_mode():
    (simulated,), (accounts,) = (assumptions(projection(VALUES, accounting=how))
                                 for how in (False, True))
    assert (len(simulated.table), len(accounts.table)) == (5, 4)
    said = simulated.table["line"][0], accounts.table["line"][0]
    assert said[0].startswith("What women want and how soon does not change with the years")
    assert said[1].startswith("Births by age and year are those of the file")
    assert "natural ratio of the setting" in accounts.table["line"][3]
