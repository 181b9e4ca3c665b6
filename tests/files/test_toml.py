"""TOML as people write it: each slip is named with line, column and what stands there."""

import pytest

from fpplan.contract.errors import InputError
from fpplan.contract.text import speaking
from fpplan.files.toml import parse, read

NEXT = "\nlast = [1]\n"


def said(text: str) -> str:
    with pytest.raises(InputError) as caught:
        parse(text, "x.toml")
    (problem,) = caught.value.problems
    return str(problem)


@pytest.mark.parametrize(("text", "column", "found", "plain"), [
    ("horizon ＝ 24", 9, "＝", "="), ("a = [1，2]", 7, "，", ","), ("a = [1、2]", 7, "、", ","),
    ("a = “x”", 5, "“", '"'), ('a = "x”', 7, "”", '"'), ("[base］", 6, "］", "]"),
    ("a = { x ： 1 }", 9, "：", ":"), ("a = ２４", 5, "２", "2"), ("a = 1．5", 6, "．", "."),
    ("a = 'x’", 7, "’", "'"), ("ａ = 1", 1, "ａ", "a"), ("a =\u30001", 4, "U+3000", "U+0020"),
    ("a = −5", 5, "−", "-"),
])
@pytest.mark.parametrize("rest", [NEXT, ""])
def test_characters_of_a_chinese_keyboard_are_named(text, column, found, plain, rest):
    line = said(text + rest)
    assert line.startswith(f"x.toml: line 1, column {column}: ")
    assert f"{found} is not the plain character {plain}" in line


def test_inside_text_they_are_right():
    assert parse('a = "头胎，２４：“好”"\n# ＝，\nb = \'“\'\n', "x.toml")["a"] == "头胎，２４：“好”"
    assert "brackets" in said('a = "，"\n=3' + NEXT), "the slip is another one"


@pytest.mark.parametrize(("text", "place", "rule"), [
    ("a == 3", "column 4", "a value is text in quotation marks, a number"),
    ("a = ", "column 5", "here stands the end of the line"),
    ("a = yes", "column 5", "true or false"), ("a = 01", "column 6", "the line ends after"),
    ("a = 1 2", "column 7", "here stands 2"), ("a = 1;", "column 6", "here stands ;"),
    ("[base", "column 6", "ends with ]"), ("=3", "column 1", "a line is a key"),
    ("a = [1 2]", "column 8", "what a list holds"), ("a = {x = 1 y = 2}", "column 12", "braces"),
    ("a = {x = 1, }", "column 13", "a key begins with"),
    ("a = 2014-02-30", "column 5", "no such date"), ('a = "x', "column 7", "text on one line"),
    ('a = "C:\\new\\qx"', "column", "written \\\\"), ('a = "\\u12"', "column", "four digits"),
    ('a = "\x01"', "column 6", "cannot be seen"), ("a 3", "column 3", "followed by ="),
    ("a = 1\na = 2", "line 2: a = 2", "given twice"), ("[x]\n[x]", "line 2", "given twice"),
    ("a = " + "9" * 5000, "line 1", "4300 digits"), ("a = " + "[" * 5000, "", "too deeply"),
])
def test_other_slips_get_a_sentence_of_ours(text, place, rule):
    line = said(text + NEXT)
    assert place in line and rule in line, line
    with speaking("zh"):
        chinese = said(text + NEXT)
    mend = chinese.rpartition("：")[2]
    assert not any(word in mend for word in ("Expected", "Invalid", "Illegal", "statement", "here"))
    assert any("\u4e00" <= sign <= "\u9fff" for sign in mend)


@pytest.mark.parametrize("text", ["a = [1,", 'a = """x', "a =", "[base", 'a = "x'])
def test_a_file_that_stops_is_told_so(text):
    assert "is it cut short?" in said("schema = 1\n" + text)


def test_a_slip_in_the_last_line_is_no_cut():
    assert "here stands 2" in said("a = 1 2")


def test_files(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes("\ufeffa = 0.5\r\n".encode())
    assert read(path) == {"a": 0.5} and read(path, parse_float=str) == {"a": "0.5"}
    for raw, rule in ((b"a\0", "not a text file"), (b"a = 1\nb = '\xd5'", "line 2: is not UTF-8")):
        path.write_bytes(raw)
        with pytest.raises(InputError, match=rule):
            read(path)
