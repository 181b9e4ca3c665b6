"""Limits and weights from the command line: over the scenario's, every fault at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fpplan.contract.errors import InputError
from fpplan.planning.plan_options import limits_of, weights_of
from fpplan.scenario.limits import Limits, PostLimit, TaskLimit, UnitLimit
from fpplan.scenario.values import MOST_COUNT, MOST_POSTS


@pytest.fixture(scope="module")
def world(small):
    return small[0].world


@pytest.fixture(scope="module")
def limited(world):
    """The same place, whose file has limits already."""
    limits = Limits(
        hours_per_month=500, each_unit=UnitLimit(least=50, most=150), difference_per_1000=90,
        tasks={"meetings": TaskLimit(least=5, most=20), "records": TaskLimit(least=10)},
        posts={"village_worker": PostLimit(least=1, most=4, each_least=1, each_most=2)})
    base = world.base
    given = replace(base, base=base.base.model_copy(update={"limits": limits}))
    return replace(world, variants={**world.variants, "base": given})


def faults(world, **options) -> list[str]:
    with pytest.raises(InputError) as fault:
        limits_of(world, **options)
    return str(fault.value).splitlines()


def test_without_options_the_scenario_stands(world, limited):
    assert limits_of(world) == Limits()
    assert limits_of(limited) == limited.base.base.limits


def test_every_option_becomes_its_limit(world):
    assert limits_of(
        world, budget=["300", "yuan=900"], unit_least=0, unit_most=80.5, difference=7,
        least=["meetings=2.5"], most=["meetings=9", "records=40"], cover=["counselling=0.5"],
        posts=["village_worker=1..3", "township_worker=2"],
    ) == Limits(
        hours_per_month=300, yuan_per_month=900, each_unit=UnitLimit(least=0, most=80.5),
        difference_per_1000=7,
        tasks={"meetings": TaskLimit(least=2.5, most=9), "records": TaskLimit(most=40),
               "counselling": TaskLimit(coverage=0.5)},
        posts={"village_worker": PostLimit(least=1, most=3),
               "township_worker": PostLimit(least=2, most=2)})


def test_an_option_changes_what_it_names_and_nothing_beside(limited):
    own = limits_of(limited)
    assert limits_of(limited, budget=["hours=9"]) == own.model_copy(update={"hours_per_month": 9})
    assert limits_of(limited, unit_most=60).each_unit == UnitLimit(least=50, most=60)
    assert limits_of(limited, cover=["meetings=1"]).tasks == {
        "meetings": TaskLimit(least=5, most=20, coverage=1), "records": TaskLimit(least=10)}
    # posts in all are those of the option; those of each unit are still the file's
    assert limits_of(limited, posts=["village_worker=2.."]).posts == {
        "village_worker": PostLimit(least=2, most=None, each_least=1, each_most=2)}


@pytest.mark.parametrize(("text", "ends"), [
    ("2..5", (2, 5)), ("..5", (0, 5)), ("2..", (2, None)), ("3", (3, 3)), ("0..0", (0, 0)),
    ("0", (0, 0)), (f"..{MOST_POSTS}", (0, MOST_POSTS))])
def test_ends_of_posts(world, text, ends):
    (found,) = limits_of(world, posts=[f"village_worker={text}"]).posts.values()
    assert (found.least, found.most) == ends


@pytest.mark.parametrize("text", ["village_worker", "village_worker=", "village_worker=..",
                                  "village_worker=1.5", "village_worker=-1..2",
                                  "village_worker=1...3", "village_worker=a..b", "=", ""])
def test_posts_are_written_in_one_way(world, text):
    assert faults(world, posts=[text]) == [
        f'--posts = "{text}": is written KIND=LEAST..MOST, whole posts in all']


@pytest.mark.parametrize(("options", "says"), [
    ({"budget": ["births=300"]}, "limits speak of hours, people, money and coverage only"),
    ({"budget": ["hour=300"]}, '(nearest: "hours")'),
    ({"budget": ["many"]}, "is written NAME=NUMBER, the number 0 or more"),
    ({"budget": ["-1"]}, "is written NAME=NUMBER, the number 0 or more"),
    ({"budget": ["hours=nan"]}, "is written NAME=NUMBER, the number 0 or more"),
    ({"budget": ["hours=inf"]}, "is written NAME=NUMBER, the number 0 or more"),
    ({"budget": ["=3"]}, "is written NAME=NUMBER, the number 0 or more"),
    ({"budget": [f"hours={MOST_COUNT * 10}"]}, f"must be at most {MOST_COUNT:,}"),
    ({"unit_least": -1}, "--unit-least = -1: must be a number, 0 or more"),
    ({"unit_most": float("nan")}, "must be a number, 0 or more"),
    ({"difference": float("inf")}, "must be a number, 0 or more"),
    ({"unit_least": 9, "unit_most": 8}, "--unit-least = 9: must not be above --unit-most"),
    ({"least": ["meetings"]}, "is written NAME=NUMBER"),
    ({"least": ["meeting=4"]}, 'no task that leadership may move hours to (nearest: "meetings")'),
    ({"least": ["fee_collection=4"]}, "no task that leadership may move hours to"),
    ({"most": ["sterilisations=4"]}, "is tagged procedure_quota: nothing tagged is ever a lever"),
    ({"least": ["meetings=4"], "most": ["meetings=3"]},
     "tasks.meetings = [4.0, 3.0]: least must not be above most"),
    ({"cover": ["counselling=1.01"]}, "coverage is a share between 0 and 1"),
    ({"posts": ["vilage_worker=1"]}, 'no such kind of staff (nearest: "village_worker")'),
    ({"posts": ["village_worker=3..1"]}, "least must not be above most"),
    ({"posts": [f"village_worker=1..{MOST_POSTS + 1}"]}, f"must be at most {MOST_POSTS:,}"),
    ({"posts": [f"village_worker={'9' * 5000}"]}, f"must be at most {MOST_POSTS:,}"),
])
def test_what_is_refused(world, options, says):
    (line,) = faults(world, **options)
    assert line.startswith(("--", "tasks.")) and says in line


def test_every_fault_is_told_at_once(world):
    found = faults(world, budget=["x=1"], unit_most=-1, least=["nobody=1"], cover=["records=2"],
                   posts=["x=1", "village_worker=z"])
    assert [line.split(" ")[0] for line in found] == [
        "--budget", "--unit-most", "--least", "--cover", "--posts", "--posts"]


def test_least_of_an_option_may_clash_with_the_files_most(limited):
    assert faults(limited, least=["meetings=21"]) == [
        "tasks.meetings = [21.0, 20.0]: least must not be above most"]


def test_weights():
    assert weights_of(None) is None and weights_of([]) is None
    assert weights_of(["a", "b=0.5", "c=0"]) == {"a": 1.0, "b": 0.5, "c": 0.0}
    with pytest.raises(InputError) as fault:
        weights_of(["a=x", "b", "c=-1"])
    assert str(fault.value).splitlines() == [
        f'--outcome = "{text}": is written NAME=NUMBER, the number 0 or more'
        for text in ("a=x", "c=-1")]
