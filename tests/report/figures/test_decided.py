"""What no variant can change any more, and what each can."""

import polars as pl

from fpplan.report.figures.decided import decided, indicator_differences


def told(data, effects):
    """A run in which variants move indicators by so much: (variant, name, period) -> change.
    All draws share their luck."""
    luck = [10.0, 50.0, 30.0, 90.0]
    data.indicator_draws = pl.DataFrame([
        {"variant": variant.id, "draw": draw, "period": period.id, "view": view, "name": name,
         "value": value + (effects.get((variant.id, name, period.id), 0.0)
                           if view == "true" else 0.0)}
        for variant in data.variants for period in data.years for name in data.indicators
        for view in ("true", "reported") for draw, value in enumerate(luck)])
    return data


def test_the_variant_that_moves_it_most_is_named_whatever_the_direction(data):
    (figure,) = decided(told(data, {("followup", "srb", "2015-08"): 2.0,
                                    ("audits", "srb", "2015-08"): -3.0}))
    (row,) = figure.table.to_dicts()
    assert row["2014-08"] == "no difference"
    assert row["2015-08"] == "−3.0 (−3.0 to −3.0), “audits doubled”"


def test_what_none_moves_is_named_and_has_no_row(data):
    (figure,) = decided(told(data, {("audits", "crude_birth_rate", "2014-08"): 1.0,
                                    ("audits", "srb", "2014-08"): 0.04}))  # less than is shown
    assert figure.table["label"].to_list() == ["crude birth rate"]
    assert ("No variant moves births within policy, third and later births, sex ratio at birth and"
            " births reported.") in figure.reading.en


def test_nothing_moves_no_figure(data):
    assert decided(told(data, {})) == []


def test_differences_are_in_the_view_asked_for(data):
    told(data, {("audits", "srb", "2014-08"): 5.0})
    keys = {"variant": "audits", "name": "srb", "period": "2014-08"}
    assert indicator_differences(data).filter(**keys)["mean"].to_list() == [5.0]
    assert indicator_differences(data, "reported").filter(**keys)["mean"].to_list() == [0.0]


def test_a_run_of_the_base_alone_decides_nothing(data):
    data.variants = data.variants[:1]
    assert decided(data) == []
