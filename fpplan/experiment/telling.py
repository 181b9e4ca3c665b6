"""What of a scheme answers to hours, in words and for machines: the same in every command, plan
and page.

Words stand here once. A page that is made from a stored folder alone counts what is stored
(`counted`) and says the same sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fpplan.contract.text import Text, _, joined, later, run_on
from fpplan.contract.units import number
from fpplan.experiment.answers import Answer, answers
from fpplan.experiment.draws import central_values
from fpplan.place.parameters import ParameterSets
from fpplan.programme.hours import record_hours

if TYPE_CHECKING:
    from fpplan.contract.scheme import Scheme
    from fpplan.experiment.read import Read
    from fpplan.experiment.world import World
    from fpplan.scenario.resolve import Resolved

__all__ = ["PAPER", "Counts", "brought_words", "counted", "counts_of", "kind_words", "lever_words",
           "nothing_moves", "range_words", "records_words", "sentence", "state_words", "told",
           "told_data"]

NAMED = 6  # levers that are named in a line; more are counted
PAPER = later("Meetings, boards and files are paper: points for them are not progress for anybody.")
_LEVERS = {"staff": Text("在岗人员", "staff in post"), "supply": Text("药具供应", "supply")}


@dataclass(frozen=True)
class Counts:
    """How many items of a scheme are in each state, and what moves the live ones: what moves most
    of them first."""

    live: int = 0
    recorded: int = 0
    unknown: int = 0
    none_recorded: int = 0
    tagged: int = 0
    shown: int = 0
    moved_by: tuple[str, ...] = ()

    @property
    def judged(self) -> int:
        """The untagged items that anything hangs on."""
        return self.live + self.recorded + self.unknown + self.none_recorded

    def as_dict(self) -> dict[str, Any]:
        """The counts for machines."""
        return {"untagged_judged": self.judged, "live": self.live, "recorded": self.recorded,
                "unknown": self.unknown, "none_recorded": self.none_recorded,
                "tagged": self.tagged, "shown": self.shown, "moved_by": list(self.moved_by)}


def counted(rows: Iterable[tuple[str, Sequence[str]]]) -> Counts:
    """Counts of items, each given by its state and what moves it."""
    states: Counter[str] = Counter()
    levers: Counter[str] = Counter()
    for state, moved_by in rows:
        states[state] += 1
        levers.update(moved_by if state == "live" else ())
    return Counts(**states, moved_by=tuple(name for name, _count in levers.most_common()))


def counts_of(found: Iterable[Answer]) -> Counts:
    """Counts of what a scheme's items answer to."""
    return counted((each.state, each.moved_by) for each in found)


def sentence(counts: Counts) -> str:
    """How many answer to hours, how many stand still, and why."""
    if not counts.judged:
        return _("None of its items is untagged and judged.")
    more = counts.as_dict()
    if counts.none_recorded:
        return _("{live} of {untagged_judged} untagged items answer to hours here, {recorded} are "
                 "recorded, {unknown} unknown, and of {none_recorded} nothing is recorded."
                 ).format(**more)
    return _("{live} of {untagged_judged} untagged items answer to hours here, {recorded} are "
             "recorded, {unknown} unknown.").format(**more)


def nothing_moves(label: object) -> str:
    """That no hour moves any of a scheme's points."""
    return _("{scheme}: no untagged item answers to hours here, so that no plan can change what "
             "it gives.").format(scheme=label)


def lever_words(name: str, world: World) -> Text:
    """What moves an item, as people call it."""
    return world.tasks[name].text if name in world.tasks else _LEVERS[name]


def state_words(state: str) -> str:
    """A state of an item, in words."""
    return {"live": _("live"), "recorded": _("recorded in the scenario"),
            "unknown": _("unknown"), "none_recorded": _("nothing recorded"),
            "tagged": _("tagged"), "shown": _("shown, not judged")}[state]


def kind_words(kind: str) -> str:
    """What an item is about, in words."""
    return {"outcome": _("outcome"), "service": _("service"), "paper": _("paper")}[kind]


def range_words(answer: Answer, scheme: Scheme) -> str:
    """The ranges of what nobody has stated, as far as an item reads it and they are not all 0."""
    ends = [scheme.by_input[name].range for name, how in answer.inputs.items() if how == "unknown"]
    said = [_("{low} to {high}").format(low=number(low), high=number(high))
            for low, high in filter(None, ends)]
    return _("; ").join(dict.fromkeys(said))


def told(world: World, plan: Resolved) -> list[str]:
    """A line for each scheme that a plan is scored by, then what they brought and what keeping
    their records takes."""
    said = [_line(world, plan, read) for read in world.reads(plan)]
    return [*said, *brought_words(world, plan), *(records_words(world, plan) if said else ())]


def told_data(world: World, plan: Resolved) -> dict[str, Any]:
    """The same for machines."""
    brought = plan.brought
    return {
        "schemes": {read.id: counts_of(answers(world, plan, read)).as_dict()
                    for read in world.reads(plan)},
        "brought": {"inputs": list(brought.inputs),
                    "hours_per_month": {task: dict(by) for task, by in brought.hours.items()},
                    "hours_left_share": dict(brought.cut)},
        "records": {"scored_items": plan.scored_items,
                    "hours_per_month": _record_hours(world, plan)},
    }


def _line(world: World, plan: Resolved, read: Read) -> str:
    counts = counts_of(answers(world, plan, read))
    label = read.scheme.text
    if not counts.live:
        return run_on(f"{nothing_moves(label)} {sentence(counts)}")
    names = [str(lever_words(name, world)) for name in counts.moved_by]
    if len(names) > NAMED:
        names = [*names[:NAMED], _("{count} more").format(count=len(names) - NAMED)]
    return run_on(_("{scheme}: {says} What moves them: {levers}.").format(
        scheme=label, says=sentence(counts), levers=joined(names)))


def brought_words(world: World, plan: Resolved) -> list[str]:
    """What schemes brought, in one line: hours that their work is given, and what is cut for it;
    nothing where they brought no hours."""
    brought = plan.brought
    if not brought.hours:
        return []
    tasks = joined([f"{world.tasks[task].text} {_number(sum(by.values()))}"
                    for task, by in brought.hours.items()])
    line = _("Schemes bring work that the scenario gives no hours: {tasks} (paid hours a month, "
             "all units together).").format(tasks=tasks)
    if not brought.cut:
        return [run_on(f"{line} " + _("It takes time that nobody had planned."))]
    left = [100 * share for share in brought.cut.values()]
    return [run_on(f"{line} " + _(
        "In {short} of {all} units staff have not enough: all hours there are cut to {low} to "
        "{high} % of what was planned.").format(
            short=len(left), all=len(plan.leaves), low=_number(min(left)),
            high=_number(max(left))))]


def records_words(world: World, plan: Resolved) -> list[str]:
    """What keeping the records of scored items takes, in one line."""
    return [_("Records of {items} scored items take {hours} working hours a month in each unit."
              ).format(items=plan.scored_items, hours=f"{_record_hours(world, plan):,.1f}")]


def _record_hours(world: World, plan: Resolved) -> float:
    """Working hours a month in a unit, at central values."""
    parameters: Mapping[str, Any] = world.setting.parameters
    sets = ParameterSets(None, 0, central_values(plan.base), parameters)
    return float(record_hours(sets, plan.scored_items)[0])


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else number(round(value, 1))
