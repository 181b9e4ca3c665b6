"""What every scheme plugin promises, held against every township plugin."""

import pytest
from townships import plugins

from fpplan.testing import SchemeContract

CHECKS = [name for name in vars(SchemeContract) if name.startswith("test_")]


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("plugin", [
    plugin.id for plugin in plugins().loaded.values() if plugin.schemes])
def test_contract(plugin: str, check: str) -> None:
    found = plugins()
    schemes = tuple(found.schemes[name] for name in found.loaded[plugin].schemes)
    contract = type("Contract", (SchemeContract,), {"schemes": schemes, "plugin": plugin})()
    getattr(contract, check)()
