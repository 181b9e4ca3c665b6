"""Every command of the README works as it stands there, for somebody who has only the README."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from fpplan.cli import main

ROOT = Path(__file__).parent.parent
READMES = [path for path in (ROOT / "README.md", ROOT / "README.zh.md") if path.exists()]
# A minute of matching is proved by tests/matching; its help and aims are checked there.
SLOW = {"fpplan match lianhe"}


def commands(path: Path) -> list[str]:
    """The lines of the README's shell blocks."""
    blocks = re.findall(r"```sh\n(.*?)```", path.read_text("utf-8"), re.S)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_demo_and_test_come_first():
    for path in READMES:
        assert commands(path)[:2] == ["make demo", "make test"]


def test_every_make_target_exists():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    for path in READMES:
        for line in commands(path):
            if line.startswith("make "):
                assert line.split()[1] in targets


def test_both_languages_have_the_same_commands():
    first, *others = (commands(path) for path in READMES)
    for other in others:
        assert other == first


def test_the_commands_work_in_order(tmp_path, monkeypatch, capsys):
    for name in ("scenarios", "plugins"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CI", "1")
    ran = 0
    for line in commands(READMES[0]):
        if not line.startswith("fpplan ") or line in SLOW:
            continue
        words = shlex.split(line)[1:]
        if words[0] in ("run", "project", "targets") or {"workload", "--out"} <= set(words):
            words += ["--draws", "8"]
        assert main(words) == 0, (line, capsys.readouterr().err)
        ran += 1
    assert ran >= 10
    assert (tmp_path / "runs" / "lianhe" / "report.html").stat().st_size > 1_000_000


def test_the_tutorial_is_the_file_that_new_scheme_writes(tmp_path):
    from fpplan.commands.new import new_scheme

    made = new_scheme("my_town", tmp_path)
    written = (made / "__init__.py").read_text("utf-8")
    cases = (made / "my_town.cases.toml").read_text("utf-8")
    for path in READMES:
        text = path.read_text("utf-8")
        whole = [block for block in re.findall(r"```python\n(.*?)```", text, re.S)
                 if block.startswith('"""')]
        assert whole == [written]
        (case,) = [block for block in re.findall(r"```toml\n(.*?)```", text, re.S)
                   if block.startswith("[[case]]")]
        assert case in cases


def test_pictures_are_there():
    for path in READMES:
        for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", path.read_text("utf-8")):
            assert (ROOT / picture).is_file(), picture


def test_the_variant_of_the_readme_is_a_valid_one():
    import tomllib

    text = (ROOT / "README.md").read_text("utf-8")
    variant = tomllib.loads(re.findall(r"```toml\n(.*?)```", text, re.S)[0])["variant"]
    from fpplan.scenario import loads, resolve

    scenario = (ROOT / "scenarios" / "lianhe.toml").read_text("utf-8")
    head = scenario[: scenario.index("[variant.")]
    block = re.findall(r"```toml\n(.*?)```", text, re.S)[0]
    assert set(resolve(loads(head + block, "readme"))) == {"base", *variant}
