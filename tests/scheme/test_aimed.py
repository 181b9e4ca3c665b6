"""Targets that a scenario sets: of untagged items only, for all units or unit by unit."""

from __future__ import annotations

import numpy as np
import pytest
from small_scheme import small

from fpplan.commands import loaded_plugins
from fpplan.contract.errors import InputError
from fpplan.contract.figures import Figures
from fpplan.contract.readings import fixed
from fpplan.scheme.aimed import ByUnit, settable, with_targets
from fpplan.scheme.evaluate import score
from fpplan.scheme.explain import explain

UNITS = ("V01", "V02", "V03")


def figures(scheme, quality=(70.0, 80.0, 90.0)) -> Figures:
    luck = np.random.default_rng(0)
    values = {}
    for name in scheme.by_input:
        values[name] = luck.integers(0, 9, (1, 3, 1)).astype(float)
    values["small_quality"] = np.array(quality)[None, :, None]
    values["small_grave"] = np.zeros((1, 3, 1))  # no veto
    return Figures.build(UNITS, ["2014"], values)


def test_no_targets_change_nothing():
    scheme = small().under()
    assert with_targets(scheme, {}, UNITS) is scheme
    assert with_targets(scheme, {"other.quality": 3.0}, UNITS) is scheme


def test_one_number_for_all_is_the_rule_with_another_target():
    scheme = small().under()
    aimed = with_targets(scheme, {"small.quality": 60.0}, UNITS)
    assert fixed(aimed.item("quality").rule).target == 60.0
    before = score(figures(scheme), scheme).items["quality"].central
    after = score(figures(scheme), aimed).items["quality"].central
    assert (after > before).any() and aimed.chosen == scheme.chosen


@pytest.mark.parametrize("reading", ["whole", "fraction"])
def test_a_number_a_unit_is_each_units_own_scheme(reading):
    scheme = small().under({"steps": reading})
    own = {"V01": 65.0, "V03": 95.5}
    aimed = with_targets(scheme, {"small.quality": own}, UNITS)
    assert isinstance(fixed(aimed.item("quality").rule), ByUnit)
    data = figures(scheme)
    found = score(data, aimed)
    for at, unit in enumerate(UNITS):
        alone = with_targets(scheme, {"small.quality": own.get(unit, 80.0)}, UNITS)
        expected = score(data, alone)
        assert found.items["quality"].central[0, at, 0] == \
            expected.items["quality"].central[0, at, 0]
        assert found.gaps["quality"].central[0, at, 0] == expected.gaps["quality"].central[0, at, 0]
        assert explain(data, aimed, "quality", unit=unit).sentences == \
            explain(data, alone, "quality", unit=unit).sentences


def test_equal_numbers_for_every_unit_need_no_rule_by_unit():
    aimed = with_targets(small().under(), {"small.quality": dict.fromkeys(UNITS, 70.0)}, UNITS)
    assert fixed(aimed.item("quality").rule).target == 70.0


@pytest.mark.parametrize(("name", "rule"), [
    ("births", "birth_limit"), ("sterilisations", "procedure_quota"),
    ("visits", "no number as its target"), ("nobody", "no such item")])
def test_python_is_refused_what_a_file_is_refused(name, rule):
    with pytest.raises(InputError, match=rule):
        with_targets(small().under(), {f"small.{name}": 10.0}, UNITS)


def test_no_tagged_item_of_any_scheme_is_settable():
    for scheme in loaded_plugins().schemes.values():
        for name, target in settable(scheme).items():
            assert bool(target.refusal) or not scheme.tags(scheme.item(name)), name


def test_scaling_tagged_points_changes_nothing_that_is_settable():
    for scheme in loaded_plugins().schemes.values():
        assert settable(scheme.scaled(1000)) == settable(scheme)
