"""The public names of plugins, and that importing them is light."""

import subprocess
import sys

import fpplan.api

NAMES = [
    "ActivityPlan", "AgainstLastYear", "Amount", "Benefit", "Calendar", "Campaign", "Chapter",
    "Clause", "Column", "Completion", "Condition", "Consequence", "ControlRatio", "Coupled",
    "Cut", "Figure", "Figures", "Fund", "Indicator", "Input", "Item", "LookBack", "Measure",
    "Milestone", "Only", "Pace", "Payout", "PayoutPlan", "PeerGroup", "PerEvent", "PerUnit",
    "Pick", "PlanStep", "Points", "PostPay", "Proportional", "Rank", "Reading", "RepeatedLast",
    "ReportSection", "Reweight", "Rule", "Sampled", "Scheme", "Shown", "Span", "SplitTarget",
    "Step", "Text", "Threshold", "Veto", "explain", "hookimpl", "score",
]
HEAVY = {"numpy", "numba", "polars", "plotly", "scipy"}


def test_public_names_are_pinned():
    assert fpplan.api.__all__ == NAMES
    assert all(hasattr(fpplan.api, name) for name in NAMES)


def test_importing_it_loads_nothing_heavy():
    script = "import sys, fpplan.api; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                          check=True)
    assert not HEAVY & {name.split(".")[0] for name in done.stdout.split()}
