"""Targets of small places, from file to proposal."""

from __future__ import annotations

import numpy as np
import pytest
from small_place import place, settled

from fpplan.contract.errors import InputError
from fpplan.contract.months import Period
from fpplan.contract.tags import core_inputs
from fpplan.indicators.chance import births_to_tell, boy_share
from fpplan.planning.targets import RELIABLE, Targets, targets
from fpplan.planning.targets_chance import odds
from fpplan.planning.targets_forecast import forecast
from fpplan.planning.targets_subject import subjects

# What the module's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("targets")

THREE = {"V1": 180, "V2": 1500, "V3": 2600}  # about 3, 24 and 42 births a year
DRAWS = 80
TIMELY = "births_timely_and_right_percent"


@pytest.fixture(scope="module")
def found() -> Targets:
    return targets(settled(place(THREE, '"thousand_point", "lianhe", "rights_based"'), DRAWS))


def test_every_unit_has_a_forecast_of_every_indicator_that_can_be_a_target(found):
    names = [line.subject.name for line in found.lines]
    assert names == [name for name, each in subjects().items() if each.treatment == "target"]
    for line in found.lines:
        assert [cell.unit for cell in line.cells] == ["V1", "V2", "V3", "lianhe"]
        for cell in line.cells:
            if cell.low is not None:
                assert cell.low <= cell.middle <= cell.high


def test_the_parent_is_the_sum_of_its_units(found):
    for line in found.lines:
        assert line.cell("lianhe").counted == pytest.approx(
            sum(line.cell(unit).counted for unit in THREE), rel=1e-9)
    ready = {row.unit: row.expected for row in found.ready}
    assert ready["lianhe"] == pytest.approx(np.sum([ready[unit] for unit in THREE], axis=0))


def test_the_exact_chance_agrees_with_the_share_of_draws():
    """Targets near the middle, where the share of 200 draws has an error of 3.5 points."""
    work = settled(place({"A": 500, "B": 1200}), 200)
    lived = forecast(work.world, work.base, Period("2014-08", 0, 11), draws=200, seed=0)
    for name in (TIMELY, "unmet_need_percent", "srb", "discontinuation_per_100_user_years"):
        subject = subjects()[name]
        known = odds(lived, subject)
        aim = known.attainable(0.6)
        value = lived.of(name)[2]
        met = value <= aim + 1e-9 if subject.most else value >= aim - 1e-9
        met = np.where(np.isnan(value), False, met)
        assert np.abs(met.mean(axis=0) - known.chance(aim)).max() < 0.12, name


def test_chunks_change_no_number():
    text = place({"A": 300, "B": 500})
    whole = targets(settled(text, 16))
    parts = targets(settled(text, 16), chunk=4)
    assert whole.lines == parts.lines and whole.ready == parts.ready
    assert targets(settled(text, 16, seed=1)).ready != whole.ready


def test_a_sex_ratio_of_a_village_is_decided_by_chance_and_not_proposed(found):
    line = found.line("srb")
    assert line.apart == 118  # what the scheme asks
    assert line.needed == births_to_tell(boy_share(105), boy_share(118))
    for cell in line.cells:
        assert cell.chance_decides and cell.proposed is None
        assert cell.years * cell.counted >= line.needed
    assert not any(key.startswith("lianhe.") for key in found.proposals())


def test_small_units_are_not_reliable_and_the_years_to_pool_make_them_so(found):
    line = found.line(TIMELY)
    small = line.cell("V1")
    assert small.chance_decides and small.reliable < RELIABLE
    luck = line.needed * (1 - RELIABLE) / RELIABLE * line.between**2  # p (1 - p)

    def reliable(n: float) -> float:
        return line.between**2 / (line.between**2 + luck / n)

    assert reliable(small.years * small.counted) >= RELIABLE - 0.01
    assert reliable((small.years - 1) * small.counted) < RELIABLE + 0.01
    assert small.years > line.cell("V3").years


def test_the_needed_births_are_those_of_the_reference_table():
    """.92 and a true standard deviation of .05: reliability .45 at 24, .80 at 120 births."""
    p, t = 0.92, 0.05
    needed = RELIABLE / (1 - RELIABLE) * p * (1 - p) / t**2
    assert 60 < needed < 75
    assert t**2 / (t**2 + p * (1 - p) / 24) == pytest.approx(0.45, abs=0.005)
    assert t**2 / (t**2 + p * (1 - p) / 120) == pytest.approx(0.80, abs=0.005)


def test_one_number_for_all_is_met_least_surely_by_the_smallest(found):
    for name in ("unmet_need_percent", "demand_satisfied_percent"):
        line = found.line(name)
        assert line.cell("V1").equal < line.cell("V3").equal
        assert line.cell("V1").equal < found.probability
    own = [cell.attainable for cell in found.line("unmet_need_percent").cells[:3]]
    assert own[0] > own[1] >= own[2]  # less is better: the smallest gets the most room


def test_who_is_set_up_to_fail():
    harsh = place(THREE, '"thousand_point", "lianhe"') + (
        '\n[base.targets."lianhe.srb"]\nlianhe = 101\n')
    found = targets(settled(harsh, DRAWS))
    failing = {present.key: units for present, units in found.failing()}
    assert failing["lianhe.srb"] == ["lianhe"]
    assert 0 < found.line("srb").cell("lianhe").present["lianhe.srb"] < 0.2
    # Points by degrees: nobody fails for falling a little short.
    assert not any(key.startswith("thousand_point.") for key in failing)


def test_proposals_are_of_untagged_items_within_their_ends(found):
    table = found.proposals()
    assert "rights_based.unmet_need" in table and "thousand_point.births_reported" in table
    schemes = {scheme.id: scheme for scheme in found.work.schemes}
    for key, values in table.items():
        scheme, _dot, item = key.partition(".")
        assert not schemes[scheme].tags(schemes[scheme].item(item))
        present = next(each for each in found.presents if each.key == key)
        assert all(present.least <= value <= present.most for value in values.values())
        assert set(values) <= set(THREE)  # schemes of points score villages


def test_nothing_tagged_is_worked_out_at_all(found):
    said = {line.subject.name for line in (*found.lines, *found.shown)}
    assert not any(core_inputs()[name].tags for name in said)
    assert {row.item for row in found.flagged} >= {"sterilisation_task", "crude_birth_rate"}


def test_more_certainty_asks_for_less():
    work = settled(place({"A": 500, "B": 900}), 24)
    easy, hard = targets(work, probability=0.95), targets(work, probability=0.6)
    for one, two in zip(easy.lines, hard.lines, strict=True):
        for cell, other in zip(one.cells, two.cells, strict=True):
            if cell.attainable is not None and other.attainable is not None:
                assert (cell.attainable - other.attainable) * (
                    1 if one.subject.most else -1) >= 0


def test_an_unknown_period_is_one_line():
    with pytest.raises(InputError, match=r'--period = "2014-8".*2014-08'):
        targets(settled(place({"A": 300}), 8), period="2014-8")


def test_the_second_year_can_be_asked_for():
    found = targets(settled(place({"A": 300}), 8), period="2015-08")
    assert found.quarters[0] == ("2015-08", "2015-10")


def test_a_hamlet_beside_a_large_town():
    found = targets(settled(place({"A": 200, "B": 25_000}), 16))
    births = {row.unit: row.expected[-1] for row in found.ready}
    assert births["A"] < 6 and births["B"] > 300
    line = found.line(TIMELY)
    assert line.cell("A").chance_decides and not line.cell("B").chance_decides
    assert line.cell("A").reliable < 0.2 < line.cell("B").reliable


def test_many_units():
    many = {f"V{at:02}": 60 + 5 * at for at in range(60)}
    found = targets(settled(place(many), 4))
    assert found.leaves == 60 and len(found.units) == 61
    assert all(len(line.cells) == 61 for line in found.lines)
    assert len(found.proposals()["thousand_point.births_reported"]) == 60


def test_one_village_alone():
    found = targets(settled(place({"A": 1200}), 16))
    assert found.units == ("A", "lianhe")
    assert found.line(TIMELY).luck is None  # nobody to differ from
    assert all(line.equal is not None for line in found.lines if line.subject.kind == "share")


def test_the_truth_beside_the_books_is_the_expected_one(found):
    """Sums over draws, as the books' figure: no mean of ratios, which few births bend upwards."""
    lived = forecast(found.work.world, found.work.base, Period("2014-08", 0, 11), draws=DRAWS,
                     seed=0)
    for cell in found.line("unmet_need_percent").cells:  # the same in both views
        assert cell.truth == pytest.approx(cell.expected, rel=1e-9)
    for cell in found.line("demand_satisfied_percent").cells:  # the books overstate users
        assert cell.truth < cell.expected
    books, truth = (found.line("births_reported_percent").cell("lianhe").expected,
                    found.line("births_reported_percent").cell("lianhe").truth)
    assert truth < books  # nobody finds all that is missing
    assert lived.true_of("srb")[-1] == found.line("srb").cell("lianhe").truth
