"""The sex ratio in the books is natural + chance + selection + misreporting, without a rest."""

import polars as pl
import pytest
from fake_run import COUNT, TOWN, with_names

from fpplan.contract.text import Text
from fpplan.report.figures.sexes import counts_of, sexes
from fpplan.store.names import IndicatorName

NAMES = ("srb", "srb_without_selection")
# two draws: boys, girls, girls born or not born for their sex, boys and girls in the books
DRAWS = ((112, 96, 100, 108, 92), (108, 94, 100, 104, 88))


def told(data, male=0.5, own=None, draws=DRAWS):
    """A run with these births in every planning year and variant of the whole place."""
    rows = []
    for variant in data.variants:
        for period in ("2014-08", "2015-08"):
            for draw, (boys, girls, all_girls, in_boys, in_girls) in enumerate(draws):
                for view, name, above, below in (
                        ("true", "srb", boys, girls), ("reported", "srb", in_boys, in_girls),
                        ("true", "srb_without_selection", boys, all_girls)):
                    rows.append({
                        "variant": variant.id, "draw": draw, "unit": TOWN, "period": period,
                        "view": view, "name": name, "numerator": float(above),
                        "denominator": float(below)})
    parameters = pl.DataFrame({"id": ["sex.male_at_birth"], "value": [male],
                               "scenario_value": [own]}, schema_overrides={
                                   "scenario_value": pl.Float64})
    indicators = tuple(IndicatorName(name, Text(name, name), Text("", ""), COUNT)
                       for name in NAMES)
    return with_names(data, {"indicators": pl.DataFrame(rows), "parameters": parameters},
                      indicators=indicators)


def test_the_bars_lead_from_the_natural_ratio_to_that_of_the_books(data):
    (figure,) = sexes(told(data))
    bars, _ranges, born, books = figure.spec["data"]
    at = 100.0  # as many boys as girls, by the run's own parameter
    for start, size in zip(bars["base"], bars["x"], strict=True):
        assert start == pytest.approx(at)
        at += size
    assert at == pytest.approx(books["x"][0]) == pytest.approx(100 * 212 / 180)
    assert born["x"][0] == pytest.approx(100 * 220 / 190)
    assert bars["x"][0] == pytest.approx(100 * 220 / 200 - 100)


def test_the_table_counts_those_not_born_for_their_sex(data):
    (figure,) = sexes(told(data))
    rows = figure.table.to_dicts()
    assert len(rows) == 2 * 3  # years, variants; villages have no row in this run
    for row in rows:
        assert (row["boys"], row["girls"], row["unborn"]) == (110.0, 95.0, 5.0)
        assert (row["boys_in_books"], row["girls_in_books"]) == (106.0, 90.0)
        assert row["chance"].startswith("+10.0 (+8 to +12)")
        assert row["selection"] == "+5.8" and row["misreporting"] == "+2.0"


def test_the_scenarios_own_natural_ratio_goes_before_the_settings(data):
    (figure,) = sexes(told(data, own=0.52))
    assert figure.table["natural"][0] == pytest.approx(100 * 0.52 / 0.48)


def test_counts_are_by_draw(data):
    found = counts_of(told(data), "srb").filter(variant="base", period="2014-08").sort("draw")
    assert found["boys"].to_list() == [112, 108] and found["unborn"].to_list() == [4, 6]


@pytest.mark.parametrize("draws", [((3, 0, 0, 3, 0),) * 2, ((3, 2, 2, 3, 0),) * 2])
def test_no_girls_no_split(data, draws):
    assert sexes(told(data, draws=draws)) == []


def test_a_run_without_the_ratio_without_selection_has_no_such_figure(data):
    assert sexes(data) == []
