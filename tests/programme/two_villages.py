"""The table of a small plan of two villages with their own worker and a shared pool."""

from __future__ import annotations

from typing import Any

LABEL = {"zh": "名", "en": "name"}


def base_table(**changes: Any) -> dict[str, Any]:
    table: dict[str, Any] = {
        "setting": "china_rural", "decision_month": "2014-08", "horizon": 24,
        "seasons": [{"id": "s1", "months": [8, 9, 10, 11]}, {"id": "s2", "months": [12, 1, 2, 3]},
                    {"id": "s3", "months": [4, 5, 6, 7]}],
        "units": {"town": {"level": "township", "label": LABEL},
                  "V01": {"level": "village", "label": LABEL, "parent": "town"},
                  "V02": {"level": "village", "label": LABEL, "parent": "town"}},
        "strata": {"resident": {"label": LABEL, "policy": "any"}},
        "policy_rules": {"any": {"text": LABEL, "allow": [{}], "status": "assumed"}},
        "population": {"resident": {"V01": 3000, "V02": 1000}},
        "staff": {
            "worker": {"label": LABEL, "number": {"V01": 1.0, "V02": 1.0},
                       "hours_per_month": 100.0, "productive": 0.5, "pay_yuan_per_month": 300.0},
            "town_staff": {"label": LABEL, "number": {"pool": "town", "number": 2.0},
                           "hours_per_month": 100.0, "productive": 0.8, "vacancy": 0.5,
                           "pay_yuan_per_month": 1000.0},
        },
        "hours": {"all": {"postpartum_followup": 6.0, "counselling": 20.0, "meetings": 30.0,
                          "record_audit": 4.0}},
    }
    table.update(changes)
    return table
