"""`fpplan schemes show ID --scenario`: what answers to hours in a place."""

from __future__ import annotations

import pytest
from scheme_cli import as_json, call


def test_every_item_has_its_state_and_what_moves_it(capsys):
    data = as_json(capsys, "schemes", "show", "thousand_point", "--scenario", "lianhe")
    assert data["named"] and data["scenario"] == "lianhe"
    items = {row["id"]: row for row in data["items"]}
    assert items["meetings"]["state"] == "live" and items["meetings"]["moved_by"] == ["meetings"]
    assert items["sterilisation_task"]["state"] == "tagged"
    assert all(row["zh"] and row["en"] and row["kind"] for row in items.values())
    states = [row["state"] for row in items.values()]
    assert data["counts"]["live"] == states.count("live")
    assert data["counts"]["tagged"] == states.count("tagged")


def test_what_nothing_fills_is_unknown_and_says_between_what(capsys):
    data = as_json(capsys, "schemes", "show", "self_inspection", "--scenario", "lianhe_inspection")
    unknown = [row for row in data["items"] if row["state"] == "unknown"]
    assert "head_pay" in {row["id"] for row in unknown}
    assert all(row["ranges"] and not row["moved_by"] for row in unknown)
    assert data["counts"]["unknown"] == len(unknown)


@pytest.mark.parametrize(("lang", "words"), [
    ("en", "untagged items answer to hours here"), ("zh", "个在这里随工时变动")])
def test_it_ends_with_one_sentence(capsys, lang, words):
    assert call("schemes", "show", "lianhe", "--scenario", "lianhe", "--lang", lang) == 0
    assert words in capsys.readouterr().out.splitlines()[-1]


def test_a_scheme_that_does_not_score_the_place_is_shown_as_if_it_did(capsys):
    assert call("schemes", "show", "lianhe", "--scenario", "kenya") == 0
    assert "shown as if this scheme alone scored it" in capsys.readouterr().out
    assert not as_json(capsys, "schemes", "show", "lianhe", "--scenario", "kenya")["named"]


@pytest.mark.parametrize(("words", "said"), [
    (["nothing_such", "--scenario", "lianhe"], "nothing_such"),
    (["lianhe", "--scenario", "no_such_place"], "no_such_place"),
    (["lianhe", "--scenario", "lianhe", "--template"], "--template"),
    (["lianhe", "--scenario", "lianhe", "--reading", "window=to_date"], "--reading"),
])
def test_what_cannot_be_shown_is_one_line(capsys, words, said):
    assert call("schemes", "show", *words) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1
