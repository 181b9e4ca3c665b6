"""The figures of the workload page, one question each."""

from __future__ import annotations

from typing import Any

import polars as pl

from fpplan import __version__
from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.numbers import num, signed
from fpplan.report.plot import GREY, INK, TARGET, VARIANT_COLOURS, layout, line, wrap
from fpplan.workload.effects import target_words
from fpplan.workload.summary import Summary

__all__ = ["effect_table", "gains_by_score", "gains_table", "hours_by_month", "hours_by_unit",
           "reached", "undone_table"]

LIGHT = "#cdd5d9"
HAVE, SPENT, NEEDED = VARIANT_COLOURS[3], VARIANT_COLOURS[1], VARIANT_COLOURS[2]
ONE_ROW = 26  # pixels of one row of dots
MOST = 10  # tasks on a plot; its table has them all
TINY = 0.0005  # changes below it are shown as none


def _source(found: Summary) -> Text:
    return both(lambda: _("fpplan {version}, scenario {scenario}, plan {variant}, at central "
                          "values").format(version=__version__,
                                           scenario=found.resolved.scenario,
                                           variant=found.resolved.variant))


def _dots(y: list[str], x: list[float | None], name: str, colour: str, symbol: str,
          error: list[float] | None = None) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "type": "scatter", "mode": "markers", "y": y, "x": x, "name": name, "hoverinfo": "skip",
        "marker": {"color": colour, "size": 10, "symbol": symbol}}
    if error is not None:
        trace["error_x"] = {"type": "data", "array": error, "color": colour, "thickness": 2,
                            "width": 4}
    return trace


def _rows_axis(labels: list[str]) -> dict[str, Any]:
    return {"type": "category", "categoryorder": "array", "categoryarray": labels[::-1],
            "automargin": True}


def hours_by_unit(found: Summary) -> Figure:
    """Hours that staff have, are spent and are needed, unit by unit."""
    rows = found.by_unit()
    labels = [wrap(row["unit_label"], 14) for row in rows]
    plot = layout(100 + ONE_ROW * len(rows), x=_("working hours a month"),
                  yaxis=_rows_axis(labels), xaxis={"rangemode": "tozero"})
    data = [_dots(labels, [row[key] for row in rows], name, colour, symbol)
            for key, name, colour, symbol in (
                ("available", _("hours staff have"), HAVE, "circle"),
                ("spent", _("hours spent"), SPENT, "square"),
                ("needed", _("hours needed"), NEEDED, "diamond"))]
    short = [row for row in rows if row["needed"] > row["available"] + 0.5]

    def reading() -> str:
        first = _("In {count} of {all} units the work takes more hours than the staff have.")
        return first.format(count=len(short), all=len(rows)) + " " + _(
            "Records of {items} scored items take {hours} hours a month in each unit before "
            "anything else.").format(items=found.resolved.scored_items,
                                     hours=num(found.work.records, 1))

    table = pl.DataFrame([{**row, "first": "" if row["first_undone"] is None else str(
        found.task(row["first_undone"]))} for row in rows])
    return Figure(
        "workload_units", Text("各单位的工时够不够？", "Are there hours enough in each unit?"),
        both(reading),
        (Column("unit_label", _("Unit")), Column("available", _("hours staff have"), 0),
         Column("spent", _("hours spent"), 0), Column("needed", _("hours needed"), 0),
         Column("taken_by_records", _("records take from visits"), 1),
         Column("first", _("undone first"))),
        table, both(lambda: _(
            "Working hours: paid hours less vacancies, what staff do not spend on tasks, and the "
            "road. Needed: one meeting with each client who can be reached, what is due of "
            "activities, and records. Means over the months of the run.")),
        _source(found), {"data": data, "layout": plot})


def hours_by_month(found: Summary) -> Figure:
    """The same month by month, all units together."""
    rows = found.by_month()
    months = [f"{row['month']}-01" for row in rows]
    data = [line(months, [row["available"] for row in rows], _("hours staff have"), HAVE),
            line(months, [row["spent"] for row in rows], _("hours spent"), SPENT, dash="dash"),
            line(months, [row["needed"] for row in rows], _("hours needed"), NEEDED, dash="dot")]
    plot = layout(320, y=_("working hours a month"), yaxis={"rangemode": "tozero"},
                  xaxis={"type": "date", "tickformat": "%Y-%m"})
    worst = max(rows, key=lambda row: row["needed"] - row["available"])
    campaigns = [str(each.label) for each in found.resolved.base.campaigns.values()]

    def reading() -> str:
        said = _("The month furthest from enough is {month}: {needed} hours are needed and the "
                 "staff have {available}.").format(
            month=worst["month"], needed=num(worst["needed"]), available=num(worst["available"]))
        return said + (" " + _("Campaigns: {names}.").format(names=_("; ").join(campaigns))
                       if campaigns else "")

    return Figure(
        "workload_months", Text("哪些月份最紧？", "Which months are tightest?"), both(reading),
        (Column("month", _("month")), Column("available", _("hours staff have"), 0),
         Column("spent", _("hours spent"), 0), Column("needed", _("hours needed"), 0),
         Column("taken_by_records", _("records take from visits"), 1)),
        pl.DataFrame(rows), both(lambda: _("All units together, seasons and campaigns included.")),
        _source(found), {"data": data, "layout": plot})


def reached(found: Summary) -> Figure:
    """Share of planned clients that each service reaches."""
    rows = [row for row in found.by_task() if row["clients"]]
    labels = [wrap(row["task_label"], 20) for row in rows]
    joins: list[Any] = []
    for label, row in zip(labels, rows, strict=True):
        joins += [(label, 0.0), (label, row["reached_percent"]), (None, None)]
    data = [{"type": "scatter", "mode": "lines", "y": [y for y, _x in joins],
             "x": [x for _y, x in joins], "line": {"color": GREY, "width": 1.5},
             "hoverinfo": "skip", "showlegend": False},
            _dots(labels, [row["reached_percent"] for row in rows], _("clients reached"), SPENT,
                  "circle")]
    plot = layout(80 + 34 * len(rows), x=_("clients reached, % of those planned"), legend=False,
                  yaxis=_rows_axis(labels), xaxis={"range": [0, 100]})
    kinds = found.work.known
    least = min((row for row in rows if kinds[row["task"]].kind == "service"
                 and row["plannable"] and row["spent"] > 0),
                key=lambda row: row["reached_percent"], default=None)

    def reading() -> str:
        if least is None:
            return _("No service has hours.")
        return _("Of the services with hours, {task} reaches the smallest share: {reached} of "
                 "{clients} clients a month.").format(
            task=found.task(least["task"]), reached=num(least["reached"], 1),
            clients=num(least["clients"], 1))

    return Figure(
        "workload_clients", Text("计划服务多少人，实际能服务多少人？",
                                 "How many clients are planned, and how many reached?"),
        both(reading),
        (Column("task_label", _("task")), Column("clients", _("clients planned"), 1),
         Column("reached", _("clients reached"), 1), Column("reached_percent", _("share"), 0, "%"),
         Column("spent", _("hours spent"), 1), Column("needed", _("hours needed"), 1)),
        pl.DataFrame(rows), both(lambda: _(
            "Clients of an average month, all units together: those of the base's year, or as the "
            "scenario plans them. Hours reach each further client less and less often; "
            "endless hours reach the ceiling.")),
        _source(found), {"data": data, "layout": plot})


def undone_table(found: Summary) -> Figure:
    """What goes undone first in every unit."""
    rows = []
    for unit in found.work.units:
        for place, each in enumerate(found.undone(unit)[:3], start=1):
            rows.append({"unit": str(found.unit(unit)), "place": place,
                         "task": str(found.task(each.task)), "share": 100 * each.share,
                         "hours": each.hours})
    whole = found.undone()

    def reading() -> str:
        if not whole:
            return _("Nothing goes undone.")
        return _("Over all units {task} is left undone most: {share} % of the work, {hours} hours "
                 "a month.").format(task=found.task(whole[0].task),
                                    share=num(100 * whole[0].share),
                                    hours=num(whole[0].hours, 1))

    schema = {"unit": pl.String, "place": pl.Int64, "task": pl.String, "share": pl.Float64,
              "hours": pl.Float64}
    return Figure(
        "workload_undone", Text("什么工作最先落空？", "What goes undone first?"), both(reading),
        (Column("unit", _("Unit")), Column("place", _("order"), 0), Column("task", _("task")),
         Column("share", _("work undone"), 0, "%"),
         Column("hours", _("working hours missing a month"), 1)),
        pl.DataFrame(rows, schema=schema), both(lambda: _(
            "The three tasks of each unit with the largest share undone: clients not reached, "
            "activities missed, hours of records not held.")), _source(found))


def gains_by_score(found: Summary) -> list[Figure]:
    """For each scheme, what one more hour of each task brings in untagged points."""
    if found.gains is None:
        return []
    schemes = dict.fromkeys(e.name for e in found.gains.effects if e.of == "scheme")
    return [_gain(found, scheme) for scheme in schemes]


def _gain(found: Summary, scheme: str) -> Figure:
    assert found.gains is not None
    rows: list[dict[str, Any]] = [
        {"task": str(found.task(e.task)), "per_hour": e.per_hour, "error": e.error}
        for e in found.gains.effects if e.of == "scheme" and e.name == scheme]
    largest = sorted(rows, key=lambda row: -abs(row["per_hour"]))[:MOST]
    shown = [row for row in largest if abs(row["per_hour"]) >= TINY] or rows[:1]
    shown.sort(key=lambda row: -row["per_hour"])
    labels = [wrap(row["task"], 26) for row in shown]
    plot = layout(90 + 40 * len(shown), x=_("points for one more hour a month in every unit"),
                  legend=False, yaxis=_rows_axis(labels),
                  xaxis={"zeroline": True, "zerolinewidth": 2, "zerolinecolor": INK})
    data = [_dots(labels, [row["per_hour"] for row in shown], "", SPENT, "circle",
                  [2 * row["error"] for row in shown])]
    return Figure(
        f"workload_gain_{scheme}",
        both(lambda: _("{scheme}: what does one more hour bring?").format(
            scheme=found.scheme_labels[scheme])),
        both(lambda: _("{head}: {rest}").format(
            head=found.scheme_labels[scheme], rest=_gain_words(shown[0], shown[-1]))),
        (Column("task", _("task")), Column("per_hour", _("for one more hour"), 4),
         Column("error", _("standard error"), 4)),
        pl.DataFrame(rows), both(lambda: _(
            "Change in the expected untagged score of the average unit in the last whole year, "
            "for one more paid hour a month in every unit, on the same women and luck "
            "(a scheme without points: untagged targets met). Lines: two standard errors.")),
        _gain_source(found), {"data": data, "layout": plot})


def _gain_words(best: dict[str, Any], worst: dict[str, Any]) -> str:
    def words(row: dict[str, Any]) -> str:
        return f"{signed(row['per_hour'], 3)} ± {num(row['error'], 3)}"

    if best["per_hour"] > 2 * best["error"]:
        said = _("An hour brings most in {task}: {gain}.").format(
            task=best["task"], gain=words(best))
    else:
        said = _("No task earns untagged points by one more hour beyond what chance explains.")
    if worst["per_hour"] < -2 * worst["error"]:
        said += " " + _("The scheme takes points for an hour more in {task}: {gain}.").format(
            task=worst["task"], gain=words(worst))
    return said


def _gain_source(found: Summary) -> Text:
    gains = found.gains
    assert gains is not None
    return both(lambda: _(
        "fpplan {version}, scenario {scenario}, {draws} runs, seed {seed}").format(
            version=__version__, scenario=found.resolved.scenario, draws=gains.draws,
            seed=gains.seed))


def gains_table(found: Summary) -> list[Figure]:
    """One more hour of each task on every untagged indicator."""
    if found.gains is None:
        return []
    rows = [{"task": str(found.task(e.task)), "name": found.name_of(e), "per_hour": e.per_hour,
             "error": e.error, "base": e.base,
             "sure": _("yes") if abs(e.per_hour) > 2 * e.error > 0 else _("no")}
            for e in found.gains.effects if e.of == "indicator" and abs(e.per_hour) >= TINY]
    if not rows:
        return []
    sure = sum(row["sure"] == _("yes") for row in rows)
    count = len(rows)
    return [Figure(
        "workload_gain_indicators",
        Text("每多一小时对各项指标有何影响？", "What does one more hour change in each indicator?"),
        both(lambda: _("{sure} of {count} changes are larger than two standard errors.").format(
            sure=sure, count=count)),
        (Column("task", _("task")), Column("name", _("indicator")),
         Column("per_hour", _("for one more hour"), 4), Column("error", _("standard error"), 4),
         Column("base", _("as it stands"), 2), Column("sure", _("beyond chance"))),
        pl.DataFrame(rows), both(lambda: _(
            "Untagged indicators of the last whole year, all units together, for one more hour "
            "a month in every unit. Changes below 0.0005 are left out.")),
        _gain_source(found))]


def effect_table(found: Summary) -> list[Figure]:
    """The catalogue's effects beside the engine's: whether what is put in arrives."""
    rows: list[dict[str, Any]] = []
    for row in found.effects:
        if not row.target:
            continue
        rows.append({"label": _("{head}: {rest}").format(
                         head=found.task(row.task), rest=target_words(row.target)),
                     "size": row.size,
                     "interval": f"{signed(row.low, 2)} … {signed(row.high, 2)}",
                     "measured": row.measured, "error": row.error, "source": row.source})
    if not rows:
        return []
    moved = [row for row in found.effects if row.target]
    none = [row for row in found.effects if not row.target]
    labels = [wrap(row["label"], 28) for row in rows]
    joins: list[Any] = []
    for label, each in zip(labels, moved, strict=True):
        joins += [(label, each.low), (label, each.high), (None, None)]
    data = [{"type": "scatter", "mode": "lines", "y": [y for y, _x in joins],
             "x": [x for _y, x in joins], "line": {"color": LIGHT, "width": 9},
             "hoverinfo": "skip", "name": _("interval in the catalogue")},
            _dots(labels, [row.size for row in moved], _("size in the catalogue"), TARGET,
                  "line-ns-open"),
            _dots(labels, [row.measured for row in moved], _("measured in the engine"), SPENT,
                  "circle-open")]
    plot = layout(110 + 52 * len(rows), x=_("log odds ratio at full coverage"),
                  yaxis=_rows_axis(labels),
                  xaxis={"zeroline": True, "zerolinewidth": 2, "zerolinecolor": INK})
    holding = sum(row.inside for row in found.effects)
    return [Figure(
        "workload_effects", Text("每项工作在模型中的作用是否等于参数目录中的数值？",
                                 "Does each task do in the engine what the catalogue says?"),
        both(lambda: _("{holding} of {all} rows hold; {none} tasks move no rate and leave every "
                       "tally as it is.").format(holding=holding, all=len(found.effects),
                                                 none=len(none))),
        (Column("label", _("task and rate")), Column("size", _("size in the catalogue"), 2),
         Column("interval", _("interval in the catalogue"), number=True),
         Column("measured", _("measured in the engine"), 3), Column("error", _("error"), 3),
         Column("source", _("source"))),
        pl.DataFrame(rows), both(lambda: _(
            "Endless hours of one task against none, in one month of the engine. This shows that "
            "what was put in arrives, not that a study's outcome comes out: whether the size is "
            "right is a question to its source, which the last column names.")),
        _source(found), {"data": data, "layout": plot})]

