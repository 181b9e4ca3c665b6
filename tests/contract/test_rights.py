"""Nothing tagged gets past a word: every slot in every place under every subject, and plugins that
call a thing by another name."""

from __future__ import annotations

from itertools import cycle, product
from pathlib import Path

import pytest

from fpplan.contract.errors import InputError
from fpplan.contract.indicators import Indicator
from fpplan.contract.items import Chapter, Input, Item
from fpplan.contract.layout import without_tagged
from fpplan.contract.reads import indicator_tags, tallies_tags
from fpplan.contract.rules import Threshold
from fpplan.contract.scheme import Scheme
from fpplan.contract.tags import about_words
from fpplan.contract.text import Text
from fpplan.contract.wording import spoken
from fpplan.loading import known_names
from fpplan.plugins import Plugins, load_plugins
from fpplan.scheme.aimed import settable
from fpplan.scheme.check import check_schemes
from fpplan.scheme.check_indicators import check_indicators
from fpplan.tallies import slot_table

PROCEDURE, BIRTHS = "procedure_quota", "birth_limit"
METHODS = ("iud", "female_sterilisation", "male_sterilisation", "implant", "condom", "pill")
LABELS = {"order": "2", "sex": "f", "policy": "out", "prior": "girls", "stratum": "all",
          "age": "20"}
BIRTH_FAMILIES = ("births", "births_by_mother_age", "conceptions", "pregnant",
                  "births_in_time_and_right")


def tagged_slots() -> dict[str, str]:
    """Slots that are tagged wherever they stand, with their tag: written down here from the
    scope, not taken from what the program thinks."""
    families = slot_table(METHODS, ("all",), ("counselling", "fee_collection")).families
    found = {"births_in_time_and_right": BIRTHS}
    for name, family in families.items():
        labels = [label for label, _values in family.labels]
        if name in BIRTH_FAMILIES:
            found |= {name: BIRTHS} | {f"{name}[{label}={LABELS[label]}]": BIRTHS
                                       for label in labels}
        elif name in ("terminations", "selective_terminations"):
            found |= {name: PROCEDURE} | {f"{name}[{label}={LABELS[label]}]": PROCEDURE
                                          for label in labels}
        elif name in ("starts", "stops", "using"):
            found |= {f"{name}[method={method}]": PROCEDURE for method in (
                *METHODS, "@long_acting", "@permanent", "@iud", "@implant", "iud|@modern",
                "@modern|female_sterilisation", "@short_acting|@permanent",
                "@short_acting|implant", "pill|iud")}
            found[f"{name}[stratum=all,method=iud]"] = PROCEDURE
        elif "order" in labels:
            found[f"{name}[order=3]"] = BIRTHS
    found |= {"record girls_not_born": PROCEDURE, "one_son_households": BIRTHS,
              "two_daughter_households": BIRTHS,
              "clients[task=fee_collection]": "family_penalty"}
    return {_taken(slot, families): tag for slot, tag in found.items()}


def _taken(slot: str, families) -> str:
    family = families.get(slot.split("[")[0])
    slot = f"record {slot}" if slot == "births_in_time_and_right" else slot
    return f"{slot} mean" if family is not None and family.kind == "stock" else slot


GROUPS = {  # what is left of one group after another is a method
    "@modern without @short_acting": ("using[method=@modern] mean",
                                      "-1 using[method=@short_acting] mean"),
    "all without @short_acting": ("starts", "-1 starts[method=@short_acting]"),
    "stops of @modern without": ("stops[method=@modern]", "-1 stops[method=@short_acting]"),
}
PLACES = {
    "alone": lambda t: ((t,), ()),
    "weighted": lambda t: ((f"0.001 {t}",), ()),
    "with a minus": lambda t: ((f"-1 {t}",), ()),
    "times nothing": lambda t: ((f"0 {t}",), ()),
    "over people": lambda t: ((t,), ("people years",)),
    "below the line": lambda t: (("unmet_need mean",), (t,)),
    "below with others": lambda t: (("women mean",), ("in_union mean", t)),
    "below with a minus": lambda t: (("women mean",), ("women mean", f"-1 {t}")),
    "in a sum": lambda t: (("unmet_need mean", t, "stillbirths"), ()),
    "in a difference": lambda t: (("unmet_need mean", f"-2 {t}"), ("women years",)),
    "on both sides": lambda t: ((t, "unmet_need mean"), (t, "women mean")),
    "in the true view": lambda t: ((t if t.startswith("record") else f"true {t}",), ()),
}


def scheme_of(*, numerator=(), denominator=(), about="service", label=("数", "a number"),
              clause=("条文", "a clause"), quote="一句", because=None, item_because=None) -> Scheme:
    from fpplan.contract.clauses import Clause

    one = Text("数", "a number")
    return Scheme("sly", one, "a document", (Chapter("all", one, (Item(
        "few", one, Clause("a document", quote, Text(*clause)), Threshold("sly_few", 1, "most"),
        not_tagged_because=item_because),)),),
        (Input("sly_few", Text(*label), "count", range=(0, 9), about=about, numerator=numerator,
               denominator=denominator, not_tagged_because=because),))


def outcome(scheme: Scheme) -> frozenset[str] | None:
    """The tags of the one item, or None where the scheme is refused."""
    try:
        check_schemes("sly", [scheme], {})
    except InputError:
        return None
    return scheme.tags(scheme.item("few"))


def test_every_slot_in_every_place_under_every_word_brings_its_tag():
    slots = tagged_slots()
    seen = 0
    for (slot, tag), (place, stand), about in product(slots.items(), PLACES.items(),
                                                      about_words()):
        seen += 1
        assert tag in tallies_tags(*stand(slot), about), (slot, place, about)
    assert len(slots) > 60 and seen > 8000


def test_every_slot_under_every_word_is_tagged_or_refused_and_stays_out():
    """The same through the check of a scheme, each slot in one of the places after another."""
    because = Text("说明", "because I say so")
    kept = refused = 0
    stands = cycle(PLACES.items())
    for (slot, tag), about in product(tagged_slots().items(), about_words()):
        place, stand = next(stands)
        above, below = stand(slot)
        scheme = scheme_of(numerator=above, denominator=below, about=about, because=because,
                           item_because=because)
        tags = outcome(scheme)
        if tags is None:
            refused += 1
            continue
        kept += 1
        assert tag in tags, (slot, place, about)
        assert settable(scheme)["few"].refusal and not list(without_tagged(scheme).items())
    assert kept > 50 and refused > 500


def test_every_difference_of_groups_is_a_method():
    for parts, about in product(GROUPS.values(), about_words()):
        for above, below in ((parts, ()), (parts[:1], (parts[1].removeprefix("-1 "),)),
                             (("women mean",), parts)):
            tags = outcome(scheme_of(numerator=above, denominator=below, about=about))
            assert tags is None or PROCEDURE in tags, (above, below, about)


def test_an_indicator_is_read_as_an_input_is():
    one = Text("数", "a number")
    for (slot, tag), (place, stand) in product(tagged_slots().items(), PLACES.items()):
        above, below = stand(slot)
        made = Indicator.of("sly_few", one, above, denominator=below, unit="count",
                            about="service", definition=one, source="ours")
        assert tag in indicator_tags(made), (slot, place)
        with pytest.raises(InputError, match="is tagged"):
            check_indicators("sly", [made], {})


def test_the_view_of_the_books_is_read_too():
    from dataclasses import replace

    one = Text("数", "a number")
    made = Indicator.of("sly_few", one, ["unmet_need mean"], unit="count", about="service",
                        definition=one, source="ours")
    hidden = Indicator.of("sly_few", one, ["births"], unit="count", about="service",
                          definition=one, source="ours").numerator
    for part in ("reported_numerator", "reported_denominator"):
        with pytest.raises(InputError, match="is tagged birth_limit"):
            check_indicators("sly", [replace(made, **{part: hidden})], {})


def test_what_is_none_of_it_stays_free():
    for above, below, about in (
            ((), (), "service"), (("unmet_need mean",), ("in_union mean",), "service"),
            (("using[method=@modern] mean",), ("in_union mean",), "service"),
            (("starts",), (), "service"), (("stops",), ("using years",), "service"),
            (("clients[task=counselling]",), (), "service"),
            (("births[sex=m]",), ("births[sex=f]",), "sex_ratio"),
            (("record births_late",), ("births",), "record")):
        assert outcome(scheme_of(numerator=above, denominator=below, about=about)) == frozenset()


WORDS = {
    "procedure_quota": ["引产例数", "人 流", "结扎", "上环", "四术", "补救措施", "late abortions",
                        "IUDs", "Sterilisation", "long‐acting methods", "implants", "terminations",
                        "ｉｕｄ insertions", "st\u200berilised"],
    "birth_limit": ["多孩率", "政策符合率", "出生人数", "二女户", "births outside policy",
                    "the crude birth rate", "higher-order births", "third birth"],
    "family_penalty": ["社会抚养费", "首征率", "罚款", "fees", "fines", "blacklisted families",
                       "share levied"],
    "surveillance": ["三查", "环孕检", "两非", "孕情掌握", "monitoring", "pregnancies known",
                     "the three checks"],
    "conditional_benefit": ["独生子女证", "one-child certificate"],
}


@pytest.mark.parametrize(("tag", "word"), [(tag, word) for tag, words in WORDS.items()
                                           for word in words])
def test_words_are_heard_in_label_and_clause_and_a_statement_clears_them_alone(tag, word):
    assert tag in {found.tag for found in spoken([f"每年{word}的数", word])}
    because = Text("另有所指", "something else is meant")
    for text in ((word, "a number"), ("数", word)):
        assert outcome(scheme_of(label=text)) is None
        assert outcome(scheme_of(label=text, because=because)) == frozenset()
        assert outcome(scheme_of(clause=text)) is None
        assert outcome(scheme_of(clause=text, item_because=because)) == frozenset()
    assert outcome(scheme_of(quote=word)) is None
    assert outcome(scheme_of(label=(word, word), numerator=("terminations",),
                             because=because)) is None


PLUGIN = '''
from fpplan.api import *

clause = Clause("a document", {quote!r}, Text({said!r}, "what it says"))
because = {because}

@hookimpl
def fpplan_schemes():
    return [Scheme("{id}", Text("方案", "a scheme"), "a document", base=100, chapters=(
        Chapter("all", Text("全部", "all"), items=(
            Item("few", Text({item_zh!r}, {item!r}), clause, Threshold("{reads}", {target}, {at!r},
                 100), not_tagged_because=because),)),),
        inputs=(Input("{reads}", Text({zh!r}, {en!r}), {unit!r}, {default}about={about!r},
                      numerator={numerator!r}, denominator={denominator!r}, factor={factor},
                      not_tagged_because=because),),
        payouts=(Payout("pay", Text("奖", "reward"), clause, Text("人员", "staff"), yuan=Threshold(
            "{reads}", {target}, {at!r}, 500), not_tagged_because=because),))]
'''
HONEST = {"quote": "一句", "said": "说明", "because": "None", "item_zh": "工作", "item": "work",
          "zh": "工作", "en": "work done", "unit": "count", "default": "range=(0, 9), ",
          "about": "service", "numerator": (), "denominator": (), "factor": 1.0, "target": 1,
          "at": "least", "reads": ""}
SAYS = 'Text("是服务", "it is a service")'
ATTACKS = {
    # a word of the label, the other language, the clause or its quote
    "late_abortion_service": {"zh": "晚期引产服务", "en": "late abortion service"},
    "abortion_in_one_language": {"zh": "服务人次", "en": "late abortions"},
    "abortion_in_the_clause": {"said": "每例引产得分"},
    "abortion_in_the_quote": {"quote": "引产任务"},
    "abortion_in_the_item": {"item": "abortions done in time"},
    "sterilisation_activity": {"zh": "结扎活动", "about": "activity"},
    "iud_staff": {"en": "IUDs a worker", "about": "staff"},
    "fees_service": {"zh": "征收服务", "en": "fees brought in"},
    "checks_record": {"zh": "三查登记", "en": "women who came", "about": "record"},
    "few_births_record": {"zh": "计划外出生登记", "en": "forms", "about": "record", "at": "most"},
    "permits_service": {"en": "permits given to those who signed"},
    # another word over the same tallies
    "births_as_record": {"numerator": ("births",), "about": "record", "at": "most"},
    "births_as_sex_ratio": {"numerator": ("births[sex=m]",), "about": "sex_ratio", "at": "most"},
    "terminations_as_service": {"numerator": ("terminations",)},
    "iud_as_service": {"numerator": ("starts[method=iud]",)},
    "iud_removed": {"numerator": ("stops[method=iud]",), "at": "most"},
    "iud_beside_modern": {"numerator": ("starts[method=iud|@modern]",)},
    "all_but_short": {"numerator": ("starts", "-1 starts[method=@short_acting]")},
    "short_of_modern": {"numerator": ("using[method=@short_acting] mean",), "at": "most",
                        "denominator": ("using[method=@modern] mean",)},
    "conceptions": {"numerator": ("conceptions",), "at": "most"},
    "conceived_not_born": {"numerator": ("conceptions", "-1 births", "-1 miscarriages",
                                         "-1 stillbirths")},
    "births_below": {"numerator": ("women mean",), "denominator": ("births",)},
    "terminations_below": {"numerator": ("women mean",), "denominator": ("terminations",),
                           "at": "most"},
    "minus_births": {"numerator": ("women mean", "-1 births")},
    "books_that_are_births": {"numerator": ("record births_in_time_and_right",
                                            "record births_missed"), "about": "record",
                              "at": "most"},
    "third_orders_in_the_books": {"numerator": ("record births_missed[policy=out]",),
                                  "about": "record"},
    "women_with_three": {"numerator": ("in_union_by_order[order=3] mean",), "at": "most"},
    "growth": {"numerator": ("people end", "-1 people mean"), "about": "activity", "at": "most"},
    "backwards": {"numerator": ("unmet_need mean",), "factor": -1.0},
    "fee_clients": {"numerator": ("clients[task=fee_collection]",)},
    "no_such_tally": {"numerator": ("births_of_tomorrow",)},
    # a statement clears words, never what is read
    "stated_terminations": {"numerator": ("terminations",), "because": SAYS},
    "stated_births": {"numerator": ("births",), "about": "record", "because": SAYS},
    # a core name over a formula of one's own, and a core name that carries another thing
    "core_name": {"reads": "births_late_reported", "about": "record", "zh": "迟报",
                  "en": "entered late", "numerator": ("births",), "at": "most"},
    "core_carrier": {"reads": "service_clients", "said": "每例引产得分", "default": ""},
    # rightly tagged: it loads, and stays out of everything
    "honest_abortions": {"about": "procedure", "en": "late abortions",
                         "numerator": ("terminations",)},
    "honest_births": {"about": "birth_count", "en": "births", "numerator": ("births",),
                      "at": "most"},
    "honest_fees": {"about": "fee_or_penalty", "en": "fees"},
}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory) -> Plugins:
    """All of them as folders, beside one that is what it says."""
    folder: Path = tmp_path_factory.mktemp("attacks")
    for name, change in {**ATTACKS, "sound": {}}.items():
        given = {**HONEST, "id": name, "reads": f"{name}_few", **change}
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(PLUGIN.format(**given), "utf-8")
    return load_plugins([folder], entry_points=False)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_plugin_that_calls_it_something_else_is_refused_or_tagged(attacked, name):
    why = [str(problem) for problem in attacked.broken if problem.where == name]
    if name not in attacked.schemes:
        assert why and not name.startswith("honest")
        assert all("\n" not in line and "Traceback" not in line for line in why)
        return
    scheme = attacked.schemes[name]
    assert name.startswith("honest") and not why
    assert scheme.tags(scheme.item("few"))
    assert "staff_pressure" in scheme.payout_tags(scheme.payouts[0])


def test_none_of_them_is_ever_a_target_an_objective_or_a_lever(attacked):
    """From the folders to what a scenario may set and what a plan is judged by."""
    known = known_names(attacked)
    assert "sound.few" in known.targets and not known.targets["sound.few"].refusal
    for name in ATTACKS:
        if name in attacked.schemes:
            assert "is tagged" in known.targets[f"{name}.few"].refusal
            assert not list(without_tagged(attacked.schemes[name].under()).items())
        else:
            assert f"{name}.few" not in known.targets and f"{name}_few" not in known.inputs
    assert list(without_tagged(attacked.schemes["sound"].under()).items())
