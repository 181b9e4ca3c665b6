"""What a run will do, settled before it starts: indicators, tallies, parameters that it keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_people import plan as resolved
from small_place import place, settled

from fpplan.contract.errors import InputError
from fpplan.experiment.world import world_of
from fpplan.pipeline.plan import OF_A_RULE, REPORTED, STORED, limited, plan, quota_inputs
from fpplan.place.setting import load_setting
from fpplan.tallies import parse_pattern, slot_table


@pytest.fixture(scope="module")
def work():
    return settled(place({"V01": 900, "V02": 1500}))


def of(*given, **more):
    """What a run of a small town without schemes will do."""
    return plan(world_of(resolved(*given, **more)), draws=4, seed=0)


def ids(work) -> set[str]:
    return {parameter.id for parameter in work.parameters()}


def test_it_is_what_was_asked_for(work):
    assert (work.draws, work.seed, work.uncertainty, work.keep) == (16, 0, "both", "needed")
    assert [scheme.id for scheme in work.schemes] == ["thousand_point", "lianhe"]
    assert work.schemes[1].chosen["window"] == "to_date"  # as the scenario reads it
    assert work.base is work.variants["base"] and work.measures == ()
    assert [each.role for each in work.periods[:3]] == ["before", "year", "year"]


def test_indicators_are_kept_once_in_the_order_of_the_formulas(work):
    assert list(work.indicators) == [name for name in work.formulas if name in work.indicators]
    assert set(STORED) <= set(work.indicators)
    published = set(work.base.base.published) & set(work.formulas)
    assert published and published <= set(work.indicators)
    read = {name for scheme in work.schemes for name in scheme.by_input} & set(work.formulas)
    simulated = read - set(work.base.base.inputs)
    assert simulated - set(STORED) and simulated <= set(work.indicators)


def test_of_a_rule_on_births_nothing_is_kept_where_there_is_none():
    free, bound = of(allow=[{}]), of()
    assert limited(bound.base) and not limited(free.base)
    assert set(bound.indicators) - set(free.indicators) == OF_A_RULE
    assert "want.deterrence_logit" in ids(bound) - ids(free)
    assert not any("_out" in name or "policy" in name for name in ids(free))
    # a rule that leaves no birth out limits none, whatever else it says
    assert not limited(of(allow=[{"order": 0}, {}]).base)
    assert limited(of(allow=[{"spacing_months": 24}]).base)


@pytest.mark.parametrize("section", ["parameters", "reporting", "strata"])
def test_what_the_scenario_sets_is_kept_all_the_same(section):
    name = "reporting.omission_out_girl" if section == "reporting" else "want.deterrence_logit"
    own = {name: {"value": 0.5, "why": "a test"}}
    more = {"reporting": {"reporting": {name: 0.5}}, "parameters": {"parameters": {name: 0.5}},
            "strata": {"strata": {"resident": {"label": {"zh": "甲", "en": "a"}, "policy": "rule",
                                               "parameters": own}}}}[section]
    assert name in ids(of(allow=[{}], **more)) and name not in ids(of(allow=[{}]))


def test_of_the_selection_of_sons_nothing_is_kept_where_nobody_is_willing():
    kenya, china = of(setting="kenya", allow=[{}]), of()
    assert "selection.access_rho" in ids(china) and "selection.access_rho" not in ids(kenya)
    assert "selection.willing" in ids(kenya)  # that it is 0 is said
    set_ = of(setting="kenya", allow=[{}], parameters={"selection.willing": 0.1})
    assert "selection.access_rho" in ids(set_)


def test_tallies_are_kept_for_what_is_counted(work):
    families = work.families()
    assert set(REPORTED) <= families
    assert {"in_union_by_order", "two_daughter_households", "not_using"} <= families  # quotas
    assert "unions" not in families
    assert {parse_pattern(pattern)[0] for name in work.indicators
            for pattern in work.formulas[name].patterns} <= families
    assert replace(work, keep="all").families() is None


def test_quotas_are_on_one_method_each_and_count_what_can_be_counted():
    table = slot_table(load_setting("china_rural").method_ids, ("resident",))
    assert quota_inputs()
    for name, about in quota_inputs().items():
        assert about["method"] in load_setting("china_rural").method_ids, name
        assert f"voluntary_uptake.{about['method']}" in load_setting("china_rural").parameters
        assert table.kind(about["eligible"]) == about["eligible_kind"]
        for part in ("wanting", "among"):
            if about[part]:
                assert table.kind(about[part]) == "stock"
        # those who want are some of those among whom they are
        if about["wanting"] and about["among"]:
            assert set(table.match(about["wanting"])) <= set(table.match(about["among"])) or (
                parse_pattern(about["wanting"])[0] != parse_pattern(about["among"])[0])
        assert about["target_unit"] in ("count", "percent")
        assert not {"termination", "abortion", "fee"} & set(name.split("_"))


def test_a_reading_that_no_scheme_has_is_refused(work):
    base = work.base
    odd = replace(base, base=base.base.model_copy(update={"readings": {
        "lianhe.window": "never"}}))
    world = world_of({"base": odd}, schemes=work.world.schemes)
    with pytest.raises(InputError, match="never"):
        plan(world, draws=4, seed=0)
