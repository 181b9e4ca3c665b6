"""What `fpplan schemes show ID --scenario` prints: every item of a scheme in a place, its state
and what moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fpplan.contract.text import _, run_on

if TYPE_CHECKING:
    from fpplan.experiment.answers import Answer
    from fpplan.experiment.read import Read
    from fpplan.experiment.world import World
    from fpplan.plugins import Plugins

__all__ = ["answering", "as_data", "print_answering"]


def answering(scheme: str, source: str, plugins: Plugins) -> tuple[World, Read, bool]:
    """The world of a scenario that a scheme scores, the scheme as the base reads it, and whether
    the scenario names it: else the place is shown as if this scheme alone scored it. Raises
    InputError."""
    from fpplan.loading import read_scenario, scored_by, world_from

    plugins.scheme(scheme)  # says which there are
    scenario = read_scenario(source, plugins)
    named = scheme in scenario.base.schemes
    world = world_from(scenario if named else scored_by(scenario, scheme), plugins)
    read = next(each for each in world.reads(world.base) if each.id == scheme)
    return world, read, named


def as_data(world: World, read: Read, named: bool) -> dict[str, Any]:
    """Every item and the counts of their states, for machines."""
    from fpplan.experiment.answers import answers
    from fpplan.experiment.telling import counts_of

    found = answers(world, world.base, read)
    return {"scheme": read.id, "scenario": world.base.scenario, "named": named,
            "items": [_row(each, read) for each in found], "counts": counts_of(found).as_dict()}


def _row(each: Answer, read: Read) -> dict[str, Any]:
    ends = {name: list(range_) for name, how in each.inputs.items() if how == "unknown"
            if (range_ := read.scheme.by_input[name].range)}
    return {"id": each.id, "zh": each.text.zh, "en": each.text.en, "state": each.state,
            "kind": each.kind, "full": each.full, "inputs": dict(each.inputs), "ranges": ends,
            "moved_by": list(each.moved_by)}


def print_answering(world: World, read: Read, named: bool) -> None:
    """A table of the items, and one sentence on all of them."""
    from rich.table import Table

    from fpplan.commands.printing import console
    from fpplan.contract.text import joined
    from fpplan.contract.units import number
    from fpplan.experiment.answers import answers
    from fpplan.experiment.telling import (
        counts_of,
        kind_words,
        lever_words,
        range_words,
        sentence,
        state_words,
    )

    printer = console()
    found = answers(world, world.base, read)
    table = Table(_("item"), _("title"), _("state"), _("kind"), _("full points"),
                  _("what moves it"), title_justify="left",
                  title=_("{scheme} in {place}").format(scheme=read.scheme.text,
                                                       place=world.base.title))
    for each in found:
        state, ends = state_words(each.state), range_words(each, read.scheme)
        table.add_row(
            each.id, str(each.text),
            f"{state} ({ends})" if each.state == "unknown" and ends else state,
            kind_words(each.kind), number(each.full) if each.full else "",
            joined([str(lever_words(name, world)) for name in each.moved_by])
            if each.state == "live" else "")
    printer.print(table)
    if not named:
        printer.print(_("{place} is not scored by this scheme: it is shown as if this scheme alone "
                        "scored it.").format(place=world.base.title), soft_wrap=True, markup=False)
    printer.print(run_on(sentence(counts_of(found))), soft_wrap=True, markup=False)
