"""Checks of a scheme when its plugin is loaded: every fault at once, with plugin, item and
clause."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from itertools import product
from typing import Any

from fpplan.contract.errors import Problems
from fpplan.contract.indicators import Indicator, parse_term
from fpplan.contract.items import Chapter, Input, Item, Payout, full_points
from fpplan.contract.readings import every, fixed, picks
from fpplan.contract.rules import Fund, Milestone, PeerRule, Proportional, Rank, SplitTarget, Veto
from fpplan.contract.scheme import Scheme
from fpplan.contract.soundness import (
    check_clause,
    check_name,
    check_readings,
    check_texts,
    check_twice,
    check_wording,
    is_date,
    owned,
)
from fpplan.contract.tags import about_words, core_inputs
from fpplan.contract.text import _
from fpplan.contract.units import UNITS
from fpplan.scheme.check_indicators import check_needed, check_tallies

__all__ = ["check_schemes"]


def check_schemes(plugin: str, schemes: Iterable[Scheme], others: Mapping[str, Scheme],
                  indicators: Mapping[str, Indicator] | None = None) -> None:
    """Check the schemes of one plugin against each other and those already loaded.
    `indicators` are those that the plugin brings and those of plugins loaded before.

    Raises InputError with every fault found.
    """
    problems = Problems(plugin)
    seen = set(others)
    told = {name: (other, inp) for other, scheme in others.items()
            for name, inp in scheme.by_input.items()}
    for scheme in schemes:
        if scheme.id in seen:
            problems.add(scheme.id, _("is the id of another scheme as well"))
        seen.add(scheme.id)
        check_scheme(plugin, scheme, problems)
        _check_indicators(scheme, indicators or {}, problems)
        _check_same(scheme, told, problems)
        told |= {name: (scheme.id, inp) for name, inp in scheme.by_input.items()}
    problems.raise_if_any()


def _check_same(scheme: Scheme, told: Mapping[str, tuple[str, Input]], problems: Problems
                ) -> None:
    """An input that several schemes read is about the same and is counted the same in each."""
    for name, inp in scheme.by_input.items():
        other, before = told.get(name, (scheme.id, inp))
        for part in ("about", "unit", "numerator", "denominator", "factor", "sums_up"):
            said, now = getattr(before, part), getattr(inp, part)
            if said != now and (part != "about" or before.subject != inp.subject):
                problems.add(f"{scheme.id}.inputs.{name}", _(
                    "{part} differs from that of the same input in the scheme {other}").format(
                        part=part, other=other), now or None)


def _check_indicators(scheme: Scheme, indicators: Mapping[str, Indicator], problems: Problems
                      ) -> None:
    """An input that is an indicator of the plugin's own says the same of itself as that."""
    for inp in scheme.inputs:
        own = indicators.get(inp.id)
        at = f"{scheme.id}.inputs.{inp.id}"
        if own is None or inp.id in core_inputs():  # the core table speaks for its own
            continue
        if inp.about != own.about:
            problems.add(at, _("its indicator is about {word}; the input's word differs").format(
                word=own.about), inp.about)
        if inp.unit != own.unit:
            problems.add(at, _("its indicator gives its unit as {unit}").format(unit=own.unit),
                         inp.unit)
        if inp.numerator:
            problems.add(at, _("is an indicator of the plugin already; it has no numerator of its "
                               "own"), ", ".join(inp.numerator))


def check_scheme(plugin: str, scheme: Scheme, problems: Problems) -> None:
    """Note every fault of one scheme."""
    check_name(scheme.id, scheme.id, problems)
    if not owned(plugin, scheme.id):
        problems.add(scheme.id, _("the id of a scheme starts with its plugin's id"))
    check_texts(scheme, scheme.id, problems)
    before = len(problems.found)
    _check_readings(scheme, problems)
    _check_inputs(plugin, scheme, problems)
    _check_items(scheme, problems)
    _check_groups(scheme, problems)
    _check_payouts(scheme, problems)
    if len(problems.found) == before:  # totals mean something only in a sound scheme
        _check_totals(scheme, problems)


def _check_readings(scheme: Scheme, problems: Problems) -> None:
    check_readings(scheme.readings, scheme, scheme.id, _("is not a reading of this scheme"),
                   problems)
    known = {reading.id: set(reading.options) for reading in scheme.readings}
    for item in scheme.items():
        if item.only is None:
            continue
        at = _place(scheme, item)
        if item.only.reading not in known:
            problems.unknown(at, item.only.reading, known, _("is not a reading of this scheme"))
        for option in item.only.options:
            if option not in known.get(item.only.reading, {option}):
                problems.unknown(at, option, known[item.only.reading],
                                 _("is not an option of {reading}").format(
                                     reading=item.only.reading))


def _check_inputs(plugin: str, scheme: Scheme, problems: Problems) -> None:
    key = f"{scheme.id}.inputs"
    check_twice((inp.id for inp in scheme.inputs), key, problems)
    read = {name for item in scheme.items() for name in item.inputs}
    for payout in scheme.payouts:
        read |= {*payout.inputs}
    for group in scheme.groups():
        read |= {name for rule in every(group.reweight) if rule for name in rule.reads()}
    for inp in scheme.inputs:
        at = f"{key}.{inp.id}"
        check_name(inp.id, at, problems)
        check_texts(inp, at, problems)
        if inp.id not in read:
            problems.add(at, _("no item reads this input"))
        if inp.unit not in UNITS:
            problems.unknown(at, inp.unit, UNITS, _("is not a unit"))
        for ends in (inp.range, inp.possible):
            if ends is not None and not ends[0] <= ends[1]:
                problems.add(at, _("the low end of a range lies above its high end"), ends)
        if inp.range and inp.central is not None and not (
                inp.range[0] <= inp.central <= inp.range[1]):
            problems.add(at, _("the central value lies outside the range"), inp.central)
        _check_subject(plugin, inp, at, problems)


def _check_subject(plugin: str, inp: Input, at: str, problems: Problems) -> None:
    """What an input is about: the core table decides; a plugin's own input says so itself."""
    core = core_inputs().get(inp.id)
    if core is not None:
        if inp.about not in (None, core.about):
            problems.add(at, _("the core table says that it is about {word}; the author's word "
                               "differs").format(word=core.about), inp.about)
        if inp.unit != core.unit:
            problems.add(at, _("the core table gives its unit as {unit}").format(unit=core.unit),
                         inp.unit)
        if inp.numerator or inp.denominator:
            problems.add(at, _("is in the core table already; it has no numerator or denominator "
                               "of its own"), ", ".join((*inp.numerator, *inp.denominator)))
        return
    if not owned(plugin, inp.id):
        problems.unknown(at, inp.id, core_inputs(),
                         _("is not an input of the core table, and an input of the plugin's own "
                           "starts with \"{plugin}_\"").format(plugin=plugin))
    if inp.about is None:
        problems.add(at, _("an input of the plugin's own says what it is about: {words}").format(
            words=", ".join(about_words())))
    elif inp.about not in about_words():
        problems.unknown(at, inp.about, about_words(), _("is not in the closed list of subjects"))
    else:
        _check_formula(inp, inp.about, at, problems)


def _check_formula(inp: Input, about: str, at: str, problems: Problems) -> None:
    """What an input of the plugin's own reads, and its words, bear out what it is about."""
    before, terms = len(problems.found), []
    for text in (*inp.numerator, *inp.denominator):
        try:
            terms.append(parse_term(text))
        except ValueError as fault:
            problems.add(at, str(fault), text)
    check_tallies(terms, at, problems)
    if not (math.isfinite(inp.factor) and inp.factor > 0):
        problems.add(at, _("must be a number above 0"), inp.factor)
    if len(problems.found) > before:
        return
    check_needed(inp.needed_tags, (*inp.numerator, *inp.denominator), about, at, problems)
    if not inp.tags:
        check_wording([inp.text], inp.not_tagged_because, at, problems)


def _place(scheme: Scheme, item: Item) -> str:
    """Where a fault of an item is: scheme, item and the words of its clause."""
    return f"{scheme.id}.{item.id} ({item.clause.quote})"


def _check_items(scheme: Scheme, problems: Problems) -> None:
    items = list(scheme.items())
    names = [*(item.id for item in items), *(group.id for group in scheme.groups())]
    check_twice(names, scheme.id, problems)
    for item in items:
        at = _place(scheme, item)
        check_name(item.id, at, problems)
        check_texts(item, at, problems)
        check_clause(item.clause, at, problems)
        for name in item.inputs:
            if name not in scheme.by_input:
                problems.unknown(at, name, scheme.by_input,
                                 _("reads an input that the scheme does not list"))
        if any(inp.about not in about_words() for name in item.inputs
               if (inp := scheme.by_input.get(name)) and inp.about is not None):
            continue  # an input that is about nothing known is told by itself; no tag follows
        if item.tags is not None and item.tags != scheme.tags(item):
            problems.add(at, _("its inputs are tagged {tags}; the author's word differs").format(
                tags=", ".join(sorted(scheme.tags(item))) or _("with nothing")),
                ", ".join(sorted(item.tags)) or "-")
        if not scheme.tags(item):
            check_wording((item.text, item.clause.quote, item.clause.text),
                          item.not_tagged_because, at, problems)
        _check_bounds(item, at, problems)
        _check_calendar(scheme, item, at, problems)
        for view in every(item.view):
            if not isinstance(view, str) and view.n < 1:
                problems.add(at, _("a sample needs at least one case"), view.n)
        for rule in every(item.rule):
            _check_rule(scheme, item, rule, names, at, problems)


def _check_calendar(scheme: Scheme, part: Item | Payout, at: str, problems: Problems) -> None:
    known = ("year", "season", *(f"w{number + 1}"
                                 for number in range(len(scheme.calendar.windows))))
    for calendar in every(part.calendar):
        if calendar not in known:
            problems.unknown(at, calendar, known, _("is not a part or window of the calendar"))


def _check_bounds(part: Item | Chapter, at: str, problems: Problems) -> None:
    for cap in every(part.cap):
        if cap is not None and not cap >= 0:
            problems.add(at, _("a cap must be 0 or more"), cap)
        for floor in every(part.floor):
            if cap is not None and floor is not None and floor > cap:
                problems.add(at, _("the floor lies above the cap {cap}").format(cap=cap), floor)


def _check_rule(scheme: Scheme, item: Item | Payout, rule: Any, names: list[str], at: str,
                problems: Problems) -> None:
    """What a rule needs besides its inputs."""
    for field in fields(rule):
        value = getattr(rule, field.name)
        if isinstance(value, float | int) and not math.isfinite(value):
            problems.add(at, _("{name} must be a finite number").format(name=field.name), value)
    if isinstance(rule, Veto):
        if not rule.trigger:
            problems.add(at, _("a veto needs a trigger"))
        if not rule.zeroes:
            problems.add(at, _("a veto needs what it sets to nothing"))
        for name in rule.zeroes:
            if name not in (*names, scheme.id):
                problems.unknown(at, name, names, _("the veto names no item or chapter"))
    if isinstance(rule, PeerRule) and rule.peer_group not in {each.id for each in scheme.peers}:
        problems.unknown(at, rule.peer_group, (group.id for group in scheme.peers),
                         _("is not a peer group of this scheme"))
    parts = len(scheme.calendar.parts)
    if isinstance(rule, SplitTarget) and (len(rule.shares) != parts or min(rule.shares) <= 0):
        problems.add(at, _("a split target needs one share above 0 for each of the {parts} parts "
                           "of the calendar").format(parts=parts), rule.shares)
    seasonal = "season" in every(item.calendar)
    if isinstance(rule, Rank):
        if 0 in rule.awards:
            problems.add(at, _("places count from 1, or from −1 for the last"), 0)
        if rule.every < 1 or (rule.every > 1 and (not seasonal or parts % rule.every)):
            problems.add(at, _("so many parts of the year cannot be ranked together"), rule.every)
    if isinstance(rule, Proportional) and rule.target == rule.zero:
        problems.add(at, _("the target is the value that earns nothing; the points lie between "
                           "the two"), rule.target)
    if isinstance(rule, Fund):
        _check_rule(scheme, item, rule.shares, names, at, problems)
    if isinstance(rule, Milestone) and not is_date(rule.by):
        problems.add(at, _('a date is written "2014-07-20", "2014-07" or, without its year, '
                           '"--07-20", "--07"'), rule.by)
    if rule.lags() and seasonal:
        problems.add(at, _("a rule that looks back over years works on whole years"))
    for name in rule.derives():
        _check_derived(scheme, name, seasonal, at, problems)


def _check_derived(scheme: Scheme, name: str, seasonal: bool, at: str, problems: Problems) -> None:
    """That what a rule reads of other items is there, and does not read on itself."""
    items = {item.id: item for item in scheme.items()}
    groups = {group.id: group for group in scheme.groups()}
    kind, wanted = name[0], name[1:]
    if kind == "!":
        if wanted not in items:
            problems.unknown(at, wanted, items, _("is not an item of this scheme"))
        return
    if wanted not in (*groups, scheme.id):
        problems.unknown(at, wanted, groups, _("is not a chapter of this scheme"))
        return
    inside = list(groups[wanted].walk() if wanted in groups else scheme.items())
    if wanted in groups and any(item.derives for item in inside):
        problems.add(at, _("reads the points of a chapter that holds a rank of points itself"))
    if not seasonal:
        return
    for item in inside:
        if any(calendar != "season" for calendar in every(item.calendar)) or not (
                item.cap is None and item.floor is None):
            problems.add(at, _("ranks points by part of the year; {item} has none by part, or a "
                               "cap or floor of the year").format(item=item.id))


def _check_groups(scheme: Scheme, problems: Problems) -> None:
    for group in scheme.groups():
        at = f"{scheme.id}.{group.id}"
        check_name(group.id, at, problems)
        check_texts(group, at, problems)
        _check_bounds(group, at, problems)
        for rule in every(group.reweight):
            inside = {item.id for item in group.walk()}
            for name in rule.weights if rule else ():
                if name not in inside:
                    problems.unknown(at, name, inside, _("is not an item of this chapter"))
            for name in rule.reads() if rule else ():
                if name not in scheme.by_input:
                    problems.unknown(at, name, scheme.by_input,
                                     _("reads an input that the scheme does not list"))
        if group.id == scheme.id:
            problems.add(at, _("is the id of the scheme as well"))
        if not group.items:
            problems.add(at, _("holds no items"))
    for peers in scheme.peers:
        check_texts(peers, f"{scheme.id}.{peers.id}", problems)


def _check_payouts(scheme: Scheme, problems: Problems) -> None:
    items = {item.id: item for item in scheme.items()}
    names = [*items, *(group.id for group in scheme.groups())]
    check_twice((payout.id for payout in scheme.payouts), f"{scheme.id}.payouts", problems)
    for payout in scheme.payouts:
        at = f"{scheme.id}.payouts.{payout.id} ({payout.clause.quote})"
        check_name(payout.id, at, problems)
        check_texts(payout, at, problems)
        check_clause(payout.clause, at, problems)
        _check_calendar(scheme, payout, at, problems)
        if (payout.yuan is None) == (payout.sanction is None):
            problems.add(at, _("is either money (yuan) or a sanction"))
        if payout.sanction is not None and not (
                payout.asked("missed") or payout.asked("met") or payout.all_missed
                or payout.when):
            problems.add(at, _("a sanction needs the item whose target is missed, or met, or a "
                               "rule for when it follows"))
        for name in payout.items:
            if name not in items:
                problems.unknown(at, name, items, _("is not an item of this scheme"))
            elif name in payout.barred and not any(
                    isinstance(rule, Veto) for rule in every(items[name].rule)):
                problems.add(at, _("only a veto bars a payout"), name)
        for name in payout.inputs:
            if name not in scheme.by_input:
                problems.unknown(at, name, scheme.by_input,
                                 _("reads an input that the scheme does not list"))
        for word in payout.about:
            if word not in about_words():
                problems.unknown(at, word, about_words(),
                                 _("is not in the closed list of subjects"))
        if all(word in about_words() for word in payout.about) and all(
                name in items for name in payout.items) and not scheme.payout_tags(payout):
            check_wording((payout.text, payout.clause.quote, payout.clause.text,
                           *filter(None, [payout.sanction])), payout.not_tagged_because, at,
                          problems)
        if isinstance(payout.yuan, Rank) and payout.yuan.ties == "all":
            problems.add(at, _("money for places says what tied units get: ties = shared, lot, or "
                               "a reading that offers them beside all"), "all")
        for rule in payout.rules:
            _check_rule(scheme, payout, rule, names, at, problems)


def _check_totals(scheme: Scheme, problems: Problems) -> None:
    """That chapters and the base add up to what the document says, under every combination of
    the readings that it depends on."""
    used = sorted({pick.reading for _at, pick in picks(scheme.base, "")} | {
        pick.reading for group in scheme.groups() for _at, pick in picks(group.points, "")})
    options = [list(reading.options) for name in used
               for reading in scheme.readings if reading.id == name]
    for combination in product(*options):
        readings = dict(zip(used, combination, strict=True))
        chosen = scheme.under(readings)
        said = ", ".join(f"{name}={option}" for name, option in readings.items())
        base = fixed(chosen.base)
        if base is not None and abs(chosen.base_total() - base) > 1e-9:
            problems.add(" ".join((scheme.id, said)).strip(), _(
                "the base chapters add up to {total}, the document says {base}").format(
                    total=chosen.base_total(), base=base))
        for group in chosen.groups():
            points = fixed(group.points)
            total = full_points(group, chosen.calendar)
            if points is not None and abs(total - points) > 1e-9:
                problems.add(" ".join((f"{scheme.id}.{group.id}", said)).strip(), _(
                    "its items add up to {total}, the document says {points}").format(
                        total=total, points=points))
