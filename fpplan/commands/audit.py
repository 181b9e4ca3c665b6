"""`fpplan audit`: where a scheme's points are, what pays, what luck decides, whose rights it
touches."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.errors import InputError
from fpplan.contract.text import _, language, run_on

if TYPE_CHECKING:
    from rich.console import Console

    from fpplan.audit.audit import Audit
    from fpplan.audit.prices import PriceList

__all__ = ["command"]

SHOWN = 12  # things that pay back a false report, of the most worth; --json has them all


def command(
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help=_("The id of a scheme."))],
    people: Annotated[float | None, typer.Option(
        "--people", metavar="N", help=_("People of the unit; 2,000 otherwise."))] = None,
    births: Annotated[int | None, typer.Option(
        "--births", metavar="N",
        help=_("Births of the unit in a year, in place of --people."))] = None,
    run: Annotated[Path | None, typer.Option(
        "--run", metavar="FOLDER", help=_("A finished run: its mean unit, and the demand for "
                                          "methods that it simulates."))] = None,
    readings: Annotated[list[str] | None, typer.Option(
        "--reading", metavar="NAME=OPTION", help=_("Choose a reading; may be repeated."))] = None,
    out: Annotated[Path | None, typer.Option(
        "--out", metavar="FILE", help=_("Write a page with figures (.html) too."))] = None,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    from fpplan.audit.audit import audit
    from fpplan.commands import loaded_plugins
    from fpplan.commands.printing import console, parse_readings

    if people is not None and births is not None:
        raise InputError.one("", "--births", _("--people and --births are not given together"))
    gaps = None
    if run is not None:
        if people is not None or births is not None:
            raise InputError.one("", "--run", _("is not given together with --people or --births"))
        people, births, gaps = _of_run(run, scheme)
    plugins = loaded_plugins()
    found = audit(plugins.scheme(scheme), parse_readings(readings), people=people, births=births,
                  gaps=gaps)
    if out is not None:
        from fpplan.commands.printing import write_whole
        from fpplan.report.audit_page import page

        write_whole(out, page(found, gaps or {}, language()))
    if json:
        print_json(found.as_dict())
    else:
        printer = console()
        _head(found, printer)
        _points(found, printer)
        _clauses(found, printer)
        _false_reports(found, printer)
        _targets(found, printer)
        _flags(found, printer)
        _own(found, printer)
        if out is not None:
            print(_("Page: {path}").format(path=out))


def _of_run(folder: Path, scheme: str
            ) -> tuple[float, int, dict[str, tuple[float, float]] | None]:
    """People and births of a run's mean unit, and the scheme's quotas above the demand that it
    simulates (None where it was not scored under the scheme). Raises FpplanError."""
    from fpplan.audit.kept import AUDIT, kept
    from fpplan.contract.errors import FpplanError
    from fpplan.report.data import RunData
    from fpplan.report.figures.scheme_audits import quota_gaps
    from fpplan.store import Run

    opened = Run.open(folder)
    audits = {each["scheme"]: each for each in kept(folder, "en")}
    if not audits:
        raise FpplanError(_("{path}: the run folder has no {name}; run it again").format(
            path=folder, name=AUDIT))
    one = audits.get(scheme) or next(iter(audits.values()))
    gaps = quota_gaps(RunData(opened), scheme) if scheme in audits else None
    return one["people"], one["births"], gaps


def _say(printer: Console, sentence: str) -> None:
    printer.print(run_on(sentence), soft_wrap=True, markup=False)


def _number(value: float) -> str:
    from fpplan.contract.units import number

    return _("no limit") if math.isinf(value) else number(value)


def _percent(share: float) -> str:
    return _("{number} %").format(number=f"{100 * share:.0f}")


def _labels(labels: list[str]) -> str:
    return _("; ").join(dict.fromkeys(labels))


def _head(found: Audit, printer: Console) -> None:
    from fpplan.audit.targets import RATE

    printer.print(f"{found.scheme.text} ({found.scheme.id})", style="bold", markup=False)
    _say(printer, _("Read for a unit of {people} people with {births} births a year ({rate} births "
                    "per 1,000 people is assumed).").format(
        people=_number(round(found.people)), births=_number(found.births), rate=_number(RATE)))
    chosen = ", ".join(f"{name}={option}" for name, option in (found.scheme.chosen or {}).items())
    if chosen:
        _say(printer, _("Readings: {readings}.").format(readings=chosen))


def _points(found: Audit, printer: Console) -> None:
    from rich.table import Table

    from fpplan.audit.weights import AREAS

    printer.print()
    if found.gives_points:
        kinds = {"base": _("base"), "bonus": _("bonus"), "deduction": _("deduction")}
        table = Table(_("chapter"), _("kind"), _("at the target"), _("least"), _("most"),
                      title=_("Where the points are"), title_justify="left")
        for each in found.chapters:
            table.add_row(str(each.chapter.text), kinds[each.chapter.kind], _number(each.base),
                          _number(each.ends.least), _number(each.ends.most))
        printer.print(table)
        _say(printer, _("Base points: {base}. The largest total is {most} without the clauses "
                        "that can earn without limit ({count}).").format(
            base=_number(found.base), most=_number(found.total.high), count=len(found.endless)))
        if found.endless:
            _say(printer, _("Without limit: {items}.").format(
                items=_labels([str(each.item.text) for each in found.endless])))
        for item in found.beyond:
            _say(printer, _("{item}: {base} points at the target, and up to {more} more beyond it."
                            ).format(item=item.item.text, base=_number(item.base),
                                     more=_number(item.beyond)))
        measure = _("share of base points")
    else:
        _say(printer, _("The scheme gives no points: its targets are met or missed."))
        measure = _("share of clauses with a target")
    table = Table(_("about"), measure)
    for area, share in found.areas.items():
        if not share:
            continue
        table.add_row(_(AREAS[area]), _percent(share))
    printer.print(table)
    heavy = found.areas["procedures"] + found.areas["fees"]
    _say(printer, _("On procedures and fees: {heavy}. On quality and choice: {quality}.").format(
        heavy=_percent(heavy), quality=_percent(found.areas["quality"])))


def _clauses(found: Audit, printer: Console) -> None:
    printer.print()
    if found.dominating:
        _say(printer, _("Half of all that can be gained or lost, clauses without limit aside, is "
                        "in: {items}.").format(items=_labels(
                            [f"{each.item.text} {_percent(share)}"
                             for each, share in found.dominating])))
    for name, taken in found.vetoes.items():
        if taken:
            _say(printer, _("Veto {item}: takes {points} points from a unit that meets every "
                            "target.").format(item=found.label(name), points=_number(taken)))
    for clash in found.contradictions:
        worth = _labels([f"{found.label(name)} {_number(points)}"
                         for name, points in clash.points.items()])
        if clash.kind == "target":
            said = _("Contradiction: no value of {input} meets these targets together: {items}.")
        elif clash.move > 0:
            said = _("Contradiction: one more of {input} is worth different points: {items}.")
        else:
            said = _("Contradiction: one fewer of {input} is worth different points: {items}.")
        said = said.format(input=found.label(clash.name), items=worth)
        more = _("Both count.") if clash.together else _("The reading decides which counts.")
        _say(printer, f"{said} {more}")
    for overlap in found.overlaps:
        if len(overlap.together) > 1:
            _say(printer, _("Overlap: {input} is read by {items}.").format(
                input=found.label(overlap.name),
                items=_labels([str(found.label(name)) for name in overlap.together])))
    for bound in found.never_bind:
        said = _("Never binds: the cap of {value} on {part}; no more than {reached} can be reached."
                 ) if bound.kind == "cap" else \
            _("Never binds: the floor of {value} on {part}; no less than {reached} can be reached.")
        _say(printer, said.format(value=_number(bound.value), part=bound.part.text,
                                  reached=_number(bound.reached)))


def _false_reports(found: Audit, printer: Console) -> None:
    from rich.table import Table

    from fpplan.audit.prices import DEATH_RATE

    prices = found.prices.prices
    if not prices:
        return
    printer.print()
    table = Table(_("false report that is found"), _("by its clause"),
                  _("with points in proportion"), title=_("The price of a false report, points"),
                  title_justify="left")
    for price in prices:
        table.add_row(str(price.kind.text), _number(price.clause), _number(price.everything))
    printer.print(table)
    _say(printer, _("In proportion: one of {births} births, or one of the deaths at {rate} per "
                    "1,000 people (assumed).").format(
        births=_number(found.births), rate=_number(DEATH_RATE)))
    table = Table(_("one more (+) or fewer (−) of"), _("points"),
                  *(str(price.kind.text) for price in prices),
                  title=_("How many false reports it pays back: by the clause | with points in "
                          "proportion"), title_justify="left")
    for thing in found.prices.things[:SHOWN]:
        when = "" if thing.beyond > 0 else " " + _("(short of the target)")
        with_set = f" ({_number(thing.together)})" if thing.together != thing.beyond else ""
        table.add_row(
            f"{'+' if thing.move > 0 else '−'} {found.label(thing.name)}{when}",
            _number(thing.worth) + with_set,
            *(f"{_back(thing.pays_back(price.clause))} | "
              f"{_back(thing.pays_back(price.everything))}" for price in prices))
    printer.print(table)
    if len(found.prices.things) > SHOWN:
        _say(printer, _("{count} more are worth less; --json lists them all.").format(
            count=len(found.prices.things) - SHOWN))
    for other in found.readings:
        if other.prices != found.prices.prices:
            _say(printer, _other_reading(other))


def _back(count: float | None) -> str:
    return "–" if count is None else f"{count:.1f}"


def _other_reading(other: PriceList) -> str:
    costs = _labels([f"{price.kind.text} {_number(price.clause)} | {_number(price.everything)}"
                     for price in other.prices])
    return _("With {reading}={option}: {costs}.").format(
        reading=other.reading, option=other.option, costs=costs)


def _targets(found: Audit, printer: Console) -> None:
    from rich.table import Table

    from fpplan.audit.targets import BETWEEN, GOOD_FAILS, MARGIN, POOR_PASSES, POOR_RATIO
    from fpplan.indicators.chance import NORMAL

    if not found.targets:
        return
    passed = [each for each in found.targets if not each.graded]
    printer.print()
    table = Table(_("target on births"), _("target"), _("good | poor unit"),
                  _("95 years in 100, good unit"), _("good unit fails"), _("poor unit passes"),
                  title=_("What luck decides with {births} births a year").format(
                      births=_number(found.births)), title_justify="left")
    for each in found.targets:
        sign = "≥" if each.at == "least" else "≤"
        mark = " *" if each.graded else ""
        table.add_row(f"{each.item.text}{mark}", f"{sign} {_number(each.target)}",
                      f"{_number(each.good)} | {_number(each.poor)}",
                      f"{each.low:.0f} – {_number(round(each.high, 0))}",
                      _percent(each.good_fails), _percent(each.poor_passes))
    printer.print(table)
    _say(printer, _("Assumed: a good unit has a true sex ratio of {normal}, a poor one {ratio} "
                    "beyond the target; for shares they lie {margin} percentage points to either "
                    "side. Chance decides where a good unit fails more often than {fails} or a "
                    "poor one passes more often than {passes}.").format(
        normal=_number(NORMAL), ratio=_number(POOR_RATIO), margin=_number(MARGIN),
        fails=_percent(GOOD_FAILS), passes=_percent(POOR_PASSES)))
    if len(passed) < len(found.targets):
        _say(printer, _("* points follow the figure by degrees: to lie on the wrong side costs some"
                        " of them, not all."))
    for each in found.targets:
        if each.graded and each.reliability is not None and 0 < each.target < 100:
            _say(printer, _("{item}: with so many births {share} of what differs between units is "
                            "real, the rest luck (units are assumed to differ by {between} "
                            "percentage points).").format(
                item=each.item.text, share=_percent(each.reliability),
                between=_number(100 * BETWEEN)))
    for each in passed:
        if each.by_chance:
            said = _("{item}: chance decides whether a unit of this size meets it.")
        else:
            said = _("{item}: chance does not decide it in a unit of this size.")
        said = said.format(item=each.item.text)
        if each.births_decided is None:
            said += " " + _("No unit is large enough to put it beyond chance.")
        else:
            said += " " + _("It is beyond chance from {births} births a year on, about {people} "
                            "people.").format(births=_number(each.births_decided),
                                              people=_number(round(each.people_decided or 0, -3)))
        if each.births_to_tell is not None:
            said += " " + _("To tell such a poor unit from a good one with a power of 80 % takes "
                            "{births} births.").format(births=_number(each.births_to_tell))
        _say(printer, said)


def _flags(found: Audit, printer: Console) -> None:
    from rich.table import Table

    printer.print()
    states = {"found": _("yes"), "not_found": _("no"), "open": _("open: needs modelled demand"),
              "between": _("open: depends on which end of assumed demand holds")}
    table = Table(_("flag"), _("what it says"), _("found"), _("clauses"),
                  title=_("Rights flags"), title_justify="left")
    for flag in found.flags:
        table.add_row(flag.id, _(flag.sentence), states[flag.state],
                      _labels([str(text) for _id, text, _quote in flag.clauses()]))
    printer.print(table)
    _say(printer, _("This comments on the scheme as it stands. It proposes no number for any "
                    "tagged clause."))


def _own(found: Audit, printer: Console) -> None:
    from rich.table import Table

    from fpplan.audit.own import own_counts, statements

    counts, said = own_counts(found.scheme), statements(found.scheme)
    if counts:
        printer.print()
        table = Table(_("input"), _("title"), _("items"), title=_("Plugin's own counts, untagged"),
                      title_justify="left")
        for each in counts:
            table.add_row(each.input.id, str(each.input.text),
                          _labels([str(item.text) for item in each.items]))
        printer.print(table)
        _say(printer, _("That these are nothing tagged is the author's word alone."))
    for one in said:
        _say(printer, _("{label} ({id}) speaks of “{words}” and is not tagged because, its author "
                        "says: {because}").format(
            label=one.part.text, id=one.part.id, words=_labels(list(one.words)),
            because=one.because))
