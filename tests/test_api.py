"""The public names of plugins, and that importing them is light."""

import subprocess
import sys

import fpplan.api

NAMES = [
    "ActivityPlan", "AgainstLastYear", "Amount", "Benefit", "Calendar", "Campaign", "Chapter",
    "Clause", "Column", "Completion", "Condition", "Consequence", "ControlRatio", "Coupled",
    "Cut", "Figure", "Figures", "Fill", "Fund", "Indicator", "Input", "Item", "LookBack", "Measure",
    "Milestone", "Only", "Pace", "Payout", "PayoutPlan", "PeerGroup", "PerEvent", "PerUnit",
    "Pick", "PlanStep", "Points", "PostPay", "Proportional", "Rank", "Reading", "RepeatedLast",
    "ReportSection", "Reweight", "Rule", "Sampled", "Scheme", "Shown", "Span", "SplitTarget",
    "Step", "Text", "Threshold", "Veto", "explain", "hookimpl", "score", "with_fills",
]
# What `import fpplan.api` loads of fpplan, below `contract`: each costs every plugin and command.
CONTRACT = [
    "characters", "clauses", "errors", "figure", "figures", "fills", "hooks", "ids", "indicators",
    "items", "layout", "measures", "months", "patterns", "personal", "points", "readings", "reads",
    "rules", "rules.base", "rules.completion", "rules.counts", "rules.history", "rules.levels",
    "rules.money", "rules.place", "rules.shares", "rules.targets", "scheme", "tags", "text",
    "units",
]
OTHERS = {"pluggy"}  # packages beside the standard library
LOADED = """
import sys
before = {*sys.modules}
import fpplan.api
print(*({*sys.modules} - before))
"""


def test_public_names_are_pinned():
    assert fpplan.api.__all__ == NAMES
    assert all(hasattr(fpplan.api, name) for name in NAMES)


def test_what_importing_it_loads_is_pinned():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True,
                          check=True)
    loaded = {*done.stdout.split()}
    assert {name for name in loaded if name.split(".")[0] == "fpplan"} == {
        "fpplan", "fpplan.api", "fpplan.contract", *(f"fpplan.contract.{name}"
                                                     for name in CONTRACT)}
    assert {name.split(".")[0] for name in loaded} - {"fpplan"} - {
        *sys.stdlib_module_names} <= OTHERS
