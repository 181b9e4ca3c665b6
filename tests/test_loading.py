"""Names of other rooms: collected where commands stand, and used by the ready-made scenarios."""

import pytest

from fpplan.contract.errors import InputError
from fpplan.loading import known_names, open_world, read_scenario
from fpplan.plugins import load_plugins
from fpplan.scenario import ready_made


@pytest.fixture(scope="module")
def plugins():
    return load_plugins()


def test_every_kind_of_name_is_known(plugins):
    known = known_names(plugins)
    assert "china_rural" in known.settings and "iud" in known.methods["china_rural"]
    assert "none" in known.methods["china_rural"]
    assert {"meetings", "record_audit"} <= known.tasks and known.plannable <= known.tasks
    assert {"thousand_point", "lianhe"} <= known.schemes
    assert set(known.readings["thousand_point.check_points"]) == {"25", "30"}
    assert "late_abortion_percent" in known.inputs and "crude_birth_rate" in known.figures
    bounds = known.parameters["china_rural"]
    assert bounds["method.iud.failure_12m_percent"] == (0, 100)
    assert bounds["reporting.omission_out_girl"] == (0, 1)
    low, high = bounds["reporting.delay_out_girl_months"]
    assert low == 0 and 1_000 < high < 10**6  # far beyond the catalogue, and finite


def test_only_audits_of_reporting_are_levers(plugins):
    """How well audits find errors is a decision; how often people misreport never is."""
    known = known_names(plugins)
    assert known.audits <= set(known.parameters["china_rural"])
    assert all(name.startswith("reporting.audit_") for name in known.audits)


@pytest.mark.parametrize("name", sorted(ready_made()))
def test_ready_made_scenarios_are_valid(name, plugins):
    plans = open_world(name, plugins).variants
    assert "base" in plans
    assert len({plan.before_hash for plan in plans.values()}) == 1
    assert len({plan.hash for plan in plans.values()}) == len(plans)


def test_lianhe(plugins):
    plans = open_world("lianhe", plugins).variants
    base = plans["base"]
    assert list(plans) == ["base", "followup", "audits"]
    assert base.leaves == tuple(f"V{n:02d}" for n in range(1, 14))
    assert base.people("lianhe") == 27_200
    assert all(base.base.units[leaf].assumed for leaf in base.leaves)
    assert plans["audits"].hours("V01", "record_audit", 0) == 2 * base.hours(
        "V01", "record_audit", 0)
    moved, before = plans["followup"].base.hours, base.base.hours
    assert sum(n[0] for n in moved.all.values()) == sum(n[0] for n in before.all.values())


def test_a_scheme_that_broke_says_why(tmp_path):
    (tmp_path / "broken_one").mkdir()
    (tmp_path / "broken_one" / "__init__.py").write_text("import nothing_of_that_name\n")
    plugins = load_plugins([tmp_path])
    path = tmp_path / "mine.toml"
    text = ready_made()["lianhe"].read_text("utf-8")
    path.write_text(text.replace('"lianhe"]', '"lianhe", "broken_one"]'), "utf-8")
    with pytest.raises(InputError) as caught:
        read_scenario(str(path), plugins)
    message = str(caught.value)
    assert '"broken_one": there is no such scheme' in message
    assert "nothing_of_that_name" in message
