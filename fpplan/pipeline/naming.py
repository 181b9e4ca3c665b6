"""Every label of a run, gathered from the scenario, the schemes, the setting and the catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from fpplan.contract.figure import both
from fpplan.contract.indicators import Indicator
from fpplan.contract.items import Chapter, Item, full_points
from fpplan.contract.months import month_name
from fpplan.contract.readings import fixed
from fpplan.contract.reads import indicator_tags
from fpplan.contract.rules import Completion, Pace, PeerRule, SplitTarget, Threshold
from fpplan.contract.scheme import Scheme
from fpplan.contract.tags import core_inputs
from fpplan.contract.text import Text, joined
from fpplan.contract.units import UNITS
from fpplan.experiment.answers import answers
from fpplan.experiment.periods import window_of
from fpplan.experiment.telling import lever_words, range_words
from fpplan.hide import counts
from fpplan.indicators.core import core_indicators
from fpplan.matching.priors import remarks
from fpplan.pipeline.few import few_of
from fpplan.pipeline.measures import event_names, paid_names
from fpplan.pipeline.plan import quota_inputs
from fpplan.programme.wires import not_done
from fpplan.scenario.canonical import plain
from fpplan.scenario.models import Base
from fpplan.scenario.resolve import BASE, Resolved
from fpplan.store import (
    AnswerName,
    AssumptionName,
    IndicatorName,
    InputName,
    ItemName,
    MethodName,
    Names,
    PeriodName,
    PublishedFigure,
    Quota,
    SchemeName,
    UnitName,
    VariantName,
)
from fpplan.store.names import PayoutName

if TYPE_CHECKING:
    from fpplan.pipeline.plan import Plan

__all__ = ["names_of", "without_a_year"]

def names_of(work: Plan) -> Names:
    """All names of a run."""
    base = work.base
    return Names(
        units=tuple(_units(base)), variants=tuple(_variants(work)),
        periods=tuple(_periods(work)), indicators=tuple(_indicators(work)),
        schemes=tuple(_scheme(s, work) for s in work.schemes),
        items=tuple(row for s in work.schemes for row in _items(s, work)),
        inputs=tuple(_inputs(work)),
        methods=tuple(MethodName(m.id, m.text) for m in work.world.setting.methods),
        published=tuple(_published(work)), quotas=tuple(_quotas(work)),
        payouts=(*(row for s in work.schemes for row in _payouts(s, work)), *paid_names(work)),
        events=tuple(event_names(work)),
        assumptions=tuple(_assumptions(work)), answers=tuple(_answers(work)),
    )


def label_of(unit: str) -> Text:
    """The label of a unit of measure."""
    return UNITS[unit].label


def without_a_year(scheme: Scheme) -> frozenset[str]:
    """Items about a year that is not over: a simulated year is whole, they say nothing of it."""
    return frozenset(item.id for item in scheme.items() if isinstance(fixed(item.rule), Pace))


def _units(base: Resolved) -> Iterator[UnitName]:
    for name, unit in base.base.units.items():
        yield UnitName(name, unit.label, unit.parent or "", unit.level, name in base.leaves,
                       unit.assumed, base.people(name))


def _variants(work: Plan) -> Iterator[VariantName]:
    for name, resolved in work.variants.items():
        if name == BASE:
            yield VariantName(name, Text("现状", "as now"))
            continue
        changes = _changes(work.base, resolved)
        yield VariantName(name, resolved.label or Text(name, name.replace("_", " ")),
                          resolved.why or Text("", ""), changes)


def _changes(base: Resolved, other: Resolved) -> tuple[str, ...]:
    """The keys below [base] that differ, as "key = value"."""
    before, after = (dict(_flat(plain(r.written), "")) for r in (base, other))
    return tuple(f"{key} = {value}" for key, value in after.items()
                 if before.get(key) != value and key != "compare_schemes")


def _flat(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _flat(part, f"{key}.{name}" if key else name)
    else:
        yield key, json.dumps(value, ensure_ascii=False)


def _periods(work: Plan) -> Iterator[PeriodName]:
    month = work.base.base.decision_month
    for each in (*work.periods, *work.windows):
        p = each.period
        first, last = month_name(p.first, month), month_name(p.last, month)
        yield PeriodName(p.id, p.first, p.last, each.role,
                         Text(f"{first}至{last}", f"{first} to {last}"))


def _indicators(work: Plan) -> Iterator[IndicatorName]:
    for name in work.indicators:
        i = work.formulas[name]
        yield IndicatorName(name, i.text, i.definition, label_of(i.unit), i.decimals,
                            "" if i.direction == "none" else i.direction, i.source,
                            tuple(sorted(indicator_tags(i))), i.chance)


def _tags(name: str) -> tuple[str, ...]:
    core = core_inputs().get(name)
    return tuple(sorted(core.tags)) if core else ()


def _scheme(scheme: Scheme, work: Plan) -> SchemeName:
    full = None if scheme.base is None else scheme.base_total()
    lived = tuple(n for n, plan in work.variants.items() if scheme.id in plan.base.schemes)
    others = [plan for name, plan in work.variants.items() if name not in lived]
    asked = not_done(others[0], scheme, work.world.indicators) if others else {}
    return SchemeName(scheme.id, scheme.text, scheme.document, scheme.base is not None, full,
                      tuple(f"{k} = {v}" for k, v in (scheme.chosen or {}).items()),
                      lived if others else (), Text(
                          "；".join(inp.text.zh for inp in asked.values()),
                          "; ".join(inp.text.en for inp in asked.values())), not lived)


def _items(scheme: Scheme, work: Plan) -> Iterator[ItemName]:
    few = few_of(scheme, work.variants.values()).items
    for row in _named(scheme, work):
        yield replace(row, few_in=tuple(sorted(few.get(row.id, ()))))


def _named(scheme: Scheme, work: Plan) -> Iterator[ItemName]:
    for chapter in scheme.chapters:
        yield from _group(chapter, scheme, work, "")
    if scheme.base is not None:
        yield ItemName(scheme.id, "total", Text("总分", "Total"), "total",
                       full=scheme.base_total())
        free = [item for item in scheme.items() if not scheme.tags(item)]
        yield ItemName(scheme.id, "untagged_total",
                       Text("不含标记项目的总分", "Total without flagged items"),
                       "untagged", full=sum(_full(item, scheme) for item in free))


def _full(item: Item, scheme: Scheme) -> float:
    kinds = {inner.id: chapter.kind for chapter in scheme.chapters for inner in chapter.walk()}
    return full_points(item, scheme.calendar) if kinds[item.id] == "base" else 0.0


def _group(chapter: Chapter, scheme: Scheme, work: Plan, parent: str) -> Iterator[ItemName]:
    points = scheme.base is not None
    full = full_points(chapter, scheme.calendar) if points and chapter.kind == "base" else 0.0
    yield ItemName(scheme.id, chapter.id, chapter.text, "chapter", parent,
                   full if points else None)
    for part in chapter.items:
        if isinstance(part, Chapter):
            yield from _group(part, scheme, work, chapter.id)
        elif not isinstance(fixed(part.rule), Pace):  # see `without_a_year`
            yield _item(part, scheme, work, chapter.id)


def _item(item: Item, scheme: Scheme, work: Plan, parent: str) -> ItemName:
    rule = fixed(item.rule)
    target = rule.target if isinstance(rule, Threshold) else None
    # A rank over a chapter's points reads no input of its own.
    read = rule.reads()
    first = scheme.by_input[read[0]] if read else None
    return ItemName(
        scheme=scheme.id, id=item.id, label=item.text, parent=parent,
        full=_full(item, scheme) if scheme.base is not None else None,
        clause=item.clause.text, document=item.clause.document, quote=item.clause.quote,
        tags=tuple(sorted(scheme.tags(item))), reads=first.id if first else "",
        target=target,
        direction=f"at_{rule.at}" if isinstance(rule, Threshold) else "",
        unit=label_of(first.unit if first else "points"),
        decimals=_decimals(first.id) if first else 0,
        missing=tuple(name for name in read if _missing(scheme, name, work)),
        chance=bool(first) and _chance(read[0]),
    )


def _missing(scheme: Scheme, name: str, work: Plan) -> bool:
    """Whether neither the scenario nor the model gives a needed input."""
    inp, base = scheme.by_input[name], work.base
    given = base.base.inputs.get(name)
    if given is not None:
        ends = given.at(base.leaves[0])
        return ends is not None and ends[0] < ends[2]
    return name not in work.formulas and not inp.numerator and inp.default == "needed"


def _indicator(name: str) -> Indicator | None:
    return core_indicators().get(name)


def _chance(name: str) -> bool:
    found = _indicator(name)
    return bool(found and found.chance)


def _decimals(name: str) -> int:
    found = _indicator(name)
    return found.decimals if found else 2


def _inputs(work: Plan) -> Iterator[InputName]:
    base = work.base
    told: set[str] = set()
    for scheme in work.schemes:
        for name, inp in scheme.by_input.items():
            if name in told:
                continue
            told.add(name)
            given = base.base.inputs.get(name)
            if given is not None:
                ends = given.at(base.leaves[0])
                low, central, high = ends if ends else (None, None, None)
                known = low == high
                yield InputName(name, inp.text, label_of(inp.unit),
                                central if known else None, None if known else low,
                                None if known else high, given.status, given.source or "",
                                tuple(sorted(inp.tags)), decimals=2,
                                count=counts(inp.unit, inp.tags))
            elif inp.default == "needed" and inp.range and name not in work.indicators:
                yield InputName(name, inp.text, label_of(inp.unit), None, *inp.range, "assumed",
                                scheme.id, tuple(sorted(inp.tags)),
                                count=counts(inp.unit, inp.tags))


def _published(work: Plan) -> Iterator[PublishedFigure]:
    aims = work.base.base.aims.under(work.base.base.readings)
    inputs = {name: inp for scheme in work.schemes for name, inp in scheme.by_input.items()}
    for name, figure in work.base.base.published.items():
        indicator = _indicator(name)
        inp = inputs.get(name)
        label = indicator.text if indicator else inp.text if inp else Text(name, name)
        unit = indicator.unit if indicator else inp.unit if inp else "count"
        better = indicator.direction if indicator else ""
        way = {"up": "at_least", "down": "at_most"}.get(better, "")
        tags = _tags(name) or (tuple(sorted(inp.tags)) if inp else ())
        stated = figure.first is not None and figure.last is not None
        window = window_of(figure.first, figure.last, work.base.base.decision_month)
        yield PublishedFigure(
            name, label, figure.unit_id, label_of(unit), figure.value, figure.target, way,
            figure.decimals, figure.source, tags,
            simulated=name in work.indicators and (window is not None or not stated),
            matched=name in aims, count=counts(unit, tags), period=window.id if window else "",
            of_year=window.months / 12 if window and figure.to_date else 1.0)


_Ends = tuple[float, float, float]


def _quotas(work: Plan) -> Iterator[Quota]:
    """Each quota on one method in each unit that it is set for."""
    parameters = work.world.setting.parameters
    for scheme in work.schemes:
        for item in scheme.items():
            done = _quota_on(item)
            if done is None:
                continue
            about = quota_inputs()[done]
            uptake = parameters[f"voluntary_uptake.{about['method']}"]
            rows = [(name, label, unit, ends)
                    for name, label, tasks in _read_each_way(item, scheme, work.base)
                    for unit, ends in tasks.items()]
            for name, label, unit, (low, central, high) in rows:
                yield Quota(
                    scheme=scheme.id, item=name, method=about["method"], label=label,
                    unit_id=unit, target=central, target_unit=about["target_unit"],
                    eligible=about["eligible"], eligible_label=Text(**about["eligible_text"]),
                    eligible_kind=about["eligible_kind"], uptake_low=uptake.low,
                    uptake_high=uptake.high, status=uptake.status,
                    recorded=_recorded(work.base, done, about["target_unit"], unit),
                    source=item.clause.document, target_low=low, target_high=high,
                    wanting=about["wanting"], among=about["among"])


def _read_each_way(item: Item, scheme: Scheme, base: Resolved
                   ) -> Iterator[tuple[str, Text, dict[str, _Ends]]]:
    """A quota under each reading that makes another one of it, the chosen reading first: an
    id, a label that names the reading, and the quota by unit."""
    found: list[tuple[str, Text | None, dict[str, _Ends]]] = [
        (item.id, None, _tasks(item, scheme, base))]
    written, chosen = scheme.written or scheme, dict(scheme.chosen or {})
    for reading in written.readings:
        for option, text in reading.options.items():
            if option == chosen.get(reading.id):
                continue
            other = written.under({**chosen, reading.id: option})
            same = next((one for one in other.items() if one.id == item.id), None)
            if same is None or _quota_on(same) is None:
                continue
            tasks = _tasks(same, other, base)
            if tasks != found[0][2]:
                now = reading.options[chosen[reading.id]]
                found[0] = (item.id, found[0][1] or now, found[0][2])
                found.append((f"{item.id}_{option}", text, tasks))
    for name, read, tasks in found:
        label = item.text if read is None else Text(
            f"{item.text.zh}（{read.zh}）", f"{item.text.en} ({read.en})")
        yield name, label, tasks


def _quota_on(item: Item) -> str | None:
    """The input that counts what was done for a quota on one method; None for other items."""
    rule = fixed(item.rule)
    if isinstance(rule, Threshold):
        done = rule.value
    elif isinstance(rule, Completion | SplitTarget):
        done = rule.done
    else:
        return None
    return done if done in quota_inputs() else None


def _tasks(item: Item, scheme: Scheme, base: Resolved) -> dict[str, _Ends]:
    """A quota by unit: (low, central, high). A share holds in every unit, a stated number for
    the whole place, a task for each leaf unit that has one, and their sum for those above."""
    rule = fixed(item.rule)
    if isinstance(rule, Threshold):
        everywhere = quota_inputs()[rule.value]["target_unit"] == "percent"
        units = base.base.units if everywhere else [next(iter(base.base.units))]
        return dict.fromkeys(units, (rule.target, rule.target, rule.target))
    assert isinstance(rule, Completion | SplitTarget)
    times = rule.times if isinstance(rule, Completion) else 1.0
    found: dict[str, _Ends] = {}
    for leaf in base.leaves:
        ends = _given(rule.task, scheme, base, leaf)
        if ends is not None:
            found[leaf] = (times * ends[0], times * ends[1], times * ends[2])
    for unit in base.base.units:
        below = base.leaves_below(unit)
        if unit not in found and all(leaf in found for leaf in below):
            low, central, high = (sum(found[leaf][end] for leaf in below) for end in range(3))
            found[unit] = (low, central, high)
    return {unit: found[unit] for unit in base.base.units if unit in found}


def _given(name: str, scheme: Scheme, base: Resolved, leaf: str) -> _Ends | None:
    """What the scenario records of an input in a unit, or the range of the scheme's plugin."""
    given = base.base.inputs.get(name)
    if given is not None:
        return given.at(leaf)
    inp = scheme.by_input[name]
    if inp.range is None:
        return None
    low, high = inp.range
    return low, (low + high) / 2 if inp.central is None else inp.central, high


def _recorded(base: Resolved, name: str, unit_of_measure: str, unit: str) -> float | None:
    """What is recorded for one unit: published, stated for it, or the sum of stated counts."""
    figure = base.base.published.get(name)
    if figure is not None and figure.unit_id == unit:
        return figure.value
    given = base.base.inputs.get(name)
    if given is None:
        return None
    own = given.units.get(unit)
    if own is not None:
        return own.value
    if unit_of_measure != "count":
        return None
    parts = [given.at(leaf) for leaf in base.leaves_below(unit)]
    if all(part is not None and part[0] == part[2] for part in parts):
        return float(sum(part[1] for part in parts if part is not None))
    return None


def _payouts(scheme: Scheme, work: Plan) -> Iterator[PayoutName]:
    few = few_of(scheme, work.variants.values()).payouts
    for payout in scheme.payouts:
        unit = Text("元", "yuan") if payout.yuan is not None else Text("处分", "sanction")
        yield PayoutName(scheme.id, payout.id, payout.text, payout.role, unit,
                         tuple(sorted(scheme.payout_tags(payout))),
                         tuple(sorted(few.get(payout.id, ()))),
                         payout.yuan is not None and isinstance(fixed(payout.yuan), PeerRule))


def _answers(work: Plan) -> Iterator[AnswerName]:
    """What each item answers to, as the base reads its schemes; not those that a report leaves
    out (`without_a_year`)."""
    world = work.world
    for read in world.reads(work.base):
        silent = without_a_year(read.scheme)
        for each in answers(world, work.base, read):
            if each.id not in silent:
                levers = [lever_words(name, world) for name in each.moved_by]
                yield AnswerName(read.id, each.id, each.state, each.kind, _joined(levers),
                                 both(partial(range_words, each, read.scheme)), each.full)


def _joined(words: Sequence[Text]) -> Text:
    return both(lambda: joined([str(each) for each in words]))


def _assumptions(work: Plan) -> Iterator[AssumptionName]:
    base = work.base.base
    document = work.base.document
    for scheme in work.schemes:
        for name, option in (scheme.chosen or {}).items():
            reading = next(r for r in scheme.readings if r.id == name)
            yield AssumptionName(f"{scheme.id}.{name}", reading.text, reading.options[option],
                                 scheme.document)
    yield from _set_here(base, document)
    if any(unit.assumed for unit in base.units.values()):
        people = _listed((base.units[u].label, f"{work.base.people(u):,}")
                         for u in work.base.leaves)
        yield AssumptionName("units", Text("村的划分与各村人口为假设",
                                           "Villages and their people are an assumed split"),
                             people, document)
    yield AssumptionName("decision_month", Text("决策月份", "Decision month"),
                         Text(base.decision_month, base.decision_month))
    for name, rule in base.policy_rules.items():
        if rule.status == "assumed":
            yield AssumptionName(f"policy_rules.{name}", Text("生育政策规定（假设）",
                                                             "Policy rule (assumed)"),
                                 rule.text, rule.source or "")
    for name, staff in base.staff.items():
        hours, share = f"{staff.hours_per_month:g}", f"{100 * staff.productive:g}"
        yield AssumptionName(f"staff.{name}", staff.label, Text(
            f"每月 {hours} 小时，其中 {share}% 用于服务",
            f"{hours} hours a month, {share} % of them productive"))
    if base.hours.all:
        tasks = work.world.tasks
        yield AssumptionName(
            "hours.all", Text("每村每月工作小时", "Hours per month in each village"),
            _listed((tasks[task].text if task in tasks else Text(task, task),
                     "/".join(f"{h:g}" for h in each)) for task, each in base.hours.all.items()))
    for remark in remarks(work.world):
        yield AssumptionName(remark.id, remark.about, remark.words, document)
    if base.matched is not None:
        reached = _listed((work.formulas[name].text if name in work.formulas else Text(name, name),
                           f"{aim.aimed:g} → {aim.reached:g}")
                          for name, aim in base.matched.aims.items())
        yield AssumptionName("matched", Text("按已公布数字匹配，无区间", "Matched, no interval"),
                             reached, base.matched.note)


def _set_here(base: Base, document: str) -> Iterator[AssumptionName]:
    """Targets, weights and payouts that the scenario sets in place of the documents'."""
    labels = {"targets": Text("本方案自定的目标", "Target that this scenario sets"),
              "weights": Text("本方案自定的分值", "Points that this scenario sets"),
              "payouts": Text("本方案自定的奖励", "Payout that this scenario sets")}
    for section in ("targets", "weights"):
        for name, value in (getattr(base, section) or {}).items():
            said = f"{value:g}" if isinstance(value, float | int) else "; ".join(
                f"{unit} {number:g}" for unit, number in value.items())
            yield AssumptionName(f"{section}.{name}", labels[section], Text(said, said), document)
    for name, paid in (base.payouts or {}).items():
        said = f"× {paid.factor:g}" if paid.yuan is None else f"{paid.yuan:g}"
        yuan = paid.yuan is not None
        taken = Text(f"{said} 元", f"{said} yuan") if yuan else Text(said, said)
        yield AssumptionName(f"payouts.{name}", labels["payouts"], taken, document)


def _listed(pairs: Iterable[tuple[Text, str]]) -> Text:
    """Labels with their numbers in one line, in both languages."""
    known = list(pairs)
    return Text("；".join(f"{label.zh} {value}" for label, value in known),
                "; ".join(f"{label.en} {value}" for label, value in known))
