"""`fpplan tasks`: what staff hours can be given to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.text import Text, _

if TYPE_CHECKING:
    from fpplan.commands.listing import Entry
    from fpplan.place.parameters import Parameter
    from fpplan.plugins import Plugins
    from fpplan.programme.tasks import Task

__all__ = ["AIMS", "WHO", "command"]

AIMS = {
    "access": Text("服务可及", "access to services"),
    "supply": Text("药具供应", "supplies"),
    "voluntary_uptake": Text("自愿开始使用", "voluntary uptake"),
    "continuation": Text("继续使用", "continued use"),
    "knowledge": Text("知识", "knowledge"),
    "care": Text("照护", "care"),
    "registration": Text("登记", "registration"),
    "reporting": Text("上报", "reporting"),
    "selection_access": Text("性别选择的可及", "access to sex selection"),
}
WHO = {
    "births": Text("生育后的妇女", "women after a birth"),
    "in_union": Text("已婚育龄妇女", "women in union"),
    "pregnant": Text("孕期妇女", "pregnant women"),
    "women[age=15]": Text("15—19岁妇女", "women of 15 to 19"),
    "women[age=20]": Text("20—24岁妇女", "women of 20 to 24"),
    "moves_in": Text("迁入的妇女", "women who move in"),
    "moves_out": Text("迁出的妇女", "women who move out"),
    "using[method=@resupplied]": Text("需要定期领取药具的妇女", "women who come back for supplies"),
}
KINDS = {
    "service": Text("服务", "service"),
    "activity": Text("活动", "activity"),
    "records": Text("登记", "records"),
    "audit": Text("核查", "audit"),
}


def command(json: AsJson = False, lang: Lang = None, plugins_dir: PluginsDir = None) -> None:
    from fpplan.commands import loaded_plugins
    from fpplan.commands.listing import print_entries

    plugins = loaded_plugins()
    if json:
        print_json({"tasks": [_data(plugins, task) for task in plugins.tasks.values()]})
    else:
        print_entries(_entry(plugins, task) for task in plugins.tasks.values())


def _hours(plugins: Plugins, task: Task) -> tuple[float, Parameter | None]:
    """Working hours for one client, and the parameter that holds them."""
    if not isinstance(task.hours_per_client, str):
        return task.hours_per_client, None
    parameter = plugins.parameters[task.hours_per_client]
    return parameter.value, parameter


def _example(task: Task) -> str:
    """What fills an input from the task; a tagged task can only be given hours."""
    from fpplan.commands.listing import code
    from fpplan.contract.fills import Fill

    if task.tags:
        return f"[base.hours.all] {task.id} = 10"
    if task.kind == "records":
        return code(Fill.records())
    if task.kind == "service":
        return code(Fill.clients(task.id))
    if task.clients == 1.0:
        return code(Fill.work(task.id, 8.0, 1, "month"))
    return code(Fill.awareness(task.id) if "knowledge" in task.acts_on
                else Fill.share(task.id, 2.0, 1.0))


def _entry(plugins: Plugins, task: Task) -> Entry:
    from fpplan.commands.listing import Entry, tagged
    from fpplan.contract.units import number

    hours, parameter = _hours(plugins, task)
    kind = KINDS[task.kind]
    said = _("{kind}; {hours} working hours for one").format(kind=kind, hours=number(hours))
    if parameter is not None:
        said += _(" ({note})").format(note=parameter.id)
    acts = _(", ").join(str(AIMS[aim]) for aim in task.acts_on)
    facts = [said, _("For: {clients}").format(clients=_clients(task)),
             _("Acts on: {aims}").format(aims=acts) if acts else _("Acts on nothing."),
             _("Plans may move hours to it and from it.") if task.plannable and not task.tags
             else _("No plan moves hours to it or from it."), *tagged(task.tags)]
    return Entry(task.id, task.text, tuple(facts), _example(task))


def _clients(task: Task) -> str:
    from fpplan.contract.units import number

    if isinstance(task.clients, float):
        return _("{number} a month in each unit").format(number=number(task.clients))
    who = _(", ").join(str(WHO.get(pattern, pattern)) for pattern in task.clients)
    if task.every_months == 1:
        return _("{who}, each month").format(who=who)
    return _("{who}, once in {months} months").format(who=who, months=task.every_months)


def _data(plugins: Plugins, task: Task) -> dict[str, Any]:
    hours, parameter = _hours(plugins, task)
    return {
        "id": task.id, "zh": task.text.zh, "en": task.text.en, "kind": task.kind,
        "hours_per_client": hours, "parameter": None if parameter is None else parameter.id,
        "clients": list(task.clients) if isinstance(task.clients, tuple) else task.clients,
        "every_months": task.every_months, "ceiling": task.ceiling,
        "acts_on": list(task.acts_on), "effects": dict(task.effects),
        "plannable": task.plannable and not task.tags, "tags": sorted(task.tags),
        "source": task.source, "example": _example(task),
    }
