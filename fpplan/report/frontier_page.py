"""The page of a frontier."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _, run_on, speaking
from fpplan.planning.frontier import Frontier, Spot
from fpplan.report.answers import Answer, Line
from fpplan.report.numbers import joined, num, signed
from fpplan.report.page import Section, render
from fpplan.report.plan_page import about
from fpplan.report.plan_words import outcome_label, outcome_words
from fpplan.report.plot import TARGET, VARIANT_COLOURS, layout

__all__ = ["frontier_lines", "frontier_page", "spot_label"]


def spot_label(frontier: Frontier, spot: Spot) -> str:
    """What a spot is called."""
    if spot.kind == "own":
        return _("as now")
    if spot.kind == "variant":
        name = spot.name.replace("_", " ")
        return _("{plan} (narrows choice)").format(plan=name) if spot.narrows else name
    if spot.budget is None or spot.mix is None:
        return spot.name
    weigh = _("for points") if spot.mix == 1 else _("for outcomes") if spot.mix == 0 else _(
        "for both")
    return _("{percent} % of the hours, {weigh}").format(percent=num(100 * spot.budget),
                                                          weigh=weigh)


def _without_points(frontier: Frontier, own: Spot) -> list[str]:
    """The same where no scheme gives untagged points."""
    lines = [_("As now: {hours} hours a month, index of true outcomes {outcomes}. No scheme here "
               "gives untagged points.").format(hours=num(own.hours),
                                                outcomes=num(own.outcomes, 1))]
    better = [s for s in frontier.spots if s.kind == "found" and s.hours <= own.hours + 1e-9
              and s.outcomes > own.outcomes]
    if better:
        most = max(better, key=lambda s: s.outcomes)
        lines.append(_("With no more hours true outcomes can be better: {name} gives {outcomes}."
                       ).format(name=spot_label(frontier, most), outcomes=num(most.outcomes, 1)))
    else:
        lines.append(_("With no more hours nothing was found that is better in true outcomes."))
    return lines


def frontier_lines(frontier: Frontier) -> list[str]:
    """The frontier in a few lines."""
    own = next(spot for spot in frontier.spots if spot.kind == "own")
    if own.points is None:
        return _without_points(frontier, own)
    lines = [_("As now: {hours} hours a month, index of true outcomes {outcomes}, {points} "
               "untagged points.").format(hours=num(own.hours), outcomes=num(own.outcomes, 1),
                                 points=num(own.points, 1))]
    cheaper = [s for s in frontier.spots if s.kind == "found" and s.hours <= own.hours + 1e-9]
    better = [s for s in cheaper if s.outcomes > own.outcomes
              and (s.points or 0) >= (own.points or 0)]
    if better:
        most = max(better, key=lambda s: s.outcomes)
        lines.append(_("With no more hours both can be better: {name} gives {outcomes} and "
                       "{points} points.").format(name=spot_label(frontier, most),
                                         outcomes=num(most.outcomes, 1),
                                         points=num(most.points, 1)))
        least = min(better, key=lambda s: s.hours)
        if least.hours < own.hours:
            lines.append(_(
                "{hours} hours a month are enough to be no worse in both: {name}.").format(
                hours=num(least.hours), name=spot_label(frontier, least)))
    elif own.best:
        lines.append(_("Nothing was found that is better in all three: what is done now lies on "
                       "the frontier."))
    else:
        lines.append(_("With no more hours nothing was found that is better in both points and "
                       "outcomes."))
    lines += _serving_better(frontier, own, better)
    return lines


def _serving_better(frontier: Frontier, own: Spot, told: Sequence[Spot]) -> list[str]:
    """What serves people better at points that cannot be told from today's, if that is not told."""
    others = [s for s in frontier.spots if s.kind != "own" and s.hours <= own.hours + 1e-9
              and s.serves_better]
    if not others or told:
        return []
    most = max(others, key=lambda s: s.outcomes)
    assert most.more_outcomes is not None and most.more_points is not None
    return [_("People are served better with no more hours, at points that cannot be told from "
              "today's: {name} changes the index of true outcomes by {outcomes} and points by "
              "{points} (standard errors {outcomes_error} and {points_error}).").format(
        name=spot_label(frontier, most), outcomes=signed(most.more_outcomes.mean, 1),
        points=signed(most.more_points.mean, 1), outcomes_error=num(most.more_outcomes.error, 1),
        points_error=num(most.more_points.error, 1))]


def frontier_page(frontier: Frontier, seed: int, lang: str) -> str:
    """The whole page in one language ("en" or "zh")."""
    with speaking(lang):
        resolved = frontier.problem.resolved
        facts = [(_("Decision month"), resolved.base.decision_month),
                 (_("Fresh draws"), num(frontier.draws[1] - frontier.draws[0])),
                 (_("Seed"), str(seed))]
        notes = [
            _("Points are those of untagged items, as the books earn them; points of tagged items "
              "are in no objective. Keeping and checking the books keep at least their hours while "
              "the budget has them: where it has not, fewer faults are found and the books earn "
              "more."),
            outcome_words(frontier.judge),
            _("A frontier shows what could be traded, also what nobody should: outcomes may get "
              "worse here, and the table names them. A plan lets none get worse."),
            _("Yuan: hours at the average pay of an hour of staff whose pay is stated."),
        ]
        said = [Answer(question, tuple(Line(run_on(line)) for line in lines), "frontier")
                for question, lines in ((_("What can be had together?"), frontier_lines(frontier)),
                                        (_("How is it counted?"), notes))]
        section = Section("frontier", Text("得分、群众与成本", "Points, people and cost"),
                          (_figure(frontier),))
        return render(lang, _("{place}: what is traded for what").format(place=resolved.title),
                      about(resolved), facts, said, [section])


def _figure(frontier: Frontier) -> Figure:
    spots = frontier.spots
    rows = pl.DataFrame({
        "name": [spot_label(frontier, s) for s in spots],
        "hours": [s.hours for s in spots], "yuan": [s.yuan for s in spots],
        "points": [s.points for s in spots], "points_error": [s.points_error for s in spots],
        "outcomes": [s.outcomes for s in spots],
        "outcomes_error": [s.outcomes_error for s in spots],
        "best": [_("yes") if s.best else _("no") for s in spots],
        "worse": [joined([outcome_label(frontier, name) for name in s.worse]) if s.worse
                  else _("none") for s in spots],
    }, schema={"name": pl.String, "hours": pl.Float64, "yuan": pl.Float64, "points": pl.Float64,
               "points_error": pl.Float64, "outcomes": pl.Float64, "outcomes_error": pl.Float64,
               "best": pl.String, "worse": pl.String})
    with_points = bool(frontier.judge.schemes)
    budgets = sorted({s.budget for s in spots if s.budget is not None})
    colours = VARIANT_COLOURS[1:]
    data = []
    groups = [(_("{percent} % of the hours").format(percent=num(100 * b)),
               [s for s in spots if s.budget == b], colours[i % len(colours)], "circle")
              for i, b in enumerate(budgets)]
    groups += [(_("as now"), [s for s in spots if s.kind == "own"], TARGET, "star"),
               (_("variants of the scenario"), [s for s in spots if s.kind == "variant"],
                VARIANT_COLOURS[0], "diamond")]
    for name, members, colour, symbol in groups:
        if not members:
            continue
        members = sorted(members, key=lambda s: (s.points or 0.0, s.outcomes))
        y = [s.points if with_points else s.hours for s in members]
        trace = {
            "type": "scatter", "mode": "lines+markers" if symbol == "circle" else "markers",
            "name": name, "x": [round(s.outcomes, 4) for s in members],
            "y": [round(float(v), 4) for v in y if v is not None],
            "marker": {"color": colour, "size": 15 if symbol == "star" else 10, "symbol": symbol},
            "line": {"color": colour, "width": 1.4, "dash": "dot"},
            "text": [spot_label(frontier, s) for s in members],
            "hovertemplate": "%{text}<br>%{x}<br>%{y}<extra></extra>"}
        data.append(trace)
    spec = {"data": data, "layout": layout(
        520, x=_("index of true outcomes"),
        y=_("untagged points a year, all units together") if with_points else _("hours a month"),
        margin={"t": 70})}
    return Figure(
        "frontier", both(lambda: _("What is traded for what?")),
        both(lambda: _("Right is better for people, up is more points; colours are budgets. Means "
                       "over the same fresh draws.")),
        (Column("name", _("allocation")), Column("hours", _("hours a month"), 0),
         Column("yuan", _("yuan a month"), 0), Column("points", _("untagged points"), 2),
         Column("points_error", _("standard error"), 2),
         Column("outcomes", _("index of true outcomes"), 2),
         Column("outcomes_error", _("standard error"), 2),
         Column("best", _("on the frontier")),
         Column("worse", _("outcomes worse than now"))), rows,
        Text("在无标记得分、真实结果和工时三方面都不被其他方案超过的，为前沿点",
             "On the frontier: no other allocation is as good in points, outcomes and hours and "
             "better in one."), Text("fpplan前沿", "fpplan frontier"), spec)
