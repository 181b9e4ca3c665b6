"""What the overview of a hand-out says."""

from __future__ import annotations

import pytest
from handout_small import DRAWS, TEXT
from small_place import settled

from fpplan.contract.text import speaking
from fpplan.planning.targets import targets
from fpplan.report.handout.overview import handout

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
