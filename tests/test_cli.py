"""The command line: quick, in two languages, one line a fault, and honest about our own bugs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import fpplan
from fpplan import cli
from fpplan.commands import forget_plugins_dir
from fpplan.contract.errors import InputError
from fpplan.contract.text import language
from fpplan.scenario import ready_made


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fpplan", *words], capture_output=True, text=True,
        encoding="utf-8", stdin=subprocess.DEVNULL, env={**os.environ, **environment},
        timeout=120, check=False)


@pytest.fixture
def said(capsys):
    def call(*words: str) -> tuple[int, str, str]:
        code = cli.main(words)
        out, err = capsys.readouterr()
        return code, out, err
    return call


def existing() -> list[str]:
    folder = Path(cli.__file__).parent / "commands"
    return [name for name in cli.COMMANDS if (folder / f"{name}.py").exists()]


def processor_seconds() -> float:
    """What finished children have used: the clock would also count the machine's other work."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_help_lists_what_there_is_and_is_quick():
    seconds = []
    for _try in range(3):
        start = processor_seconds()
        done = run("--help")
        seconds.append(processor_seconds() - start)
    assert done.returncode == 0 and done.stderr == ""
    for name in cli.COMMANDS:
        assert (f"│ {name} " in done.stdout) == (name in existing())
    assert min(seconds) < 0.5


def test_help_imports_nothing_heavy():
    code = ("import sys; from fpplan import cli; cli.main(['--help']); "
            "print([m for m in ('numpy', 'numba', 'polars', 'plotly', 'scipy', 'pydantic', "
            "'pluggy') if m in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          encoding="utf-8", check=True)
    assert done.stdout.strip().endswith("[]")


def test_no_command_is_help(said):
    code, out, err = said()
    assert code == 0 and "validate" in out and err == ""


def test_version(said):
    assert said("--version") == (0, f"fpplan {fpplan.__version__}\n", "")


def test_every_command_has_one_line_and_a_module_name():
    helps = cli._one_line_helps()
    assert list(helps) == list(cli.COMMANDS)
    assert all(line.endswith(".") and "\n" not in line for line in helps.values())


@pytest.mark.parametrize("name", existing())
def test_every_command_has_help(name, said):
    code, out, err = said(name, "--help")
    assert code == 0 and f"Usage: fpplan {name}" in out and err == ""


@pytest.mark.parametrize(("words", "line"), [
    (["validat"], 'fpplan: there is no such command: "validat" (nearest: "validate")'),
    (["validate"], "fpplan validate: missing: NAME|FILE"),
    (["validate", "--jsn"],
     'fpplan validate: there is no such option: "--jsn" (nearest: "--json")'),
    (["validate", "a", "b"], "fpplan validate: Got unexpected extra argument(s) (b)"),
    (["--verson"], 'fpplan: there is no such option: "--verson" (nearest: "--version")'),
    (["--lang", "fr"], '--lang = "fr": must be one of en, zh'),
    (["validate", "lianhe", "--lang=fr"], '--lang = "fr": must be one of en, zh'),
    (["--lang"], "fpplan: Option '--lang' requires an argument"),
])
def test_a_usage_error_is_one_line_and_exit_2(words, line, said):
    assert said(*words) == (2, "", line + "\n")


def test_groups_of_commands_answer_likewise(said):
    assert said("schemes", "lst") == (
        2, "", 'fpplan schemes: there is no such command: "lst" (nearest: "list")\n')
    code, out, err = said("schemes")
    assert code == 0 and "show" in out and err == ""


def test_an_unknown_command_that_is_near_none_lists_them(said):
    code, _out, err = said("xyzzy")
    assert code == 2 and "known: " in err and "validate" in err and err.count("\n") == 1


def test_an_input_error_is_its_lines_and_exit_2(said, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('schema = 1\nid = "Bad Id"\n')
    code, out, err = said("validate", str(path))
    assert code == 2 and out == "" and "Traceback" not in err
    assert err.splitlines() == [
        f"{path}: title: is missing", f"{path}: base: is missing",
        f'{path}: id = "Bad Id": an id is lower-case letters, digits and single underscores, '
        "starting with a letter, at most 80 characters"]


def test_our_own_mistakes_keep_their_traceback(monkeypatch):
    def fail(_words):
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(cli, "_called", fail)
    with pytest.raises(ZeroDivisionError, match="ours"):
        cli.main(["validate", "lianhe"])


@pytest.mark.parametrize("stop", [KeyboardInterrupt, "typer"])
def test_an_interruption_is_one_line_and_130(stop, monkeypatch, said):
    if stop == "typer":  # raised inside a command, typer makes an exit code of it
        def interrupted(*_args):
            raise KeyboardInterrupt

        monkeypatch.setattr("fpplan.commands.loaded_plugins", interrupted)
        assert said("validate", "lianhe") == (130, "", "interrupted\n")
    else:
        def called(_words):
            raise stop

        monkeypatch.setattr(cli, "_called", called)
        assert said("validate", "lianhe") == (130, "", "interrupted\n")


def test_a_reader_that_has_gone_is_no_error():
    command = f'"{sys.executable}" -m fpplan --help | true'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


@pytest.mark.parametrize(("environment", "words", "lang"), [
    ({}, [], "en"),
    ({"LANG": "zh_CN.UTF-8"}, [], "zh"),
    ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, [], "en"),
    ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, [], "zh"),
    ({"LANG": "zh_CN.UTF-8", "FPPLAN_LANG": "en"}, [], "en"),
    ({"FPPLAN_LANG": "zh"}, ["run", "lianhe", "--lang", "en"], "en"),
    ({}, ["--lang=zh", "run", "lianhe"], "zh"),
    ({}, ["run", "--", "--lang=zh"], "en"),
])
def test_which_language(environment, words, lang):
    cli.choose_language(words, environment)
    assert language() == lang


def test_an_unknown_language_of_the_environment():
    with pytest.raises(InputError, match="FPPLAN_LANG"):
        cli.choose_language([], {"FPPLAN_LANG": "fr"})


def test_the_language_reaches_what_is_printed(said):
    assert "Lianhe township" in said("validate", "lianhe")[1]
    assert "莲荷乡" in said("validate", "lianhe", "--lang", "zh")[1]
    assert "莲荷乡" in said("--lang", "zh", "validate", "lianhe")[1]


def test_chinese_in_a_pipe_of_an_old_locale():
    done = run("validate", "lianhe", "--lang", "zh", LC_ALL="C", PYTHONUTF8="0",
               PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0 and "莲荷乡" in done.stdout


def test_validate_says_what_is_in_it(said):
    code, out, _err = said("validate", "lianhe")
    assert code == 0
    assert "13 simulated units, 27,200 people, 24 months from 2014-08" in out


def test_validate_json(said, tmp_path):
    code, out, err = said("validate", "lianhe", "--json")
    facts = json.loads(out)
    assert code == 0 and err == "" and facts["valid"] is True
    assert facts["people"] == 27_200 and "followup" in facts["plans"]
    path = tmp_path / "mine.toml"
    path.write_bytes(ready_made()["lianhe"].read_bytes().replace(b"horizon = 24", b"horizon = 6"))
    code, out, err = said("validate", str(path), "--json")
    assert code == 2 and err == ""
    assert json.loads(out) == {"valid": False, "problems": [{
        "file": str(path), "key": "base.horizon", "value": 6, "rule": "must be at least 12",
        "nearest": None}]}


def test_validate_a_copy_from_standard_input():
    text = ready_made()["lianhe"].read_text("utf-8")
    done = subprocess.run([sys.executable, "-m", "fpplan", "validate", "-"], input=text,
                          capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0 and "Lianhe township: valid" in done.stdout


@pytest.mark.parametrize("where", ["before", "after", "environment"])
def test_plugins_dir(where, said, tmp_path, monkeypatch):
    forget_plugins_dir()
    missing = str(tmp_path / "none")
    if where == "environment":
        monkeypatch.setenv("FPPLAN_PLUGINS_DIR", missing)
        code, _out, err = said("validate", "lianhe")
    elif where == "before":
        code, _out, err = said("--plugins-dir", missing, "validate", "lianhe")
    else:
        code, _out, err = said("validate", "lianhe", "--plugins-dir", missing)
    assert code == 2 and missing in err and err.count("\n") == 1


def test_a_plugins_dir_does_not_outlive_its_call(tmp_path):
    from fpplan.cli import main
    from fpplan.commands import loaded_plugins

    assert main(["schemes", "list", "--plugins-dir", str(tmp_path)]) == 0
    tmp_path.rmdir()
    assert "thousand_point" in loaded_plugins().schemes
