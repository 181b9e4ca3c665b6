"""A plan in sentences: what the page and the terminal both say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from fpplan.contract.text import _
from fpplan.experiment.answers import answers as answers_of
from fpplan.experiment.telling import counts_of, nothing_moves, sentence
from fpplan.planning.frontier import Frontier
from fpplan.planning.outcomes import GROUPS, outcomes_known
from fpplan.planning.plan import Made
from fpplan.planning.plan_explain import KEPT, Binding, Move
from fpplan.planning.plan_fresh import Gain
from fpplan.planning.plan_objective import Judge
from fpplan.report.numbers import joined, num, percent, signed, span

__all__ = [
    "ABOUT",
    "answer_lines",
    "answers",
    "binding_words",
    "certain",
    "gain_words",
    "move_words",
    "outcome_label",
    "outcome_words",
    "task_label",
    "unit_label",
    "worse_outcomes",
]

ABOUT = "table"  # the section of how sure a plan is; what it is judged by stands there
SMALLEST = 0.001  # a gap below this is told as this


def task_label(made: Made, task: str) -> str:
    """A task in words; "" is time that is not used."""
    return str(made.problem.world.tasks[task].text) if task else _("time not used")


def unit_label(made: Made, unit: str) -> str:
    """A unit's label."""
    return str(made.problem.resolved.base.units[unit].label)


def outcome_label(made: Made | Frontier, name: str) -> str:
    """A true outcome in words."""
    return str(outcomes_known(made.problem.world.tasks)[name][0])


def certain(gain: Gain) -> bool:
    """Whether a difference can be told from nothing: twice its standard error."""
    return bool(np.isfinite(gain.error)) and abs(gain.mean) > 2 * gain.error


def gain_words(made: Made, gain: Gain) -> str:
    """A gain with its standard error."""
    if made.judge.objective == "pass":
        return _("{own} now, {plan} with the plan (difference {gain} percentage points, standard "
                 "error {error})").format(
            own=percent(gain.own), plan=percent(gain.plan), gain=signed(100 * gain.mean, 1),
            error=num(100 * gain.error, 1))
    return _("{own} now, {plan} with the plan (difference {gain}, standard error {error})").format(
        own=num(gain.own, 1), plan=num(gain.plan, 1), gain=signed(gain.mean, 2),
        error=num(gain.error, 2))


def move_words(made: Made, move: Move) -> str:
    """One move as a sentence."""
    scale = 100 if made.judge.objective == "pass" else 1
    season = "" if len(made.problem.seasons) == 1 else _(", season {season}").format(
        season=move.season)
    return _("{unit}{season}: {hours} hours a month from {source} to {to}: {gain} ({span})").format(
        unit=unit_label(made, move.unit), season=season, hours=num(move.hours, 0),
        source=task_label(made, move.source), to=task_label(made, move.to),
        gain=signed(scale * move.gain, 2), span=span(scale * move.low, scale * move.high, 2))


def binding_words(made: Made, binding: Binding) -> str:
    """A limit without room, in words."""
    name, where = binding.limit, binding.where
    units = made.problem.resolved.base.units
    place = str(units[where].label) if where in units else _("{count} units").format(
        count=num(binding.count))
    if name == "hours_per_month":
        return _("the hours of all units together")
    if name == "yuan_per_month":
        return _("the money for pay")
    if name == "staff":
        return _("the time of staff ({place})").format(place=place)
    if name == "units.most":
        return _("the most hours of a unit ({place})").format(place=place)
    if name == "units.least":
        return _("the least hours of a unit ({place})").format(place=place)
    if name == "difference_per_1000":
        return _("the largest difference between units")
    if name.startswith(KEPT):
        return _("no outcome may get worse: {outcome} is at today's level").format(
            outcome=outcome_label(made, name.removeprefix(KEPT)))
    return _("the least hours for {task} ({count} places)").format(
        task=task_label(made, name.removeprefix("tasks.")), count=num(binding.count))


def worse_outcomes(made: Made) -> list[str]:
    """True outcomes that the plan makes worse beyond doubt."""
    known = outcomes_known(made.problem.world.tasks)
    return [str(known[name][0]) for name, gain in made.others.items()
            if name in known and certain(gain) and gain.mean * known[name][1] < 0]


def answer_lines(made: Made) -> Iterator[str]:
    """The plan in a few lines."""
    for _question, lines, section in answers(made):
        if section != ABOUT:
            yield from lines


def answers(made: Made) -> list[tuple[str, list[str], str]]:
    """The leader's questions, the lines that answer each, and where its figures stand."""
    found = [(_("What should be done?"), list(_done(made)), "hours"),
             (_("What does it mean for people?"), list(_meant(made)), "people"),
             (_("What holds it back?"), list(_held(made)), "limits"),
             (_("What is it judged by?"), list(_judged(made)), ABOUT)]
    return [row for row in found if row[1]]


def _done(made: Made) -> Iterator[str]:
    problem, objective = made.problem, str(made.judge.text)
    still = _still(made)
    yield from still
    if made.kept_own and still:
        yield _("Keep the hours as they are.")
    elif made.kept_own:
        yield _("No allocation within the limits was found that does better on fresh draws: keep "
                "the hours as they are. Judged by {objective}: {own}.").format(
            objective=objective, own=percent(made.gain.own)
            if made.judge.objective == "pass" else num(made.gain.own, 1))
    else:
        yield _("Judged by {objective}, on {draws} fresh draws paired with the hours of today: "
                "{gain}.").format(objective=objective, draws=num(made.draws[1] - made.draws[0]),
                                  gain=gain_words(made, made.gain))
        if not certain(made.gain):
            yield _("This difference cannot be told from nothing: today's hours are about as good.")
        yield _("{moved} of {all} hours a month are given to other work; hours in all: {plan} "
                "({own} today).").format(
            moved=num(made.explained.moved), all=num(problem.hours_a_month(problem.own.hours)),
            plan=num(problem.hours_a_month(made.decision.hours), 1),
            own=num(problem.hours_a_month(problem.own.hours), 1))
        idle = _less_known(made)
        if idle:
            yield _("Hours are taken from work that has no known effect on people: {tasks}. Where "
                    "it must be done, set its least hours: --least TASK=HOURS.").format(
                tasks=joined(idle))
    if not made.found.whole:
        yield _("The search was interrupted: this is the best so far.")


def _still(made: Made) -> list[str]:
    """Why no hours change what the plan is judged by, where they do not: a line for each of its
    schemes, when no untagged item of any of them answers to hours."""
    judge, world = made.judge, made.problem.world
    read = (judge.passing,) if judge.objective == "pass" and judge.passing else judge.schemes
    names = () if judge.objective == "outcomes" else {each.id for each in read}
    judged = [each for each in world.reads(world.base) if each.id in names]
    counts = [counts_of(answers_of(world, world.base, each)) for each in judged]
    if any({*each.moved_by} & {*world.tasks} for each in counts):
        return []
    return [f"{nothing_moves(each.scheme.text)} {sentence(of)}"
            for each, of in zip(judged, counts, strict=True)]


def _less_known(made: Made) -> list[str]:
    """Tasks that lose hours and that nothing is known to come from."""
    lost = (made.decision.hours - made.problem.own.hours).sum(axis=(0, 2))
    known = made.problem.world.tasks
    return [task_label(made, task) for t, task in enumerate(made.problem.tasks)
            if lost[t] < 0 and not known[task].effects and "care" not in known[task].acts_on
            and "reporting" not in known[task].acts_on]


def _meant(made: Made) -> Iterator[str]:
    outcomes = made.judge.outcomes
    better = [outcome_label(made, o.column.name) for o in outcomes
              if certain(made.others[o.column.name])
              and made.others[o.column.name].mean * o.sign > 0]
    if better:
        yield _("Better beyond the error: {outcomes}.").format(outcomes=joined(better))
    worse = worse_outcomes(made)
    if not worse and not made.kept_own:
        yield _("No true outcome gets worse beyond the error.")
    elif worse and made.judge.objective == "outcomes":
        yield _("Not all true outcomes gain; these get worse: {outcomes}. Weigh them with "
                "--outcome.").format(outcomes=joined(worse))
    elif worse:
        yield _("Beware: with this plan true outcomes get worse: {outcomes}. Points are not worth "
                "that; see the frontier.").format(outcomes=joined(worse))


def _held(made: Made) -> Iterator[str]:
    if made.explained.binds:
        yield _("What binds: {limits}.").format(
            limits=joined([binding_words(made, b) for b in made.explained.binds]))
    if made.own_broken:
        yield _("The hours of today break these limits: {limits}.").format(
            limits=joined(list(made.own_broken)))


def _judged(made: Made) -> Iterator[str]:
    kept = [o for o, kept in zip(made.judge.outcomes, made.judge.kept, strict=True) if not kept]
    yield _("Objectives are untagged points and true outcomes only. Tagged items are scored as "
            "documented elsewhere; no plan is made for them.")
    yield outcome_words(made.judge)
    if kept:
        yield _("Allowed to get worse: {outcomes}.").format(
            outcomes=joined([outcome_label(made, o.column.name) for o in kept]))
    if made.judge.objective in ("points", "pass", "worst-decile"):
        yield _("Keeping and checking the books keep at least their hours: a plan must not gain "
                "by finding less. --view true plans for what true figures would earn.")
    if made.judge.objective in ("pass", "worst-decile") or made.judge.ranked:
        yield _("This objective does not separate by unit: the search improves step by step "
                "and gives no bound on what a better plan could reach.")
    else:
        yield _("On the table no plan can be better by more than {gap}, as far as tasks add "
                "up.").format(gap=num(max(made.found.gap, SMALLEST), 3))


def outcome_words(judge: Judge) -> str:
    """What true outcomes are and how they are counted."""
    groups = [_("{group} ({outcomes})").format(group=str(text), outcomes=joined(
        [str(o.text) for o in judge.outcomes if o.group == name and o.weight > 0]))
        for name, text in GROUPS.items()
        if any(o.group == name and o.weight > 0 for o in judge.outcomes)]
    unmoved = [str(o.text) for o in judge.outcomes if not o.weight and judge.equal]
    said = _("True outcomes, each counted from the worst (0) to the best (100) that hours can make "
             "of it, groups alike: {groups}. Pregnancies that were not wanted are not counted by "
             "the model and are not among them.").format(groups=_("; ").join(groups))
    if unmoved:
        said += " " + _("Hours do not move: {outcomes}.").format(outcomes=joined(unmoved))
    return said
