"""The wires of a plugin's schemes: whole, of untagged inputs alone, and fed by nothing tagged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from fpplan.contract.errors import Problems
from fpplan.contract.fills import Fill
from fpplan.contract.scheme import Scheme
from fpplan.contract.tags import core_inputs, tag_of
from fpplan.contract.text import _
from fpplan.indicators.core import core_indicators

if TYPE_CHECKING:
    from fpplan.contract.indicators import Indicator
    from fpplan.programme.tasks import Task

__all__ = ["check_fills"]


def check_fills(plugin: str, schemes: Iterable[Scheme], tasks: Mapping[str, Task],
                indicators: Mapping[str, Indicator], others: Mapping[str, Scheme]) -> None:
    """Check what fills the inputs of one plugin's schemes. `tasks` and `indicators` are all that it
    may name, `others` the schemes loaded before: an input of several schemes is filled alike.

    Raises InputError with every fault found.
    """
    problems = Problems(plugin)
    told = {name: (scheme.id, inp.fill) for scheme in others.values()
            for name, inp in scheme.by_input.items() if inp.fill is not None}
    for scheme in schemes:
        for inp in scheme.inputs:
            if inp.fill is None:
                continue
            at = f"{scheme.id}.inputs.{inp.id}.fill"
            if inp.tags:
                problems.add(at, _("this input is tagged {tags}: it is recorded, never filled")
                             .format(tags=", ".join(sorted(inp.tags))))
            for key, rule, value in inp.fill.faults():
                problems.add(f"{at}.{key}", rule, value)
            _names(inp.fill, at, tasks, indicators, problems)
            other, before = told.setdefault(inp.id, (scheme.id, inp.fill))
            if before != inp.fill:
                problems.add(at, _("differs from that of the same input in the scheme {other}")
                             .format(other=other))
    problems.raise_if_any()


def _names(fill: Fill, at: str, tasks: Mapping[str, Task], indicators: Mapping[str, Indicator],
           problems: Problems) -> None:
    """The tasks and the indicator that a wire names are there, and untagged."""
    named = {"task": fill.task,
             "of": fill.of if isinstance(fill.of, str) and fill.by == "share" else None}
    for key, name in named.items():
        if name is None:
            continue
        if name not in tasks:
            problems.unknown(f"{at}.{key}", name, tasks, _("there is no such task"))
        elif tasks[name].tags:
            problems.add(f"{at}.{key}", _("the task {task} is tagged {tags} and this input is not: "
                                          "what it counts would lose its tag").format(
                task=name, tags=", ".join(sorted(tasks[name].tags))), name)
    if fill.indicator is None:
        return
    known = {**core_indicators(), **indicators}
    if fill.indicator not in known:
        problems.unknown(f"{at}.indicator", fill.indicator, known,
                         _("there is no such indicator"))
        return
    core, about = core_inputs().get(fill.indicator), known[fill.indicator].about
    own = tag_of(about) if about else None
    tags = core.tags if core is not None else {own} - {None}
    if tags:
        problems.add(f"{at}.indicator", _("is tagged {tags} and this input is not: what it counts "
                                          "would lose its tag").format(
            tags=", ".join(sorted(map(str, tags)))), fill.indicator)
