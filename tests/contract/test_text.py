"""Two languages."""

from __future__ import annotations

import pytest

from fpplan.contract.text import LANGUAGES, Text, _, language, set_language, speaking

LABEL = Text("出生", "births")


def test_a_label_speaks_the_language_in_force():
    assert (str(LABEL), f"{LABEL}") == ("births", "births")
    set_language("zh")
    assert str(LABEL) == "出生"
    assert LABEL.within("en") == "births"
    assert LABEL.within("zh") == "出生"


def test_a_language_holds_within_its_block_only():
    with speaking("zh"):
        assert language() == "zh"
        with speaking("en"):
            assert str(LABEL) == "births"
        assert str(LABEL) == "出生"
    assert language() == "en"


def test_a_block_that_fails_gives_the_language_back():
    with pytest.raises(KeyError), speaking("zh"):
        raise KeyError
    assert language() == "en"


def test_another_language_is_refused_and_changes_nothing():
    with pytest.raises(ValueError, match="'fr'"):
        set_language("fr")
    assert language() == "en"
    assert LANGUAGES == ("en", "zh")


def test_a_sentence_without_translation_stays_english():
    for lang in LANGUAGES:
        with speaking(lang):
            assert _("no catalogue holds this {x}").format(x=1) == "no catalogue holds this 1"


def test_labels_are_values():
    assert Text("a", "b") == Text("a", "b")
    assert len({Text("a", "b"), Text("a", "b"), Text("b", "a")}) == 2
    with pytest.raises(AttributeError):
        LABEL.en = "x"
