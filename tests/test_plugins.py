"""Plugins: found, loaded in order, refused with a reason; one broken leaves the others."""

import importlib.metadata
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fpplan.contract import hooks as hookspecs
from fpplan.contract.errors import InputError
from fpplan.indicators.core import core_indicators
from fpplan.loading import settings_of
from fpplan.place.folders import setting_folder, setting_ids
from fpplan.place.setting import load_setting
from fpplan.plugins import load_plugins
from fpplan.report.sections import SECTIONS

TOWNSHIPS = Path(__file__).parents[1] / "plugins" / "fpplan_townships"
STRANGER = Path(__file__).parent / "stranger" / "src"
HOOK = '''
from fpplan.api import *

@hookimpl
def fpplan_schemes():
    one = Text("一", "one")
    clause = Clause("a document", "一句", one)
    return [Scheme("{id}", one, "a document", (Chapter("all", one, (
        Item("visits", one, clause, PerEvent("{name}_visits", {each})),)),),
        (Input("{name}_visits", one, "count", about="service"),))]
'''


FOLDERS = sorted(start.parent.name for start in TOWNSHIPS.glob("*/__init__.py"))


def plugin(folder: Path, name: str, code: str | None = None, each: int = 2) -> Path:
    inside = folder / name
    inside.mkdir(parents=True)
    text = HOOK.format(id=name, name=name, each=each) if code is None else code
    (inside / "__init__.py").write_text(text, encoding="utf-8")
    return inside


CORE = setting_folder("china_rural")
SETTINGS = """
from pathlib import Path
from fpplan.api import hookimpl

@hookimpl
def fpplan_settings():
    return [Path(__file__).parent / name for name in ({names})]
"""


def place(folder: Path, name: str, **edits: str) -> Path:
    """A copy of a core setting under another id; edits replace text in its tables."""
    made = folder / name
    shutil.copytree(CORE, made)
    about = (made / "setting.toml").read_text("utf-8").replace("china_rural", name)
    (made / "setting.toml").write_text(about, "utf-8")
    tables = (made / "tables.toml").read_text("utf-8")
    for find, put in edits.items():
        assert find in tables
        tables = tables.replace(find, put)
    (made / "tables.toml").write_text(tables, "utf-8")
    return made


def load(*folders):
    return load_plugins(folders, entry_points=False)


def reasons(plugins) -> str:
    return "\n".join(str(problem) for problem in plugins.broken)


def test_the_townships_load_from_their_folder():
    plugins = load(TOWNSHIPS)
    assert reasons(plugins) == ""
    assert list(plugins.loaded) == FOLDERS
    assert {"lianhe", "thousand_point"} <= set(plugins.schemes)
    assert all(plugin.schemes or plugin.measures for plugin in plugins.loaded.values())


def test_plugins_load_in_the_order_of_their_ids(tmp_path):
    for name in ("zeta", "alpha", "mid"):
        plugin(tmp_path, name)
    assert list(load(tmp_path).loaded) == ["alpha", "mid", "zeta"]


@pytest.mark.parametrize(("code", "word"), [
    ("import nothing_there", "ModuleNotFoundError"),
    ("def (", "SyntaxError"),
    ("from fpplan.api import hookimpl\n@hookimpl\ndef fpplan_schemez(): return []", "schemez"),
    ("from fpplan.api import hookimpl\n@hookimpl\ndef fpplan_schemes(extra): return []", "extra"),
    ("from fpplan.api import hookimpl\n@hookimpl\ndef fpplan_schemes(): return 1/0", "Zero"),
    (HOOK.format(id="other", name="bad", each=1), "starts with its plugin's id"),
    (HOOK.format(id="bad", name="other", each=1), 'starts with "bad_"'),
])
def test_a_broken_plugin_is_named_and_the_others_load(tmp_path, code, word):
    plugin(tmp_path, "bad", code)
    plugin(tmp_path, "good")
    plugins = load(tmp_path)
    assert list(plugins.schemes) == ["good"]
    assert plugins.broken and all(problem.where == "bad" for problem in plugins.broken)
    assert word in reasons(plugins)
    assert [name for name, _module in plugins.manager.list_name_plugin()] == ["fpplan", "good"]


MEASURE = '''
from fpplan.api import *

@hookimpl
def fpplan_measures():
    return [Benefit("{id}_gift", Text("一", "one"), Clause("a document", "一句", Text("一", "one")),
                    ("{about}",))]
'''


def test_measures_load_and_a_bad_one_is_refused_with_its_plugin_and_clause(tmp_path):
    plugin(tmp_path, "gifts", MEASURE.format(id="gifts", about="service"))
    plugin(tmp_path, "bad", MEASURE.format(id="bad", about="servise"))
    both = HOOK.format(id="mixed", name="mixed", each=1) + MEASURE.format(id="other", about="tea")
    plugin(tmp_path, "mixed", both)
    plugin(tmp_path, "good")
    plugins = load(tmp_path)
    assert list(plugins.measures) == ["gifts_gift"] and list(plugins.schemes) == ["good"]
    assert plugins.loaded["gifts"].measures == ("gifts_gift",)
    said = reasons(plugins)
    assert 'bad: bad_gift (一句) = "servise"' in said and 'nearest: "service"' in said
    assert "mixed: other_gift (一句)" in said and "starts with its plugin's id" in said


def test_a_scheme_of_a_broken_plugin_says_why(tmp_path):
    plugin(tmp_path, "bad", "import nothing_there")
    with pytest.raises(InputError, match="nothing_there"):
        load(tmp_path).scheme("bad")
    with pytest.raises(InputError, match='nearest: "thousand_point"'):
        load(TOWNSHIPS).scheme("thousand_points")


def test_the_same_plugin_twice_is_one_and_other_content_is_refused(tmp_path):
    first, second, third = (tmp_path / name for name in ("a", "b", "c"))
    plugin(first, "same")
    plugin(second, "same")
    plugin(third, "same", each=3)
    assert list(load(first, second).loaded) == ["same"]
    assert reasons(load(first, second)) == ""
    both = load(first, third)
    assert "other content" in reasons(both) and str(first) in reasons(both)
    assert both.schemes["same"].item("visits").rule.each == 2


def test_data_files_are_content(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    plugin(first, "same")
    (plugin(second, "same") / "table.toml").write_text("x = 1\n")
    assert "other content" in reasons(load(first, second))


def test_folders_of_the_same_name_do_not_share_modules(tmp_path):
    for at, each in (("a", 2), ("b", 3)):
        inside = plugin(tmp_path / at, "same", "from .part import *", each)
        (inside / "part.py").write_text(HOOK.format(id="same", name="same", each=each))
    found = [load(tmp_path / at).schemes["same"].item("visits").rule.each for at in ("a", "b")]
    assert found == [2, 3]


def test_what_is_no_plugin_is_passed_over(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "readme.txt").write_text("x")
    (tmp_path / "__pycache__").mkdir()
    assert load(tmp_path).loaded == {}


def test_a_folder_that_is_not_there_and_a_bad_id(tmp_path):
    with pytest.raises(InputError, match="is not a folder"):
        load(tmp_path / "none")
    plugin(tmp_path, "Bad-Name", "")
    assert "an id is lower-case" in reasons(load(tmp_path))


def test_entry_points_are_found(monkeypatch, tmp_path):
    plugin(tmp_path, "by_entry")
    monkeypatch.syspath_prepend(str(tmp_path))
    entry = importlib.metadata.EntryPoint("by_entry", "by_entry", "fpplan")
    lost = importlib.metadata.EntryPoint("lost", "lost_module", "fpplan")
    monkeypatch.setattr(importlib.metadata, "entry_points",
                        lambda group: [lost, entry] if group == "fpplan" else [])
    plugins = load_plugins()
    assert list(plugins.schemes) == ["by_entry"]
    assert plugins.broken[0].where == "lost"
    again = load_plugins([tmp_path])  # the same plugin by folder as well
    assert list(again.loaded) == ["by_entry"] and len(again.broken) == 1


def brought(plugins):
    """The settings that strangers bring, without those that come with fpplan."""
    return {name: folder for name, folder in plugins.settings.items()
            if name not in setting_ids()} | {
        name: folder for name, folder in plugins.settings.items() if folder != setting_folder(name)}


def test_a_folder_of_data_alone_is_a_setting(tmp_path):
    place(tmp_path, "hills")
    plugins = load(tmp_path)
    assert reasons(plugins) == ""
    assert brought(plugins) == {"hills": tmp_path / "hills"}
    assert plugins.loaded["hills"].settings == ("hills",) and plugins.loaded["hills"].content
    assert settings_of(plugins)["hills"].id == "hills"
    assert "hills" not in settings_of(load())  # nor is it kept anywhere for another call
    assert "hills" not in setting_ids() and setting_folder("hills") is None
    with pytest.raises(InputError, match="is not a setting"):
        load_setting("hills")


def test_a_plugin_brings_several_settings_and_other_things(tmp_path):
    code = HOOK.format(id="both", name="both", each=1) + SETTINGS.format(
        names='"both_hills", "both_plain"')
    inside = plugin(tmp_path, "both", code)
    for name in ("both_hills", "both_plain"):
        place(inside, name)
    plugins = load(tmp_path)
    assert reasons(plugins) == ""
    assert plugins.loaded["both"].settings == ("both_hills", "both_plain")
    assert list(plugins.schemes) == ["both"]
    assert plugins.settings["both_plain"] == inside / "both_plain"


@pytest.mark.parametrize(("names", "made", "words"), [
    ('"hills",', ["hills"], ["the id of a setting starts with its plugin's id", '"hills"']),
    ('"bad_Hills",', ["bad_Hills"], ["an id is lower-case"]),
    ('"bad_lost",', [], ["is not a folder"]),
    ('"bad_one", "bad_one"', ["bad_one"], ["is the id of another setting as well"]),
    ('"bad_one", "other"', ["bad_one"], ["starts with its plugin's id", '"other"']),
])
def test_a_plugin_whose_settings_are_at_fault_is_refused(tmp_path, names, made, words):
    inside = plugin(tmp_path, "bad", SETTINGS.format(names=names))
    for name in made:
        place(inside, name)
    place(tmp_path, "good")
    plugins = load(tmp_path)
    assert list(brought(plugins)) == ["good"] and "bad" not in plugins.loaded
    assert all(word in reasons(plugins) for word in words), reasons(plugins)


def test_faults_inside_a_setting_are_all_said_as_those_of_a_core_setting(tmp_path):
    place(tmp_path, "hills", **{"[amenorrhoea]": "[amenorhoea]"})
    (tmp_path / "hills" / "parameters.toml").write_text("", "utf-8")
    said = reasons(load(tmp_path))
    assert "hills/parameters.toml: fecundability.level: is missing" in said
    place(tmp_path / "more", "plain", **{"[amenorrhoea]": "[amenorhoea]"})
    said = reasons(load(tmp_path / "more")).splitlines()
    assert said == [
        'plain/tables.toml: amenorhoea = "amenorhoea": is not a table of a setting '
        '(nearest: "amenorrhoea")', "plain/tables.toml: amenorrhoea: is missing"]


def test_a_core_setting_is_not_replaced_and_two_plugins_do_not_share_an_id(tmp_path):
    place(tmp_path, "china_rural")
    inside = plugin(tmp_path, "mid", SETTINGS.format(names='"mid_one",'))
    place(inside, "mid_one")
    place(tmp_path, "mid_one")
    plugins = load(tmp_path)
    assert brought(plugins) == {"mid_one": inside / "mid_one"}
    assert reasons(plugins).count("is the id of another setting as well") == 2
    assert setting_folder("china_rural") == CORE


def test_every_hook_has_a_user_and_a_docstring(monkeypatch):
    monkeypatch.syspath_prepend(str(STRANGER))
    entry = importlib.metadata.EntryPoint("stranger_clinic", "stranger_clinic", "fpplan")
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [entry])
    hooks = [name for name in vars(hookspecs) if name.startswith("fpplan_")]
    plugins = load_plugins([TOWNSHIPS])
    assert reasons(plugins) == ""
    manager = plugins.manager
    for name in hooks:
        assert getattr(hookspecs, name).__doc__
        assert getattr(manager.hook, name).get_hookimpls()


def test_importing_the_module_loads_no_plugin():
    script = "import sys, fpplan.plugins; print([m for m in sys.modules if 'townships' in m])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                          check=True)
    assert done.stdout.strip() == "[]"


def test_bytecode_is_not_content(tmp_path):
    shutil.copytree(TOWNSHIPS / "lianhe", tmp_path / "lianhe",
                    ignore=shutil.ignore_patterns("__pycache__"))
    plugins = load(TOWNSHIPS, tmp_path)
    assert reasons(plugins) == "" and list(plugins.loaded) == FOLDERS


INDICATOR = '''
from fpplan.api import *

@hookimpl
def fpplan_indicators():
    one = Text("一", "one")
    return [Indicator.of("{id}", one, ["{slot}"], unit="{unit}", about="{about}", definition=one,
                         source="ours")]
'''


@pytest.mark.parametrize(("change", "said"), [
    ({"id": "other"}, "the id of an indicator starts with its plugin's id"),
    ({"id": "srb"}, "is the id of another indicator or input as well"),
    ({"unit": "percents"}, 'nearest: "percent"'),
    ({"about": "tea"}, "is not in the closed list of subjects"),
    ({"slot": "births[sex=m"}, "births[sex=m"),
    ({"slot": "births[policy=out]"}, 'is tagged birth_limit; being about "service"'),
    ({"slot": "terminations"}, 'is tagged procedure_quota; being about "service"'),
    ({"slot": "starts[method=iud]", "about": "record"}, "is tagged procedure_quota"),
])
def test_a_bad_indicator_is_refused_with_its_plugin(tmp_path, change, said):
    given = {"id": "bad_one", "slot": "unmet_need end", "unit": "count", "about": "service"}
    plugin(tmp_path, "bad", INDICATOR.format(**{**given, **change}))
    plugin(tmp_path, "good")
    plugin(tmp_path, "sound", INDICATOR.format(**{**given, "id": "sound_one"}))
    plugins = load(tmp_path)
    assert list(plugins.indicators) == [*core_indicators(), "sound_one"]
    assert list(plugins.schemes) == ["good"]
    assert said in reasons(plugins)
    assert all(problem.where == "bad" for problem in plugins.broken)


def test_an_input_says_the_same_as_the_indicator_it_reads(tmp_path):
    given = INDICATOR.format(id="bad_visits", slot="births[sex=f]", unit="percent",
                             about="order_or_policy_status")
    plugin(tmp_path, "bad", given + HOOK.format(id="bad", name="bad", each=1))
    said = reasons(load(tmp_path))
    assert "its indicator is about order_or_policy_status" in said
    assert "its indicator gives its unit as percent" in said


@pytest.mark.parametrize(("hook", "said"), [
    ('fpplan_commands(): return {"other": print}', "the name of a command starts with"),
    ('fpplan_commands(): return {"bad": 3}', "a command is a function or a typer app"),
    ("fpplan_commands(): return [print]", "AttributeError"),
    ('fpplan_figures(): return [ReportSection("x", Text("一", "one"), print)]',
     "the id of a section starts with its plugin's id"),
    ('fpplan_figures(): return [ReportSection("bad", Text("", "one"), print)]',
     'the text is missing in "zh"'),
])
def test_a_bad_command_or_section_is_refused_with_its_plugin(tmp_path, hook, said):
    plugin(tmp_path, "bad", f"from fpplan.api import *\n@hookimpl\ndef {hook}")
    plugin(tmp_path, "good")
    plugins = load(tmp_path)
    assert said in reasons(plugins) and list(plugins.schemes) == ["good"]
    assert not plugins.commands and [*plugins.sections.values()] == [*SECTIONS]


LEAVES = """
from fpplan.api import hookimpl
import sys
{top}

@hookimpl
def fpplan_schemes():
    {inside}
    return []
"""


@pytest.mark.parametrize(("top", "inside", "line", "said"), [
    ("sys.exit(0)", "pass", 4, "it ends the program while it loads (SystemExit: 0)"),
    ("raise SystemExit('bye')", "pass", 4, "SystemExit: bye"),
    ("exit()", "pass", 4, "SystemExit"),
    ("x = 1", "sys.exit(3)", 8, "SystemExit: 3"),
    ("x = 1", "raise SystemExit", 8, "SystemExit"),
    ("x = 1", "1 / 0", 8, "ZeroDivisionError"),
    ("class Odd(BaseException): pass\nraise Odd('two\\nlines')", "pass", 5, "Odd: two lines"),
    ("def (", "pass", 4, "SyntaxError: invalid syntax"),
])
def test_a_plugin_that_leaves_is_one_line_with_its_place_and_the_others_load(
        tmp_path, top, inside, line, said):
    where = plugin(tmp_path, "bad", LEAVES.format(top=top, inside=inside))
    plugin(tmp_path, "good")
    plugins = load(tmp_path)
    assert list(plugins.schemes) == ["good"]
    (problem,) = plugins.broken
    assert str(problem).startswith(f"bad: {where / '__init__.py'}:{line}: ")
    assert said in str(problem) and "\n" not in str(problem)


def test_a_command_names_the_plugin_that_leaves_and_goes_on(tmp_path, capsys):
    from fpplan.cli import main

    plugin(tmp_path, "bad", LEAVES.format(top="sys.exit(7)", inside="pass"))
    assert main(["schemes", "list", "--plugins-dir", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert "thousand_point" in out
    assert err.startswith("Plugin not loaded: bad: ") and len(err.splitlines()) == 1


@pytest.mark.parametrize("name", ["thousand_point", "thousand", "lianhe"])
def test_no_folder_stands_in_for_a_shipped_scheme(tmp_path, monkeypatch, name):
    """Whatever the folder sorts before: the shipped scheme stays and the folder is named."""
    own = "thousand_point" if name == "thousand" else name
    code = HOOK.format(id=own, name=name, each=9)
    plugin(tmp_path / "0", name, code)
    plugins = load_plugins([tmp_path / "0"])
    assert {"thousand_point", "lianhe"} <= set(plugins.schemes)
    assert len(list(plugins.schemes[own].items())) > 5
    assert reasons(plugins).startswith(f"{name}: ")
    assert ("other content" in reasons(plugins)) == (name == own)


def test_what_another_plugin_counts_is_not_read_under_another_name(tmp_path):
    """Ids may share a beginning: the indicator of one is no input of the other's choosing."""
    late = INDICATOR.format(id="aa_b_visits", slot="terminations", unit="count",
                            about="procedure")
    for first, second in (("aa", "aa_b"), ("aa_b", "aa")):
        folder = tmp_path / first
        codes = {"aa": HOOK.format(id="aa", name="aa_b", each=2), "aa_b": late}
        for at, name in enumerate((first, second)):
            plugin(folder / str(at), name, codes[name])
        plugins = load_plugins([folder / "0", folder / "1"], entry_points=False)
        assert len(plugins.loaded) == 1 and len(plugins.broken) == 1


def test_schemes_do_not_read_one_input_in_two_ways(tmp_path):
    both = HOOK.format(id="two", name="two", each=1).replace(
        "return [", "first =").replace('about="service"),))]', 'about="service"),))').rstrip()
    plugin(tmp_path, "two", both + """
    from dataclasses import replace
    other = replace(first, id="two_more", inputs=(replace(first.inputs[0], about="procedure"),))
    return [first, other]
""")
    assert "about differs from that of the same input in the scheme two" in reasons(load(tmp_path))


def test_a_setting_calls_no_long_acting_method_short(tmp_path):
    """A group that formulas may read would hold it unseen."""
    made = place(tmp_path, "hills")
    text = (made / "setting.toml").read_text("utf-8")
    assert text.count("long_acting = true") >= 2
    (made / "setting.toml").write_text(
        text.replace("long_acting = true", "long_acting = false"), "utf-8")
    said = reasons(load(tmp_path)).splitlines()
    assert len(said) == text.count("long_acting = true")
    assert all("must be true here" in line and "hills/setting.toml" in line for line in said)
    (made / "setting.toml").write_text(
        text.replace("long_acting = false", "long_acting = true"), "utf-8")
    assert "without a short-acting one" in reasons(load(tmp_path))
