"""The documents' systems ship together: a folder, an entry point, and the 25 rows all there."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Plugin ids in the order of the documents' index, then the two contemporary schemes.
SYSTEMS = (
    "town_plan", "thousand_point", "community_ranking", "lianhe", "self_inspection", "qianshan",
    "hunan_town", "college_benefits", "county_implementation", "jiangmen_district",
    "jingmen_district", "sex_ratio_action", "school_plan", "migrant_supply_year",
    "supply_network", "youth_network", "rectification", "publicity_plan", "youth_care",
    "hardship_families", "only_child_insurance", "community_service", "tech_park", "village_led",
    "two_clearances", "rights_based", "pbf_scorecard",
)


def test_every_system_has_a_folder_and_an_entry_point():
    folders = {path.parent.name
               for path in (ROOT / "plugins" / "fpplan_townships").glob("*/__init__.py")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = project["entry-points"]["fpplan"]
    assert folders == set(declared) == set(SYSTEMS)
    assert all(target == f"fpplan_townships.{name}" for name, target in declared.items())


def test_plugins_import_the_api_alone():
    for path in (ROOT / "plugins" / "fpplan_townships").rglob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            words = line.split()
            if words[:1] in (["from"], ["import"]) and words[1].startswith("fpplan"):
                assert words[1] in ("fpplan.api",), f"{path.name}: {line}"
