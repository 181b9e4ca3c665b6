"""`fpplan validate --schema`: the shape of scenario files, for editors."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

from fpplan.cli import main
from fpplan.scenario import find

TYPES: dict[str, Any] = {"object": dict, "array": list, "string": str, "boolean": bool,
                         "integer": int, "number": (int, float), "null": type(None)}
KNOWN = {"$ref", "$defs", "$schema", "type", "properties", "additionalProperties", "required",
         "items", "prefixItems", "anyOf", "oneOf", "enum", "const", "minimum", "maximum",
         "exclusiveMinimum", "minItems", "maxItems", "minProperties", "pattern",
         "title", "description", "default"}


def faults(value: Any, rule: dict[str, Any], whole: dict[str, Any], at: str = "") -> list[str]:
    """What breaks a rule of the schema: the part of JSON Schema that ours uses, no more."""
    assert set(rule) <= KNOWN, f"the check does not know {set(rule) - KNOWN}"
    if "$ref" in rule:
        rule = whole["$defs"][rule["$ref"].removeprefix("#/$defs/")]
    found = []
    for each, fits in (("anyOf", lambda n: n >= 1), ("oneOf", lambda n: n == 1)):
        if each in rule and not fits(sum(not faults(value, one, whole) for one in rule[each])):
            found.append(f"{at}: none of {each}")
    if value not in rule.get("enum", [rule.get("const", value)]):
        found.append(f"{at}: {value!r}")
    kind = rule.get("type")
    if kind and (not isinstance(value, TYPES[kind]) or isinstance(value, bool) != (
            kind == "boolean")):
        return [*found, f"{at}: not {kind}"]
    if isinstance(value, dict):
        inside, more = rule.get("properties", {}), rule.get("additionalProperties", True)
        found += [f"{at}.{key}: missing" for key in rule.get("required", []) if key not in value]
        for key, part in value.items():
            if key in inside or isinstance(more, dict):
                found += faults(part, inside.get(key, more), whole, f"{at}.{key}")
            elif not more:
                found.append(f"{at}.{key}: unknown")
        if len(value) < rule.get("minProperties", 0):
            found.append(f"{at}: too few")
    elif isinstance(value, list):
        if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
            found.append(f"{at}: length")
        kinds = rule.get("prefixItems", [])
        for number, part in enumerate(value):
            each = kinds[number] if number < len(kinds) else rule.get("items", {})
            found += faults(part, each, whole, f"{at}[{number}]")
    elif isinstance(value, str):
        if "pattern" in rule and not re.search(rule["pattern"], value):
            found.append(f"{at}: pattern")
    elif isinstance(value, int | float) and (
            value < rule.get("minimum", value) or value > rule.get("maximum", value)
            or ("exclusiveMinimum" in rule and value <= rule["exclusiveMinimum"])):
        found.append(f"{at}: out of range")
    return found


@pytest.fixture
def schema(capsys) -> dict[str, Any]:
    assert main(["validate", "--schema"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def lianhe() -> dict[str, Any]:
    return tomllib.loads(find("lianhe").read_text("utf-8"))


def test_the_schema_names_every_table(schema, lianhe):
    assert schema["$schema"].startswith("https://json-schema.org/draft/2020-12")
    assert set(schema["properties"]) >= set(lianhe)
    assert set(schema["required"]) == {"schema", "id", "title", "base"}
    assert {"Base", "Unit", "Stratum", "PolicyRule", "Staff", "Hours", "Recorded", "Published",
            "Variant"} <= set(schema["$defs"])
    assert set(schema["$defs"]["Base"]["properties"]) >= set(lianhe["base"])
    assert schema["additionalProperties"] is False


def test_a_ready_made_scenario_has_the_shape(schema, lianhe):
    assert faults(lianhe, schema, schema) == []


@pytest.mark.parametrize(("change", "fault"), [
    (lambda s: s.pop("id"), ".id: missing"),
    (lambda s: s.update(schema=2), ".schema: 2"),
    (lambda s: s["base"].update(horizont=24), ".base.horizont: unknown"),
    (lambda s: s["base"].update(horizon="24"), ".base.horizon: not integer"),
    (lambda s: s["base"].update(units={}), ".base.units: too few"),
    (lambda s: s["base"]["staff"]["village_worker"].update(productive=1.5),
     ".base.staff.village_worker.productive: out of range"),
    (lambda s: s["base"]["hours"]["all"].update(meetings=-1), ".base.hours.all.meetings: none"),
    (lambda s: s["title"].pop("zh"), ".title.zh: missing"),
])
def test_another_shape_is_refused(schema, lianhe, change, fault):
    change(lianhe)
    assert any(found.startswith(fault) for found in faults(lianhe, schema, schema))


def test_without_a_file_or_the_option_something_is_missing(capsys):
    assert main(["validate"]) == 2
    assert "fpplan validate: missing: NAME|FILE" in capsys.readouterr().err


def test_it_says_for_each_scheme_what_answers_to_hours(capsys):
    assert main(["validate", "lianhe"]) == 0
    out = capsys.readouterr().out
    assert out.count("untagged items answer to hours here") == 2
    assert "scored items take" in out
    assert main(["validate", "lianhe", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["answers"]
    assert set(told["schemes"]) == {"thousand_point", "lianhe"}
    assert told["schemes"]["thousand_point"]["live"] > 0
