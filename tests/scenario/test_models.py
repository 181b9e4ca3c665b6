"""The shape of a scenario file as a whole: everything bounded, nothing unknown, sane defaults."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError
from small import GOOD

from fpplan.scenario import models
from fpplan.scenario.models import (
    LONGEST,
    SCHEMA,
    SHORTEST,
    Base,
    Scenario,
    Season,
    Unit,
    Variant,
)
from fpplan.scenario.values import Part

RAW = tomllib.loads(GOOD)
SHAPE = Scenario.model_json_schema()
PARTS = [found for name in models.__all__
         if isinstance(found := getattr(models, name), type) and issubclass(found, Part)]


def rules(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every rule of the file's shape with its place."""
    if isinstance(node, dict):
        if isinstance(node.get("type"), str):
            yield path, node
        for key, part in node.items():
            yield from rules(part, f"{path}/{key}")
    elif isinstance(node, list):
        for number, part in enumerate(node):
            yield from rules(part, f"{path}/{number}")


def test_every_number_has_bounds():
    """No file can ask for more memory or time than there is."""
    numbers = [(path, rule) for path, rule in rules(SHAPE)
               if rule["type"] in ("number", "integer") and "const" not in rule
               and "/default" not in path]
    assert len(numbers) > 40
    open_ended = [path for path, rule in numbers
                  if not {"minimum", "exclusiveMinimum"} & set(rule)
                  or not {"maximum", "exclusiveMaximum"} & set(rule)]
    assert open_ended == []


def test_every_table_refuses_what_it_does_not_know():
    open_tables = [path for path, rule in rules(SHAPE) if rule["type"] == "object"
                   and "properties" in rule and rule.get("additionalProperties") is not False]
    assert open_tables == []
    assert len(PARTS) > 20
    for part in PARTS:
        with pytest.raises(ValidationError) as caught:
            part.model_validate({"nobody_asked": 1})
        assert "extra_forbidden" in {error["type"] for error in caught.value.errors()}


def test_what_may_be_left_out_leaves_a_place_as_it_is():
    needed = {name for name, field in Base.model_fields.items() if field.is_required()}
    assert needed == {"setting", "decision_month", "horizon", "units", "strata", "policy_rules",
                      "population"}
    base = Base.model_validate({name: RAW["base"][name] for name in needed})
    assert [season.months for season in base.seasons] == [tuple(range(1, 13))]
    assert base.counted_by == "registration" and base.limits is None and base.targets is None
    assert base.weights is None and base.payouts is None
    assert base.units["V01"].travel == 0 and not base.units["V01"].assumed


@pytest.mark.parametrize(("name", "good", "bad"), [
    ("horizon", [SHORTEST, LONGEST], [SHORTEST - 1, LONGEST + 1, 24.0, True]),
    ("counted_by", ["registration", "residence"], ["both", None]),
    ("units", [], [{}]), ("strata", [], [{}]), ("policy_rules", [], [{}]), ("seasons", [], [[]]),
    ("targets", [None, {"a.b": 3}, {"a.b": {"V01": 3}}], [{"a.b": {}}, {"a.b": "3"}, 3]),
])
def test_values_of_the_base(name, good, bad):
    for value in good:
        assert getattr(Base.model_validate({**RAW["base"], name: value}), name) == value
    for value in bad:
        with pytest.raises(ValidationError) as caught:
            Base.model_validate({**RAW["base"], name: value})
        assert {error["loc"][0] for error in caught.value.errors()} == {name}, value


def test_seasons_are_of_calendar_months():
    assert Season(id="s", months=[12, 1]).months == (12, 1)
    for months in ([], [0], [13], [1.0], ["1"], [True]):
        with pytest.raises(ValidationError):
            Season(id="s", months=months)


def test_nobody_is_on_the_road_all_day():
    label = {"zh": "村", "en": "village"}
    assert Unit(label=label, level="village", travel=0.95).travel == 0.95
    with pytest.raises(ValidationError, match="travel"):
        Unit(label=label, level="village", travel=0.96)


def test_a_variant_sets_something_and_says_why():
    why = {"zh": "因", "en": "because"}
    assert Variant(why=why, set={"hours.all.meetings": 3}).label is None
    for fields in ({"why": why, "set": {}}, {"set": {"a": 1}}, {"why": why}):
        with pytest.raises(ValidationError):
            Variant(**fields)


def test_a_file_says_its_schema_and_has_a_title():
    found = Scenario.model_validate(RAW)
    assert found.version == SCHEMA and found.label.en == "Small town" and found.document == ""
    assert list(found.variant) == ["followup"]
    with pytest.raises(ValidationError, match="schema"):
        Scenario.model_validate({**RAW, "schema": SCHEMA + 1})
