"""Finding and loading plugins: by entry point, or from the folders of `--plugins-dir`.

The manager is built by `load_plugins`, never at import. Those that come with fpplan load first,
then installed ones, then folders, each in the order of their ids, so that nobody's folder stands
in for a shipped scheme. A plugin that cannot be loaded, or whose schemes are at fault, is named
in `broken` and the others still load.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from fpplan import builtin
from fpplan.content import of_module
from fpplan.contract import hooks as hookspecs
from fpplan.contract.errors import FpplanError, InputError, Problem, Problems, nearest
from fpplan.contract.figure import ReportSection
from fpplan.contract.given import refuse_in
from fpplan.contract.ids import ID_RULE, is_id
from fpplan.contract.indicators import Indicator
from fpplan.contract.measures import Measure
from fpplan.contract.scheme import Scheme
from fpplan.contract.soundness import check_name, owned
from fpplan.contract.text import _
from fpplan.place.folders import check_settings
from fpplan.place.parameters import Parameter, check_parameters, load_parameters
from fpplan.programme.check_measures import check_measures
from fpplan.programme.check_tasks import check_tasks
from fpplan.programme.tasks import Task, load_tasks
from fpplan.report.own import check_sections
from fpplan.scheme.check import check_schemes
from fpplan.scheme.check_fills import check_fills
from fpplan.scheme.check_indicators import check_indicators

__all__ = ["GROUP", "Plugin", "Plugins", "load_plugins"]

GROUP = PROJECT = "fpplan"
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Plugin:
    """One loaded plugin: where it came from, its version, a hash of its content."""

    id: str
    source: str
    version: str
    content: str
    schemes: tuple[str, ...]
    measures: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()


@dataclass
class Plugins:
    """What the loaded plugins bring, and before them fpplan itself by the same hooks
    (`fpplan.builtin`). `broken` says what could not be loaded, and why."""

    manager: pluggy.PluginManager
    loaded: dict[str, Plugin] = field(default_factory=dict)
    schemes: dict[str, Scheme] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    sections: dict[str, ReportSection] = field(default_factory=dict)
    commands: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Path] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    broken: list[Problem] = field(default_factory=list)
    told: bool = False  # whether the user has been told of the broken ones

    def scheme(self, name: str) -> Scheme:
        """A scheme by id. Raises InputError with the nearest id, or with the reasons why its
        plugin could not be loaded."""
        if name in self.schemes:
            return self.schemes[name]
        # a broken plugin is named by its id, and a scheme's id starts with its plugin's
        why = [problem for problem in self.broken if name.startswith(problem.where)]
        if why and self.told:
            raise InputError.one("", "scheme", _("its plugin could not be loaded, for the reasons "
                                                 "above"), name)
        if why:
            raise InputError(why)
        raise InputError.one("", "scheme", _("is not a loaded scheme; `fpplan schemes list` "
                                             "shows them"), name, nearest(name, self.schemes))


@dataclass(frozen=True)
class _Found:
    """A plugin that can be loaded: its id, where it is, its version and how to import it."""

    id: str
    source: str
    version: str
    load: Callable[[], ModuleType]
    rank: int  # ours, installed, in a folder


def load_plugins(dirs: Iterable[str | Path] = (), *, entry_points: bool = True,
                 ours: bool = True) -> Plugins:
    """Load every plugin of the entry-point group "fpplan" and of the given folders; without
    `ours` those that come with fpplan are left out.

    Each folder inside a plugins folder that holds an `__init__.py` is a plugin, its name the
    id; one that holds a `setting.toml` instead is a plugin that brings this setting. The same
    id from two places is one plugin when the content is the same and refused when it is not.
    Raises InputError when a folder given does not exist.
    """
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    plugins = Plugins(manager)
    _bring_ours(plugins)
    found = [*(_by_entry_point(ours) if entry_points else ()), *_in_folders(dirs)]
    for each in sorted(found, key=lambda plugin: (plugin.rank, plugin.id, plugin.source)):
        try:
            _load(each, plugins)
        except FpplanError as error:
            plugins.broken.extend(error.problems if isinstance(error, InputError)
                                  else [Problem(each.id, each.source, str(error))])
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a plugin may fail or leave in any way; others still load
            plugins.broken.append(_failed(each, error))
    return plugins


def _bring_ours(plugins: Plugins) -> None:
    """What fpplan itself brings; its settings are read when one is opened. Its ids have no head,
    and nothing of it can be left out: no check stands between, as none could be told to a user."""
    plugins.manager.register(builtin, name=PROJECT)
    for indicator in _brought("fpplan_indicators", builtin, plugins.manager):
        plugins.indicators[indicator.id] = indicator
    for section in _brought("fpplan_figures", builtin, plugins.manager):
        plugins.sections[section.id] = section
    for file in _brought("fpplan_parameters", builtin, plugins.manager):
        plugins.parameters.update(load_parameters(file))
    for file in _brought("fpplan_tasks", builtin, plugins.manager):
        plugins.tasks.update(load_tasks(file, plugins.parameters))
    plugins.settings.update((path.name, path) for path in _brought("fpplan_settings", builtin,
                                                                   plugins.manager))


def _failed(found: _Found, error: BaseException) -> Problem:
    """What went wrong with a plugin, in one line: the plugin, the place in its files, the fault."""
    said = " ".join(str(error).split())
    if isinstance(error, SyntaxError) and error.filename:
        place, said = f"{error.filename}:{error.lineno}", error.msg
    else:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__)
                  if Path(frame.filename).is_file()
                  and not Path(frame.filename).is_relative_to(_HERE)]
        own = [frame for frame in frames if Path(found.source) in Path(frame.filename).parents]
        last = (own or frames)[-1:]
        place = f"{last[0].filename}:{last[0].lineno}" if last else found.source
    rule = (_("it ends the program while it loads ({kind}: {error}); that was not done")
            if isinstance(error, SystemExit) else _("could not be loaded: {kind}: {error}"))
    return Problem(found.id, place, rule.format(kind=type(error).__name__, error=said))


def _load(found: _Found, plugins: Plugins) -> None:
    """Import, register and check one plugin. Raises what goes wrong."""
    if not is_id(found.id):
        raise InputError.one(found.id, found.source, ID_RULE, found.id)
    module = found.load()
    content = of_module(module)
    before = plugins.loaded.get(found.id)
    if before is not None:
        if before.content == content:
            return
        raise InputError.one(found.id, found.source, _(
            "another plugin with this id and other content is loaded from {place}").format(
                place=before.source))
    plugins.manager.register(module, name=found.id)
    try:
        plugins.manager.check_pending()
        brought = _checked(found.id, module, plugins)
    except BaseException:
        plugins.manager.unregister(module)
        raise
    plugins.loaded[found.id] = Plugin(found.id, found.source, found.version, content, **{
        kind: tuple(parts) for kind, parts in brought.items()})
    for kind, parts in brought.items():
        getattr(plugins, kind).update(parts)


def _checked(plugin: str, module: ModuleType, plugins: Plugins) -> dict[str, dict[str, Any]]:
    """What one plugin brings, by the field of `Plugins` and by id. Raises InputError with every
    fault found, and whatever the plugin raises."""
    manager = plugins.manager
    schemes: list[Scheme] = _brought("fpplan_schemes", module, manager)
    measures: list[Measure] = _brought("fpplan_measures", module, manager)
    indicators: list[Indicator] = _brought("fpplan_indicators", module, manager)
    sections: list[ReportSection] = _brought("fpplan_figures", module, manager)
    folders: list[str | Path] = _brought("fpplan_settings", module, manager)
    files = {hook: _brought(hook, module, manager)
             for hook in ("fpplan_parameters", "fpplan_tasks")}
    commands: dict[str, Any] = dict(
        pair for part in _parts("fpplan_commands", module, manager) for pair in part.items())
    settings: dict[str, Path] = {}
    parameters: dict[str, Parameter] = {}
    tasks: dict[str, Task] = {}
    _check(plugin, [
        lambda: _refuse_texts(plugin, [schemes, measures, indicators, sections]),
        lambda: check_indicators(plugin, indicators, plugins.indicators, plugins.schemes),
        lambda: check_schemes(plugin, schemes, plugins.schemes, {
            **plugins.indicators, **{each.id: each for each in indicators}}),
        lambda: check_measures(plugin, measures, plugins.measures),
        lambda: parameters.update(check_parameters(
            plugin, files["fpplan_parameters"], plugins.parameters)),
        lambda: tasks.update(check_tasks(
            plugin, files["fpplan_tasks"], plugins.tasks, {**plugins.parameters, **parameters})),
        lambda: check_fills(plugin, schemes, {**plugins.tasks, **tasks}, {
            **plugins.indicators, **{each.id: each for each in indicators}}, plugins.schemes),
        lambda: settings.update(check_settings(plugin, folders, plugins.settings)),
        lambda: check_sections(plugin, sections, plugins.sections),
        lambda: _check_commands(plugin, commands)])
    return {"schemes": {each.id: each for each in schemes},
            "measures": {each.id: each for each in measures},
            "indicators": {each.id: each for each in indicators},
            "sections": {each.id: each for each in sections},
            "commands": commands, "settings": settings, "tasks": tasks, "parameters": parameters}


def _parts(hook: str, module: ModuleType, manager: pluggy.PluginManager) -> list[Any]:
    """What each implementation of a hook in this one plugin gives."""
    others = [plugin for plugin in manager.get_plugins() if plugin is not module]
    found: list[Any] = manager.subset_hook_caller(hook, others)()
    return found


def _brought(hook: str, module: ModuleType, manager: pluggy.PluginManager) -> list[Any]:
    """What this one plugin brings by one hook."""
    return [part for parts in _parts(hook, module, manager) for part in parts]


def _check(plugin: str, checks: Iterable[Callable[[], None]]) -> None:
    """Check all that a plugin brings. Raises InputError with every fault found."""
    problems = Problems(plugin)
    for check in checks:
        try:
            check()
        except InputError as error:
            problems.found += error.problems
    problems.raise_if_any()


def _refuse_texts(plugin: str, brought: Iterable[Any]) -> None:
    """No text of a plugin holds numbers of persons or control characters."""
    problems = Problems(plugin)
    for part in brought:
        refuse_in(part, problems)
    problems.raise_if_any()


def _check_commands(plugin: str, commands: Mapping[str, Any]) -> None:
    """Names start with the plugin's; a command is a function or a typer app."""
    problems = Problems(plugin)
    for name, command in commands.items():
        check_name(name, name, problems)
        if not owned(plugin, name):
            problems.add(name, _("the name of a command starts with its plugin's id"))
        if not callable(command):
            problems.add(name, _("a command is a function or a typer app"))
    problems.raise_if_any()


def _by_entry_point(ours: bool) -> Iterator[_Found]:
    """Installed plugins."""
    for entry in importlib.metadata.entry_points(group=GROUP):
        if not ours and entry.dist is not None and entry.dist.name == PROJECT:
            continue
        version = entry.dist.version if entry.dist else ""
        shipped = entry.dist is not None and entry.dist.name == PROJECT
        yield _Found(entry.name, entry.value, version, entry.load, 0 if shipped else 1)


def _in_folders(dirs: Iterable[str | Path]) -> Iterator[_Found]:
    """Plugins in the folders of `--plugins-dir`."""
    for given in dirs:
        folder = Path(given)
        if not folder.is_dir():
            raise InputError.one(given, "--plugins-dir", _("is not a folder"))
        for inside in sorted(folder.iterdir()):
            start = inside / "__init__.py"
            if start.is_file():
                yield _Found(inside.name, str(inside), "",
                             lambda start=start: _from_file(start), 2)  # type: ignore[misc]
            elif (inside / "setting.toml").is_file():
                yield _Found(inside.name, str(inside), "",
                             lambda inside=inside: _only_setting(inside), 2)  # type: ignore[misc]


def _only_setting(folder: Path) -> ModuleType:
    """The plugin of a folder of data without code: it brings the setting that the folder is."""
    module = ModuleType(f"fpplan_setting_{folder.name}")
    module.__file__ = str(folder / "__init__.py")

    @hookspecs.hookimpl
    def fpplan_settings() -> list[Path]:
        return [folder]

    module.fpplan_settings = fpplan_settings  # type: ignore[attr-defined]
    return module


def _from_file(start: Path) -> ModuleType:
    """Import a plugin's folder under a module name that no other folder has."""
    digest = blake2b(str(start.resolve()).encode("utf-8"), digest_size=6).hexdigest()
    name = f"fpplan_plugin_{digest}_{start.parent.name}"
    spec = importlib.util.spec_from_file_location(
        name, start, submodule_search_locations=[str(start.parent)])
    if spec is None or spec.loader is None:
        raise ImportError(f"{start} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    for stale in [key for key in sys.modules if key == name or key.startswith(f"{name}.")]:
        del sys.modules[stale]
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
