"""The Chinese of the program: in step with the code, whole, and in the field's own terms."""

from __future__ import annotations

import ast
import gettext
import os
import re
import string
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from catalogue import MO, PO, POT, ROOT, as_mo, as_po, as_pot, extracted, fuzzy, merged, read

from fpplan.contract.tags import TAGS
from fpplan.contract.text import Text, _, run_on, speaking
from fpplan.contract.units import UNITS

CHINESE = re.compile(r"[\u4e00-\u9fff]")
CODE = re.compile(r"`[^`]*`")
# What may stand without a Chinese character: marks, units, placeholders and nothing else.
_WORDLESS = re.compile(r"[\s\d%‰×÷÷+−–—.,;:()，。；：、（）“”\[\]]*")
TERMS: dict[str, dict[str, Any]] = tomllib.loads(
    (ROOT / "fpplan/data/terms.toml").read_text("utf-8"))
DATA = [*sorted((ROOT / "fpplan/data").rglob("*.toml")),
        *sorted((ROOT / "scenarios").rglob("*.toml"))]
CODE_WITH_TEXT = [*sorted((ROOT / "fpplan").rglob("*.py")),
                  *sorted((ROOT / "plugins").rglob("*.py"))]


def listed(sentences: list[str]) -> str:
    """Sentences as a developer must look for them, one a line."""
    return "\n" + "\n".join(f"    {sentence!r}" for sentence in sentences)


def fields(sentence: str) -> list[str]:
    """The placeholders of a sentence with their formats, in order of name."""
    return sorted(f"{name}!{conversion}:{form}" if conversion else f"{name}:{form}"
                  for _before, name, form, conversion in string.Formatter().parse(sentence)
                  if name is not None)


# The catalogue and the code


def test_every_sentence_of_the_code_has_chinese_and_no_other_sentence_is_kept():
    code, catalogue = extracted(), read()
    missing = [sentence for sentence in code if not catalogue.get(sentence)]
    assert not missing, "without Chinese, run `make locale` and fill them in:" + listed(missing)
    gone = [sentence for sentence in catalogue if sentence not in set(code)]
    assert not gone, "no longer in the code, run `make locale`:" + listed(gone)


def test_extraction_finds_the_sentences_of_code_and_of_the_page():
    code = set(extracted())
    assert "Skip to the answers" in code  # report/page.html.j2
    assert "there is no such unit" in code
    rule = "a unit id is letters, digits, '_', '.' and '-', at most 80 characters"
    assert rule in code  # said later
    assert len(code) > 500


def test_no_chinese_is_a_guess():
    assert not fuzzy()


def test_the_files_are_as_make_locale_writes_them():
    known = merged(extracted(), read())
    assert PO.read_text("utf-8") == as_po(known), "run `make locale`"
    assert POT.read_text("utf-8") == as_pot(dict.fromkeys(known, "")), "run `make locale`"


def test_the_program_reads_the_chinese_of_the_catalogue():
    with MO.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    stale = [sentence for sentence, chinese in read().items()
             if compiled.gettext(sentence) != chinese]
    assert not stale, "the .mo is older than the .po, run `make locale`:" + listed(stale)


def test_a_sentence_without_chinese_stays_out_of_what_the_program_reads(tmp_path):
    (tmp_path / "part.mo").write_bytes(as_mo({"one": "一", "two": ""}))
    with (tmp_path / "part.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert (compiled.gettext("one"), compiled.gettext("two")) == ("一", "two")


def test_a_catalogue_survives_being_written_and_read(tmp_path):
    chinese = {'a {x} of "b"\nnext': "甲{x}“乙”\n下", "95 % range": "95%区间", "empty": ""}
    path = tmp_path / "some.po"
    path.write_text(as_po(chinese), "utf-8")
    assert read(path) == chinese
    assert "#, python-format" not in path.read_text("utf-8")  # "% r" is no placeholder


# What the Chinese says


def test_placeholders_are_the_same_in_both_languages():
    different = [sentence for sentence, chinese in read().items()
                 if fields(sentence) != fields(chinese)]
    assert not different, "other placeholders in Chinese:" + listed(different)


def test_commands_and_options_are_named_as_they_are_typed():
    for sentence, chinese in read().items():
        for code in CODE.findall(sentence):
            assert code in chinese, sentence
        assert re.findall(r"--[a-z-]{2,}", sentence) == re.findall(r"--[a-z-]{2,}", chinese), (
            sentence)


def test_chinese_is_chinese():
    for sentence, chinese in read().items():
        words = re.sub(r"\{[^}]*\}", "", chinese)
        assert CHINESE.search(words) or _WORDLESS.fullmatch(words), (sentence, chinese)


def test_chinese_has_its_own_punctuation():
    """A comma, stop, colon or bracket beside a Chinese character is a full-width one."""
    for sentence, chinese in read().items():
        words = CODE.sub("", re.sub(r"\{[^}]*\}", "数", chinese))
        wrong = re.search(r"[\u4e00-\u9fff][,;:!?]|[\u4e00-\u9fff]\.(?!\w)|[(][\u4e00-\u9fff]",
                          words)
        assert not wrong, f"{wrong and wrong[0]!r} in {chinese!r} ({sentence!r})"


def test_a_sentence_ends_as_it_ends_in_english():
    """A full stop or a colon at the end is one in both languages."""
    for sentence, chinese in read().items():
        for latin, full in ((".", "。"), (":", "：")):
            assert sentence.endswith(latin) == chinese.endswith(full), (sentence, chinese)


# Terms


def test_every_term_has_its_word_and_its_source():
    known = {"en", "zh", "source", "words", "never", "tag", "spoken"}
    for name, term in TERMS.items():
        assert set(term) <= known, name
        assert term["en"].strip() and CHINESE.search(term["zh"]), name
        assert re.search(r"\busage\b|\b00[0-4]\b", term["source"]), name


def test_every_tagged_term_has_words_in_both_languages():
    for name, term in TERMS.items():
        assert bool(term.get("tag")) == ("spoken" in term), name
        if term.get("tag"):
            assert term["tag"] in TAGS, name
            assert all(CHINESE.search(word) for word in term["spoken"]["zh"]), name
            assert term["spoken"]["en"] and term["spoken"]["zh"], name
            assert not CHINESE.search("".join(term["spoken"]["en"])), name


def test_no_two_things_share_a_word():
    words = [term["zh"] for term in TERMS.values()]
    assert len(words) == len(set(words))
    for name, term in TERMS.items():
        for other in term.get("never", ()):
            assert other not in words, f"{name}: {other} is the word of another term"


@pytest.mark.parametrize("name", [name for name, term in TERMS.items() if term.get("words")])
def test_a_term_is_translated_one_way(name):
    term = TERMS[name]
    for word in term["words"]:
        said = re.compile(rf"(?<![\w.{{-]){re.escape(word)}(?![\w}}-])", re.IGNORECASE)
        for sentence, chinese in read().items():
            if said.search(CODE.sub("", sentence)):
                assert term["zh"] in chinese, f"{word!r} without {term['zh']}: {sentence!r}"


def test_no_other_word_is_used_for_a_term():
    said = [*read().values(), *(text.zh for _where, text in core_texts())]
    for name, term in TERMS.items():
        for other in term.get("never", ()):
            found = [chinese for chinese in said if other in chinese]
            assert not found, f"{name} is {term['zh']}, not {other}:{listed(found)}"


# Labels that come with data


def toml_texts(value: Any, key: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every table of a file that has words in a language, with its dotted key."""
    if isinstance(value, dict):
        if set(value) & {"zh", "en"} and all(isinstance(words, str) for words in value.values()):
            yield key, value
        else:
            for name, part in value.items():
                yield from toml_texts(part, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for number, part in enumerate(value, start=1):
            yield from toml_texts(part, f"{key}[{number}]")


def code_texts(path: Path) -> Iterator[tuple[str, str, str]]:
    """Every `Text` whose both languages are plain strings: (where, zh, en)."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text":
            given = {keyword.arg: keyword.value for keyword in node.keywords}
            given |= dict(zip(("zh", "en"), node.args, strict=False))
            both = [given.get(lang) for lang in ("zh", "en")]
            if all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in both):
                zh, en = (one.value for one in both)  # type: ignore[union-attr]
                yield f"{path.relative_to(ROOT)}:{node.lineno}", zh, en


def core_texts() -> Iterator[tuple[str, Text]]:
    """Labels of fpplan's own data and code; a document's clauses may use its own words."""
    for path in DATA:
        if path.name != "terms.toml":
            for key, words in toml_texts(tomllib.loads(path.read_text("utf-8"))):
                yield f"{path.name}: {key}", Text(words.get("zh", ""), words.get("en", ""))
    for path in CODE_WITH_TEXT:
        if "plugins" not in path.relative_to(ROOT).parts:
            for where, zh, en in code_texts(path):
                yield where, Text(zh, en)


@pytest.mark.parametrize("path", DATA, ids=lambda path: str(path.relative_to(ROOT)))
def test_labels_in_data_have_both_languages(path):
    for key, words in toml_texts(tomllib.loads(path.read_text("utf-8"))):
        if path.name == "terms.toml":  # its tables hold more than the two words
            continue
        assert set(words) == {"zh", "en"}, f"{path.name}: {key}"
        assert words["en"].strip() and CHINESE.search(words["zh"]), f"{path.name}: {key}"
        assert not CHINESE.search(words["en"]), f"{path.name}: {key}"


def test_labels_in_code_have_both_languages():
    found = [text for path in CODE_WITH_TEXT for text in code_texts(path)]
    assert len(found) > 300
    units = {unit.label.zh for unit in UNITS.values()} | {""}
    for where, zh, en in found:
        if zh in units and not CHINESE.search(zh):  # "%", "‰"
            continue
        assert CHINESE.search(zh), f"{where}: {zh!r}"
        assert en.strip() and not CHINESE.search(en), f"{where}: {en!r}"


# In use


def test_the_program_speaks_chinese():
    with speaking("zh"):
        assert _("there is no such unit") == "没有这个单位"
        assert _("") == ""
    assert _("there is no such unit") == "there is no such unit"


def test_chinese_sentences_follow_one_another_without_a_space():
    assert run_on("共439人。 共427人： fpplan 0.1") == "共439人。共427人：fpplan 0.1"
    assert run_on("Born: 439. Next: 427.") == "Born: 439. Next: 427."


def test_help_is_whole_in_chinese():
    """No English sentence and no word cut off on a terminal of 80 columns."""
    code = ("from fpplan import cli\n"
            "for name in ['', *cli.COMMANDS]:\n"
            "    try: cli.main([*name.split(), '--help'])\n"
            "    except ModuleNotFoundError: pass\n")
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True,
        env={**os.environ, "FPPLAN_LANG": "zh", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"})
    assert "用法：" in done.stdout and "选项" in done.stdout
    cut = [line for line in done.stdout.splitlines() if "…" in line]
    assert not cut, "shorten the Chinese of:" + listed(cut)
    english = re.findall(r"[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+", done.stdout)
    assert not english, english
