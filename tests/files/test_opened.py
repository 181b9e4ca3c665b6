"""What is opened, and what is refused before it can hang or fill the memory."""

import io
import os
import sys
import time

import pytest

from fpplan.contract.errors import InputError
from fpplan.files import opened
from fpplan.files.opened import called, content, decoded, there


def rule_of(path, **asked) -> str:
    with pytest.raises(InputError) as caught:
        content(path, "here", **asked)
    (problem,) = caught.value.problems
    return str(problem)


def test_what_stands_in_a_file(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"x" * 70_000)  # more than is read at a time
    assert content(path, "here") == b"x" * 70_000


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    began = time.monotonic()
    assert "is no regular file but a pipe or a device" in rule_of(path)
    assert time.monotonic() - began < 5


def test_endless_files_are_refused():
    assert "a pipe or a device" in rule_of("/dev/zero")


def test_a_file_larger_than_the_bound(tmp_path):
    path = tmp_path / "long"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)  # a hole: no byte of it is on the disk
    assert "is larger than 8 MB" in rule_of(path)
    path.write_bytes(b"1234")
    assert content(path, "here", most=4) == b"1234" and "larger" in rule_of(path, most=3)


@pytest.mark.parametrize(("path", "said"), [
    ("nowhere", "there is no such file"), ("x" * 5000, "is longer than a path can be"),
    ("a\0b", "is no path"), ("/" + "y/" * 3000, "is longer than a path can be")])
def test_paths_that_lead_nowhere(path, said):
    assert said in rule_of(path) and not there(path)


def test_a_link_to_itself_and_a_folder(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "a link that leads back to itself" in rule_of(tmp_path / "loop")
    assert "is a folder; a file is needed" in rule_of(tmp_path)
    assert "give a table" in rule_of(tmp_path, folder="give a table")


def standard_input(monkeypatch, stream) -> None:
    monkeypatch.setattr(sys, "stdin", type("Stream", (), {"buffer": stream}))


def test_standard_input_is_bounded_in_size_and_time(monkeypatch):
    standard_input(monkeypatch, io.BytesIO(b"abc"))
    assert content("-", "here") == b"abc"
    standard_input(monkeypatch, io.BytesIO(b"abc"))
    assert "larger" in rule_of("-", most=2)
    monkeypatch.setattr(opened, "SECONDS", 0.05)
    mine, theirs = os.pipe()  # nobody ever writes
    with os.fdopen(mine, "rb") as stream:
        standard_input(monkeypatch, stream)
        assert "has not ended after" in rule_of("-")
        os.close(theirs)
    monkeypatch.setattr(sys, "stdin", None)
    assert "is closed" in rule_of("-")


def test_text_is_in_a_known_encoding_or_its_line_is_named():
    both = ("utf-8-sig", "gb18030")
    assert decoded("村".encode("gb18030"), "here", both, "no") == "村"
    assert decoded("\ufeff村".encode(), "here", both, "no") == "村"
    with pytest.raises(InputError, match="here: line 2: no text"):
        decoded(b"a\n\xff", "here", both, "no text")


def test_a_path_is_cut_where_it_would_fill_the_screen():
    assert called("-") == "standard input" and called("a.csv") == "a.csv"
    assert len(called("x" * 5000)) == 200


@pytest.mark.parametrize("words", [
    ["validate", "{}"], ["run", "{}"], ["score", "lianhe", "{}"], ["compare", "{}"], ["open", "{}"],
    ["match", "{}"], ["new", "scheme", "{}"], ["validate", "lianhe", "--plugins-dir", "{}"]])
def test_a_path_that_is_too_long_is_one_line_of_every_command(words, capsys):
    from fpplan.cli import main

    assert main([word.format("x" * 5000) for word in words]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert len(line) < 400 and ("too long for a path" in line or "at most 80 characters" in line)


def test_endless_standard_input_of_a_command(monkeypatch, capsys):
    from fpplan.cli import main

    with open("/dev/zero", "rb") as endless:
        monkeypatch.setattr(sys, "stdin", type("Stream", (), {"buffer": endless}))
        assert main(["validate", "-"]) == 2
        assert main(["score", "lianhe", "-"]) == 2
    assert capsys.readouterr().err.count("standard input: is larger than") == 2
