"""The hand-out in words and tables: what a leader reads, prints and gives to a village.

Every table is a `Figure` of the report without a plot, so that page and workbook show the same
numbers in the same words. Simulated expectations are rounded; recorded counts under 5 hide.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.hide import HIDDEN, hidden
from fpplan.indicators.chance import NORMAL
from fpplan.planning.targets import FAILS, RELIABLE, Cell, Line, Targets
from fpplan.report.figures.common import capital, tag_words
from fpplan.report.figures.quotas import demand_of
from fpplan.report.handout.pages import Page, unit_page
from fpplan.report.handout.words import (
    LONG,
    first_facts,
    name_words,
    run_source,
    target_words,
    today_words,
    unit_label,
    usual_range,
    value_words,
    years_words,
)
from fpplan.report.numbers import ABSENT, joined, num, percent, span

__all__ = ["Handout", "Page", "handout"]

NAMED = 6  # units named in a sentence; more are counted


@dataclass(frozen=True)
class Handout:
    """The whole hand-out in the language in force: an overview and a page a unit, the units
    that are simulated after those that they make up."""

    title: str
    facts: tuple[tuple[str, str], ...]
    answers: tuple[str, ...]
    figures: tuple[Figure, ...]
    pages: tuple[Page, ...]
    assumed: bool


def handout(found: Targets) -> Handout:
    """Put a hand-out together in the language in force."""
    base = found.work.base
    leaves, above = found.units[:found.leaves], found.units[found.leaves:]
    figures = [_meets(found), _today(found), _luck(found), _births(found), _peers(found),
               _quotas(found), _shown(found), _flagged(found)]
    return Handout(
        _("{place}: targets that can be met by serving people").format(place=base.title),
        (*first_facts(found), *_run(found)), tuple(_answers(found)),
        tuple(figure for figure in figures if figure is not None and len(figure.table)),
        tuple(unit_page(found, unit) for unit in (*above, *leaves)),
        any(base.base.units[unit].assumed for unit in leaves))


def _run(found: Targets) -> tuple[tuple[str, str], ...]:
    work = found.work
    return ((_("Runs"), num(work.draws)), (_("Seed"), str(work.seed)),
            (_("Document"), work.base.document or ABSENT))


def _named(found: Targets, units: list[str]) -> str:
    if len(units) > NAMED:
        return _("{number} units").format(number=len(units))
    return joined([unit_label(found, unit) for unit in units])


def _answers(found: Targets) -> list[str]:
    """What the overview says first."""
    said = []
    failing = found.failing()
    for present, units in failing:
        said.append(_("Set up to fail: under “{item}” ({scheme}), {units} would meet the target "
                      "with a chance of less than {share} at given staffing.").format(
            item=present.label, scheme=present.scheme_label, units=_named(found, units),
            share=percent(FAILS)))
    if found.presents and not failing:
        said.append(_("No unit is set up to fail by a target of today on what is forecast here."))
    decided = [line for line in found.lines
               if all(cell.chance_decides for cell in line.cells[:found.leaves])]
    if decided:
        said.append(_("Decided by chance in every single village, whatever is set: {items}."
                      ).format(items=joined([str(line.subject.indicator.text)
                                             for line in decided])))
    count = sum(len(table) for table in found.proposals().values())
    said.append(_("{count} targets are proposed for items of the scenario's schemes; they stand "
                  "in scenario.toml, ready to run.").format(count=count) if count else _(
        "No target is proposed for the scenario's schemes: none of their items without a flag "
        "reads a figure that is forecast here and that more than luck decides."))
    said.append(_("Births are forecast so that services are ready for them. No number of births "
                  "and none of any procedure is proposed, to anybody."))
    return said


def _meets(found: Targets) -> Figure:
    rows = []
    for line in found.lines:
        cells = line.cells[:found.leaves]
        own = [cell.attainable for cell in cells if cell.proposed is not None
               and cell.attainable is not None]
        equal = [cell.equal for cell in cells if cell.equal is not None]
        proposed = bool(own) and line.equal is not None
        rows.append({
            "label": name_words(line),
            "expected": value_words(line, _pooled(line, found), 1),
            "equal": target_words(line, line.equal) if proposed else _("none: chance decides"),
            "meet": _("{number} of {all}").format(
                number=sum(one >= found.probability for one in equal), all=len(equal))
            if proposed else ABSENT,
            "least": percent(min(equal)) if proposed and equal else ABSENT,
            "own": (span(min(own), max(own), line.subject.decimals) if max(own) > min(own)
                    else value_words(line, own[0])) if proposed else ABSENT,
        })
    return Figure(
        "meets", Text("哪些指标定多少能完成？", "Which numbers can be met?"),
        both(lambda: _(
            "One number for all is what the units meet with {share} on average: small units "
            "meet it less surely, not because they work worse but because they have fewer births "
            "and women. A number for each unit gives all the same chance.").format(
                share=percent(found.probability))),
        (Column("label", _("indicator")), Column("expected", _("expected"), number=True),
         Column("equal", _("one number for all"), number=True),
         Column("meet", _("units that meet it as surely"), number=True),
         Column("least", _("lowest chance of a unit"), number=True),
         Column("own", _("a number for each unit, from to"), number=True)),
        pl.DataFrame(rows),
        both(lambda: _(
            "The number that is met with the chosen chance at given staffing, with what is not "
            "known and luck both in, small units shrunk towards their peers; as the books would "
            "show it. It says what is likely, not what is good enough. A number on stopping a "
            "method holds only where removal on request is free: nobody may be talked out of "
            "it.")),
        run_source(found))


def _pooled(line: Line, found: Targets) -> float | None:
    """The expected figure of the top unit, the sum of all."""
    return line.cells[-1].expected if found.leaves < len(found.units) else line.cells[0].expected


def _today(found: Targets) -> Figure:
    rows = []
    for present in found.presents:
        line = found.line(present.name)
        cells = {cell.unit: cell.present[present.key] for cell in line.cells
                 if cell.present and present.key in cell.present}
        villages = [cells[unit] for unit in found.units[:found.leaves] if unit in cells]
        top = [cells[unit] for unit in found.units[found.leaves:] if unit in cells]
        if not cells:
            continue
        asked = {present.at(unit) for unit in cells}
        rows.append({
            "label": capital(str(present.label)), "scheme": str(present.scheme_label),
            "target": today_words(present, line, next(iter(cells))) if len(asked) == 1
            else _("by unit"),
            "top": percent(top[0]) if top else ABSENT,
            "villages": _percents(villages),
            "fails": _("points by degrees") if present.graded
            else str(sum(one < FAILS for one in cells.values())),
        })
    return Figure(
        "today", Text("现行目标使谁注定完不成？", "Whom do today's targets set up to fail?"),
        both(lambda: _("A unit that meets a target with a chance of less than {share}, whatever "
                       "its staff do within their hours, is set up to fail.").format(
                           share=percent(FAILS))),
        (Column("label", _("target of today")), Column("scheme", _("scheme")),
         Column("target", _("target"), number=True),
         Column("top", _("chance of the whole"), number=True),
         Column("villages", _("chance of a unit, lowest to highest"), number=True),
         Column("fails", _("units set up to fail"), number=True)),
        pl.DataFrame(rows, schema=dict.fromkeys(
            ("label", "scheme", "target", "top", "villages", "fails"), pl.String)),
        both(lambda: _(
            "Exact chance at given staffing, averaged over what is not known. Only items without "
            "a flag, in the view of the books; where points follow by degrees the chance is that "
            "of all points.")),
        run_source(found))


def _percents(shares: list[float]) -> str:
    if not shares:
        return ABSENT
    low, high = percent(min(shares)), percent(max(shares))
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def _luck(found: Targets) -> Figure:
    rows = []
    for line in found.lines:
        cells = line.cells[:found.leaves]
        years = [cell.years for cell in cells if cell.years]
        trust = [cell.reliable for cell in cells if cell.reliable is not None]
        counted = [cell.counted for cell in cells]
        rows.append({
            "label": name_words(line),
            "counted": span(min(counted), max(counted)) if len(counted) > 1 else num(counted[0]),
            "of": _counted_on(line),
            "trust": _percents(trust) if trust else _("to tell {level} from {normal}").format(
                level=num(line.apart), normal=num(NORMAL)),
            "luck": percent(line.luck),
            "needed": _("more than any unit has") if line.needed is None else num(line.needed),
            "years": _years(years), "together": num(line.together),
            "verdict": _verdict(line, cells),
        })
    return Figure(
        "luck", Text("哪些目标由运气决定？", "Which targets does chance decide?"),
        both(lambda: _(
            "Two units of the same true rate come out differently by luck alone as often as the "
            "column says. Where less than {share} of the differences between units is true, a "
            "target sorts them by luck: pool years or units until they have what is needed."
        ).format(share=percent(RELIABLE))),
        (Column("label", _("indicator")), Column("counted", _("a unit has a year"), number=True),
         Column("of", _("counted on")),
         Column("luck", _("two equal units differ"), number=True),
         Column("trust", _("share of true difference"), number=True),
         Column("needed", _("needed to mean something"), number=True),
         Column("years", _("years of one unit"), number=True),
         Column("together", _("or average units together"), number=True),
         Column("verdict", _("in a single unit and year"))),
        pl.DataFrame(rows),
        both(lambda: _(
            "Reliability t² ÷ (t² + luck); units are taken to differ truly by a standard "
            "deviation t of 5 percentage points at 92 % (assumed), less near 0 and 100 %, or by "
            "what the simulation finds where that is more. A sex ratio needs the births from "
            "which on an exact test tells the level from the normal one with a power of 80 %. "
            "“Two equal units”: one meets the one number for all and the other does not.")),
        run_source(found))


def _years(years: list[int]) -> str:
    if not years:
        return ABSENT
    if min(years) > LONG or min(years) == max(years):
        return years_words(min(years))
    return _("{low} to {high}").format(low=num(min(years)), high=years_words(max(years)))


def _counted_on(line: Line) -> str:
    if line.subject.kind == "events":
        return _("woman-years of use")
    return _("births") if line.subject.of_births else _("women")


def _verdict(line: Line, cells: tuple[Cell, ...]) -> str:
    decided = sum(cell.chance_decides for cell in cells)
    if decided == len(cells):
        return _("chance decides")
    if decided:
        return _("chance decides in {number} of {all}").format(number=decided, all=len(cells))
    return _("says something")


def _births(found: Targets) -> Figure:
    rows = []
    order = {row.unit: row for row in found.ready}
    for unit in (*found.units[found.leaves:], *found.units[:found.leaves]):
        row = order[unit]
        rows.append({
            "label": unit_label(found, unit),
            **{f"q{at}": num(row.expected[at]) for at in range(len(found.quarters))},
            "year": num(row.expected[-1]), "span": span(row.low[-1], row.high[-1]),
        })
    return Figure(
        "births", Text("服务要为多少出生做好准备？",
                       "How many births should services be ready for?"),
        both(lambda: _("Births expected at given staffing, for services to be ready: a forecast, "
                       "not a target. Whatever comes is attended.")),
        (Column("label", _("unit (place)")),
         *(Column(f"q{at}", _("{first} to {last}").format(first=first, last=last), number=True)
           for at, (first, last) in enumerate(found.quarters)),
         Column("year", _("whole period"), number=True),
         Column("span", _("8 runs in 10"), number=True)),
        pl.DataFrame(rows),
        both(lambda: _("True births of all orders and of any policy status, rounded.")),
        run_source(found))


def _peers(found: Targets) -> Figure:
    rows = []
    for line in found.lines:
        cells = sorted(line.cells[:found.leaves], key=lambda cell: cell.counted)
        if line.subject.kind == "ratio" or cells[0].weight is None:
            continue
        rows.append({
            "label": name_words(line),
            "figures": num(sum(cell.own_figures for cell in cells)),
            "small": unit_label(found, cells[0].unit), "small_weight": percent(cells[0].weight),
            "large": unit_label(found, cells[-1].unit), "large_weight": percent(cells[-1].weight),
        })
    return Figure(
        "peers", Text("小村自己一年的数字能信多少？",
                      "How far can a small unit's own figure of a year be trusted?"),
        both(lambda: _(
            "The share that a unit's own figure of one year would have in a fair estimate of its "
            "rate; the rest is what its peers say. A target taken from last year's own figure "
            "follows luck to this extent only.")),
        (Column("label", _("indicator")),
         Column("figures", _("units with a figure of their own"), number=True),
         Column("small", _("smallest unit")),
         Column("small_weight", _("weight of its own figure"), number=True),
         Column("large", _("largest unit")),
         Column("large_weight", _("weight of its own figure"), number=True)),
        pl.DataFrame(rows),
        both(lambda: _(
            "Empirical Bayes (beta-binomial; gamma-Poisson for events): n ÷ (n + precision of "
            "the peers), from the true differences between the units: those of the figures "
            "given with --recorded, else those of this scenario. Units that the scenario "
            "describes alike differ by luck, so the weight is small.")),
        run_source(found))


def _quotas(found: Targets) -> Figure | None:
    if not found.quotas:
        return None
    rows, sources = [], []
    for quota in found.quotas:
        demand = demand_of(quota, found.eligible)
        if demand is None or quota.unit_id != found.units[-1]:
            continue
        imposed = "" if demand.imposed is None else span(*demand.imposed)
        small = demand.recorded is not None and bool(
            hidden({quota.unit_id: round(demand.recorded)}, {}))
        rows.append({
            "label": str(quota.label), "eligible_label": str(quota.eligible_label),
            "eligible": num(demand.eligible), "target": num(demand.target),
            "demand": span(demand.low, demand.high),
            "gap": span(demand.gap_low, demand.gap_high),
            "recorded": HIDDEN if small else num(demand.recorded),
            "imposed": HIDDEN if small else imposed,
        })
        sources.append(quota.source)
    if not rows:
        return None
    return Figure(
        "quotas", Text("避孕方法的任务指标与自愿需求相差多少？",
                       "How do the quotas on methods compare with what women would choose?"),
        both(lambda: _("No number is proposed in their place: what women choose is what services "
                       "should be able to give.")),
        (Column("label", _("quota")), Column("eligible_label", _("eligible")),
         Column("eligible", _("how many a year"), number=True),
         Column("target", _("quota"), number=True),
         Column("demand", _("voluntary demand (ends assumed)"), number=True),
         Column("gap", _("demand gap"), number=True),
         Column("recorded", _("recorded"), number=True),
         Column("imposed", _("recorded above voluntary demand"), number=True)),
        pl.DataFrame(rows),
        both(lambda: _(
            "People in the period, all units. A demand gap is a quota above voluntary demand: "
            "only pressure or false reports could fill it.")),
        both(lambda: _("; ").join(dict.fromkeys(source for source in sources if source))))


def _shown(found: Targets) -> Figure:
    rows = [{"label": name_words(line), "expected": value_words(line, _pooled(line, found), 1),
             "span": usual_range(line, line.cells[-1] if found.leaves < len(found.units)
                            else line.cells[0])}
            for line in found.shown]
    return Figure(
        "shown", Text("还有哪些数字值得知道？", "What else is worth knowing?"),
        both(lambda: _(
            "Shown without a target: no direction is better by itself, only the model knows it, "
            "or it counts faults that somebody reported or looked for, and a target would pay "
            "for doing neither.")),
        (Column("label", _("indicator")), Column("expected", _("expected"), number=True),
         Column("span", _("8 runs in 10"), number=True)),
        pl.DataFrame(rows), both(lambda: _("All units together, as the books would show it where "
                                           "they show it.")), run_source(found))


def _flagged(found: Targets) -> Figure:
    rows = [{"label": str(row.label), "scheme": str(row.scheme_label), "tags": tag_words(row.tags)}
            for row in found.flagged]
    return Figure(
        "flagged", Text("哪些项目只作标记、不提目标？",
                        "Which items are flagged and get no target?"),
        both(lambda: _("Scored as their documents have them, and never proposed as something to "
                       "aim at.")),
        (Column("label", _("item")), Column("scheme", _("scheme")), Column("tags", _("flag"))),
        pl.DataFrame(rows, schema=dict.fromkeys(("label", "scheme", "tags"), pl.String)),
        both(lambda: _("By what each item reads.")),
        both(lambda: _("; ").join(dict.fromkeys(
            scheme.document for scheme in found.work.lived if scheme.document))))


