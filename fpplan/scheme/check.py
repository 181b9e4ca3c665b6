"""Checks of a scheme when its plugin is loaded: every fault at once, with plugin, item and
clause."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields
from itertools import product
from typing import Any

from fpplan.errors import Problems
from fpplan.ids import ID_RULE, is_id
from fpplan.indicators.formulas import parse_term
from fpplan.scheme.model import Chapter, Clause, Input, Item, Scheme, full_points
from fpplan.scheme.readings import every, fixed, picks
from fpplan.scheme.rules import Rank, SplitTarget, Veto
from fpplan.scheme.units import UNITS
from fpplan.tags import about_words, core_inputs, slot_tag, tag_of
from fpplan.text import Text, _

__all__ = ["check_schemes"]


def check_schemes(plugin: str, schemes: Iterable[Scheme], others: Mapping[str, Scheme]) -> None:
    """Check the schemes of one plugin against each other and those already loaded.

    Raises InputError with every fault found.
    """
    problems = Problems(plugin)
    seen = set(others)
    for scheme in schemes:
        if scheme.id in seen:
            problems.add(scheme.id, _("is the id of another scheme as well"))
        seen.add(scheme.id)
        check_scheme(plugin, scheme, problems)
    problems.raise_if_any()


def check_scheme(plugin: str, scheme: Scheme, problems: Problems) -> None:
    """Note every fault of one scheme."""
    _name(scheme.id, scheme.id, problems)
    if not _own(plugin, scheme.id):
        problems.add(scheme.id, _("the id of a scheme starts with its plugin's id"))
    _texts(scheme, scheme.id, problems)
    before = len(problems.found)
    _check_readings(scheme, problems)
    _check_inputs(plugin, scheme, problems)
    _check_items(scheme, problems)
    _check_groups(scheme, problems)
    _check_payouts(scheme, problems)
    if len(problems.found) == before:  # totals mean something only in a sound scheme
        _check_totals(scheme, problems)


def _name(name: str, key: str, problems: Problems) -> None:
    if not is_id(name):
        problems.add(key, ID_RULE, name)


def _own(plugin: str, name: str) -> bool:
    return name == plugin or name.startswith(f"{plugin}_")


def _texts(part: Any, key: str, problems: Problems) -> None:
    """Both languages of the labels of one part (of the parts inside it, their own check)."""
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, Text):
            for lang in ("zh", "en"):
                if not value.within(lang).strip():
                    problems.add(f"{key}.{field.name}", _("the text is missing in \"{lang}\"")
                                 .format(lang=lang))
        elif isinstance(value, Clause):
            _texts(value, f"{key}.{field.name}", problems)


def _twice(names: Iterable[str], key: str, problems: Problems) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            problems.add(f"{key}.{name}", _("this id is used twice"))
        seen.add(name)


def _check_readings(scheme: Scheme, problems: Problems) -> None:
    key = f"{scheme.id}.readings"
    _twice((reading.id for reading in scheme.readings), key, problems)
    for reading in scheme.readings:
        at = f"{key}.{reading.id}"
        _name(reading.id, at, problems)
        _texts(reading, at, problems)
        for option, text in reading.options.items():
            if not (text.zh.strip() and text.en.strip()):
                problems.add(f"{at}.{option}", _("the text is missing in a language"))
        if reading.default not in reading.options:
            problems.unknown(at, reading.default, reading.options,
                             _("the default is not one of the options"))
    known = {reading.id: set(reading.options) for reading in scheme.readings}
    for at, pick in picks(scheme, scheme.id):
        if pick.reading not in known:
            problems.unknown(at, pick.reading, known, _("is not a reading of this scheme"))
        elif set(pick.options) != known[pick.reading]:
            problems.add(at, _("must give a value for each option of {reading}: {options}").format(
                reading=pick.reading, options=", ".join(sorted(known[pick.reading]))))
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
    _twice((inp.id for inp in scheme.inputs), key, problems)
    read = {name for item in scheme.items() for name in item.inputs}
    for payout in scheme.payouts:
        read |= {name for rule in every(payout.yuan) if rule for name in rule.reads()}
    for inp in scheme.inputs:
        at = f"{key}.{inp.id}"
        _name(inp.id, at, problems)
        _texts(inp, at, problems)
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
        return
    if not _own(plugin, inp.id):
        problems.unknown(at, inp.id, core_inputs(),
                         _("is not an input of the core table, and an input of the plugin's own "
                           "starts with \"{plugin}_\"").format(plugin=plugin))
    if inp.about is None:
        problems.add(at, _("an input of the plugin's own says what it is about: {words}").format(
            words=", ".join(about_words())))
    elif inp.about not in about_words():
        problems.unknown(at, inp.about, about_words(), _("is not in the closed list of subjects"))
    else:
        for term in (*inp.numerator, *inp.denominator):
            try:
                parse_term(term)
            except ValueError as fault:
                problems.add(at, str(fault), term)
        needed = slot_tag(inp.numerator, inp.about)
        if needed and needed != tag_of(inp.about):
            problems.add(at, _("its numerator reads {slots}, which is tagged {tag}; being about "
                               "\"{word}\" would leave it without").format(
                slots=", ".join(inp.numerator), tag=needed, word=inp.about))


def _place(scheme: Scheme, item: Item) -> str:
    """Where a fault of an item is: scheme, item and the words of its clause."""
    return f"{scheme.id}.{item.id} ({item.clause.quote})"


def _check_items(scheme: Scheme, problems: Problems) -> None:
    items = list(scheme.items())
    names = [*(item.id for item in items), *(group.id for group in scheme.groups())]
    _twice(names, scheme.id, problems)
    for item in items:
        at = _place(scheme, item)
        _name(item.id, at, problems)
        _texts(item, at, problems)
        if not item.clause.quote.strip() or not item.clause.document.strip():
            problems.add(at, _("the clause needs its document and a few of its words"))
        for name in item.inputs:
            if name not in scheme.by_input:
                problems.unknown(at, name, scheme.by_input,
                                 _("reads an input that the scheme does not list"))
        if item.tags is not None and item.tags != scheme.tags(item):
            problems.add(at, _("its inputs are tagged {tags}; the author's word differs").format(
                tags=", ".join(sorted(scheme.tags(item))) or _("with nothing")),
                ", ".join(sorted(item.tags)) or "-")
        _check_bounds(item, at, problems)
        for rule in every(item.rule):
            _check_rule(scheme, item, rule, names, at, problems)


def _check_bounds(part: Item | Chapter, at: str, problems: Problems) -> None:
    for cap in every(part.cap):
        if cap is not None and not cap >= 0:
            problems.add(at, _("a cap must be 0 or more"), cap)
        for floor in every(part.floor):
            if cap is not None and floor is not None and floor > cap:
                problems.add(at, _("the floor lies above the cap {cap}").format(cap=cap), floor)


def _check_rule(scheme: Scheme, item: Item, rule: Any, names: list[str], at: str,
                problems: Problems) -> None:
    """What a rule needs besides its inputs."""
    for field in fields(rule):
        value = getattr(rule, field.name)
        if isinstance(value, float | int) and not math.isfinite(value):
            problems.add(at, _("{name} must be a finite number").format(name=field.name), value)
    if isinstance(rule, Veto):
        if not rule.trigger:
            problems.add(at, _("a veto needs a trigger"))
        for name in rule.zeroes:
            if name not in names:
                problems.unknown(at, name, names, _("the veto names no item or chapter"))
    if isinstance(rule, Rank) and rule.peers not in {group.id for group in scheme.peers}:
        problems.unknown(at, rule.peers, (group.id for group in scheme.peers),
                         _("is not a peer group of this scheme"))
    if isinstance(rule, SplitTarget) and (
            len(rule.shares) != len(scheme.calendar.parts) or min(rule.shares) <= 0):
        problems.add(at, _("a split target needs one share above 0 for each of the {parts} parts "
                           "of the calendar").format(parts=len(scheme.calendar.parts)),
                     rule.shares)


def _check_groups(scheme: Scheme, problems: Problems) -> None:
    for group in scheme.groups():
        at = f"{scheme.id}.{group.id}"
        _name(group.id, at, problems)
        _texts(group, at, problems)
        _check_bounds(group, at, problems)
        if not group.items:
            problems.add(at, _("holds no items"))
    for peers in scheme.peers:
        _texts(peers, f"{scheme.id}.{peers.id}", problems)


def _check_payouts(scheme: Scheme, problems: Problems) -> None:
    items = {item.id for item in scheme.items()}
    _twice((payout.id for payout in scheme.payouts), f"{scheme.id}.payouts", problems)
    for payout in scheme.payouts:
        at = f"{scheme.id}.payouts.{payout.id} ({payout.clause.quote})"
        _name(payout.id, at, problems)
        _texts(payout, at, problems)
        if (payout.yuan is None) == (payout.sanction is None):
            problems.add(at, _("is either money (yuan) or a sanction"))
        if payout.sanction is not None and payout.missed is None:
            problems.add(at, _("a sanction needs the item whose target is missed"))
        if payout.missed is not None and payout.missed not in items:
            problems.unknown(at, payout.missed, items, _("is not an item of this scheme"))
        for rule in every(payout.yuan):
            for name in rule.reads() if rule else ():
                if name not in scheme.by_input:
                    problems.unknown(at, name, scheme.by_input,
                                     _("reads an input that the scheme does not list"))


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
