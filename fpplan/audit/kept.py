"""The audit of a run's schemes, kept with the run in both languages for its report."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fpplan.audit.audit import audit
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import LANGUAGES, speaking
from fpplan.finite import json_text
from fpplan.writing import whole_file

__all__ = ["AUDIT", "keep", "kept"]

AUDIT = "audit.json"


def keep(folder: Path, schemes: Iterable[Scheme], people: float, births: int) -> None:
    """Audit the schemes (readings chosen) in a unit of this size and write the file into the
    run folder, whole or not at all."""
    found = []
    for scheme in schemes:
        audited = audit(scheme, people=people, births=births, other_readings=False)
        said = {}
        for lang in LANGUAGES:
            with speaking(lang):
                said[lang] = audited.as_dict()
        found.append(said)
    text = json_text(found, sort_keys=True)
    with whole_file(folder / AUDIT) as part:
        part.write_text(text, "utf-8")


def kept(folder: Path, lang: str) -> list[dict[str, Any]]:
    """The audits that a run folder holds, as `Audit.as_dict` in a language; none where it has
    no such file or it cannot be read."""
    try:
        found = json.loads((folder / AUDIT).read_text("utf-8"))
        return [said[lang] for said in found]
    except (OSError, ValueError, KeyError, TypeError):
        return []
