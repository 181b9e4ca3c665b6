"""The wheel by itself: complete, alone in an environment of its own, outside the checkout."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import fpplan
from fpplan.scenario import ready_made

ROOT = Path(__file__).parent.parent
PACKAGES = {"fpplan": ROOT / "fpplan",
            "fpplan_townships": ROOT / "plugins" / "fpplan_townships"}

pytestmark = [pytest.mark.packaging, pytest.mark.xdist_group("packaging")]


def call(*words: object, cwd: Path, **environment: str) -> str:
    """Run a program away from the checkout and return what it prints."""
    kept = {key: value for key, value in os.environ.items()
            if not key.startswith(("PYTHON", "FPPLAN", "VIRTUAL"))}
    done = subprocess.run([str(word) for word in words], cwd=cwd, env={**kept, **environment},
                          capture_output=True, text=True, encoding="utf-8", timeout=120,
                          stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    return built(ROOT, tmp_path_factory.mktemp("wheel"))


def built(project: Path, folder: Path) -> Path:
    """The wheel of a project."""
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=project)
    (found,) = folder.glob("*.whl")
    return found


def install(wheel: Path, home: Path) -> None:
    """Put a wheel, without its dependencies, into the environment of its own."""
    call(sys.executable, "-m", "pip", "--python", home / "env" / "bin" / "python", "install",
         "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", wheel, cwd=home)


@pytest.fixture(scope="module")
def names(wheel) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def about(wheel, names):
    (inside,) = [name for name in names if name.endswith(".dist-info/METADATA")]
    with zipfile.ZipFile(wheel) as archive:
        return Parser().parsestr(archive.read(inside).decode("utf-8"))


@pytest.fixture(scope="module")
def home(wheel, tmp_path_factory) -> Path:
    """An environment with the wheel and its dependencies, and no way to the checkout.

    To save time the dependencies are links to those of this environment; whatever belongs to
    fpplan is left out.
    """
    folder = tmp_path_factory.mktemp("outside")
    env = folder / "env"
    venv.create(env, with_pip=False, symlinks=os.name != "nt")
    deps = folder / "deps"
    deps.mkdir()
    for site in dict.fromkeys(path for path in sys.path if path.endswith("site-packages")):
        for thing in Path(site).iterdir():
            if "fpplan" not in thing.name.lower() and not (deps / thing.name).exists():
                (deps / thing.name).symlink_to(thing)
    (site_packages,) = env.glob("lib/python*/site-packages")
    (site_packages / "deps.pth").write_text(f"{deps}\n")
    install(wheel, folder)
    return folder


def test_nothing_else_is_in_the_wheel(names):
    assert {name.split("/")[0] for name in names} == {
        *PACKAGES, f"fpplan-{fpplan.__version__}.dist-info"}
    assert not [name for name in names if name.endswith((".pyc", ".part"))]


def test_every_file_of_the_packages_is_in_the_wheel(names):
    for package, folder in PACKAGES.items():
        for path in folder.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
                assert f"{package}/{path.relative_to(folder).as_posix()}" in names
    for name in ready_made():
        assert f"fpplan/_scenarios/{name}.toml" in names


def requirements(about, extra: str | None = None) -> set[str]:
    lines = about.get_all("Requires-Dist")
    wanted = [line for line in lines if (f"extra == '{extra}'" in line if extra else
                                         "extra ==" not in line)]
    return {re.match(r"[A-Za-z0-9_.-]+", line)[0].lower() for line in wanted}


def test_every_import_is_a_declared_dependency(about):
    declared = requirements(about)
    for package, folder in PACKAGES.items():
        for path in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Import):
                    found = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.level == 0:
                    found = [node.module]
                else:
                    continue
                for name in found:
                    top = name.split(".")[0].lower()
                    assert (top in declared or top in PACKAGES
                            or top in sys.stdlib_module_names), f"{package}: {path.name}: {top}"


def test_constraints_pin_every_dependency(about):
    text = (ROOT / "constraints.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*", line) for line in lines)
    pinned = {line.split("==")[0].lower() for line in lines}
    assert requirements(about) | requirements(about, "dev") <= pinned
    assert requirements(about, "compare") <= pinned


def test_the_other_simulator_is_an_extra_of_its_own(about):
    assert requirements(about, "compare") == {"fpsim"}
    assert "fpsim" not in requirements(about) | requirements(about, "dev")


def test_each_plugin_folder_has_its_entry_point():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    folders = {path.parent.name for path in PACKAGES["fpplan_townships"].glob("*/__init__.py")}
    assert settings["project"]["entry-points"]["fpplan"] == {
        name: f"fpplan_townships.{name}" for name in folders}


def test_the_wheel_works_alone(home):
    fpplan_command = home / "env" / "bin" / "fpplan"
    python = home / "env" / "bin" / "python"
    places = call(python, "-c", "import fpplan, fpplan_townships, fpplan.scenario as s; "
                  "print(fpplan.__file__, fpplan_townships.__file__, s.find('lianhe'))", cwd=home)
    assert all(place.startswith(str(home)) for place in places.split())
    assert str(ROOT) not in call(python, "-c", "import sys; print(sys.path)", cwd=home)
    assert "validate" in call(fpplan_command, "--help", cwd=home)
    listed = json.loads(call(fpplan_command, "schemes", "list", "--json", cwd=home))
    assert {"lianhe", "thousand_point"} <= {scheme["id"] for scheme in listed["schemes"]}
    assert listed["broken"] == []
    assert "Lianhe township: valid" in call(fpplan_command, "validate", "lianhe", cwd=home)
    assert "莲荷乡" in call(python, "-m", "fpplan", "validate", "lianhe", "--lang", "zh", cwd=home)


STRANGER = '''
from fpplan.api import Chapter, Clause, Input, Item, Scheme, Text, Threshold, hookimpl


@hookimpl
def fpplan_schemes():
    words = Text("出生人口性别比", "sex ratio at birth")
    clause = Clause("our own plan", "at most 110", words)
    item = Item("srb", words, clause, Threshold("srb", 110, "most"))
    chapter = Chapter("all", Text("全部", "All"), (item,))
    inputs = (Input("srb", words, "boys_per_100_girls"),)
    return [Scheme("stranger", Text("外来方案", "A stranger's scheme"), "our own plan",
                   (chapter,), inputs=inputs)]
'''


def test_a_strangers_plugin_from_a_folder(home):
    folder = home / "plugins" / "stranger"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(STRANGER, "utf-8")
    listed = json.loads(call(home / "env" / "bin" / "fpplan", "--plugins-dir", home / "plugins",
                             "schemes", "list", "--json", cwd=home))
    assert listed["broken"] == []
    assert "stranger" in {scheme["id"] for scheme in listed["schemes"]}


@pytest.fixture(scope="module")
def with_stranger(home, tmp_path_factory) -> Path:
    """The same environment with a stranger's package installed too (tests/stranger)."""
    project = tmp_path_factory.mktemp("stranger") / "project"
    shutil.copytree(ROOT / "tests" / "stranger", project,
                    ignore=shutil.ignore_patterns("__pycache__"))
    # its setting: the numbers of Kenya under an id of its own
    place = project / "src" / "stranger_clinic" / "stranger_clinic_hills"
    shutil.copytree(PACKAGES["fpplan"] / "data" / "settings" / "kenya", place)
    about = (place / "setting.toml").read_text("utf-8")
    (place / "setting.toml").write_text(about.replace('"kenya"', f'"{place.name}"'), "utf-8")
    install(built(project, project.parent), home)
    return home


def test_a_strangers_package_is_found_by_its_entry_point(with_stranger):
    fpplan_command = with_stranger / "env" / "bin" / "fpplan"
    listed = json.loads(call(fpplan_command, "schemes", "list", "--json", cwd=with_stranger))
    assert listed["broken"] == []
    (found,) = [each for each in listed["schemes"] if each["plugin"] == "stranger_clinic"]
    assert (found["id"], found["version"], found["base"]) == ("stranger_clinic", "0.3.0", 100)
    assert listed["measures"]["stranger_clinic"] == ["stranger_clinic_visit"]
    assert listed["settings"] == {"china_rural": "", "kenya": "",
                                  "stranger_clinic_hills": "stranger_clinic"}
    shown = json.loads(call(fpplan_command, "schemes", "show", "stranger_clinic", "--json",
                            cwd=with_stranger))
    assert [each["tags"] for each in shown["measures"]] == [[]]


def test_a_strangers_scheme_is_scored_like_ours(with_stranger):
    figures = with_stranger / "clinic.csv"
    figures.write_text("unit,period,input,value\n"
                       "V01,2014,stranger_clinic_counselled_percent,40\n"
                       "V01,2014,stranger_clinic_stockouts,2\n"
                       "V01,2014,stranger_clinic_not_using_percent,13\n", "utf-8")
    scored = json.loads(call(with_stranger / "env" / "bin" / "fpplan", "score", "stranger_clinic",
                             figures, "--json", cwd=with_stranger))
    (result,) = scored["results"]
    # half of 80 % is half of 60; two stock-outs leave 10 of 30; 13 lies half way from 25 to 1
    assert result["total"]["central"] == result["untagged_total"]["central"] == 45


def test_a_strangers_indicator_section_and_command_are_found_there(with_stranger):
    brought = call(with_stranger / "env" / "bin" / "python", "-c", (
        "from fpplan.plugins import load_plugins; p = load_plugins(); "
        "print([str(b) for b in p.broken], *(name for brought in (p.indicators, p.sections, "
        "p.commands) for name in brought if name.startswith('stranger')))"),
        cwd=with_stranger)
    assert brought.split() == ["[]", "stranger_clinic_not_using_percent",
                               "stranger_clinic_reach", "stranger_clinic_visits"]
    fpplan_command = with_stranger / "env" / "bin" / "fpplan"
    assert call(fpplan_command, "stranger_clinic_visits", "3", cwd=with_stranger) == "6 visits\n"
    assert "stranger_clinic_visits" in call(fpplan_command, "--help", cwd=with_stranger)


def test_a_new_scheme_can_be_written_and_scored_there(home):
    fpplan_command = home / "env" / "bin" / "fpplan"
    call(fpplan_command, "new", "scheme", "fresh", "--dir", home / "written", cwd=home)
    scored = json.loads(call(fpplan_command, "--plugins-dir", home / "written", "score", "fresh",
                             home / "written" / "fresh" / "figures.csv", "--json", cwd=home))
    assert [row["total"]["central"] for row in scored["results"]] == [83, 100]
