"""Settings: a new place is a new folder, and its faults are said at once."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

import fpplan
from fpplan.contract.errors import InputError
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import PARAMETERS, load_setting, setting_ids
from fpplan.population.rates import Scales, rates

FOLDER = Path(fpplan.__file__).parent / "data" / "settings"
CORE = FOLDER / "china_rural"


@pytest.fixture
def copy(tmp_path):
    """A copy of the core's setting under another id, changed by text."""
    def make(changes=(), name="hills"):
        shutil.copytree(CORE, tmp_path / name)
        edit = [("setting.toml", 'id = "china_rural"', f'id = "{name}"'), *changes]
        for file, find, put in edit:
            path = tmp_path / name / file
            text = path.read_text("utf-8")
            assert re.search(find, text, flags=re.S), (file, find)
            path.write_text(re.sub(find, lambda _, put=put: put, text, count=1,
                                   flags=re.S), "utf-8")
        return tmp_path, name
    return make


def faults(where):
    folder, name = where
    with pytest.raises(InputError) as raised:
        load_setting(name, folder)
    return str(raised.value).splitlines()


def test_the_core_has_rural_china():
    assert "china_rural" in setting_ids()
    setting = load_setting("china_rural")
    assert setting.id == "china_rural"
    assert setting.method_ids == ("iud", "female_sterilisation", "male_sterilisation", "implant",
                                  "pill", "condom")
    assert setting.method_groups == {
        "any": setting.method_ids, "modern": setting.method_ids,
        "long_acting": setting.method_ids[:4], "permanent": setting.method_ids[1:3],
        "short_acting": setting.method_ids[4:], "resupplied": setting.method_ids[4:],
        "iud": ("iud",), "implant": ("implant",)}
    assert load_setting("china_rural") is setting


def test_every_number_says_its_source_in_both_languages():
    setting = load_setting("china_rural")
    for part in (*setting.tables.values(), *setting.parameters.values()):
        assert part.source and part.unit and part.status in ("sourced", "assumed"), part.id
        assert part.text.zh and part.text.en
    for method in setting.methods:
        assert method.text.zh and method.text.en


def test_a_place_with_two_methods_is_a_folder_and_no_code(copy):
    block = r'\[\[method\]\]\nid = "{}".*?(?=\n\[\[|\Z)'
    away = [("setting.toml", block.format(m), "") for m in (
        "female_sterilisation", "male_sterilisation", "implant", "pill")]
    choice = "values = [[0.5, 0.5], [0.8, 0.2], [0.8, 0.2], [0.8, 0.2]]\n"
    folder, name = copy([*away, ("tables.toml", r"values = \[\[0\.10, 0\.0.*?\n", choice)])
    setting = load_setting(name, folder)
    assert (setting.id, setting.method_ids) == ("hills", ("iud", "condom"))
    assert setting.method_groups["permanent"] == ()
    found = rates(setting, [ParameterSets(None, 0, None, setting.parameters)], Scales(), 2010.5)
    assert found.choose.shape[-1] == 2 and np.allclose(found.choose[..., 0, 1, :, 0], 0.8)


def test_a_setting_of_a_mistyped_name_is_refused_with_the_nearest():
    with pytest.raises(InputError, match='setting = "china_rurl": is not a setting '
                                         r'\(nearest: "china_rural"\)'):
        load_setting("china_rurl")


def test_parameters_that_the_rates_read_are_those_that_a_setting_must_have():
    """Nothing is missing from the list, and nothing on it is idle."""
    setting = load_setting("china_rural")

    class Watched(ParameterSets):
        def __getitem__(self, name):
            read.add(name)
            return super().__getitem__(name)

    read: set[str] = set()
    rates(setting, [Watched(None, 0, None, setting.parameters)], Scales(), 2010.5)
    methods = {name for name in read if name.startswith("method.") and name.count(".") == 2}
    # read where the start and the people are made
    assert read - methods | {"fecundability.sterile", "union.at_15_share"} == set(PARAMETERS)
    assert methods == {f"method.{m}.{what}_12m_percent" for m in setting.method_ids
                       for what in ("failure", "stop")}


@pytest.mark.parametrize(("changes", "lines"), [
    ([("setting.toml", 'id = "hills"', 'id = "valley"')],
     ['hills/setting.toml: id = "valley": must be the name of its folder']),
    ([("setting.toml", 'id = "iud"', 'id = "IUD"')],
     ['hills/setting.toml: method.1.id = "IUD": an id is lower-case letters, digits and single '
      'underscores, starting with a letter, at most 80 characters']),
    ([("setting.toml", 'id = "pill"', 'id = "iud"')],
     ['hills/setting.toml: method.5.id = "iud": stands twice']),
    ([("setting.toml", "modern = true\nlong_acting = true\npermanent = false",
       "modern = 1\nlong_acting = true")],
     ["hills/setting.toml: method.1.modern = 1: must be true or false",
      "hills/setting.toml: method.1.permanent: must be true or false"]),
    ([("setting.toml", r'text = \{ zh = "口服避孕药", en = "Pill" \}', 'text = "Pill"')],
     ['hills/setting.toml: method.5.text: needs zh and en']),
    ([("setting.toml", r"\[\[method\]\].*", "")],
     ["hills/setting.toml: method: needs at least one method and at most 11"]),
    ([("parameters.toml", r'\["method\.pill\.failure_12m_percent"\].*?\n\n', ""),
      ("parameters.toml", r'\["fecundability\.level"\].*?\n\n', "")],
     ["hills/parameters.toml: fecundability.level: is missing",
      "hills/parameters.toml: method.pill.failure_12m_percent: is missing"]),
    ([("tables.toml", r"\[remarriage_hazard\]", "[remarriage_hasard]"),
      ("tables.toml", r"values = \[1\.0, 1\.0, 0\.96, 0\.95, 0\.71, 0\.73, 0\.42, 0\.42\]",
       "values = [1.0, 1.0]"),
      ("tables.toml", r"values = \[6\.0, 1\.0, 0\.6\]", "values = [-6.0, 1.0, 0.6]")],
     ["hills/tables.toml: childless_fecundability.values = 2: needs one value for each of its "
      "knots",
      'hills/tables.toml: remarriage_hasard = "remarriage_hasard": is not a table of a setting '
      '(nearest: "remarriage_hazard")',
      "hills/tables.toml: stop_by_want.values: must be numbers of 0 and more",
      "hills/tables.toml: remarriage_hazard: is missing"]),
    ([("tables.toml", r"values = \[\[0\.10, 0\.0.*?\n", "values = [[1.0], [1.0], [1.0], [1.0]]\n")],
     ['hills/tables.toml: method_choice.values = "4 x 1": must be 4 x 6 numbers']),
    ([("tables.toml", r"values = \[0\.3, 0\.6, 0\.6\]", "values = [0.3, [0.6], 0.6]")],
     ["hills/tables.toml: postpartum_uptake_ratio.values: must be numbers of 0 and more"]),
    ([("tables.toml", r"values = \[0\.3, 0\.6, 0\.6\]", 'values = "many"')],
     ["hills/tables.toml: postpartum_uptake_ratio.values: must be numbers of 0 and more"]),
    ([("tables.toml", r"ages = \[15, 18, 20,", "ages = [15, 18, 18,")],
     ["hills/tables.toml: first_union_hazard.ages: must rise"]),
    ([("tables.toml", r"ages = \[15, 18, 20,.*?\n", "")],
     ["hills/tables.toml: first_union_hazard.ages: is missing"]),
    ([("tables.toml", r"ages = \[0, 1, 5, 10,", "ages = [0, 2, 5, 10,")],
     ["hills/tables.toml: mortality_female.ages: must be " + ", ".join(
         map(str, (0, 1, *range(5, 101, 5))))]),
    ([("tables.toml", r"years = \[1993\.0, 1998\.0,", "years = [1998.0, 1993.0,")],
     ["hills/tables.toml: mortality_female.years: must rise"]),
    ([("tables.toml", r"years = \[1993\.0, ", "years = ["),
      ("tables.toml", r"\[0\.03704, ", "[0.0, ")],
     ['hills/tables.toml: mortality_female.values = "9 x 22": must be 8 x 22 numbers: a row for '
      'each of its years']),
    ([("tables.toml", r"\[0\.03704, ", "[0.0, ")],
     ["hills/tables.toml: mortality_female.values: must be above 0"]),
    ([("tables.toml", r"values = \[2\.51., ", "values = [0.0, ")],
     ["hills/tables.toml: wanted_family_size.values: must be above 0"]),
    ([("tables.toml", r"\[0\.0526457, ", "[0.1526457, ")],
     ["hills/tables.toml: people_female.values: with people_male of the same year must add up to "
      "1; those of 1990.5 add up to 1.1000"]),
    ([("tables.toml", r"(?<=in the middle of a year\.\n)years = \[1990\.5", "years = [1991.5")],
     ["hills/tables.toml: people_male.years: must be those of people_female"]),
    ([("tables.toml", r"\Z", """
[conception_by_calendar_month]
values = [1.0, 1.1]
unit = "ratio"
source = "made up"
status = "assumed"
text = { zh = "月", en = "month" }
""")],
     ['hills/tables.toml: conception_by_calendar_month.values = "2": must be 12 numbers']),
    ([("tables.toml", r"values = \[0\.0, 0\.015, 0\.0395", "values = [0.0, 0.115, 0.0395")],
     ["hills/tables.toml: amenorrhoea.values: cumulative shares rise from 0 or more to 1"]),
    ([("tables.toml", r"values = \[\[0\.001,", "values = [[1.2,")],
     ["hills/tables.toml: uptake_by_want.values: must be probabilities"]),
    ([("tables.toml", r'unit = "share of people"\n', "")],
     ["hills/tables.toml: people_female.unit: is missing"]),
    ([("tables.toml", r"\A", "x = 1\n")],
     ['hills/tables.toml: x = "x": is not a table of a setting']),
], ids=lambda value: None if isinstance(value, list) else str(value))
def test_all_faults_of_a_file_are_said_at_once(copy, changes, lines):
    assert faults(copy(changes)) == lines


@pytest.mark.parametrize("file", ["setting.toml", "parameters.toml", "tables.toml"])
def test_a_file_that_is_missing_or_no_toml_is_said(copy, file):
    folder, name = copy()
    path = folder / name / file
    path.write_bytes(b"\xff\x00 = [")
    (line,) = faults((folder, name))
    assert line.startswith(f"hills/{file}: is not a text file")
    path.unlink()
    assert faults((folder, name)) == [f"hills/{file}: is missing"]


def test_a_setting_has_the_room_that_the_engine_has():
    from fpplan.place import setting
    from fpplan.population import state

    assert setting.GESTATION == state.GESTATION and setting.MOST_METHODS == state.MOST_METHODS
