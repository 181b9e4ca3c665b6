"""Tables of work: what each says of hours, clients, stock and dates, and what it refuses."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from fpplan.contract.months import absolute
from fpplan.contract.text import Text
from fpplan.scenario.models import Activity, Campaign, Hours, Pool, Service, Staff, Supply
from fpplan.scenario.work import COUNTED, FED, WINDOWS

LABEL = Text("甲", "a")


def refused(model, **fields) -> str:
    with pytest.raises(ValidationError) as caught:
        model(**fields)
    (error,) = caught.value.errors()
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}"


def staff(**fields) -> dict:
    return {"label": LABEL, "number": {"V1": 1}, "hours_per_month": 168, **fields}


def campaign(**fields) -> dict:
    return {"label": LABEL, "first": "2014-11", "last": "2015-02", "hours": {"visits": 1}, **fields}


def activity(**fields) -> dict:
    return {"label": LABEL, "task": "meetings", "hours_each": 2, **fields}


def test_staff_are_a_pool_or_stand_unit_by_unit():
    assert Staff(**staff(number={"pool": "town", "number": 2})).number == Pool(
        pool="town", number=2)
    assert Staff(**staff(number={"V1": 0.5})).number == {"V1": 0.5}
    assert Staff(**staff(vacancy=0.25)).hours_each == 126
    assert "number.<pool>.number: Field required" in refused(Staff, **staff(
        number={"pool": "town"}))
    assert refused(Staff, **staff(hours_per_month=745)).startswith("hours_per_month")  # 31 days
    assert refused(Staff, **staff(productive=1.01)).startswith("productive")


def test_hours_of_a_unit_stand_above_those_of_all():
    hours = Hours(all={"visits": 5, "records": [1, 2]}, units={"V1": {"visits": 7, "more": 1}})
    assert hours.at("V1", "visits", 2) == (7, 7) and hours.at("V2", "visits", 2) == (5, 5)
    assert hours.at("V1", "records", 2) == (1, 2) and hours.at("V1", "nothing", 2) == (0, 0)
    assert hours.of("V1") == ("visits", "records", "more") and hours.of("V2") == (
        "visits", "records")
    assert hours.tasks() == ("visits", "records", "more")


@pytest.mark.parametrize(("every_year", "months"), [
    (False, ["2014-11", "2014-12", "2015-01", "2015-02"]),
    (True, ["2013-11", "2014-01", "2014-02", "2014-11", "2015-02", "2015-11", "2020-12"])])
def test_a_campaign_runs_across_the_end_of_the_year(every_year, months):
    found = Campaign(**campaign(every_year=every_year))
    assert all(found.runs(absolute(month)) for month in months)
    assert not any(found.runs(absolute(month)) for month in ("2014-10", "2015-03", "2016-07"))


def test_dates_of_a_campaign():
    assert Campaign(**campaign(first="2015-02")).runs(absolute("2015-02"))  # one month is enough
    assert "first must not be after last" in refused(Campaign, **campaign(first="2015-03"))
    assert Campaign(**campaign(last="2015-10", every_year=True)).runs(absolute("1990-07"))
    assert "12 months at most" in refused(Campaign, **campaign(last="2015-11", every_year=True))
    assert Campaign(**campaign(last="2015-11")).runs(absolute("2015-11"))
    assert refused(Campaign, **campaign(hours={})).startswith("hours")


def test_clients_of_a_service_are_one_number_or_one_a_unit():
    assert [Service(clients=30).clients_in(unit) for unit in ("V1", "V2")] == [30, 30]
    assert [Service(clients={"V1": 3}).clients_in(unit) for unit in ("V1", "V2")] == [3, None]
    assert Service().clients_in("V1") is None
    assert refused(Service, ceiling=0).startswith("ceiling") and Service(ceiling=1).ceiling == 1


def test_only_what_is_named_feeds_an_input():
    assert Service().feeds() == {}
    assert Service(**{name: f"my_{name}" for name in COUNTED}).feeds() == {
        name: f"my_{name}" for name in COUNTED}
    assert Activity(**activity(every="month", missed="a")).feeds() == {"missed": "a"}
    assert Activity(**activity(by="2014-09", **{name: f"my_{name}" for name in FED})).feeds() == {
        name: f"my_{name}" for name in FED}


def test_visits_in_vain():
    supply = Supply(stock_out=[0.1, 0.2], out=["2014-10"], units={"V2": 0.9})
    month, empty = absolute("2014-09"), absolute("2014-10")
    assert [supply.missing("V1", season, month) for season in (0, 1)] == [0.1, 0.2]
    assert [supply.missing("V2", season, month) for season in (0, 1)] == [0.9, 0.9]
    assert [supply.missing(unit, 0, empty) for unit in ("V1", "V2")] == [1, 1]
    assert Supply(offered=False).missing("V1", 0, month) == 1
    assert [Supply(stock_out=0.3).missing("V1", season, month) for season in (0, 5)] == [0.3, 0.3]


def test_an_activity_comes_round_or_has_a_date():
    for every in WINDOWS:
        assert Activity(**activity(every=every)).target == 1
    assert Activity(**activity(by="2014-09", starts="2014-09")).by == "2014-09"
    for fields, words in (
            ({}, "give either every or by"), ({"every": "month", "by": "2014-09"}, "give either"),
            ({"every": "month", "starts": "2014-09"}, "go with by"),
            ({"every": "month", "days_late": "late"}, "go with by"),
            ({"by": "2014-09", "starts": "2014-10"}, "must not be after by"),
            ({"every": "week"}, "every"), ({"every": "month", "target": 0}, "target")):
        assert words in refused(Activity, **activity(**fields)), fields


def test_windows_cut_a_year_into_equal_parts():
    assert all(12 % months == 0 for months in WINDOWS.values())
