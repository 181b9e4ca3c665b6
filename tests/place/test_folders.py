"""Folders of settings: fpplan's own, and what is checked of those that plugins bring."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fpplan.contract.errors import InputError
from fpplan.place.folders import SETTING_FILES, check_settings, setting_folder, setting_ids
from fpplan.place.setting import load_setting


@pytest.fixture
def made(tmp_path):
    def make(name: str, *edits: tuple[str, str]) -> Path:
        """Kenya under another name, with texts of its `setting.toml` replaced."""
        folder = tmp_path / name
        shutil.copytree(setting_folder("kenya"), folder)
        file = folder / "setting.toml"
        text = file.read_text("utf-8").replace("kenya", name)
        for find, put in edits:
            assert find in text
            text = text.replace(find, put)
        file.write_text(text, "utf-8")
        return folder
    return make


def faults(*folders, before=None, plugin="hills") -> list[str]:
    with pytest.raises(InputError) as caught:
        check_settings(plugin, folders, before or {})
    return [str(problem) for problem in caught.value.problems]


def test_each_of_fpplans_own_is_a_folder_with_its_files():
    assert setting_ids() == tuple(sorted(setting_ids())) and "china_rural" in setting_ids()
    for name in setting_ids():
        folder = setting_folder(name)
        assert folder.name == name
        assert set(SETTING_FILES) <= {path.name for path in folder.iterdir()}
    for name in ("chian_rural", "", ".", "..", "kenya/"):
        assert setting_folder(name) is None


def test_sound_folders_come_back_by_their_names(made):
    one, two = made("hills"), made("hills_high")
    assert check_settings("hills", [one, str(two)], {}) == {"hills": one, "hills_high": two}
    assert check_settings("hills", [], {}) == {}


def test_every_fault_of_every_folder_comes_at_once(made, tmp_path):
    said = faults(tmp_path / "Hills", tmp_path / "valley", tmp_path / "hills_lost",
                  made("hills_bad", ("modern = false", "modrn = false")))
    assert [words for words in ("an id is lower-case", "starts with its plugin's id",
                                "is not a folder") if not any(words in line for line in said)] == []
    assert any(line.startswith("hills_bad/setting.toml: ") for line in said)
    assert all(line.startswith(("hills: fpplan_settings", "hills_bad/")) for line in said)


@pytest.mark.parametrize("plugin", ["kenya", "hills"])
def test_an_id_is_of_one_setting(plugin, made, tmp_path):
    if plugin == "kenya":  # fpplan's own
        given, before = [tmp_path / "kenya"], {}
    else:
        given, before = [made("hills")], {"hills": tmp_path}
    (line,) = faults(*given, before=before, plugin=plugin)
    assert "is the id of another setting as well" in line


def test_the_same_folder_twice(made):
    folder = made("hills")
    assert len(faults(folder, folder)) == 1


def test_no_long_acting_method_passes_for_a_short_one(made):
    """Formulas may read all short-acting methods together without picking one."""
    said = faults(made("hills", ("long_acting = true", "long_acting = false")))
    methods = load_setting("kenya").methods
    long = [method.id for method in methods if method.long_acting]
    assert long and said == [
        f"hills/setting.toml: method.{name}.long_acting = False: a permanent or long-acting method "
        "must be true here" for name in long]


def test_some_modern_method_is_short_acting(made):
    (line,) = faults(made("hills", ("long_acting = false", "long_acting = true")))
    assert "all its modern methods are long-acting" in line
