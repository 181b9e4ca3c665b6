"""Figures of fertility, progression, sex ratios and methods."""

import math

import pytest
from fake_projection import projection

from fpplan.projection.numbers import ASFR, PROGRESSION, SHARE
from fpplan.report.projection.fertility import (
    by_age,
    method_mix,
    method_use,
    progressions,
    sex_ratios,
    total_fertility,
)


def test_total_fertility_of_the_last_year():
    (figure,) = total_fertility(projection({"tfr": [1.0, 1.5, 1.6, 1.7]}))
    assert figure.reading.en == ("Total fertility in year 2016: 1.70 children per woman (−0.30 to"
                                 " 3.70).")
    assert figure.table["mean"].to_list() == [1.0, 1.5, 1.6, 1.7]
    assert total_fertility(projection({"tfr": [1.0, 1.5, 1.6, None]})) == []
    given = total_fertility(projection({"tfr": [1.0] * 4}, accounting=True))[0]
    assert "The rates were given in a file" in given.reading.en
    assert given.reading.zh != given.reading.en


def test_the_age_at_which_most_children_are_born():
    values = {name: [0.0, 100.0 - at, 0.0, 10.0 * (at if at < 4 else 0)]
              for at, name in enumerate(ASFR)}
    (figure,) = by_age(projection(values))
    assert "In year 2016 women aged 30–34 are expected to have the most children: 30 births" \
        in figure.reading.en
    assert figure.table["mean0"].to_list() == [100.0 - at for at in range(7)]
    assert figure.table["mean1"].to_list()[:4] == [0.0, 10.0, 20.0, 30.0]
    values[ASFR[2]] = [0.0, None, 0.0, 0.0]
    assert by_age(projection(values)) == []


@pytest.mark.parametrize(("known", "there"), [
    ((8, 8, 8), True), ((0, 4, 4), True), ((0, 0, 8), False), ((3, 3, 3), False)])
def test_what_hardly_any_run_has_is_left_out(known, there):
    """Half of the runs in half of the years, of 8 runs and 3 years."""
    values = {PROGRESSION[0]: [0.0, 90.0, 91.0, 92.0]}
    found = progressions(projection(values, known={PROGRESSION[0]: (8, *known)}))
    assert bool(found) is there


def test_progression_is_of_the_projected_years_alone():
    (figure,) = progressions(projection({name: [0.0, 90.0, 91.0, 92.0] for name in PROGRESSION}))
    assert len(figure.table) == 3 * len(PROGRESSION) and 0.0 not in figure.table["mean"].to_list()
    assert figure.definition.en.startswith("A definition. An expected rate")  # said once


def test_sex_ratios_stand_beside_the_natural_one():
    (figure,) = sex_ratios(projection({"srb": [110.0] * 4, "srb_first": [106.0] * 4}))
    (note,) = figure.spec["layout"]["annotations"]
    assert (note["text"], note["y"]) == ("natural: 100", 100.0)
    assert figure.spec["layout"]["yaxis"].get("type") != "log"


def test_one_very_high_ratio_does_not_flatten_the_others():
    (figure,) = sex_ratios(projection({"srb": [110.0] * 4,
                                       "srb_third_and_later": [401.0] * 4}))
    axis, (note,) = figure.spec["layout"]["yaxis"], figure.spec["layout"]["annotations"]
    assert axis["type"] == "log" and note["y"] == pytest.approx(2.0)  # of 100
    low, high = axis["range"]
    assert low <= math.log10(100) and high > math.log10(401)
    assert axis["ticktext"] == ["50", "100", "200", "500"]


def test_few_lines_have_bands_and_many_do_not():
    use = {name: [50.0] * 4 for name in ("method_use_percent", "mcpr_percent",
                                         "unmet_need_percent")}
    (figure,) = method_use(projection(use))
    assert len(figure.spec["data"]) == 3 * 3
    mix = {f"{SHARE}{at}": [1.0] * 4 for at in range(25)}
    (figure,) = method_mix(projection(mix))
    assert len(figure.spec["data"]) == 25
    look = {(line["line"]["color"], line["line"]["dash"]) for line in figure.spec["data"][:21]}
    assert len(look) == 21  # told apart by colour and dash


def test_the_words_give_each_number_of_the_last_year():
    (figure,) = method_use(projection({"mcpr_percent": [50.0, 51.0, 52.0, 53.0]}))
    assert figure.reading.en == ("Expected in year 2016, with the range of 9 runs in 10: number"
                                 " mcpr_percent 53.0 % (51.0 to 55.0).")
    assert method_use(projection({})) == []
