"""From what a user typed to a world ready to live in, every name checked.

The names that a scenario may use are owned by many rooms and by plugins; here they are collected.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fpplan.contract.errors import InputError
from fpplan.contract.text import _
from fpplan.scenario import Known, Scenario, load, resolve
from fpplan.scenario.known import KnownMeasure
from fpplan.scenario.load import STDIN
from fpplan.scenario.resolve import BASE
from fpplan.scenario.values import STEEPEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fpplan.contract.measures import Measure
    from fpplan.experiment.world import World
    from fpplan.pipeline.plan import Plan
    from fpplan.place.parameters import Parameter
    from fpplan.place.setting import Setting
    from fpplan.plugins import Plugin, Plugins
    from fpplan.scenario.models import Base
    from fpplan.scenario.resolve import Resolved

__all__ = ["known_names", "open_world", "read_scenario", "scored_by", "scored_items",
           "settings_of", "settled", "world_from", "would_run"]

_FARTHEST = 1_000  # times the high end of the catalogue: more can be no such parameter


def read_scenario(source: str, plugins: Plugins) -> Scenario:
    """The scenario of a ready-made name, a path or "-", checked against everything loaded.

    Raises InputError with every fault; when a scheme or the setting is not there, also with the
    reasons why plugins could not be loaded, unless the user has been told them already.
    """
    try:
        return load(source, known_names(plugins))
    except InputError as fault:
        lost = any(p.key.startswith(("base.schemes", "base.setting")) for p in fault.problems)
        if lost and plugins.broken and not plugins.told:
            raise InputError([*fault.problems, *plugins.broken]) from None
        raise


def open_world(source: str, plugins: Plugins) -> World:
    """The world of a scenario by name or path. Raises InputError with every fault."""
    return world_from(read_scenario(source, plugins), plugins)


def world_from(scenario: Scenario, plugins: Plugins) -> World:
    """The world of a scenario that has been read. How many items its schemes score belongs to its
    plans: their records take hours before anything else."""
    from fpplan.content import record
    from fpplan.experiment.world import World

    variants = resolve(scenario, lambda base: items_of(base, plugins))
    setting = settings_of(plugins)[scenario.base.setting]
    used = _used(variants, plugins)
    rests = record({name: plugin.content for name, plugin in used.items()},
                   plugins.settings[setting.id])
    return World(variants, setting, plugins.schemes, plugins.measures, plugins.indicators,
                 plugins.tasks, {name: plugin.version for name, plugin in used.items()}, rests)


def _used(variants: Mapping[str, Resolved], plugins: Plugins) -> dict[str, Plugin]:
    """The plugins that change what a scenario gives: those it names anything of, and those whose
    indicators or tasks every run has."""
    base = variants[BASE].base
    return {name: plugin for name, plugin in plugins.loaded.items()
            if plugin.indicators or plugin.tasks or base.setting in plugin.settings
            or {*base.scored_by()} & {*plugin.schemes} or {*base.measures} & {*plugin.measures}}


def settings_of(plugins: Plugins) -> dict[str, Setting]:
    """Every setting by id: those that come with fpplan and those that plugins bring."""
    from fpplan.place.setting import load_setting

    found = {}
    for name, folder in sorted(plugins.settings.items()):
        setting = load_setting(name, folder.parent)
        found[name] = replace(setting, parameters={**plugins.parameters, **setting.parameters})
    return found


def settled(world: World, where: str, **how: Any) -> Plan:
    """The run of a world, settled and known to be one that can be carried out; `how` as for
    `fpplan.pipeline.plan.plan`. Raises InputError naming the file `where`."""
    from fpplan.pipeline.plan import plan
    from fpplan.pipeline.soundness import check_given

    work = plan(world, **how)
    check_given(work, _("standard input") if where == STDIN else where)
    return work


def would_run(world: World, where: str) -> list[str]:
    """What the author of a scenario that would run should know of. Raises InputError with what
    a run would refuse."""
    from fpplan.experiment.draws import REPEATS
    from fpplan.pipeline.soundness import remarks

    return remarks(settled(world, where, draws=REPEATS, seed=0))


def scored_items(scenario: Scenario, plugins: Plugins) -> int:
    """How many items the schemes of a scenario score under its readings."""
    return items_of(scenario.base, plugins)


def items_of(base: Base, plugins: Plugins) -> int:
    """How many items the schemes that a plan lives under score under its readings."""
    found = 0
    for name in base.schemes:
        chosen = {key.removeprefix(f"{name}."): option
                  for key, option in base.readings.items() if key.startswith(f"{name}.")}
        found += sum(1 for _item in plugins.schemes[name].under(chosen).items())
    return found


def scored_by(scenario: Scenario, scheme: str) -> Scenario:
    """The same place scored by one scheme alone, without the scenario's variants: these may choose
    what another scheme owns."""
    base = scenario.base.model_copy(update={"schemes": (scheme,)})
    return scenario.model_copy(update={"base": base, "variant": {}})


def known_names(plugins: Plugins) -> Known:
    """Every name that a scenario may use, with these plugins loaded."""
    from fpplan.books.parameters import AUDIT_PARAMETERS
    from fpplan.contract.tags import core_inputs
    from fpplan.place.setting import rate_parameters
    from fpplan.scheme.aimed import settable
    from fpplan.scheme.weighed import payable, weighable

    settings = settings_of(plugins)
    tasks = plugins.tasks
    parameters = {
        name: {key: _possible(parameter) for key, parameter in setting.parameters.items()}
        for name, setting in settings.items()
    }
    tags = {name: found.tags for name, found in core_inputs().items() if found.tags}
    tags |= {name: inp.tags for s in plugins.schemes.values() for name, inp in s.by_input.items()
             if inp.tags}
    inputs = {*core_inputs(), *(name for s in plugins.schemes.values() for name in s.by_input)}
    return Known(
        settings=frozenset(settings),
        methods={name: frozenset(["none", *(m.id for m in setting.methods)])
                 for name, setting in settings.items()},
        tasks=frozenset(tasks),
        plannable=frozenset(name for name, task in tasks.items() if task.plannable),
        task_tags={name: task.tags for name, task in tasks.items() if task.tags},
        input_tags=tags,
        schemes=frozenset(plugins.schemes),
        readings={f"{scheme.id}.{reading.id}": tuple(reading.options)
                  for scheme in plugins.schemes.values() for reading in scheme.readings},
        parameters=parameters,
        open_ends={name: {key: _open(parameter) for key, parameter in setting.parameters.items()}
                   for name, setting in settings.items()},
        rates={name: frozenset(rate_parameters(setting)) for name, setting in settings.items()},
        audits=frozenset(AUDIT_PARAMETERS),
        measures={name: _known_measure(measure) for name, measure in plugins.measures.items()},
        targets={f"{scheme.id}.{name}": target for scheme in plugins.schemes.values()
                 for name, target in settable(scheme).items()},
        weights={f"{scheme.id}.{name}": weight for scheme in plugins.schemes.values()
                 for name, weight in weighable(scheme).items()},
        payouts={f"{scheme.id}.{name}": payout for scheme in plugins.schemes.values()
                 for name, payout in payable(scheme).items()},
        inputs=frozenset(inputs),
        figures=frozenset([*inputs, *plugins.indicators]),
    )


def _known_measure(measure: Measure) -> KnownMeasure:
    from fpplan.contract.measures import Amount

    money = [part.id for part in measure.parts()
             if isinstance(part, Amount) and part.unit == "yuan" and part.value is not None]
    return KnownMeasure(tuple(step.id for step in measure.steps), tuple(money),
                        {reading.id: tuple(reading.options) for reading in measure.readings})


def _possible(parameter: Parameter) -> tuple[float, float]:
    """The least and the greatest value that a parameter can have at all."""
    if parameter.unit.startswith("percent"):
        return 0.0, 100.0
    if parameter.unit in ("share", "probability") or parameter.distribution == "logit_normal":
        return 0.0, 1.0
    if parameter.unit == "logit":
        return -STEEPEST, STEEPEST
    if parameter.unit == "hazard":  # what a service adds, or takes
        return -1.0, 1.0
    return 0.0, max(1.0, _FARTHEST * parameter.high)


def _open(parameter: Parameter) -> tuple[bool, bool]:
    """Whether a range of a parameter must lie above the least, and below the greatest value
    that it can have: there its distribution has no logarithm."""
    low, high = {"log_normal": (True, False), "logit_normal": (True, True)}.get(
        parameter.distribution, (False, False))
    return low, high
