"""Indicators of plugins that a scheme reads: plans are not judged on them, and say so.

The response table holds indicators of the core and of the schemes themselves. What a plugin
brings beside them would be taken for unknown, and a plan judged by the middle of its range.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from fpplan.errors import Problems
from fpplan.pipeline.plan import readings_of
from fpplan.readings import fixed
from fpplan.scenario.resolve import Resolved
from fpplan.scheme.evaluate import without_tagged
from fpplan.scheme.model import Scheme
from fpplan.text import _

__all__ = ["refuse_own"]


def refuse_own(resolved: Resolved, schemes: Mapping[str, Scheme], own: Collection[str]) -> None:
    """Refuse a plan whose schemes read indicators of plugins (`own`) for untagged items, unless
    the scenario records them. Raises InputError naming each scheme and indicator."""
    problems = Problems(resolved.scenario)
    base = resolved.base
    given = {*base.inputs, *(name for service in base.services.values()
                             for name in service.feeds().values()),
             *(name for activity in base.activities.values()
               for name in activity.feeds().values())}
    for name in base.schemes:
        scheme = without_tagged(schemes[name].under(readings_of(resolved, name)))
        read = dict.fromkeys(each for item in scheme.items() for each in fixed(item.rule).reads())
        for indicator in read:
            if indicator in own and indicator not in given:
                problems.add("base.schemes", _(
                    "{scheme} reads {indicator}, an indicator that a plugin brings; plans and "
                    "frontiers cannot work it out. Record it (base.inputs.{indicator}) or leave "
                    "the scheme out").format(scheme=name, indicator=indicator), name)
    problems.raise_if_any()
