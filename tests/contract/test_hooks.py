"""What a plugin may provide, as hooks."""

from __future__ import annotations

import inspect

import pluggy
import pytest

from fpplan.contract import hooks
from fpplan.contract.hooks import PROJECT, hookimpl


def manager() -> pluggy.PluginManager:
    found = pluggy.PluginManager(PROJECT)
    found.add_hookspecs(hooks)
    return found


def plugin(name: str, gives):
    """A plugin with one hook."""
    one = type("Plugin", (), {})()
    setattr(one, name, hookimpl(gives))
    return one


def test_every_public_hook_is_one_and_says_what_it_is_for():
    listed = {name for name in hooks.__all__ if name.startswith("fpplan_")}
    assert listed == {name for name in vars(manager().hook) if name.startswith("fpplan_")}
    for name in listed:
        made = getattr(hooks, name)
        assert inspect.getdoc(made) and not inspect.signature(made).parameters


def test_what_plugins_give_is_asked_of_all_of_them():
    both = manager()
    both.register(plugin("fpplan_tasks", lambda: ["first"]))
    both.register(plugin("fpplan_tasks", lambda: ["second"]))
    assert sorted(both.hook.fpplan_tasks()) == [["first"], ["second"]]
    assert both.hook.fpplan_schemes() == []


def test_a_hook_of_another_name_or_with_arguments_is_found_out():
    wrong = manager()
    wrong.register(plugin("fpplan_shemes", lambda: []))
    with pytest.raises(pluggy.PluginValidationError, match="fpplan_shemes"):
        wrong.check_pending()
    with pytest.raises(pluggy.PluginValidationError, match="fpplan_schemes"):
        manager().register(plugin("fpplan_schemes", lambda world: []))
