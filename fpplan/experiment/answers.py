"""What of a scheme answers to a plan: which items live, which are recorded, which nobody knows.

An item lives where something that it reads is simulated, or filled by hours, supply, quality or
staff. What it is about makes it an *outcome* (people's lives), a *service* (people reached) or
*paper* (meetings, boards, files): paper is not progress.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fpplan.contract.items import full_points
from fpplan.contract.readings import fixed
from fpplan.contract.rules import Shown
from fpplan.contract.tags import core_inputs
from fpplan.programme.hours import RECORDS
from fpplan.programme.tasks import plannable_tasks

if TYPE_CHECKING:
    from fpplan.contract.items import Input, Item
    from fpplan.contract.text import Text
    from fpplan.experiment.read import Read
    from fpplan.experiment.world import World
    from fpplan.scenario.resolve import Resolved
    from fpplan.scenario.work import Filled

__all__ = ["Answer", "How", "Kind", "State", "answers", "levers_of"]

How = Literal["simulated", "filled", "recorded", "unknown", "none_recorded"]
State = Literal["live", "recorded", "unknown", "none_recorded", "tagged", "shown"]
Kind = Literal["outcome", "service", "paper"]
_BOOKS = (RECORDS, "record_audit")
_STAFF, _SUPPLY = "staff", "supply"


@dataclass(frozen=True)
class Answer:
    """One item of a scheme under a plan.

    `state`: "live" (see above), "recorded" (the scenario states what it reads), "unknown" (it
    reads what nobody has stated, within a range), "none_recorded" (nothing is recorded, which
    the scheme reads as none), "tagged" (recorded or as documented; never moved) or "shown" (no
    points hang on it). `inputs`: how each input comes about; `moved_by`: tasks whose hours it
    answers to, and "staff" or "supply"; `full`: points of a year when targets are met, without
    bonuses.
    """

    item: Item
    state: State
    kind: Kind
    inputs: Mapping[str, How]
    moved_by: tuple[str, ...]
    full: float

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def text(self) -> Text:
        """What the item is called."""
        return self.item.text


def answers(world: World, plan: Resolved, read: Read) -> tuple[Answer, ...]:
    """Every item of a scheme that a plan is scored by, in the document's order."""
    return tuple(_answer(world, plan, read, item) for item in read.scheme.items())


def levers_of(world: World, plan: Resolved, name: str) -> tuple[str, ...]:
    """What moves one input: tasks, "staff", "supply"; nothing where it is recorded or unknown."""
    base = plan.base
    if name in base.inputs:
        return ()
    if (fill := base.fills.get(name)) is not None and fill.by != "indicator":
        more = {"staff": (_STAFF,), "stock": (_SUPPLY,)}.get(fill.by, ())
        return (*fill.fill().tasks, *more)
    if (key := base.counted().get(name)) is not None:
        part, which, _what = key.split(".")
        return (which,) if part == "services" else (base.activities[which].task,)
    indicator = base.same_as().get(name, name)
    if indicator not in world.formulas:
        return ()
    if _about(indicator, world) == "record":
        return _BOOKS
    moving = plannable_tasks(world.tasks)
    return tuple(task for task, each in moving.items() if each.effects)


def _answer(world: World, plan: Resolved, read: Read, item: Item) -> Answer:
    rule = fixed(item.rule)
    names = tuple(name for name in dict.fromkeys((*rule.reads(), *read.scheme.behind(item)))
                  if not _is_constant(read.scheme.by_input[name]))
    how = {name: _how(world, plan, read.scheme.by_input[name]) for name in names}
    moved = tuple(dict.fromkeys(
        lever for name in names if how[name] in ("simulated", "filled")
        for lever in levers_of(world, plan, name)))
    tagged = bool(read.scheme.tags(item))
    state: State = ("shown" if isinstance(rule, Shown) else "tagged" if tagged
                    else "live" if moved else _still(how.values()))
    kinds = [_kind(world, plan, read.scheme.by_input[name]) for name in names] or ["paper"]
    kind = next(each for each in ("outcome", "service", "paper") if each in kinds)
    in_base = {inner.id for chapter in read.scheme.chapters if chapter.kind == "base"
               for inner in chapter.walk()}
    full = full_points(item, read.scheme.calendar) if item.id in in_base else 0.0
    return Answer(item, state, kind, how, moved, full)


def _still(how: Iterable[How]) -> State:
    """The state of an item that nothing moves."""
    found = set(how)
    for state in ("recorded", "unknown"):
        if state in found:
            return state
    return "none_recorded"


def _how(world: World, plan: Resolved, inp: Input) -> How:
    base = plan.base
    if inp.id in base.inputs:
        return "recorded"
    if inp.id in base.worked_out():
        return "filled"
    if base.same_as().get(inp.id, inp.id) in world.formulas:
        return "simulated"
    return "none_recorded" if inp.default == "none_recorded" else "unknown"


def _is_constant(inp: Input) -> bool:
    """Whether nothing can be asked about it: a weight that the document leaves at one number."""
    return inp.range is not None and inp.range[0] == inp.range[1]


def _kind(world: World, plan: Resolved, inp: Input) -> Kind:
    """What an input is about: people's lives, people reached, or paper."""
    fill = plan.base.fills.get(inp.id)
    indicator = plan.base.same_as().get(inp.id, inp.id)
    if indicator in world.formulas:
        return "paper" if _about(indicator, world) == "record" else "outcome"
    reached = plan.base.counted().get(inp.id, "").startswith("services.")
    if reached or inp.subject == "service" or (fill is not None and _serves(fill, world)):
        return "service"
    return "paper"


def _serves(fill: Filled, world: World) -> bool:
    """Whether a wire counts people who are reached, told or helped."""
    if fill.by == "share" and fill.task is not None:
        return bool({"care", "access", "supply"} & {*world.tasks[fill.task].acts_on})
    return fill.by in ("clients", "awareness", "told")


def _about(indicator: str, world: World) -> str | None:
    core = core_inputs().get(indicator)
    return core.about if core is not None else world.formulas[indicator].about
