"""What the overview of a hand-out says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from handout_small import DRAWS, TEXT
from small_place import settled

from fpplan.contract.text import speaking
from fpplan.planning.targets import targets
from fpplan.report.handout.overview import _named, _years, handout

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("handout")


def test_small_recorded_counts_hide():
    text = TEXT.replace('[base.published.two_daughter_sterilisations]\nunit_id = "lianhe"\n'
                        'value = 12', '[base.published.two_daughter_sterilisations]\n'
                        'unit_id = "lianhe"\nvalue = 3')
    assert text != TEXT
    found = targets(settled(text, DRAWS))
    with speaking("en"):
        quotas = next(each for each in handout(found).figures if each.id == "quotas")
    row = next(row for row in quotas.table.iter_rows(named=True)
               if "two-daughter" in row["label"])
    assert row["recorded"] == "<5" and row["imposed"] == "<5"


def test_quotas_stand_beside_voluntary_demand_and_no_number_is_proposed(files):
    page = files["handout.en.html"].decode()
    assert "voluntary demand" in page and "No number is proposed in their place" in page


def answers(found):
    with speaking("en"):
        return handout(found).answers


def chances(found, present, own):
    """The same with other chances of the units to meet a target of today."""
    return replace(found, lines=tuple(replace(line, cells=tuple(
        replace(cell, present={present.key: own[cell.unit]} if cell.unit in own else {})
        for cell in line.cells)) if line.subject.name == present.name
        else replace(line, cells=tuple(replace(cell, present={}) for cell in line.cells))
        for line in found.lines))


def test_who_is_set_up_to_fail_is_named(found):
    present = next(each for each in found.presents if not each.graded)
    said = answers(chances(found, present, {"A": 0.19, "B": 0.2}))
    fails = [line for line in said if line.startswith("Set up to fail")]
    assert len(fails) == 1 and "Village A would meet" in fails[0] and str(present.label) in fails[0]
    said = answers(chances(found, present, {"A": 0.2, "B": 0.9}))
    assert "No unit is set up to fail by a target of today on what is forecast here." in said


def test_many_units_are_counted_and_few_named(found):
    assert _named(found, ["A", "B"]) == "Village A and Village B"
    assert _named(found, ["A"] * 7) == "7 units"


@pytest.mark.parametrize(("years", "words"), [
    ([], "–"), ([3, 3], "3"), ([2, 9], "2 to 9"), ([2, 400], "2 to over 100"),
    ([200, 400], "over 100")])
def test_years_of_all_units_together(years, words):
    assert _years(years) == words


def test_the_whole_stands_before_its_villages_and_every_unit_has_a_page(found):
    with speaking("en"):
        told = handout(found)
    assert [page.unit for page in told.pages] == ["lianhe", "A", "B"]
    births = next(figure for figure in told.figures if figure.id == "births")
    assert births.table["label"].to_list() == ["Town", "Village A",
                                               "Village B"]
    assert told.assumed


def test_what_is_flagged_is_listed_without_a_number(found):
    with speaking("en"):
        flagged = next(each for each in handout(found).figures if each.id == "flagged")
    assert len(flagged.table) == len(found.flagged) > 10
    assert all(flagged.table["tags"])
    assert not any(letter.isdigit() for tags in flagged.table["tags"] for letter in tags)


def test_without_quotas_no_table_of_them(found):
    with speaking("en"):
        ids = {figure.id for figure in handout(replace(found, quotas=())).figures}
    assert "quotas" not in ids and "births" in ids
