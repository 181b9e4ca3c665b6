"""What the documents publish, beside their plugins, as `fpplan score` reads it."""

import pytest
from townships import FOLDER, plugins, scheme

from fpplan.api import Figures, Points, score
from fpplan.contract.points import NO, PERHAPS, YES
from fpplan.payoff.pay import pay
from fpplan.scheme.figures_file import read_figures

PUBLISHED = sorted(path.parent.name for path in FOLDER.glob("*/figures.csv"))


def published(name: str) -> Figures:
    return read_figures(FOLDER / name / "figures.csv", plugins().schemes.values())


def points(name: str, **readings: str) -> Points:
    return score(published(name), scheme(name), readings)


def gap(found: Points, item: str) -> float:
    return float(found.gaps[item].central[0, 0, 0])


def state(found: Points, item: str) -> int:
    return int(found.met[item][0, 0, 0])


@pytest.mark.parametrize("plugin", PUBLISHED)
def test_is_read_and_every_figure_is_asked_for(plugin: str):
    figures = published(plugin)
    schemes = [scheme(name) for name in plugins().loaded[plugin].schemes]
    assert figures.names() <= {name for each in schemes for name in each.by_input}
    found = score(figures, schemes[0])
    assert set(found.items) == {item.id for item in schemes[0].under().items()}


def test_lianhe_misses_the_pace_of_its_293_days_and_meets_the_rate_of_a_year():
    found = points("lianhe")  # 13.05 in 293 days is 16.26 in 365
    assert gap(found, "crude_birth_rate_at_this_pace") == pytest.approx(13.05 * 365 / 293 - 13.43)
    assert round(gap(found, "crude_birth_rate_at_this_pace"), 2) == 2.83
    assert state(found, "crude_birth_rate_at_this_pace") == NO
    yearly = points("lianhe", window="yearly")
    assert state(yearly, "crude_birth_rate") == YES
    assert "crude_birth_rate_at_this_pace" not in yearly.items


def test_jiangmen_misses_the_city_ratio_by_1_44():
    found = points("jiangmen_district")
    assert gap(found, "srb") == pytest.approx(1.44)
    assert state(found, "srb") == NO
    assert gap(found, "subdistricts_clear") == 3  # 2 of the 5 that were inspected


def test_jiangmen_procedures_do_not_add_up_and_are_kept_as_printed():
    values = published("jiangmen_district").values

    def figure(name: str) -> float:
        return float(values[name, None].central[0, 0, 0])

    parts = figure("sterilisations") + figure("iud_insertions") + figure(
        "jiangmen_district_remedial")
    assert figure("jiangmen_district_procedures") - parts == 10


def test_jingmen_kept_what_it_says_it_kept():
    found = points("jingmen_district")
    assert all(state(found, item) == YES for item in (
        "key_checks", "care", "methods", "followup", "prohibitions", "letters"))


def test_qianshan_pays_50_yuan_for_each_point_below():
    figures = published("qianshan")
    for standard, steps, yuan in (("other_town", "whole", -600), ("other_town", "fraction", -606),
                                  ("all", "whole", -1600)):
        found = score(figures, scheme("qianshan"), {"standard": standard, "steps": steps})
        paid = pay(figures, found)
        assert paid.yuan["pregnancies_pay"].central[0, 0, 0] == pytest.approx(yuan)
        assert paid.sanctions["removed"][0, 0, 0] == NO  # no card is missing: not all three are low


FOUR_RATES = ("qianshan_pregnancies_known_percent", "births_within_policy_percent",
              "long_acting_percent", "births_timely_and_right_percent")


@pytest.mark.parametrize(("trigger", "follows"), [(0, YES), (1, NO)])
def test_a_veto_bars_the_reward_of_qianshan(trigger: int, follows: int):
    import numpy as np

    given = {name: span.central for (name, _view), span in published("qianshan").values.items()}
    figures = Figures.build(("township",), ("2024",), {
        **given, **{name: np.full((1, 1, 1), 98.0) for name in FOUR_RATES},
        "qianshan_statistical_errors": np.full((1, 1, 1), float(trigger))})
    found = pay(figures, score(figures, scheme("qianshan")))
    assert found.sanctions["reward"][0, 0, 0] == follows


@pytest.mark.parametrize("missed", FOUR_RATES)
def test_the_reward_of_qianshan_asks_for_all_four_rates(missed: str):
    import numpy as np

    given = {name: span.central for (name, _view), span in published("qianshan").values.items()}
    figures = Figures.build(("township",), ("2024",), {**given, **{
        name: np.full((1, 1, 1), 50.0 if name == missed else 98.0) for name in FOUR_RATES}})
    found = pay(figures, score(figures, scheme("qianshan")))
    assert found.sanctions["reward"][0, 0, 0] == NO
    assert {"birth_limit", "surveillance", "staff_pressure"} <= found.tags["reward"]
    # under the other reading the four are rates of records, and these say nothing of them
    other = pay(figures, score(figures, scheme("qianshan"), {"four_rates": "records"}))
    assert other.sanctions["reward"][0, 0, 0] == PERHAPS
    assert "birth_limit" not in other.tags["reward"]


def test_staff_and_audit_figures_meet_their_targets():
    for name, items in (("tech_park", ("staff", "money", "joint_meeting", "counted")),
                        ("two_clearances", ("plans", "phases", "monitors", "handbooks")),
                        ("village_led", ("villages",))):
        found = points(name)
        assert [item for item in items if state(found, item) != YES] == []


def test_no_reading_of_any_scheme_leaves_a_total_of_nothing():
    for found in plugins().schemes.values():
        chosen = [found.under(), *(found.under({reading.id: option}) for reading in found.readings
                                   for option in reading.options)]
        assert all(each.base != 0 for each in chosen), found.id
    assert scheme("publicity_plan").under().base is None
    assert scheme("publicity_plan").under({"weights": "equal"}).base == 100


@pytest.mark.parametrize(("weight", "earned"), [(1, 1.0), (3, 3 * 18 / 20), (0, 0.0)])
def test_weights_of_the_sex_ratio_action_can_be_set(weight: int, earned: float):
    """18 items of 1 point. With weight w on one they divide 18 points in the ratio w : 17."""
    import numpy as np

    whole = scheme("sex_ratio_action").under()
    assert whole.base_total() == 18
    figures = Figures.build(("county",), ("2024",), {
        name: np.full((1, 1, 1), float(value)) for name, value in (
            ("srb", 110), ("sex_ratio_action_media", 1),
            ("sex_ratio_action_weight_action_media", weight))})
    found = score(figures, whole)
    assert found.items["media"].central[0, 0, 0] == pytest.approx(earned)
