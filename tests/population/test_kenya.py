"""The setting `kenya`: near the figures that it was set by, and nothing of China in it."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.loading import open_world
from fpplan.pipeline.plan import plan
from fpplan.place.folders import setting_folder, setting_ids
from fpplan.place.setting import load_setting
from fpplan.plugins import load_plugins

AGES = range(15, 50, 5)
DRAWS = 48
# UN World Population Prospects 2024, Kenya 2022: births per 1000 women a year
ASFR = np.array([57.2, 174.8, 170.4, 137.0, 82.6, 25.5, 4.0])
TFR, BIRTHS = 3.262, 27.34


@pytest.fixture(scope="module")
def world():
    return open_world("kenya", load_plugins())


@pytest.fixture(scope="module")
def base(world):
    return world.base


@pytest.fixture(scope="module")
def year(world):
    """The year before January 2022 of the made-up ward, at central values."""
    tallies = world.expected({}, DRAWS)
    return lambda pattern: tallies.total("true", pattern).astype(float)


def test_births_are_near_the_estimates(base, year):
    born = np.array([year(f"births_by_mother_age[age={age}]").sum() for age in AGES])
    women = np.array([year(f"women[age={age}]").sum() for age in AGES]) / 12
    asfr = born / women * 1000
    assert asfr.sum() * 5 / 1000 == pytest.approx(TFR, rel=0.05)
    # the README says which groups are off, and how far
    assert np.abs(asfr - ASFR).max() < 20 and np.abs(asfr / ASFR - 1)[[0, 1, 2, 4]].max() < 0.15
    people = sum(base.people(unit) for unit in base.leaves) * DRAWS  # in each draw
    assert year("births").sum() / people * 1000 == pytest.approx(BIRTHS, rel=0.08)


def test_use_is_near_the_survey(year):
    union = year("in_union")[..., -1].sum()
    methods = load_setting("kenya").methods
    use = {m.id: 100 * year(f"using[method={m.id}]")[..., -1].sum() / union for m in methods}
    assert sum(use.values()) == pytest.approx(62.5, abs=2)
    assert sum(use[m.id] for m in methods if m.modern) == pytest.approx(57, abs=2)
    for method, share in (("injectable", 20), ("implant", 19), ("pill", 8), ("iud", 4)):
        assert use[method] == pytest.approx(share, abs=1)


def test_nobody_selects_and_the_ratio_is_the_settings_own(year):
    boys, girls = year("births[sex=m]").sum(), year("births[sex=f]").sum()
    assert year("selective_terminations").sum() == 0 and year("births[policy=out]").sum() == 0
    share = boys / (boys + girls)
    assert abs(share - 0.50544) < 4 * (0.25 / (boys + girls)) ** 0.5


def test_a_run_of_it_does_not_speak_of_a_rule_on_births(world):
    here = plan(world, draws=4, seed=0).indicators
    there = plan(open_world("lianhe", load_plugins()), draws=4, seed=0).indicators
    assert set(there) - set(here) >= {"births_within_policy_percent", "two_daughter_households"}
    assert {"mcpr_percent", "unmet_need_percent", "srb"} <= set(here)


def test_what_a_run_rests_on_speaks_of_no_policy_and_of_no_other_country(world):
    """Neither the tables nor the parameters that a report lists; those of a rule are left out."""
    work = plan(world, draws=4, seed=0)
    parameters = work.parameters()
    for part in (*load_setting("kenya").tables.values(), *parameters):
        said = f"{part.text.zh} {part.text.en} {part.source}"
        assert not [word for word in ("China", "polic", "政策", "Sichuan", "Goodkind", "Merli")
                    if word in said], part.id
    named = {parameter.id for parameter in parameters}
    assert "selection.willing" in named and "reporting.omission_in_girl" in named
    away = {"want.deterrence_logit", "selection.access_phi", "reporting.omission_out_girl",
            "termination.outside_policy_logit"}
    assert not away & named
    there = plan(open_world("lianhe", load_plugins()), draws=4, seed=0)
    assert away <= {parameter.id for parameter in there.parameters()}


def test_every_setting_has_a_readme_that_credits_the_united_nations():
    for name in setting_ids():
        text = (setting_folder(name) / "README.md").read_text("utf-8")
        assert "CC BY 3.0 IGO" in text and "What is weak here" in text
