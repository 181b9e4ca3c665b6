"""Indicators that a plugin brings are checked when it is loaded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_scheme import small

from fpplan.contract.errors import InputError, Problems
from fpplan.contract.indicators import Indicator, Term
from fpplan.contract.text import Text
from fpplan.scheme.check_indicators import check_indicators, check_needed, check_tallies

ONE = Text("一", "one")


def made(name: str = "clinic_need", *numerator: str, **more) -> Indicator:
    return Indicator.of(name, ONE, numerator or ("unmet_need mean",), **{
        "unit": "count", "about": "service", "definition": ONE, "source": "ours", **more})


def faults(*indicators: Indicator, others=None, schemes=None) -> list[str]:
    try:
        check_indicators("clinic", indicators, others or {}, schemes)
    except InputError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_sound_ones_pass():
    share = made("clinic_share", denominator=("in_union mean",), unit="percent", factor=100)
    assert faults(made(), share) == []


@pytest.mark.parametrize(("indicator", "words"), [
    (made("other_need"), "starts with its plugin's id"),
    (made("clinic_" + "x" * 80), "an id is lower-case letters"),
    (made("clinic__need"), "an id is lower-case letters"),
    (replace(made(), text=Text("", "one")), 'text: the text is missing in "zh"'),
    (replace(made(), definition=Text("一", " ")), 'definition: the text is missing in "en"'),
    (replace(made(), source=" "), "names its source"),
    (replace(made(), numerator=()), "needs a numerator"),
    (made(unit="percents"), 'nearest: "percent"'),
    (replace(made(), direction="upp"), 'nearest: "up"'),
    *((replace(made(), factor=factor), "must be a number above 0")
      for factor in (0.0, -1.0, float("nan"), float("inf"))),
    (made(about="servise"), 'closed list of subjects (nearest: "service")'),
    (replace(made(), about=None), "closed list of subjects"),
    (made("clinic_need", "unmet_needs mean"), 'no such tally (nearest: "unmet_need")'),
    (made("clinic_need", "births[policy=out]"), 'is tagged birth_limit; being about "service"'),
    (made(denominator=("terminations",)), "is tagged procedure_quota"),
    (replace(made(), text=Text("三查", "visits")), "its words speak of"),
    (replace(made(), definition=Text("一", "fees brought in")), "its words speak of"),
])
def test_a_fault_is_named_with_its_indicator_and_source(indicator, words):
    (found,) = faults(indicator)
    assert words in found and found.startswith(f"clinic: {indicator.id} ({indicator.source})")


def test_a_reason_clears_words_and_not_what_is_read():
    because = Text("是服务", "it is a service")
    spoken = replace(made(), text=Text("三查", "visits"), not_tagged_because=because)
    assert faults(spoken) == []
    read = replace(made("clinic_need", "terminations"), not_tagged_because=because)
    assert len(faults(read)) == 1


def test_rightly_tagged_words_and_formulas_pass():
    assert faults(made("clinic_born", "births", about="birth_count"),
                  replace(made("clinic_fees"), about="fee_or_penalty",
                          text=Text("罚款", "fines"))) == []


def test_an_id_stands_once_among_all_plugins_and_inputs_of_schemes():
    twice = "is the id of another indicator or input as well"
    assert [twice in fault for fault in faults(made(), made())] == [True]
    assert [twice in fault for fault in faults(made(), others={"clinic_need": made()})] == [True]
    assert any(twice in fault for fault in faults(made("srb")))
    scheme = small()
    owned = replace(scheme, inputs=(*scheme.inputs, replace(scheme.inputs[0], id="clinic_need")))
    assert [twice in fault for fault in faults(made(), schemes={"small": owned})] == [True]


def test_all_faults_of_all_indicators_come_at_once():
    assert len(faults(replace(made("other"), source="", numerator=()), made(unit="x"))) == 4


def test_terms_and_tags_are_told_with_their_place():
    problems = Problems("clinic")
    check_tallies([Term("women[age=20"), Term("birth"), Term("births")], "at", problems)
    check_needed(frozenset({"birth_limit"}), ["births"], "record", "at", problems)
    check_needed(frozenset({"birth_limit"}), ["births"], "birth_count", "at", problems)
    check_needed(frozenset(), ["women"], "service", "at", problems)
    assert [str(problem) for problem in problems] == [
        'clinic: at = "women[age=20": there is no such tally',
        'clinic: at = "birth": there is no such tally (nearest: "births")',
        'clinic: at: what it reads, births, is tagged birth_limit; being about "record" would '
        "leave it without"]
