"""The closed list of levers: what a variant may set, and that everything else is refused."""

import tomllib

import pytest
from small import GOOD, KNOWN

from fpplan.scenario.levers import OF_A_SCHEME, is_lever, path_of, refusal
from fpplan.scenario.models import Base

LEVERS = {
    "hours.all.meetings": ("hours", "all", "meetings"),
    "hours.units.V01.meetings": ("hours", "units", "V01", "meetings"),
    "hours.units.V.0.1.meetings": ("hours", "units", "V.0.1", "meetings"),
    "staff.worker.number": ("staff", "worker", "number"),
    "staff.worker.number.V.01": ("staff", "worker", "number", "V.01"),
    "staff.officer.number.number": ("staff", "officer", "number", "number"),
    "staff.worker.vacancy": ("staff", "worker", "vacancy"),
    "staff.worker.hours_per_month": ("staff", "worker", "hours_per_month"),
    "staff.worker.pay_yuan_per_month": ("staff", "worker", "pay_yuan_per_month"),
    "campaigns.push.hours.meetings": ("campaigns", "push", "hours", "meetings"),
    "campaigns.push.instead_of.meetings": ("campaigns", "push", "instead_of", "meetings"),
    "campaigns.push.first": ("campaigns", "push", "first"),
    "campaigns.push.overtime": ("campaigns", "push", "overtime"),
    "services.counselling.quality": ("services", "counselling", "quality"),
    "supply.condom.stock_out": ("supply", "condom", "stock_out"),
    "supply.condom.units.V.01": ("supply", "condom", "units", "V.01"),
    "readings.points.window": ("readings", "points.window"),
    "targets.points.visits": ("targets", "points.visits"),
    "schemes": ("schemes",),
    "weights.points.visits": ("weights", "points.visits"),
    "payouts.points.visit_pay": ("payouts", "points.visit_pay"),
    "reporting.reporting.audit_detection": ("reporting", "reporting.audit_detection"),
}


@pytest.mark.parametrize("key", LEVERS)
def test_levers(key):
    assert is_lever(key, KNOWN) and path_of(key) == LEVERS[key]


def keys(table: object, path: str = "") -> list[str]:
    if not isinstance(table, dict):
        return [path] if path else []
    inner = [k for key, value in table.items() for k in keys(value, f"{path}.{key}".strip("."))]
    return [*([path] if path else []), *inner]


def test_nothing_else_in_a_file_is_a_lever():
    found = [key for key in keys(tomllib.loads(GOOD)["base"]) if is_lever(key, KNOWN)]
    sections = {key.split(".")[0] for key in found}
    assert sections == {"hours", "staff", "readings", "schemes"}
    assert not any(key.endswith((".productive", ".label", ".en", ".zh")) for key in found)


def test_every_section_that_is_no_lever_says_why():
    for section in set(Base.model_fields) - {"schemes"}:
        assert not is_lever(section, KNOWN)
        assert len(refusal(section)) > 30
        told = refusal(section)  # also what may be set, and not only what may not
        assert any(word in told for word in ("a variant sets", "a variant may set", "is named",
                                             "only record audits are")), section
    for section in OF_A_SCHEME:
        assert "a variant sets" in refusal(f"{section}.thousand_point.x")


@pytest.mark.parametrize("key", [
    "services.counselling.clients", "services.counselling.ceiling", "services.counselling.reached",
    "activities.boards.target", "activities.boards.hours_each", "campaigns.push.label",
    "campaigns.push.units", "units.V01.travel", "supply.condom"])
def test_what_describes_the_place_is_no_lever(key):
    assert not is_lever(key, KNOWN) and len(refusal(key)) > 30


def test_misreporting_is_never_a_lever():
    assert not is_lever("reporting.reporting.omission_out_girl", KNOWN)
    assert "never a lever" in refusal("reporting.reporting.omission_out_girl")
