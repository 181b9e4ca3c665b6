"""What one table of a scenario must know of another: units, people, seasons, names.

Each check takes a `Draft` and notes every fault it finds; `check` runs them all. Keys are
given below `[base]`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping

from fpplan.contract.errors import nearest
from fpplan.contract.ids import ID_RULE, UNIT_RULE, is_id, is_unit
from fpplan.contract.months import absolute
from fpplan.contract.text import _
from fpplan.scenario import budget, limits, work_checks
from fpplan.scenario.draft import Draft
from fpplan.scenario.known import Known, PayoutOf, TargetOf
from fpplan.scenario.messages import Note, known_words
from fpplan.scenario.models import DEEPEST, MOST_STRATA, MOST_UNITS, AimBy, Aims
from fpplan.scenario.people import MOST_A_YEAR, Override
from fpplan.scenario.values import MOST_PEOPLE

__all__ = ["check"]

_NAMED = ("strata", "policy_rules", "staff", "campaigns", "activities", "inputs",
          "published")  # tables keyed by an id


def check(draft: Draft, known: Known, note: Note) -> None:
    """Every check across the tables of `[base]`."""
    if len(draft.names("units")) > MOST_UNITS:  # the checks below would take hours
        note(("units",), _("at most {most} units").format(most=f"{MOST_UNITS:,}"),
             len(draft.names("units")))
        return
    _spelling(draft, note)
    _units(draft, note)
    _strata(draft, note)
    _population(draft, note)
    _setting(draft, known, note)
    _staff(draft, note)
    _seasons(draft, note)
    _hours(draft, known, note)
    _schemes(draft, known, note)
    _set_of_schemes(draft, known, note)
    _aims(draft, known, note)
    _parameters(draft, known, note)
    _figures(draft, known, note)
    limits.check(draft, known, note)
    _measures(draft, known, note)
    work_checks.check(draft, known, note)
    if draft.whole("units", "staff", "hours", "seasons"):
        budget.check(draft, note)


def unknown(note: Note, path: Iterable[str | int], name: str, valid: Iterable[str] | None,
            rule: str, value: object = None) -> bool:
    """Note a name that is not among the valid ones; None as valid means not checked."""
    if valid is None:
        return False
    names = sorted(valid) if isinstance(valid, set | frozenset) else list(valid)
    if name in names:
        return False
    note(tuple(path), rule + known_words(name, names), value, nearest(name, names))
    return True


def _spelling(draft: Draft, note: Note) -> None:
    for section in _NAMED:
        for name in draft.names(section):
            if not is_id(name):
                note((section, name), ID_RULE)
    for name in draft.names("units"):
        if not is_unit(name):
            note(("units", name), UNIT_RULE)
    for season in draft.part("seasons", ()):
        if not is_id(season.id):
            note(("seasons",), ID_RULE, season.id)


def _units(draft: Draft, note: Note) -> None:
    units = draft.part("units", {})
    with_parent = {unit.level for unit in units.values() if unit.parent}
    for name, unit in units.items():
        if unit.parent is None:
            if unit.level in with_parent:
                note(("units", name, "parent"), _(
                    'is missing: other units of level "{level}" have a parent'
                ).format(level=unit.level))
        elif unit.parent == name:
            note(("units", name, "parent"), _("a unit cannot be its own parent"), name)
        else:
            unknown(note, ("units", name, "parent"), unit.parent, draft.names("units"),
                    _("there is no such unit"), unit.parent)
    told: set[str] = set()
    deep = next((name for name in units if len(_above(name, units)) > DEEPEST), None)
    if deep is not None:
        note(("units", deep, "parent"), _("at most {most} levels of units").format(most=DEEPEST),
             units[deep].parent)
    for name in units:
        loop = _loop(name, units)
        if loop and not told.intersection(loop) and len(loop) > 1:
            note(("units", name, "parent"), _("units go round in a circle: {loop}").format(
                loop=" -> ".join((*loop, loop[0]))), units[name].parent)
            told.update(loop)


def _above(name: str, units: dict[str, object]) -> tuple[str, ...]:
    """A unit and those above it, `DEEPEST` + 1 of them at most, none twice."""
    chain: list[str] = []
    step: str | None = name
    while step in units and step not in chain and len(chain) <= DEEPEST:
        chain.append(step)
        step = getattr(units[step], "parent", None)
    return tuple(chain)


def _loop(name: str, units: dict[str, object]) -> tuple[str, ...]:
    """The circle of parents that starts at a unit, or nothing."""
    chain = _above(name, units)
    return chain if chain and getattr(units[chain[-1]], "parent", None) == name else ()


def _strata(draft: Draft, note: Note) -> None:
    strata = draft.part("strata", {})
    if len(draft.names("strata")) > MOST_STRATA:
        note(("strata",), _("at most {most} strata").format(most=MOST_STRATA),
             len(draft.names("strata")))
    for name in draft.names("strata"):
        _names_of_a_stratum(draft, name, note)
    for name, stratum in strata.items():
        path = ("strata", name)
        for index, (since, _rule) in enumerate(stratum.policies):
            if index == 0 and since is not None:
                note((*path, "policy", index, "from"), _(
                    "the first rule holds from the start: leave its month out"), since)
            elif index > 0 and since is None:
                note((*path, "policy", index, "from"), _("is missing"))
        dates = [absolute(since) for since, _r in stratum.policies if since is not None]
        if any(later <= earlier for earlier, later in itertools.pairwise(dates)):
            note((*path, "policy"), _("each rule must begin later than the one before it"),
                 [since for since, _r in stratum.policies if since is not None])
        total = sum(stratum.moves.values())
        if total > MOST_A_YEAR:
            note((*path, "moves"), _("moves of a woman in a year must be at most {most}").format(
                most=f"{MOST_A_YEAR:g}"), total)
    by = draft.part("counted_by", None)
    if strata and draft.whole("strata") and by is not None and not any(
            s.registered if by == "registration" else s.resident for s in strata.values()):
        note(("counted_by",), _("counts no stratum: none is registered, or none lives here"), by)


def _names_of_a_stratum(draft: Draft, name: str, note: Note) -> None:
    """The policy rules and other strata that a stratum names, as written."""
    path = ("strata", name)
    written = draft.written(*path, "policy")
    places: list[tuple[str | int, ...]] = [(*path, "policy")]
    if isinstance(written, list | tuple):
        places = [(*path, "policy", index, "rule") for index in range(len(written))]
    for place in places:
        rule = draft.text(*place)
        if rule is not None:
            unknown(note, place, rule, draft.names("policy_rules"),
                    _("there is no such policy rule"), rule)
    for other in draft.names(*path, "moves"):
        if other == name:
            note((*path, "moves", other), _("a stratum does not move to itself"), other)
        else:
            unknown(note, (*path, "moves", other), other, draft.names("strata"),
                    _("there is no such stratum"))


def _leaf(draft: Draft, note: Note, path: tuple[str, ...], unit: str, what: str) -> bool:
    """Note a unit that is not declared, or that others name as parent."""
    if unknown(note, path, unit, draft.names("units"), _("there is no such unit")):
        return False
    if unit in draft.parents:
        note(path, _("{unit} is a parent: {what} belongs to the units below it").format(
            unit=unit, what=what))
        return False
    return True


def _population(draft: Draft, note: Note) -> None:
    strata = draft.names("strata")
    for stratum in draft.names("population"):
        unknown(note, ("population", stratum), stratum, strata, _("there is no such stratum"))
        for unit in draft.names("population", stratum):
            _leaf(draft, note, ("population", stratum, unit), unit, _("population"))
    if not draft.names("population"):
        return
    for stratum in strata:
        given = draft.names("population", stratum)
        for unit in draft.leaves:
            if unit not in given:
                note(("population", stratum, unit), _(
                    "is missing: every unit without units below it needs its people (0 is "
                    "allowed)"), None, nearest(unit, set(given) - set(draft.leaves)))
    if draft.whole("population"):
        people = draft.part("population", {})
        for unit in draft.leaves:
            found = [table[unit] for table in people.values() if unit in table]
            if found and sum(found) == 0:
                note(("units", unit), _("has no people in any stratum: leave the unit out"))
        everyone = sum(sum(table.values()) for table in people.values())
        if everyone > MOST_PEOPLE:
            note(("population",), _("at most {most} people in all").format(
                most=f"{MOST_PEOPLE:,}"), everyone)


def _setting(draft: Draft, known: Known, note: Note) -> None:
    setting = draft.part("setting", None)
    if setting is not None:
        unknown(note, ("setting",), setting, known.settings, _("there is no such setting"),
                setting)
    methods = (known.methods or {}).get(setting or "")
    for stratum in draft.names("margins"):
        unknown(note, ("margins", stratum), stratum, draft.names("strata"),
                _("there is no such stratum"))
        for method in draft.names("margins", stratum, "method"):
            unknown(note, ("margins", stratum, "method", method), method, methods,
                    _("there is no such method in this setting"))


def _staff(draft: Draft, note: Note) -> None:
    for kind in draft.names("staff"):
        path = ("staff", kind, "number")
        named = draft.names(*path)
        if "pool" in named:
            pool = draft.text(*path, "pool")
            if pool is not None:
                unknown(note, (*path, "pool"), pool, draft.names("units"),
                        _("there is no such unit"), pool)
            continue
        for unit in named:
            _leaf(draft, note, (*path, unit), unit, _("staff that is not a shared pool"))


def _seasons(draft: Draft, note: Note) -> None:
    seasons = draft.part("seasons", ())
    taken: dict[int, str] = {}
    ids: set[str] = set()
    for season in seasons:
        if season.id in ids:
            note(("seasons",), _("two seasons have the same id"), season.id)
        ids.add(season.id)
        for month in season.months:
            if month in taken:
                note(("seasons",), _(
                    "calendar month {month} stands in {first} and in {second}; each month "
                    "belongs to one season").format(
                        month=month, first=taken[month], second=season.id))
            taken.setdefault(month, season.id)
    left = [str(month) for month in range(1, 13) if month not in taken]
    if seasons and left:
        note(("seasons",), _("no season has calendar month {months}").format(
            months=", ".join(left)))


def _hours(draft: Draft, known: Known, note: Note) -> None:
    tables: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    tables.append((("hours", "all"), draft.names("hours", "all")))
    for unit in draft.names("hours", "units"):
        if _leaf(draft, note, ("hours", "units", unit), unit, _("work")):
            tables.append((("hours", "units", unit), draft.names("hours", "units", unit)))
    for path, tasks in tables:
        for task in tasks:
            unknown(note, (*path, task), task, known.tasks, _("there is no such task"))
    if not draft.whole("hours", "seasons"):
        return
    hours, seasons = draft.part("hours", None), len(draft.part("seasons", ()))
    listed: list[tuple[tuple[str, ...], dict[str, tuple[float, ...]]]] = []
    listed.append((("hours", "all"), hours.all))
    listed += [(("hours", "units", unit), table) for unit, table in hours.units.items()]
    for path, table in listed:
        for task, numbers in table.items():
            if len(numbers) not in (1, seasons):
                note((*path, task), _(
                    "needs one number, or one for each of the {seasons} seasons; this has {has}"
                ).format(seasons=seasons, has=len(numbers)), list(numbers))


def _scored_by(draft: Draft) -> tuple[str, ...]:
    """Every scheme that scores the plan."""
    return (*draft.part("schemes", ()), *(draft.part("compare_schemes", None) or ()))


def _schemes(draft: Draft, known: Known, note: Note) -> None:
    schemes = _scored_by(draft)
    for key in ("schemes", "compare_schemes"):
        listed = draft.part(key, None) or ()
        for index, scheme in enumerate(listed):
            if scheme in listed[:index]:
                note((key,), _("is listed twice"), scheme)
            elif key == "compare_schemes" and scheme in draft.part("schemes", ()):
                note((key,), _("is among the schemes of this scenario already, which are compared "
                               "anyway"), scheme)
            else:
                unknown(note, (key,), scheme, known.schemes, _("there is no such scheme"), scheme)
    for name, option in draft.part("readings", {}).items():
        path = ("readings", name)
        scheme, dot, reading = name.partition(".")
        if not dot or not reading:
            note(path, _('a reading is named "<scheme>.<reading>"'), option,
                 nearest(name, known.readings or ()))
        elif scheme not in schemes and (known.schemes is None or scheme in known.schemes):
            note(path, _("{scheme} is not among the schemes of this scenario").format(
                scheme=scheme), option)
        elif known.readings is not None:
            found = unknown(note, path, name, known.readings, _("there is no such reading"),
                            option)
            if not found:
                unknown(note, path, option, known.readings[name],
                        _("must be one of {options}").format(
                            options=", ".join(known.readings[name])), option)


def _set_of_schemes(draft: Draft, known: Known, note: Note) -> None:
    """Targets, weights and payouts that the plan sets in place of a scheme's document."""
    for section, possible in (("targets", known.targets), ("weights", known.weights)):
        given = draft.part(section, None) or {}
        for name in _named(draft, section, possible, known, note):
            assert possible is not None
            least, most = possible[name].least, possible[name].most
            value = given.get(name)
            values = {(section, name, unit): number for unit, number in value.items()} \
                if isinstance(value, Mapping) else {(section, name): value}
            for place, number in values.items():
                if number is not None and not least <= number <= most:
                    rule = _("must be at least {low}") if math.isinf(most) else _(
                        "must lie between {low} and {high}")
                    note(place, rule.format(low=f"{least:g}", high=f"{most:g}"), number)
        for name in draft.names(section):
            for unit in draft.names(section, name):
                unknown(note, (section, name, unit), unit, draft.names("units"),
                        _("there is no such unit"))
    paid = draft.part("payouts", None) or {}
    for name in _named(draft, "payouts", known.payouts, known, note):
        assert known.payouts is not None
        ceiling, value = known.payouts[name].most, paid.get(name)
        if value is None or value.yuan is None:
            continue
        path = ("payouts", name, "yuan")
        if ceiling is None:
            note(path, _("the document works this money out of other numbers: set a factor "
                         "instead"), value.yuan)
        elif value.yuan > ceiling:
            note(path, _("must lie between {low} and {high}").format(
                low="0", high=f"{ceiling:g}"), value.yuan)


def _named(draft: Draft, section: str, possible: Mapping[str, TargetOf | PayoutOf] | None,
           known: Known, note: Note) -> Iterator[str]:
    """The keys of a section that name what can be set; notes what is wrong with the others."""
    schemes = _scored_by(draft)
    named = {"targets": _('a target is named "<scheme>.<item>"'),
             "weights": _('a weight is named "<scheme>.<item>"'),
             "payouts": _('a payout is named "<scheme>.<payout>"')}[section]
    missing = _("the scheme has no such payout") if section == "payouts" else _(
        "the scheme has no such item")
    for name in draft.names(section):
        path = (section, name)
        scheme, dot, item = name.partition(".")
        if not dot or not item:
            note(path, named, None, nearest(name, possible or ()))
            continue
        if scheme not in schemes and (known.schemes is None or scheme in known.schemes):
            note(path, _("{scheme} is not among the schemes of this scenario").format(
                scheme=scheme))
            continue
        if possible is None:
            continue
        valid = [key for key in possible if key.partition(".")[0] in schemes]
        if unknown(note, path, name, valid, missing):
            continue
        if possible[name].refusal:
            note(path, possible[name].refusal)
            continue
        yield name


def _aims(draft: Draft, known: Known, note: Note) -> None:
    aims = draft.part("aims", Aims())
    month = draft.part("decision_month", None)
    for key in ("first", "last"):
        given = getattr(aims, key)
        if month and given and not 1 <= absolute(month) - absolute(given) <= 12:
            note(("aims", key), _("aims lie in the twelve months before the decision month "
                                  "{month}").format(month=month), given)
    for name in Aims.names():
        aim, path = getattr(aims, name), ("aims", name)
        if isinstance(aim, AimBy):
            _aim_by_reading(draft, known, note, path, aim)
            values: dict[tuple[str, ...], float] = {
                (*path, "options", option): value for option, value in aim.options.items()
            }
        else:
            values = {path: aim} if aim is not None else {}
        for place, value in values.items():
            if name.endswith("_percent") and value > 100:
                note(place, _("must be at most 100"), value)


def _aim_by_reading(draft: Draft, known: Known, note: Note, path: tuple[str, ...],
                    aim: AimBy) -> None:
    if unknown(note, (*path, "reading"), aim.reading, draft.names("readings"),
               _("is not a reading that base.readings chooses"), aim.reading):
        return
    chosen = draft.part("readings", {}).get(aim.reading)
    if chosen is not None and chosen not in aim.options:
        note((*path, "options"), _("has no value for the option that is chosen"), chosen)
    for option in aim.options:
        unknown(note, (*path, "options", option), option,
                (known.readings or {}).get(aim.reading), _("the reading has no such option"))


def _parameters(draft: Draft, known: Known, note: Note) -> None:
    given: dict[tuple[str, ...], float] = {
        ("reporting", name): value for name, value in draft.part("reporting", {}).items()}
    overrides: dict[tuple[str, ...], Override] = {
        ("parameters", name): override
        for name, override in draft.part("parameters", {}).items()}
    possible = (known.parameters or {}).get(draft.part("setting", ""))
    names: set[tuple[str, ...]] = {
        (section, name) for section in ("reporting", "parameters")
        for name in draft.names(section)}
    population = (known.rates or {}).get(draft.part("setting", ""))
    strata = draft.part("strata", {})
    for stratum in draft.names("strata"):
        for name in draft.names("strata", stratum, "parameters"):
            own = ("strata", stratum, "parameters", name)
            if possible is not None and name in possible and population is not None and (
                    name not in population):
                note(own, _("is not a rate of the population: it is the same for all strata"))
                continue
            names.add(own)
            if stratum in strata:
                overrides[own] = strata[stratum].parameters[name]
    given |= {path: override.value for path, override in overrides.items()}
    ends = known.open_ends.get(draft.part("setting", ""), {})
    for path in sorted(names):
        name = path[-1]
        if possible is None or unknown(note, path, name, possible,
                                       _("there is no such parameter")):
            continue
        low, high = possible[name]
        value = given.get(path)
        if value is not None and not low <= value <= high:
            rule = _("must be at least {low}") if math.isinf(high) else _(
                "must lie between {low} and {high}")
            note(path, rule.format(low=f"{low:g}", high=f"{high:g}"), value)
        elif path in overrides and overrides[path].range is not None:
            _range_of(note, path, overrides[path], (low, high), ends.get(name, (False, False)))


def _range_of(note: Note, path: tuple[str, ...], override: Override,
              possible: tuple[float, float], open_ends: tuple[bool, bool]) -> None:
    """Note a range that leaves what its parameter can be; an end that only a limit could reach
    (0 of a log-normal, 0 or 1 of a share's logit) is none."""
    assert override.range is not None
    (low, high), (least, most) = override.range, possible
    if (least < low and high < most) or (
            least <= low and high <= most
            and not (open_ends[0] and low == least) and not (open_ends[1] and high == most)):
        return
    rule = _("a range must lie between {low} and {high}")
    if any(open_ends):
        rule = _("a range must lie between {low} and {high}, without these ends")
    note((*path, "range"), rule.format(low=f"{least:g}", high=f"{most:g}"),
         list(override.range))


def _measures(draft: Draft, known: Known, note: Note) -> None:
    """Measures that are there, with steps, amounts, readings and units that they have."""
    for name in draft.names("measures"):
        path = ("measures", name)
        if known.measures is None or unknown(note, path, name, known.measures,
                                             _("there is no such measure")):
            continue
        measure = known.measures[name]
        places = [path, *((*path, "units", unit)
                          for unit in draft.names("measures", name, "units"))]
        for unit in draft.names("measures", name, "units"):
            unknown(note, (*path, "units", unit), unit, draft.names("units"),
                    _("there is no such unit"))
        for place in places:
            for step in draft.names(*place, "done"):
                unknown(note, (*place, "done", step), step, measure.steps,
                        _("the measure has no such step"))
            for amount in draft.names(*place, "counts"):
                unknown(note, (*place, "counts", amount), amount, measure.money,
                        _("the measure has no such amount of money"))
        given = draft.part("measures", {}).get(name)
        for reading in draft.names(*path, "readings"):
            at = (*path, "readings", reading)
            option = given.readings.get(reading) if given else None
            if not unknown(note, at, reading, measure.readings, _("there is no such reading")) \
                    and option is not None:
                options = measure.readings[reading]
                unknown(note, at, option, options,
                        _("must be one of {options}").format(options=", ".join(options)), option)


def _figures(draft: Draft, known: Known, note: Note) -> None:
    for name in draft.names("inputs"):
        unknown(note, ("inputs", name), name, known.inputs,
                _("no scheme asks for such an input"))
        for unit in draft.names("inputs", name, "units"):
            unknown(note, ("inputs", name, "units", unit), unit, draft.names("units"),
                    _("there is no such unit"))
    for name in draft.names("published"):
        unknown(note, ("published", name), name, known.figures,
                _("there is no such indicator or input"))
        whose = draft.text("published", name, "unit_id")
        if whose is not None:
            unknown(note, ("published", name, "unit_id"), whose, draft.names("units"),
                    _("there is no such unit"), whose)
    month = draft.part("decision_month", None)
    for name, figure in draft.part("published", {}).items():
        if figure.last and month and absolute(figure.last) >= absolute(month):
            note(("published", name, "last"), _(
                "a published figure lies before the decision month {month}").format(month=month),
                figure.last)
