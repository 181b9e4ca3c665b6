"""The files of a hand-out and the folder that they go into."""

from __future__ import annotations

from typing import Any

from fpplan.contract.text import LANGUAGES, later, speaking
from fpplan.finite import json_text
from fpplan.planning.targets import Cell, Line, Targets
from fpplan.planning.targets_present import commentary
from fpplan.store.whole import Kind, json_has

__all__ = ["COMMENTARY", "FILES", "HANDOUT", "as_data", "contents"]

COMMENTARY = "commentary.json"
FILES = (*(f"handout.{lang}.{kind}" for lang in LANGUAGES for kind in ("html", "xlsx")),
         "targets.json", "scenario.toml", COMMENTARY)
HANDOUT = Kind(
    files=FILES, mark="targets.json", ours=json_has("set_up_to_fail", "targets"),
    foreign=later(
        "{path}: holds files that are not of a hand-out; give a new or empty folder"))


def contents(found: Targets, scenario: str) -> dict[str, bytes]:
    """Every file of a hand-out by name. `scenario` is the text of the scenario file with the
    proposed targets."""
    from fpplan.report.handout.excel import as_workbook
    from fpplan.report.handout.html import as_html
    from fpplan.report.handout.overview import handout

    files: dict[str, bytes] = {}
    for lang in LANGUAGES:
        with speaking(lang):
            told = handout(found)
            files[f"handout.{lang}.html"] = as_html(told, lang).encode("utf-8")
            files[f"handout.{lang}.xlsx"] = as_workbook(told, found)
    files["targets.json"] = _json(as_data(found))
    files["scenario.toml"] = scenario.encode("utf-8")
    files[COMMENTARY] = _json(commentary(found.work.lived))
    return files


def as_data(found: Targets) -> dict[str, Any]:
    """A hand-out for machines. Nothing in it comes from points or from a tagged item."""
    return {
        "scenario": found.work.base.scenario, "period": found.period.id,
        "probability": found.probability, "draws": found.work.draws, "seed": found.work.seed,
        "indicators": [_line(line) for line in found.lines],
        "shown": [_line(line) for line in found.shown],
        "set_up_to_fail": [{"target": present.key, "units": units}
                           for present, units in found.failing()],
        "births_to_be_ready_for": [
            {"unit": row.unit, "quarters": [list(quarter) for quarter in found.quarters],
             "expected": [round(x, 2) for x in row.expected],
             "low": [round(x, 2) for x in row.low], "high": [round(x, 2) for x in row.high]}
            for row in found.ready],
        "targets": found.proposals(),
        "flagged": [{"item": f"{row.scheme}.{row.item}", "tags": list(row.tags)}
                    for row in found.flagged],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "indicator": line.subject.name, "at": "most" if line.subject.most else "least",
        "equal": line.equal, "two_equal_units_differ": _short(line.luck),
        "needed": line.needed, "units_together": line.together,
        "units": [_cell(cell) for cell in line.cells],
    } if line.equal is not None or line.luck is not None or line.between is not None else {
        "indicator": line.subject.name, "units": [_cell(cell) for cell in line.cells]}


def _cell(cell: Cell) -> dict[str, Any]:
    found: dict[str, Any] = {
        "unit": cell.unit, "expected": cell.expected, "q10": cell.low, "q50": cell.middle,
        "q90": cell.high, "true_expected": cell.truth, "empty": cell.empty,
        "counted": cell.counted,
    }
    if cell.present is not None:
        found |= {
            "attainable": cell.attainable, "proposed": cell.proposed,
            "chance_under_equal": cell.equal, "reliability": cell.reliable,
            "chance_decides": cell.chance_decides, "years_to_pool": cell.years,
            "weight_of_own_figure": cell.weight, "chance_today": dict(cell.present),
        }
    return {key: _short(value) if isinstance(value, float) else
            {k: _short(v) for k, v in value.items()} if isinstance(value, dict) else value
            for key, value in found.items()}


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _json(data: Any) -> bytes:
    return (json_text(data, indent=1) + "\n").encode("utf-8")
