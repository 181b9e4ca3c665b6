"""The small scenario that tests break, and the names that it may use."""

from pathlib import Path

from fpplan.scenario import Known
from fpplan.scenario.known import KnownMeasure, PayoutOf, TargetOf

HERE = Path(__file__).parent
GOOD = (HERE / "good.toml").read_text("utf-8")

KNOWN = Known(
    settings=frozenset(["here", "elsewhere"]),
    methods={"here": frozenset(["none", "iud", "condom"]), "elsewhere": frozenset(["none"])},
    tasks=frozenset(["meetings", "records", "counselling", "home_checks"]),
    plannable=frozenset(["meetings", "records", "counselling"]),
    schemes=frozenset(["points", "ranking"]),
    readings={"points.window": ("to_date", "yearly")},
    targets={"points.visits": TargetOf(0, 100), "ranking.visits": TargetOf(0, 100),
             "points.births": TargetOf(0, 0, "is tagged birth_limit: no target can be set")},
    weights={"points.visits": TargetOf(0, 4000), "ranking.visits": TargetOf(0, 4000),
             "points.births": TargetOf(0, 0, "is tagged birth_limit: its weight is its document's"),
             "points.errors": TargetOf(0, 0, "the clause earns no points at its target")},
    payouts={"points.visit_pay": PayoutOf(500.0), "points.post_pay": PayoutOf(None),
             "points.quota_pay": PayoutOf(None, "is tagged procedure_quota: it cannot be set")},
    parameters={"here": {"reporting.omission_out_girl": (0.0, 1.0),
                         "reporting.audit_detection": (0.0, 1.0),
                         "method.iud.failure_12m_percent": (0.0, 100.0)}},
    rates={"here": frozenset(["method.iud.failure_12m_percent"])},
    audits=frozenset(["reporting.audit_detection"]),
    measures={"points_campaign": KnownMeasure(("opening", "visits"), ("bonus",),
                                              {"whose": ("all", "some")})},
    task_tags={"home_checks": frozenset(["surveillance"])},
    input_tags={"procedures_done": frozenset(["procedure_quota"]),
                "late_abortion_percent": frozenset(["procedure_quota"])},
    inputs=frozenset(["late_abortion_percent", "meeting_attendance", "boards_done",
                      "procedures_done"]),
    figures=frozenset(["crude_birth_rate", "late_abortion_percent"]),
)


def changed(find: str, put: str) -> str:
    """The good file with one place changed; the place must be there exactly once."""
    assert GOOD.count(find) == 1, f"{find!r} stands {GOOD.count(find)} times in good.toml"
    return GOOD.replace(find, put)
