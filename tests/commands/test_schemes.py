"""`fpplan schemes list` and `show`."""

import pytest
from scheme_cli import as_json, call


def test_list(capsys):
    data = as_json(capsys, "schemes", "list")
    bases = {row["id"]: row["base"] for row in data["schemes"]}
    assert list(bases) == sorted(bases, key=lambda name: (
        next(row["plugin"] for row in data["schemes"] if row["id"] == name)))
    assert (bases["lianhe"], bases["thousand_point"]) == (None, 1000)
    assert data["measures"]["lianhe"] == ["lianhe_hundred_days"]
    assert data["broken"] == []
    assert call("schemes", "list") == 0
    assert "thousand_point" in capsys.readouterr().out


@pytest.mark.parametrize("scheme", ["thousand_point", "lianhe"])
def test_show_tells_a_stranger_all_that_the_table_needs(capsys, scheme):
    data = as_json(capsys, "schemes", "show", scheme)
    for inp in data["inputs"]:
        assert inp["zh"] and inp["en"] and inp["unit"] and inp["clauses"] and inp["about"]
        assert inp["default"] in ("needed", "none_recorded") and inp["by"] in ("year", "season")
    assert {name for item in data["items"] for name in item["inputs"]} == {
        inp["id"] for inp in data["inputs"]}


def test_measures_are_shown_with_their_scheme(capsys):
    (push,) = as_json(capsys, "schemes", "show", "lianhe")["measures"]
    assert push["kind"] == "Campaign" and push["starts"] == "--07-20"
    assert set(push["tags"]) == {"procedure_quota", "family_penalty", "surveillance"}
    assert {"zh", "en", "id", "by"} <= set(push["steps"][0])
    for lang, word in (("en", "From 07-20"), ("zh", "征收月")):
        assert call("schemes", "show", "lianhe", "--lang", lang) == 0
        assert word in capsys.readouterr().out


def test_inputs_follow_the_readings(capsys):
    def by(*words):
        data = as_json(capsys, "schemes", "show", "thousand_point", *words)
        return {inp["id"]: inp["by"] for inp in data["inputs"]}

    assert by()["sterilisations"] == "year"
    seasonal = by("--reading", "tasks=by_season")
    assert (seasonal["sterilisations"], seasonal["sterilisation_task"]) == ("season", "year")
    assert "births_reported_percent" not in by()


def test_show_for_people_in_both_languages(capsys):
    for lang, word in (("en", "sterilisation task"), ("zh", "结扎任务")):
        assert call("schemes", "show", "thousand_point", "--lang", lang) == 0
        assert word in capsys.readouterr().out


def test_a_template_to_fill_in(capsys, tmp_path):
    assert call("schemes", "show", "lianhe", "--template") == 0
    out = capsys.readouterr().out
    assert out.startswith("unit,period,input,value\nV01,2014,crude_birth_rate,\n")


def test_broken_plugins_are_named(capsys, tmp_path, monkeypatch):
    from fpplan.cli import main

    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "__init__.py").write_text("import nothing_there")
    assert main(["schemes", "list", "--plugins-dir", str(tmp_path)]) == 0
    assert "Plugin not loaded: bad" in capsys.readouterr().err


def test_a_plugins_own_count_is_marked_as_such(capsys):
    assert call("schemes", "show", "two_clearances") == 0
    out = capsys.readouterr().out
    assert "plugin's own count" in out
    inputs = {each["id"]: each for each in as_json(capsys, "schemes", "show",
                                                   "two_clearances")["inputs"]}
    assert inputs["two_clearances_errors_found"]["own_count"]
    assert not inputs["two_clearances_methods_urged"]["own_count"]
    assert inputs["two_clearances_monitors"]["not_tagged_because"]["zh"]
