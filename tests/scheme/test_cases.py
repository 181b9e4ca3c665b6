"""The worked cases of every township scheme, and that none is missing."""

from pathlib import Path

import pytest
from townships import plugins, scheme

from fpplan.testing import Case, read_cases, run_case, uncovered

FILES = sorted((Path(__file__).parents[1] / "cases").glob("*.cases.toml"))
CASES = [case for file in FILES for case in read_cases(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.scheme}-{case}")
def test_case(case: Case):
    assert run_case(case, scheme(case.scheme)) == []


@pytest.mark.parametrize("name", sorted(plugins().schemes))
def test_no_item_is_without_cases(name: str):
    assert uncovered(scheme(name), [case for case in CASES if case.scheme == name]) == []
