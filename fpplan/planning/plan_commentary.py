"""What a plan leaves on the table: one total per scheme of points that tagged items hold.

It comments on today's scheme. It stands in `commentary.json` alone, is worked out after the plan is
made, and enters no search.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from fpplan.forward import filled, forward, prepared
from fpplan.indicators.evaluate import evaluate
from fpplan.indicators.formulas import core_indicators, groups_of
from fpplan.pipeline.inputs import figures_for, scheme_units, simulated_inputs
from fpplan.pipeline.periods import run_periods, scheme_years
from fpplan.pipeline.plan import readings_of
from fpplan.planning.problem import Decision, Problem, with_decision
from fpplan.scheme.evaluate import score
from fpplan.scheme.model import Scheme
from fpplan.scheme.tallied import tally_indicators
from fpplan.text import Text

__all__ = ["DRAWS", "left_on_the_table"]

DRAWS = 8


def left_on_the_table(problem: Problem, decision: Decision, schemes: Mapping[str, Scheme],
                      seed: int) -> dict[str, Any]:
    """By scheme with points: full points of the tagged items less what they can expect to earn
    under the plan, mean of units and years."""
    resolved = with_decision(problem, decision)
    chosen = [schemes[name].under(readings_of(resolved, name)) for name in resolved.base.schemes]
    chosen = [scheme for scheme in chosen if scheme.base is not None]
    found: dict[str, Any] = {}
    if not chosen:
        return found
    periods = [p.period for p in run_periods(resolved, chosen)]
    formulas = dict(core_indicators())
    for scheme in chosen:
        formulas = {**tally_indicators(scheme), **formulas}
    names = simulated_inputs(chosen, resolved, formulas)
    tallies = forward(resolved, (0, DRAWS), seed)
    units = resolved.base.units
    table = evaluate(tallies, periods, names, parents={u: units[u].parent for u in units},
                     groups=groups_of(prepared(resolved).setting.methods), indicators=formulas,
                     strata=resolved.counted)
    fed = filled(resolved, tallies, seed, "both", periods, table.units)
    for scheme in chosen:
        whom = scheme_units(scheme, table, len(problem.units))
        years = scheme_years(resolved, scheme)
        parts = [s.id for year in years for s in scheme.calendar.seasons(year)]
        points = score(figures_for(scheme, resolved, table, whom,
                                   [*(year.id for year in years), *parts], fed), scheme)
        tagged = [item for item in scheme.items() if scheme.tags(item)]
        # An item that gives points for every case may earn more than its full points.
        left = sum(max(0.0, scheme.layout.full[item.id]
                       - float(np.mean(points.items[item.id].central))) for item in tagged)
        found[scheme.id] = {
            "points_left_on_the_table": round(left, 2),
            "what": _WHAT.__dict__,
        }
    return found


_WHAT = Text(
    "带标记项目的满分减去本计划下可望得到的分，各单位各年平均；只作说明，不据此安排任何工作。",
    "full points of tagged items less what they can expect under this plan, mean of units and "
    "years; commentary only, nothing is planned for them")
