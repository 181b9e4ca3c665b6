"""What is reported of each year: formulas that come out right, and a label for every number."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.contract.months import Period
from fpplan.indicators.evaluate import evaluate
from fpplan.place.setting import load_setting
from fpplan.projection.numbers import AGES, ASFR, PROGRESSION, SHARE, formulas, labels
from fpplan.tallies import Tallies, slot_table

SETTING = load_setting("china_rural")
YEAR = Period("y", 0, 11)


def worked_out(counts):
    """Every formula over one year in which each month has the counts of a pattern."""
    table = slot_table(SETTING.method_ids, ("all",))
    true = np.zeros((1, 1, 24, len(table)), np.int32)
    for pattern, number in counts.items():
        true[..., table.match(pattern)] = number
    tallies = Tallies.unreported(true, SETTING.method_ids, ("all",), ("V01",), -12, (0, 1),
                                 SETTING.method_groups)
    known = formulas(SETTING, False)
    found = evaluate(tallies, [YEAR], tuple(known), indicators=known)
    return dict(zip(found.names, found.value[0, 0, 0, 0], strict=True))


def test_accounting_leaves_out_what_only_lives_can_tell():
    forced, whole = formulas(SETTING, True), formulas(SETTING, False)
    assert set(forced) < set(whole) and {"births", "tfr", "people", "srb", *ASFR} <= set(forced)
    told = {name for name in whole if name not in forced}
    assert {"mcpr_percent", "srb_first", "unmet_need_percent"} <= told
    assert not [name for name in forced if name.startswith(SHARE)]
    assert set(labels(True)) == set(AGES) and set(labels(False)) == {*AGES, *PROGRESSION}


@pytest.mark.parametrize("accounting", [False, True])
def test_every_number_has_one_name_in_both_languages_and_a_source(accounting):
    made, said = formulas(SETTING, accounting), labels(accounting)
    assert not set(made) & set(said)
    for each in made.values():
        assert each.text.zh and each.text.en and each.definition.en and each.source, each.id
        assert each.views == ("true",), each.id  # a projection keeps no books
    for name, (label, definition, _unit, _decimals, source) in said.items():
        assert label.zh and label.en and definition.zh and definition.en and source, name


def test_the_share_of_each_method_is_of_all_users():
    """Every method has users in each of four order classes: 3 of one, 1 of every other."""
    methods = SETTING.method_ids
    found = worked_out({"using": 1, f"using[method={methods[0]}]": 3})
    shares = [found[f"{SHARE}{method}"] for method in methods]
    assert shares[0] == pytest.approx(300 / (len(methods) + 2))
    assert sum(shares) == pytest.approx(100)


def test_without_users_no_method_has_a_share():
    assert np.isnan(worked_out({})[f"{SHARE}{SETTING.method_ids[0]}"])


def test_births_deaths_and_people_give_their_rates():
    """1 birth a month of 1,000 people, and each month 3 deaths in all."""
    found = worked_out({"people": 1000, "births[order=1,sex=m,policy=in,prior=none]": 1,
                        "deaths_women": 1, "deaths_others": 2})
    assert (found["births"], found["people"]) == (12, 1000)
    assert found["crude_birth_rate"] == pytest.approx(12)
    assert found["natural_increase"] == pytest.approx(
        found["crude_birth_rate"] - found["crude_death_rate"])
    assert found["crude_death_rate"] == pytest.approx(1000 * found["deaths"] / 1000)


def test_total_fertility_is_five_times_the_rates_by_age():
    found = worked_out({"women": 400, "births_by_mother_age": 1,
                        "births_by_mother_age[age=20]": 5})
    assert sum(found[name] for name in ASFR) * 5 / 1000 == pytest.approx(found["tfr"])
    assert found["asfr_20_24"] == pytest.approx(1000 * 60 / 400)
    assert found["asfr_45_49"] == pytest.approx(1000 * 12 / 400)


def test_sex_ratios_by_order_are_of_their_own_births():
    found = worked_out({"births[sex=f]": 10, "births[sex=m]": 11, "births[order=2,sex=m]": 13,
                        "births[order=3|4|5|6,sex=m]": 20})
    assert found["srb_first"] == pytest.approx(110) and found["srb_second"] == pytest.approx(130)
    assert found["srb_third_and_later"] == pytest.approx(200)


def test_names_of_progression_say_from_which_birth():
    said = labels(False)
    assert len(PROGRESSION) == 4
    assert said["progression_1"][0].zh.endswith("1孩→2孩")
    assert "from one birth" in said["progression_1"][0].en
