"""What answers to hours, in words and for machines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fpplan.commands import loaded_plugins
from fpplan.contract.text import LANGUAGES, speaking
from fpplan.experiment.answers import answers
from fpplan.experiment.telling import (
    Counts,
    brought_words,
    counted,
    counts_of,
    kind_words,
    lever_words,
    range_words,
    records_words,
    sentence,
    state_words,
    told,
    told_data,
)
from fpplan.loading import open_world
from fpplan.scenario.resolve import Brought


@pytest.fixture(scope="module")
def lianhe():
    return open_world("lianhe", loaded_plugins())


def test_items_are_counted_by_state_and_what_moves_most_comes_first():
    found = counted([("live", ("a", "b")), ("live", ("b",)), ("tagged", ("c",)), ("unknown", ()),
                     ("recorded", ()), ("none_recorded", ()), ("shown", ())])
    assert found == Counts(2, 1, 1, 1, 1, 1, ("b", "a"))
    assert found.judged == 5 and found.as_dict()["untagged_judged"] == 5


@pytest.mark.parametrize(("counts", "words"), [
    (Counts(2, 1, 1), "2 of 4 untagged items answer to hours here, 1 are recorded, 1 unknown."),
    (Counts(2, 1, 1, 3), "2 of 7 untagged items answer to hours here, 1 are recorded, 1 unknown, "
                         "and of 3 nothing is recorded."),
    (Counts(tagged=3), "None of its items is untagged and judged."),
])
def test_the_sentence(counts, words):
    assert sentence(counts) == words


def test_every_state_kind_and_lever_has_words(lianhe):
    for lang in LANGUAGES:
        with speaking(lang):
            assert all(state_words(state) for state in (
                "live", "recorded", "unknown", "none_recorded", "tagged", "shown"))
            assert all(kind_words(kind) for kind in ("outcome", "service", "paper"))
            assert all(str(lever_words(name, lianhe)) for name in ("meetings", "staff", "supply"))


def test_each_scheme_has_its_line_and_records_theirs(lianhe):
    lines = told(lianhe, lianhe.base)
    for line, read in zip(lines, lianhe.reads(lianhe.base), strict=False):
        assert line.startswith(f"{read.scheme.text}: ")
        assert sentence(counts_of(answers(lianhe, lianhe.base, read))) in line
    assert lines[-1] == records_words(lianhe, lianhe.base)[0]
    assert f"Records of {lianhe.base.scored_items} scored items take 17.5" in lines[-1]
    data = told_data(lianhe, lianhe.base)
    assert set(data["schemes"]) == {"thousand_point", "lianhe"}
    assert data["records"]["hours_per_month"] == pytest.approx(17.5)


def test_a_scheme_that_nothing_moves_says_so_in_one_line(lianhe):
    bare = lianhe.base.base.model_copy(update={"fills": {}, "services": {}, "activities": {}})
    plan = replace(lianhe.base, base=bare.model_copy(update={"schemes": ("community_ranking",)}))
    line = told(lianhe, plan)[0]
    assert "no untagged item answers to hours here, so that no plan can change" in line


def test_what_schemes_brought_and_what_it_takes_is_one_line(lianhe):
    def plan(**more):
        return replace(lianhe.base, brought=Brought(("x",), **more))

    assert brought_words(lianhe, plan()) == []
    hours = {"publicity": {"V01": 4.0, "V02": 8.5}, "records": {"V01": 1.5}}
    (line,) = brought_words(lianhe, plan(hours=hours))
    assert "publicity 12 and records 1.5 (paid hours a month, all units together)" in line
    assert line.endswith("It takes time that nobody had planned.")
    (line,) = brought_words(lianhe, plan(hours=hours, cut={"V01": 0.5, "V02": 0.75}))
    assert "In 2 of 13 units" in line and "cut to 50 to 75 %" in line


def test_what_nobody_has_stated_shows_its_range(lianhe):
    (read, _targets) = lianhe.reads(lianhe.base)
    for each in answers(lianhe, lianhe.base, read):
        unknown = [name for name, how in each.inputs.items() if how == "unknown"
                   and read.scheme.by_input[name].range]
        assert bool(range_words(each, read.scheme)) == bool(unknown)
