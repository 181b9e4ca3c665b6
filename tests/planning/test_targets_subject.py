"""What may become a target: decided by the core table, widened by nothing."""

from __future__ import annotations

from fpplan.contract.tags import core_inputs
from fpplan.indicators.core import core_indicators
from fpplan.planning.targets_subject import subjects

TARGETS = {
    "srb", "srb_first", "srb_second_and_later", "unmet_need_percent", "demand_satisfied_percent",
    "discontinuation_per_100_user_years", "births_reported_percent",
    "births_timely_and_right_percent",
}


def test_the_indicators_that_can_be_targets_are_these():
    assert {name for name, each in subjects().items() if each.treatment == "target"} == TARGETS


def test_every_indicator_is_treated_and_no_tagged_one_is_a_target():
    assert set(subjects()) == set(core_indicators())
    for name, each in subjects().items():
        tags = core_inputs()[name].tags if name in core_inputs() else {"unknown"}
        if tags:
            assert each.treatment == ("forecast" if tags == {"birth_limit"} else "flagged"), name
        else:
            assert each.treatment in ("target", "shown"), name


def test_no_target_is_counted_on_procedures_or_reads_births_as_a_limit():
    for name in TARGETS:
        patterns = {term.pattern for term in subjects()[name].indicator.numerator}
        assert not any(word in pattern for pattern in patterns
                       for word in ("terminations", "starts", "policy=", "order=3"))


def test_counts_of_faults_are_no_targets():
    """A target on them would pay for not looking and for not owning up."""
    for name in ("births_omitted", "birth_labels_wrong", "births_late_reported"):
        assert subjects()[name].treatment == "shown"


def test_an_indicator_that_the_core_table_does_not_know_is_taken_for_tagged(monkeypatch):
    from fpplan.planning import targets_subject

    monkeypatch.setattr(targets_subject, "core_inputs", dict)
    found = targets_subject._subject(core_indicators()["srb"])
    assert found.treatment == "flagged"
