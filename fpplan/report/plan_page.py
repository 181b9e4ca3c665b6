"""The page of a plan: what to do, what it gains, why, what binds, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl

from fpplan import __version__
from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _, run_on, speaking
from fpplan.indicators.core import core_indicators
from fpplan.planning.outcomes import Outcome, outcomes_known
from fpplan.planning.plan import Made
from fpplan.report.answers import Answer, Line
from fpplan.report.numbers import joined, num
from fpplan.report.page import Section, render
from fpplan.report.plan_words import (
    answers,
    binding_words,
    move_words,
    outcome_label,
    task_label,
    unit_label,
    worse_outcomes,
)
from fpplan.report.plot import GREY, VARIANT_COLOURS, assumed_split, layout, wrap
from fpplan.scenario.resolve import Resolved

__all__ = ["about", "plan_page"]

SHOWN = 60  # units that a plot has room for; the table has all
OWN, PLAN = VARIANT_COLOURS[0], VARIANT_COLOURS[1]
SOURCE = Text("fpplan计划", "fpplan plan")


def plan_page(made: Made, lang: str) -> str:
    """The whole page in one language ("en" or "zh")."""
    with speaking(lang):
        sections = [
            Section("hours", Text("工时安排", "Hours"),
                    (_by_task(made), _moves(made), _allocation(made))),
            Section("people", Text("群众与得分", "People and points"),
                    (_outcomes(made), _points(made), _by_unit(made))),
            Section("limits", Text("约束", "Limits"), (_binds(made), _worth(made))),
            Section("table", Text("可靠程度", "How sure this is"), (_errors(made),)),
        ]
        facts = [
            (_("Judged by"), str(made.judge.text)),
            (_("Decision month"), made.problem.resolved.base.decision_month),
            (_("Fresh draws"), num(made.draws[1] - made.draws[0])),
            (_("Seed"), str(made.wanted.seed)),
        ]
        said = [Answer(question, tuple(Line(run_on(line)) for line in lines), section)
                for question, lines, section in answers(made)]
        return render(lang, _("{place}: where hours do most").format(
            place=made.problem.resolved.title), about(made.problem.resolved), facts, said,
            sections)


def about(resolved: Resolved) -> SimpleNamespace:
    """What a page about a scenario's planning says of the scenario."""
    units = resolved.base.units
    return SimpleNamespace(
        meta=SimpleNamespace(title=resolved.title, version=__version__, plugins={},
                             hashes={resolved.variant: resolved.hash}),
        variants=[], assumed_split=any(units[leaf].assumed for leaf in resolved.leaves))


def _bars(names: Sequence[str], own: Sequence[float], plan: Sequence[float], x: str
          ) -> dict[str, Any]:
    height = 90 + 44 * len(names)
    data = [
        {"type": "bar", "orientation": "h", "name": name, "y": [wrap(n, 26) for n in names],
         "x": [round(float(v), 4) for v in values], "marker": {"color": colour}}
        for name, values, colour in ((_("today"), own, OWN), (_("plan"), plan, PLAN))]
    return {"data": data, "layout": layout(
        height, x=x, barmode="group", bargap=0.28,
        yaxis={"autorange": "reversed", "gridcolor": "rgba(0,0,0,0)"})}


def _by_task(made: Made) -> Figure:
    problem = made.problem
    months = np.array(problem.months) / 12
    own = problem.own.hours.sum(axis=0) @ months
    plan = made.decision.hours.sum(axis=0) @ months
    some = [t for t in range(len(problem.tasks)) if own[t] > 0 or plan[t] > 0]
    own, plan = own[some], plan[some]
    names = [task_label(made, problem.tasks[t]) for t in some]
    rows = pl.DataFrame({"task": names, "own": own, "plan": plan, "change": plan - own},
                        schema={"task": pl.String, "own": pl.Float64, "plan": pl.Float64,
                                "change": pl.Float64})
    return Figure(
        "plan_tasks", both(lambda: _("What should staff spend their time on?")),
        both(lambda: _("Hours a month of all units together, mean of the year.")),
        (Column("task", _("task")), Column("own", _("today"), 1), Column("plan", _("plan"), 1),
         Column("change", _("change"), 1)), rows,
        Text("各单位该任务每月工时之和，没有工时的任务不列",
             "Sum of hours a month over units; tasks without any are left out."), SOURCE,
        _bars(names, own.tolist(), plan.tolist(), _("hours a month")))


def _moves(made: Made) -> Figure:
    moves = made.explained.moves
    scale = 100.0 if made.judge.objective == "pass" else 1.0
    words = [f"{unit_label(made, m.unit)}: {task_label(made, m.source)} → {task_label(made, m.to)}"
             for m in moves]
    rows = pl.DataFrame({
        "what": [move_words(made, m) for m in moves], "hours": [m.hours for m in moves],
        "gain": [scale * m.gain for m in moves], "low": [scale * m.low for m in moves],
        "high": [scale * m.high for m in moves]},
        schema={"what": pl.String, "hours": pl.Float64, "gain": pl.Float64, "low": pl.Float64,
                "high": pl.Float64})
    spec: dict[str, Any] | None = None
    if moves:
        gain = [round(scale * m.gain, 6) for m in moves]
        spec = {"data": [{
            "type": "scatter", "mode": "markers", "x": gain, "y": list(range(1, len(moves) + 1)),
            "marker": {"color": PLAN, "size": 10}, "showlegend": False, "text": words,
            "hovertemplate": "%{text}: %{x}<extra></extra>",
            "error_x": {"type": "data", "symmetric": False, "color": PLAN, "thickness": 1.6,
                        "array": [round(scale * (m.high - m.gain), 6) for m in moves],
                        "arrayminus": [round(scale * (m.gain - m.low), 6) for m in moves]},
        }], "layout": layout(
            90 + 44 * len(moves), legend=False, x=str(made.judge.text),
            yaxis={"autorange": "reversed", "gridcolor": "rgba(0,0,0,0)", "tickmode": "array",
                   "tickvals": list(range(1, len(moves) + 1)),
                   "ticktext": [wrap(word, 30) for word in words]},
            xaxis={"zeroline": True})}
    return Figure(
        "plan_moves", both(lambda: _("Which moves matter most?")),
        both(lambda: _("What the plan would lose if this one move were undone; bars hold nine "
                       "years in ten.") if moves else _("Nothing moves.")),
        (Column("what", _("move")), Column("hours", _("hours a month"), 1),
         Column("gain", _("gain"), 3), Column("low", _("low"), 3), Column("high", _("high"), 3)),
        rows, Text("响应表上撤销一项调整的损失",
                   "Loss on the response table when one move is undone."), SOURCE, spec)


def _outcomes(made: Made) -> Figure:
    """Each outcome on its own way from the worst to the best, today and with the plan."""
    table: dict[str, list[Any]] = {name: [] for name in (
        "what", "unit", "own", "plan", "mean", "error", "worst", "best", "weight")}
    names, parts = [], ([], [])  # type: tuple[list[str], tuple[list[float], list[float]]]
    total = sum(outcome.weight for outcome in made.judge.outcomes) or 1.0
    for outcome in made.judge.outcomes:
        gain = made.others[outcome.column.name]
        label = outcome_label(made, outcome.column.name)
        row = (label, _unit(outcome), gain.own, gain.plan, gain.mean, gain.error,
               100 * outcome.worst, 100 * outcome.share_of_best, 100 * outcome.weight / total)
        for name, value in zip(table, row, strict=True):
            table[name].append(value)
        names.append(label)
        for values, value in zip(parts, (gain.own, gain.plan), strict=True):
            values.append(float(outcome.part(np.asarray(value / 100))))
    rows = pl.DataFrame(table, schema={name: pl.String if name in ("what", "unit") else pl.Float64
                                       for name in table})
    worse = worse_outcomes(made)
    return Figure(
        "plan_outcomes", both(lambda: _("What changes for people?")),
        both(lambda: _("These get worse: {outcomes}.").format(outcomes=joined(worse_outcomes(made)))
             if worse else _("No outcome gets worse beyond the error. Right is better: 0 is the "
                             "worst and 100 the best that hours can make of each.")),
        (Column("what", _("outcome")), Column("unit", _("unit")), Column("own", _("today"), 2),
         Column("plan", _("plan"), 2), Column("mean", _("change"), 2),
         Column("error", _("standard error"), 2), Column("worst", _("worst"), 1),
         Column("best", _("best"), 1), Column("weight", _("weight in the index, %"), 0)), rows,
        Text("指数＝各组结果的平均；每项结果按工时所能造成的最差（0）到最好（100）折算，组与组、组内各项权重相等，每人权重相同；"
             "最好：全部工时用于对它最有利的一项任务",
             "The index is the mean of the groups of outcomes (need met, methods kept, care, "
             "books), each outcome counted from the worst (0) to the best (100) that hours can "
             "make of it; groups weigh alike, outcomes of a group too, and all people. Best: all "
             "hours for the one task that helps it most."), SOURCE,
        _dumbbell(names, parts[0], parts[1],
                  _("part of the way from the worst (0) to the best (100)")))


def _unit(outcome: Outcome) -> str:
    indicator = core_indicators().get(outcome.column.name)
    return "%" if indicator is None or indicator.unit == "percent" else _("per 100 years of use")


def _points(made: Made) -> Figure:
    """Untagged points by what the books and what true figures would earn, and the index."""
    labels, gains = [], []
    for name, label in (
            ("points_reported", _("untagged points a year, all units together, as the books earn "
                                  "them")),
            ("points_true", _("untagged points as true figures would earn them")),
            ("outcomes", _("index of true outcomes, 0 to 100"))):
        if name in made.others:
            labels.append(label)
            gains.append(made.others[name])
    rows = pl.DataFrame({"what": labels, **{key: [getattr(g, key) for g in gains] for key in
                                            ("own", "plan", "mean", "error", "low", "high")}})
    return Figure(
        "plan_points", both(lambda: _("And for points?")),
        both(lambda: _("Means over fresh draws, the same luck with and without the plan; the "
                       "range holds nine draws in ten.")),
        (Column("what", _("figure")), Column("own", _("today"), 2), Column("plan", _("plan"), 2),
         Column("mean", _("change"), 2), Column("error", _("standard error"), 2),
         Column("low", _("low"), 2), Column("high", _("high"), 2)), rows,
        Text("带标记项目不计", "Tagged items are left out."), SOURCE)


def _dumbbell(names: Sequence[str], own: Sequence[float], plan: Sequence[float], x: str
              ) -> dict[str, Any]:
    """Today (open) and the plan (full) of each row, joined by a line."""
    wrapped = [wrap(name, 26) for name in names]
    pairs = list(zip(own, plan, strict=True))
    return {"data": [
        {"type": "scatter", "mode": "lines", "showlegend": False, "hoverinfo": "skip",
         "x": [v for a, b in pairs for v in (round(float(a), 4), round(float(b), 4), None)],
         "y": [v for n in wrapped for v in (n, n, None)], "line": {"color": GREY, "width": 2}},
        *({"type": "scatter", "mode": "markers", "name": name, "y": wrapped,
           "x": [round(float(v), 4) for v in values],
           "marker": {"color": colour, "size": 10, "symbol": symbol}}
          for name, values, colour, symbol in ((_("today"), own, OWN, "circle-open"),
                                               (_("plan"), plan, PLAN, "circle")))],
        "layout": layout(120 + 34 * len(names), x=x,
                         yaxis={"autorange": "reversed", "gridcolor": "rgba(0,0,0,0)"})}


def _by_unit(made: Made) -> Figure:
    kind = "outcomes" if made.judge.objective == "outcomes" else "points"
    own, plan = made.by_unit[kind]
    names = [unit_label(made, unit) for unit in made.problem.units]
    rows = pl.DataFrame({"unit": names, "own": own, "plan": plan, "change": plan - own})
    spec: dict[str, Any] | None = None
    if len(names) <= SHOWN:
        label = _("index of true outcomes") if kind == "outcomes" else _("untagged points")
        spec = _dumbbell(names, own.tolist(), plan.tolist(), label)
        if any(made.problem.resolved.base.units[u].assumed for u in made.problem.units):
            plot = spec["layout"]
            plot["annotations"] = [assumed_split()]
            plot["margin"] = {**plot["margin"], "b": 66}
    return Figure(
        "plan_units", both(lambda: _("Which units gain?")),
        both(lambda: _("Each unit before and after, means over fresh draws.")),
        (Column("unit", _("unit")), Column("own", _("today"), 2), Column("plan", _("plan"), 2),
         Column("change", _("change"), 2)), rows,
        Text("各单位在新抽样上的平均值", "Means of each unit over fresh draws."), SOURCE, spec)


def _worth(made: Made) -> Figure:
    worth = made.explained.worth * (100 if made.judge.objective == "pass" else 1)
    names = [unit_label(made, unit) for unit in made.problem.units]
    tasks = [task_label(made, task) if task else _("nothing") for task in made.explained.hour_for]
    rows = pl.DataFrame({"unit": names, "worth": worth, "task": tasks})
    spec = None
    if len(names) <= SHOWN:
        spec = {"data": [{"type": "bar", "orientation": "h", "y": names,
                          "x": [round(float(v), 8) for v in worth], "marker": {"color": PLAN},
                          "showlegend": False}],
                "layout": layout(90 + 24 * len(names), legend=False, x=str(made.judge.text),
                                 yaxis={"autorange": "reversed",
                                        "gridcolor": "rgba(0,0,0,0)"})}
    return Figure(
        "plan_worth", both(lambda: _("Where would one more hour a month help most?")),
        both(lambda: _("What one more hour every month would add in each unit, given to the task "
                       "where it does most.")),
        (Column("unit", _("unit")), Column("worth", _("worth"), 4), Column("task", _("for"))), rows,
        Text("响应表上的有限差分", "Finite difference on the response table."), SOURCE, spec)


def _binds(made: Made) -> Figure:
    rows = pl.DataFrame({"limit": [binding_words(made, b) for b in made.explained.binds]},
                        schema={"limit": pl.String})
    return Figure(
        "plan_binds", both(lambda: _("Which limits hold the plan back?")),
        both(lambda: _("Limits with less than one step of room left.") if len(rows)
             else _("None: there is room in every limit.")),
        (Column("limit", _("limit")),), rows,
        Text("剩余不足一个步长的约束", "Limits with less than one step of room."), SOURCE)


def _allocation(made: Made) -> Figure:
    problem = made.problem
    table: dict[str, list[Any]] = {"unit": [], "season": [], "task": [], "own": [], "plan": []}
    for u, t, s in np.ndindex(*problem.own.hours.shape):
        own, plan = problem.own.hours[u, t, s], made.decision.hours[u, t, s]
        if own == 0 and plan == 0:
            continue
        for key, value in (("unit", unit_label(made, problem.units[u])),
                           ("season", problem.seasons[s]),
                           ("task", task_label(made, problem.tasks[t])),
                           ("own", float(own)), ("plan", float(plan))):
            table[key].append(value)
    columns = [Column("unit", _("unit")), Column("season", _("season")),
               Column("task", _("task")), Column("own", _("today"), 2),
               Column("plan", _("plan"), 2)]
    if len(problem.seasons) == 1:
        columns.pop(1)
    return Figure(
        "plan_allocation", both(lambda: _("The hours, unit by unit")),
        both(lambda: _("Hours a month. As a variant that can be run they stand in plan.toml.")),
        tuple(columns), pl.DataFrame(table, schema={
            "unit": pl.String, "season": pl.String, "task": pl.String, "own": pl.Float64,
            "plan": pl.Float64}),
        Text("每月工时", "Hours a month."), SOURCE)


def _errors(made: Made) -> Figure:
    known = made.judge.formulas
    inputs = {i.id: i.text for s in made.judge.schemes for i in s.scheme.inputs}
    care = outcomes_known(made.problem.world.tasks)
    labels, errors, changes, views = [], [], [], []
    for found in made.table.errors:
        column = found.column
        if column.indicator:
            factor, text = known[column.name].factor, known[column.name].text
        elif column.task is not None:
            factor, text = 100.0, care[column.name][0]
        else:
            factor, text = 1.0, inputs[column.fed or ""]
        labels.append(str(text))
        views.append(_("true") if found.column.view == "true" else _("reported"))
        errors.append(factor * found.error)
        changes.append(factor * found.change)
    rows = pl.DataFrame({"what": labels, "view": views, "error": errors, "change": changes},
                        schema={"what": pl.String, "view": pl.String, "error": pl.Float64,
                                "change": pl.Float64})
    return Figure(
        "plan_errors", both(lambda: _("How good is the table that was searched?")),
        both(lambda: _("Effects of tasks are measured one by one and added up. Where everything "
                       "moves at once the table is off by this much (root mean square), for "
                       "changes of that size.")),
        (Column("what", _("figure")), Column("view", _("view")), Column("error", _("error"), 3),
         Column("change", _("change"), 3)), rows,
        Text("在全部任务同时变动的分配上重新模拟",
             "Re-simulated allocations in which every task moves."), SOURCE)
