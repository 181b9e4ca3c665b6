"""From what a user typed to plans ready to run, every name checked.

The names that a scenario may use are owned by many rooms; here, where commands stand behind
all of them, they are collected.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from fpplan.errors import InputError
from fpplan.scenario import Known, Resolved, Scenario, load, resolve

if TYPE_CHECKING:
    from fpplan.parameters import Parameter
    from fpplan.plugins import Plugins

__all__ = ["known_names", "open_scenario", "read_scenario"]


def read_scenario(source: str, plugins: Plugins) -> Scenario:
    """The scenario of a ready-made name, a path or "-", checked against everything loaded.

    Raises InputError with every fault; when a scheme is not there, also with the reasons why
    plugins could not be loaded.
    """
    try:
        return load(source, known_names(plugins))
    except InputError as fault:
        if plugins.broken and any(p.key.startswith("base.schemes") for p in fault.problems):
            raise InputError([*fault.problems, *plugins.broken]) from None
        raise


def open_scenario(source: str, plugins: Plugins) -> dict[str, Resolved]:
    """"base" and each variant of a scenario, ready to run. Raises InputError."""
    return resolve(read_scenario(source, plugins))


def known_names(plugins: Plugins) -> Known:
    """Every name that a scenario may use, with these plugins loaded."""
    from fpplan.indicators.formulas import core_indicators
    from fpplan.population.setting import load_setting, rate_parameters, setting_ids
    from fpplan.programme.tasks import core_tasks
    from fpplan.reporting.parameters import AUDIT_PARAMETERS
    from fpplan.tags import core_inputs

    settings = {name: load_setting(name) for name in setting_ids()}
    tasks = core_tasks()
    parameters = {
        name: {key: _possible(parameter) for key, parameter in setting.parameters.items()}
        for name, setting in settings.items()
    }
    inputs = {*core_inputs(), *(name for s in plugins.schemes.values() for name in s.by_input)}
    return Known(
        settings=frozenset(settings),
        methods={name: frozenset(["none", *(m.id for m in setting.methods)])
                 for name, setting in settings.items()},
        tasks=frozenset(tasks),
        plannable=frozenset(name for name, task in tasks.items() if task.plannable),
        schemes=frozenset(plugins.schemes),
        readings={f"{scheme.id}.{reading.id}": tuple(reading.options)
                  for scheme in plugins.schemes.values() for reading in scheme.readings},
        parameters=parameters,
        rates={name: frozenset(rate_parameters(setting)) for name, setting in settings.items()},
        audits=frozenset(AUDIT_PARAMETERS),
        inputs=frozenset(inputs),
        figures=frozenset([*inputs, *core_indicators()]),
    )


def _possible(parameter: Parameter) -> tuple[float, float]:
    """The least and the greatest value that a parameter can have at all."""
    if parameter.unit.startswith("percent"):
        return 0.0, 100.0
    if parameter.unit in ("share", "probability") or parameter.distribution == "logit_normal":
        return 0.0, 1.0
    if parameter.unit == "logit":
        return -math.inf, math.inf
    return 0.0, math.inf
