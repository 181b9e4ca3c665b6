"""A plan in sentences."""

from dataclasses import replace

import pytest
from made_plan import MOVE, gain, made

from fpplan.contract.text import speaking
from fpplan.planning.plan_explain import Binding, Move
from fpplan.planning.search import Found
from fpplan.report.plan_words import (
    answer_lines,
    answers,
    binding_words,
    certain,
    gain_words,
    move_words,
    outcome_label,
    outcome_words,
    task_label,
    worse_outcomes,
)

NAN = float("nan")
UNMET, STOPPING = "unmet_need_percent", "discontinuation_per_100_user_years"
SATISFIED = "demand_satisfied_percent"


def said(plan, section):
    return [line for _question, lines, where in answers(plan) for line in lines
            if where == section]


@pytest.mark.parametrize(("mean", "error", "sure"), [
    (2.1, 1.0, True), (-2.1, 1.0, True), (2.0, 1.0, False), (0.0, 0.0, False), (0.1, 0.0, True),
    (99.0, NAN, False)])
def test_a_difference_is_certain_beyond_twice_its_error(mean, error, sure):
    assert certain(gain(mean, error)) is sure


def test_a_chance_is_told_in_percentage_points():
    plan = made(objective="pass")
    assert gain_words(plan, gain(0.25, 0.05, own=0.5)) == (
        "50 % now, 75 % with the plan (difference +25.0 percentage points, standard error 5.0)")
    assert gain_words(made(), gain(0.25, 0.05, own=0.5)) == (
        "0.5 now, 0.8 with the plan (difference +0.25, standard error 0.05)")


def test_a_move_names_its_season_where_there_are_several():
    words = move_words(made(), MOVE)
    assert words.endswith("10 hours a month from meetings to counselling: +2.50 (1.00 to 4.00)")
    assert "season" not in words
    assert ", season year: 10 hours" in move_words(made(seasons=("year", "winter")), MOVE)
    chance = Move("V01", "year", "", "counselling", 10.0, 0.025, 0.01, 0.04)
    words = move_words(made(objective="pass"), chance)
    assert words.endswith("from time not used to counselling: +2.50 (1.00 to 4.00)")


@pytest.mark.parametrize(("binding", "words"), [
    (Binding("hours_per_month", "", 1), "the hours of all units together"),
    (Binding("yuan_per_month", "", 1), "the money for pay"),
    (Binding("staff", "V02", 1), "the time of staff ({V02})"),
    (Binding("staff", "", 3), "the time of staff (3 units)"),
    (Binding("units.most", "V01", 1), "the most hours of a unit ({V01})"),
    (Binding("units.least", "", 2), "the least hours of a unit (2 units)"),
    (Binding("difference_per_1000", "", 1), "the largest difference between units"),
    (Binding(f"outcomes.{UNMET}", "", 1), f"no outcome may get worse: {{{UNMET}}} is at today's"
                                          " level"),
    (Binding("tasks.counselling", "", 2), "the least hours for counselling (2 places)")])
def test_each_limit_has_its_words(binding, words):
    plan = made()
    names = {unit: str(plan.problem.resolved.base.units[unit].label)
             for unit in plan.problem.units}
    assert binding_words(plan, binding) == words.format(
        **names, **{UNMET: outcome_label(plan, UNMET)})


def test_worse_is_more_of_what_is_bad_and_less_of_what_is_good():
    plan = made({UNMET: gain(5.0), STOPPING: gain(-5.0), SATISFIED: gain(-5.0)})
    assert worse_outcomes(plan) == [outcome_label(plan, SATISFIED), outcome_label(plan, UNMET)]
    better = next(line for line in said(plan, "people") if line.startswith("Better"))
    assert outcome_label(plan, STOPPING) in better and outcome_label(plan, UNMET) not in better


def test_what_cannot_be_told_from_nothing_is_neither():
    plan = made({UNMET: gain(1.9), SATISFIED: gain(-1.9)})
    assert worse_outcomes(plan) == []
    assert said(plan, "people") == ["No true outcome gets worse beyond the error."]


@pytest.mark.parametrize(("objective", "start"), [
    ("outcomes", "Not all true outcomes gain"), ("points", "Beware: with this plan")])
def test_worse_outcomes_are_told_by_what_was_asked_for(objective, start):
    (line,) = said(made({UNMET: gain(5.0)}, objective), "people")
    assert line.startswith(start)


def test_what_should_be_done_follows_from_the_gain():
    first, *rest = said(made(), "hours")
    assert first == ("Judged by index of true outcomes, on 16 fresh draws paired with the hours of"
                     " today: 40.0 now, 43.0 with the plan (difference +3.00, standard error"
                     " 1.00).")
    assert rest[0].startswith("10 of 240 hours a month are given to other work; hours in all:"
                              " 240.0 (240.0 today)")
    unsure = said(made(gain=gain(1.0)), "hours")
    assert "cannot be told from nothing" in unsure[1]
    (keep,) = said(made(kept_own=True, gain=gain(0.0), moves=()), "hours")
    assert keep.endswith("keep the hours as they are. Judged by index of true outcomes: 40.0.")


def test_hours_taken_from_work_of_no_known_effect_are_named():
    named = "Hours are taken from work that has no known effect on people: meetings."
    assert any(line.startswith(named) for line in said(made(), "hours"))
    back = Move("V01", "year", "counselling", "meetings", 10.0, 0.0, 0.0, 0.0)
    assert not any("no known effect" in line for line in said(made(moves=(back,)), "hours"))


def test_a_search_that_was_cut_short_says_so():
    plan = made()
    cut = replace(plan, found=Found(plan.decision, 43.0, whole=False))
    assert said(cut, "hours")[-1] == "The search was interrupted: this is the best so far."
    assert said(plan, "hours")[-1] != said(cut, "hours")[-1]


def test_limits_are_answered_where_there_are_any():
    assert "limits" not in {section for _q, _l, section in answers(made())}
    plan = made(explained={"binds": (Binding("hours_per_month", "", 1),)},
                own_broken=("too many hours",))
    assert said(plan, "limits") == ["What binds: the hours of all units together.",
                                    "The hours of today break these limits: too many hours."]


def test_the_bound_is_told_where_there_is_one_and_never_as_nothing():
    plan = made()
    assert any("better by more than 0.001" in line for line in said(plan, "table"))
    wide = replace(plan, found=Found(plan.decision, 43.0, gap=0.25))
    assert any("better by more than 0.250" in line for line in said(wide, "table"))
    chance = said(made(objective="pass"), "table")
    assert any("gives no bound" in line for line in chance)
    assert not any("better by more than" in line for line in chance)


def test_the_terminal_leaves_out_what_a_plan_is_judged_by():
    plan = made()
    lines = list(answer_lines(plan))
    assert lines and not set(lines) & set(said(plan, "table"))
    assert set(lines) | set(said(plan, "table")) == {
        line for _q, found, _s in answers(plan) for line in found}


def test_outcomes_stand_in_their_groups_and_those_that_hours_do_not_move_apart():
    judge = made().judge
    rest = [outcome if outcome.column.name != STOPPING else replace(outcome, weight=0.0)
            for outcome in judge.outcomes]
    words = outcome_words(replace(judge, outcomes=tuple(rest)))
    label = next(str(o.text) for o in judge.outcomes if o.column.name == STOPPING)
    assert words.endswith(f"Hours do not move: {label}.")
    assert "methods that people keep to" not in words  # its group is empty now
    assert "methods that people keep to" in outcome_words(judge)


def test_unused_time_is_no_task():
    assert task_label(made(), "") == "time not used"
    with speaking("zh"):
        assert task_label(made(), "meetings") != "meetings"


def test_where_no_item_answers_to_hours_that_is_the_reason(monkeypatch):
    """A plan for points under a scheme that nothing moves keeps the hours, and says why."""
    from types import SimpleNamespace

    from fpplan.experiment.answers import Answer
    from fpplan.report import plan_words

    plan = made(objective="points", kept_own=True)
    world = plan.problem.world
    read = SimpleNamespace(id="still", scheme=SimpleNamespace(
        text="Still scheme", items=lambda: ()))
    monkeypatch.setattr(type(world), "reads", lambda _world, _plan: (read,))
    plan = replace(plan, judge=replace(plan.judge, schemes=(read,)))

    def answered(*moved_by):
        state = "live" if moved_by else "unknown"
        monkeypatch.setattr(plan_words, "answers_of", lambda *_given: (
            Answer(SimpleNamespace(id="a", text=""), state, "paper", {}, moved_by, 1.0),))

    answered()
    lines = said(plan, "hours")
    assert lines[0] == (
        "Still scheme: no untagged item answers to hours here, so that no plan can change what it "
        "gives. 0 of 1 untagged items answer to hours here, 0 are recorded, 1 unknown.")
    assert lines[1] == "Keep the hours as they are."
    answered("staff")  # posts, not hours
    assert "no untagged item answers" in said(plan, "hours")[0]
    answered("meetings")
    assert said(plan, "hours")[0].startswith("No allocation within the limits was found")
    outcomes = replace(plan, judge=replace(plan.judge, objective="outcomes"))
    answered()
    assert said(outcomes, "hours")[0].startswith("No allocation within the limits was found")
