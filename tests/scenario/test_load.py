"""Where a scenario may come from, and files that are none."""

import io
import sys

import pytest
from small import GOOD, KNOWN

from fpplan.contract.errors import InputError
from fpplan.scenario import find, load, ready_made


def fault_of(source, known=KNOWN) -> str:
    with pytest.raises(InputError) as caught:
        load(source, known)
    assert len(caught.value.problems) == 1
    return str(caught.value)


@pytest.fixture
def file(tmp_path):
    def write(content: bytes):
        path = tmp_path / "mine.toml"
        path.write_bytes(content)
        return path
    return write


def test_a_copy_anywhere(file):
    assert load(file(GOOD.encode()), KNOWN).id == "small"


def test_windows_notepad(file):
    assert load(file(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()), KNOWN).id == "small"


def test_ready_made_by_name_wherever_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lianhe").mkdir()  # a folder of results with the same name
    assert "lianhe" in ready_made()
    assert load("lianhe").id == "lianhe"


def test_a_plugin_may_bring_one(file):
    path = file(GOOD.encode())
    assert find("hers", {"hers": path}) == path


def test_standard_input(monkeypatch):
    class Stream:
        buffer = io.BytesIO(GOOD.encode())

    monkeypatch.setattr(sys, "stdin", Stream)
    assert load("-", KNOWN).id == "small"


def test_standard_input_is_named(monkeypatch):
    class Stream:
        buffer = io.BytesIO(b"")

    monkeypatch.setattr(sys, "stdin", Stream)
    assert fault_of("-") == "standard input: the file is empty"


def test_file_not_there(tmp_path):
    assert "no such file" in fault_of(tmp_path / "none.toml")
    near = fault_of("lianhee")
    assert "lianhee: there is no such file" in near and 'nearest: "lianhe"' in near
    assert "ready-made: communities, county" in fault_of("zzzz")


def test_folder_for_a_file(tmp_path):
    assert "is a folder" in fault_of(tmp_path)


@pytest.mark.parametrize(("content", "words"), [
    (b"", "the file is empty"),
    (b" \n\n", "the file is empty"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is not a text file"),
    (GOOD.encode("utf-16"), "is not a text file"),
    (GOOD.encode("gb18030"), "line 4: is not UTF-8 text; save the file as UTF-8"),
    (GOOD[: GOOD.index("= 1, sons")].encode(),
     "line 29, column 32: allow = [{ order = 0 }, { order: the file stops in the middle"),
    (b'schema = 1\nid = "sm', 'line 2, column 9: id = "sm: the file stops in the middle'),
    (b"schema = 1\nid == 3\n[base]\n", "line 2, column 5: id == 3: a value is text in"),
    (b"schema = 1\n[base\n[x]\n", "line 2, column 6: [base: the name of a table ends with ]"),
    (b"a = " + b"[" * 100_000, "nested too deeply"),
    (b"#" * 8_000_001, "larger than 8 MB"),
])
def test_files_that_are_no_scenario(file, content, words):
    path = file(content)
    message = fault_of(path)
    assert message.startswith(f"{path}: ") and words in message, message
    assert "\n" not in message


def test_without_rights(file, monkeypatch):
    path = file(GOOD.encode())

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    assert "cannot be read: its rights do not allow it" in fault_of(path)
