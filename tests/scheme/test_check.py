"""What is refused when a plugin is loaded, each fault named with plugin, item and clause."""

from dataclasses import replace

import pytest
from small_scheme import changed, clause, item, own, small

from fpplan.api import (
    Fund,
    Input,
    LookBack,
    Milestone,
    Only,
    Payout,
    PerEvent,
    Pick,
    Proportional,
    Rank,
    Reading,
    RepeatedLast,
    Reweight,
    Sampled,
    SplitTarget,
    Text,
    Threshold,
    Veto,
)
from fpplan.contract.errors import InputError
from fpplan.scheme.check import check_schemes

ONE = Text("一", "one")


def faults(scheme, plugin="small") -> list[str]:
    try:
        check_schemes(plugin, [scheme], {})
    except InputError as error:
        return [str(problem) for problem in error.problems]
    return []


def with_input(**fields):
    scheme = small()
    return replace(scheme, inputs=tuple(
        replace(inp, **fields) if inp.id == "small_quality" else inp for inp in scheme.inputs))


def added(*inputs: Input, rule=None):
    """The small scheme with more inputs, read by one more item."""
    scheme = small()
    last = scheme.chapters[-1]
    items = tuple(item(f"more_{at}", PerEvent(inp.id, 1)) for at, inp in enumerate(inputs))
    return replace(scheme, inputs=(*scheme.inputs, *inputs),
                   chapters=(*scheme.chapters[:-1], replace(last, items=(*last.items, *items))))


def test_the_small_scheme_is_sound():
    assert faults(small()) == []


CASES = [
    (changed("visits", cap=-1.0), ["small: small.visits (一句)", "a cap must be 0 or more"]),
    (changed("visits", cap=1.0, floor=2.0), ["the floor lies above the cap"]),
    (changed("visits", text=Text("", "visits")), ['small.visits (一句).text', 'missing in "zh"']),
    (changed("visits", clause=clause("")), ["a few of its words"]),
    (changed("visits", rule=PerEvent("small_visitz", 1)), ["small_visitz", "small_visits"]),
    (changed("grave", rule=Veto("", ("service",))), ["a veto needs a trigger"]),
    (changed("grave", rule=Veto("small_grave", ("servise",))), ['nearest: "service"']),
    (changed("best", rule=Rank("small_quality", "al", {1: 1})), ["not a peer group"]),
    (changed("births", tags=frozenset()), ["tagged birth_limit", "differs"]),
    (changed("visits", tags=frozenset({"birth_limit"})), ["tagged with nothing"]),
    (changed("visits", only=Only("steps", ("hole",))), ['nearest: "whole"']),
    (changed("quality", rule=Pick("steps", {"whole": PerEvent("small_quality", 1)})),
     ["a value for each option", "fraction, whole"]),
    (changed("quality", rule=Pick("step", {"whole": PerEvent("small_quality", 1)})),
     ['nearest: "steps"']),
    (changed("births", rule=Threshold("crude_birth_rate", float("nan"))), ["finite"]),
    (changed("visits", rule=SplitTarget("small_visits", "small_visits_due", 40, (4, 3, 3))),
     ["one share above 0 for each of the 1 parts"]),
    (changed("complaints", id="visits"), ["used twice"]),
    (changed("complaints", id="Bad"), ["an id is lower-case"]),
    (changed("births", rule=Threshold("crude_birth_rate", 15, "most", full_points=3)),
     ["add up to 103", "the document says 100"]),
    (with_input(about="tea"), ['small_quality = "tea"', "closed list"]),
    (with_input(about=None), ["says what it is about"]),
    (with_input(unit="percents"), ['nearest: "percent"']),
    (with_input(range=(3.0, 1.0)), ["low end of a range"]),
    (with_input(range=(1.0, 3.0), central=4.0), ["outside the range"]),
    (with_input(numerator=("terminations[stratum=resident]",)), ["tagged procedure_quota"]),
    (with_input(numerator=("starts[method=iud]",)), ["tagged procedure_quota"]),
    (with_input(numerator=("births[policy=out]",)), ["tagged birth_limit"]),
    (with_input(numerator=("people people people",)), ["a term is written"]),
    (added(Input("crude_death_rate", ONE, "per_1000")), ["not an input of the core table"]),
    (added(Input("srb", ONE, "percent")), ["its unit as boys_per_100_girls"]),
    (added(Input("fifth_births", ONE, "count", about="service")), ["the core table says"]),
    (replace(small(), inputs=(*small().inputs, own("spare"))), ["no item reads this input"]),
    (replace(small(), id="other"), ["starts with its plugin's id"]),
    (replace(small(), readings=(*small().readings, *small().readings)), ["used twice"]),
    (replace(small(), readings=(Reading("steps", ONE, {"whole": ONE, "fraction": Text("", "x")},
                                        "hole"),)),
                                        ["default is not one", "missing in a language"]),
    (changed("best", rule=Rank("small_quality", "all", {0: 1})), ["places count from 1"]),
    (changed("best", rule=Rank("small_quality", "all", {1: 1}, every=3)), ["ranked together"]),
    (changed("best", rule=Rank("#servise", "all", {1: 1})), ['nearest: "service"']),
    (changed("best", rule=Rank("#bonus", "all", {1: 1})), ["holds a rank of points itself"]),
    (changed("best", rule=Rank("#service", "all", {1: 1}), calendar="season"),
     ["visits has none by part"]),
    (changed("best", rule=Rank("small_quality", "all", {-1: 1}, if_missed=("visit",))),
     ['nearest: "visits"']),
    (changed("best", rule=RepeatedLast("small_quality", "al")), ["not a peer group"]),
    (changed("grave", rule=Veto("small_grave", ())), ["what it sets to nothing"]),
    (changed("visits", rule=Proportional("small_visits", 40, 0)),
     ["the target is the value that earns nothing"]),
    (changed("visits", rule=Milestone("small_visits", "30 June")), ["a date is written"]),
    (changed("visits", rule=LookBack("small_visits", ("small_grave",), 1), calendar="season"),
     ["works on whole years"]),
    (changed("visits", calendar="w1"), ["not a part or window"]),
    (changed("visits", view=Sampled(0)), ["at least one case"]),
    (replace(small(), chapters=(replace(small().chapters[0], reweight=Reweight(
        {"visit": "small_visits"})), *small().chapters[1:])), ["not an item of this chapter"]),
    (replace(small(), chapters=(replace(small().chapters[0], reweight=Reweight(
        {"visits": "small_visit"})), *small().chapters[1:])), ['nearest: "small_visits"']),
    (replace(small(), chapters=(replace(small().chapters[0], id="small"),
                                *small().chapters[1:])), ["is the id of the scheme as well"]),
    (replace(small(), payouts=(Payout("a", ONE, clause(), ONE, yuan=Fund(
        "small_visits", "al", PerEvent("small_visits", 1))),)), ["not a peer group"]),
    (replace(small(), payouts=(Payout("a", ONE, clause(), ONE, yuan=PerEvent("small_visits", 1),
                                      barred=("visits",)),)), ["only a veto bars"]),
    (replace(small(), payouts=(Payout("a", ONE, clause(), ONE, yuan=PerEvent("small_visits", 1),
                                      about=("tea",)),)), ["closed list"]),
    (replace(small(), payouts=(Payout("a", ONE, clause(""), ONE,
                                      yuan=PerEvent("small_visits", 1)),)),
     ["a few of its words"]),
    (replace(small(), payouts=(Payout("a", ONE, clause(), ONE,
                                      yuan=Rank("small_quality", "all", {1: 9})),)),
     ["says what tied units get"]),
    (replace(small(), payouts=(Payout("a", ONE, clause(), ONE),)), ["money (yuan) or a sanction"]),
    (replace(small(), payouts=(Payout("a", ONE, clause(), ONE, sanction=ONE),)),
     ["needs the item"]),
    (replace(small(), payouts=(Payout("a", ONE, clause(), ONE, sanction=ONE, missed="visit"),)),
     ['nearest: "visits"']),
]


@pytest.mark.parametrize(("scheme", "words"), CASES, ids=[words[0] for _s, words in CASES])
def test_a_fault_is_named(scheme, words):
    found = "\n".join(faults(scheme))
    for word in words:
        assert word in found


def test_births_as_a_sex_ratio_or_for_records_need_no_tag():
    boys, girls = ("births[sex=m]",), ("births[sex=f]",)
    assert faults(with_input(about="sex_ratio", numerator=boys, denominator=girls)) == []
    for about in ("sex_ratio", "record"):  # the word alone clears nothing
        assert "birth_limit" in "".join(faults(with_input(about=about, numerator=boys)))


def test_all_faults_come_at_once():
    scheme = changed("visits", cap=-1.0)
    scheme = replace(scheme, inputs=(*scheme.inputs, own("spare")))
    found = faults(scheme)
    assert len(found) == 2 and all(line.startswith("small: ") for line in found)


def test_the_id_of_another_scheme_is_refused():
    with pytest.raises(InputError, match="another scheme"):
        check_schemes("small", [small()], {"small": small()})
    with pytest.raises(InputError, match="another scheme"):
        check_schemes("small", [small(), small()], {})
