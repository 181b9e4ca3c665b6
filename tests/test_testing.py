"""What scheme plugins get for free finds what is wrong with them."""

from pathlib import Path

from townships import scheme

from fpplan.testing import Case, read_cases, run_case, uncovered

CASES = read_cases(Path(__file__).parent / "cases" / "thousand_point.cases.toml")


def test_a_missing_case_is_listed():
    kept = [case for case in CASES if not (case.item == "certificates" and case.at == "above")]
    assert uncovered(scheme("thousand_point"), kept) == ["certificates above"]


def test_a_wrong_case_is_told():
    case = Case("thousand_point", "leads", "above", {"sex_selection_leads_verified": 3},
                "3 × 20 = 60, not 61.", points=61)
    assert run_case(case, scheme("thousand_point")) == ["60.0 instead of 61 (3 × 20 = 60, not 61.)"]
