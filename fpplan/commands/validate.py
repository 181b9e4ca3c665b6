"""`fpplan validate`: everything that is wrong with a scenario file, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.errors import InputError, shown
from fpplan.contract.text import _

if TYPE_CHECKING:
    from fpplan.experiment.world import World

__all__ = ["command", "scenario_schema"]

_NAME = "NAME|FILE"
_LONGEST_INT = 64  # bits; what readers of JSON can hold
_DIALECT = "https://json-schema.org/draft/2020-12/schema"  # the one that pydantic writes


def command(
    scenario: Annotated[
        str | None,
        typer.Argument(metavar=_NAME, help=_("A ready-made scenario, a file, or -.")),
    ] = None,
    schema: Annotated[bool, typer.Option("--schema", help=_(
        "Print the JSON Schema of scenario files instead."))] = False,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> int:
    if schema:
        print_json(scenario_schema())
        return 0
    if scenario is None:
        raise InputError.one("fpplan validate", "", _("missing: {name}").format(name=_NAME))
    from fpplan.commands import loaded_plugins, tell
    from fpplan.experiment.telling import told, told_data
    from fpplan.loading import open_world, would_run

    try:
        world = open_world(scenario, loaded_plugins())
        said = would_run(world, scenario)
    except InputError as fault:
        if not json:
            raise
        print_json({"valid": False, "problems": [_problem(p) for p in fault.problems]})
        return 2
    if json:
        print_json({"valid": True, **_facts(world), "answers": told_data(world, world.base),
                    "remarks": said})
    else:
        typer.echo(_sentence(world))
        for line in told(world, world.base):
            typer.echo(line)
        tell(said)
    return 0


def scenario_schema() -> dict[str, Any]:
    """The JSON Schema of scenario files, for editors: the shape of every table.

    Rules that need two tables, and names that plugins and settings own, are not in it;
    `fpplan validate FILE` checks those.
    """
    from fpplan.scenario import Scenario

    return {"$schema": _DIALECT, **_counting_keys(Scenario.model_json_schema())}


def _counting_keys(part: Any) -> Any:
    """The schema with the least number of keys of a table said as JSON Schema says it; pydantic
    writes it in the word for texts, which says nothing of a table."""
    if isinstance(part, dict):
        renamed = {"minLength": "minProperties"} if part.get("type") == "object" else {}
        return {renamed.get(key, key): _counting_keys(inside) for key, inside in part.items()}
    return [_counting_keys(inside) for inside in part] if isinstance(part, list) else part


def _facts(world: World) -> dict[str, Any]:
    base = world.base
    return {
        "scenario": base.scenario,
        "setting": base.base.setting,
        "decision_month": base.base.decision_month,
        "horizon": base.base.horizon,
        "units": list(base.base.units),
        "simulated_units": list(base.leaves),
        "people": sum(base.people(leaf) for leaf in base.leaves),
        "schemes": list(base.base.schemes),
        "compare_schemes": list(base.base.compare_schemes or ()),
        "before_hash": base.before_hash,
        "plans": {name: plan.hash for name, plan in world.variants.items()},
    }


def _sentence(world: World) -> str:
    base = world.base
    return _("{title}: valid. Setting {setting}; {units} simulated units, {people} people, "
             "{horizon} months from {month}; plans: {plans}.").format(
        title=base.title, setting=world.setting.text, units=len(base.leaves),
        people=f"{sum(base.people(leaf) for leaf in base.leaves):,}",
        horizon=base.base.horizon, month=base.base.decision_month, plans=", ".join(
            _("{plan} (narrows choice)").format(plan=name) if plan.narrows else name
            for name, plan in world.variants.items()))


def _problem(problem: Any) -> dict[str, Any]:
    value = problem.value
    if isinstance(value, int) and value.bit_length() > _LONGEST_INT:
        value = shown(value)
    elif not isinstance(value, str | int | bool | None):
        value = str(value)
    return {"file": problem.where, "key": problem.key, "value": value, "rule": problem.rule,
            "nearest": problem.nearest}
