"""Sections that plugins bring: refused at loading, and never at the cost of the report."""

import polars as pl
import pytest

from fpplan.contract.errors import InputError
from fpplan.contract.figure import Column, Figure, ReportSection
from fpplan.contract.text import Text
from fpplan.report.own import check_sections, made
from fpplan.report.page import page
from fpplan.report.sections import SECTIONS

TITLE = Text("诊所", "Clinic")


def section(name="clinic", title=TITLE, figures=lambda data: []):
    return ReportSection(name, title, figures)


def figure(name="clinic_visits"):
    return Figure(name, TITLE, TITLE, (Column("a", "a"),), pl.DataFrame({"a": [1]}), TITLE, TITLE)


def test_a_sound_section_is_taken():
    check_sections("clinic", [section(), section("clinic_more")], {"other": section("other")})


@pytest.mark.parametrize(("sections", "says"), [
    ([section(), section()], "clinic: is the id of another section as well"),
    ([section("visits")], "visits: the id of a section starts with its plugin's id"),
    ([section("clinic_Visits")], "clinic_Visits"),
    ([section(title=Text("", "Clinic"))], 'clinic.title: the text is missing in "zh"'),
])
def test_each_fault_is_said(sections, says):
    with pytest.raises(InputError) as fault:
        check_sections("clinic", sections, {})
    assert says in str(fault.value)


def test_another_plugins_section_is_not_replaced_and_all_faults_are_told_at_once():
    with pytest.raises(InputError) as fault:
        check_sections("clinic", [section(), section("visits")], {"clinic": section()})
    assert len(str(fault.value).splitlines()) == 2


def test_figures_are_made_from_what_is_read_of_the_run():
    given = object()
    asked = []

    def make(data):
        asked.append(data)
        return [figure(), figure("clinic_births")]

    figures, fault = made(section(figures=make), given)
    assert [each.id for each in figures] == ["clinic_visits", "clinic_births"]
    assert fault is None and asked == [given]


def fails(error):
    def make(data):
        raise error
    return make


@pytest.mark.parametrize(("make", "says"), [
    (fails(ZeroDivisionError("no births")), "ZeroDivisionError: no births"),
    (fails(SystemExit(3)), "SystemExit: 3"),
    (lambda data: None, "TypeError"),
    (lambda data: ["words"], "AttributeError"),
    (lambda data: [figure("births")], "the figure births needs an id of its own"),
    (lambda data: [figure(), figure()], "the figure clinic_visits needs an id of its own"),
])
def test_what_goes_wrong_becomes_a_sentence(make, says):
    figures, fault = made(section(figures=make), None)
    assert figures == () and says in fault.en
    assert fault.en.startswith("This section could not be made: ") and fault.zh != fault.en


def test_the_user_can_still_stop():
    with pytest.raises(KeyboardInterrupt):
        made(section(figures=fails(KeyboardInterrupt())), None)


def test_the_report_stands_with_a_broken_section_in_it(fake):
    text = page(fake, "en", [*SECTIONS, section(figures=fails(ValueError("<b>broken</b>")))])
    assert "ValueError: &lt;b&gt;broken&lt;/b&gt;" in text
    assert text.index('id="clinic"') < text.index('id="basis"')  # before what it rests on
    assert text.count("<figure") == page(fake, "en", SECTIONS).count("<figure") > 20
