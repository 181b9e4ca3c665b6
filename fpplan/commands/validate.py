"""`fpplan validate`: everything that is wrong with a scenario file, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.errors import InputError
from fpplan.text import _

if TYPE_CHECKING:
    from fpplan.scenario import Resolved

__all__ = ["command"]


def command(
    scenario: Annotated[
        str, typer.Argument(metavar="NAME|FILE", help=_("A ready-made scenario, a file, or -."))
    ],
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> int:
    from fpplan.commands import loaded_plugins
    from fpplan.commands.scenarios import open_scenario

    try:
        plans = open_scenario(scenario, loaded_plugins())
    except InputError as fault:
        if not json:
            raise
        print_json({"valid": False, "problems": [_problem(p) for p in fault.problems]})
        return 2
    if json:
        print_json({"valid": True, **_facts(plans)})
    else:
        typer.echo(_sentence(plans))
    return 0


def _facts(plans: dict[str, Resolved]) -> dict[str, Any]:
    base = plans["base"]
    return {
        "scenario": base.scenario,
        "decision_month": base.base.decision_month,
        "horizon": base.base.horizon,
        "units": list(base.base.units),
        "simulated_units": list(base.leaves),
        "people": sum(base.people(leaf) for leaf in base.leaves),
        "schemes": list(base.base.schemes),
        "before_hash": base.before_hash,
        "plans": {name: plan.hash for name, plan in plans.items()},
    }


def _sentence(plans: dict[str, Resolved]) -> str:
    base = plans["base"]
    return _("{title}: valid. {units} simulated units, {people} people, {horizon} months from "
             "{month}; plans: {plans}.").format(
        title=base.title, units=len(base.leaves),
        people=f"{sum(base.people(leaf) for leaf in base.leaves):,}",
        horizon=base.base.horizon, month=base.base.decision_month, plans=", ".join(plans))


def _problem(problem: Any) -> dict[str, Any]:
    value = problem.value
    if not isinstance(value, str | int | bool | None):
        value = str(value)
    return {"file": problem.where, "key": problem.key, "value": value, "rule": problem.rule,
            "nearest": problem.nearest}
