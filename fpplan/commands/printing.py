"""What the scheme commands print for people, and how they write files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fpplan.contract.errors import InputError, Problems
from fpplan.contract.tags import tag_words
from fpplan.contract.text import _
from fpplan.writing import whole_file

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from fpplan.contract.figures import Figures, Span
    from fpplan.contract.points import Points
    from fpplan.contract.scheme import Scheme
    from fpplan.payoff import Payouts

__all__ = ["console", "parse_readings", "print_payouts", "print_points", "print_scheme",
           "write_whole"]


def console() -> Console:
    """Where tables go; wide enough for whole lines when nobody is looking."""
    from fpplan.commands.terminal import Printer

    printer = Printer()
    if not printer.is_terminal:
        printer.width = 140
    return printer


def parse_readings(given: Iterable[str] | None) -> dict[str, str]:
    """`--reading name=option`, each at most once. Raises InputError."""
    problems = Problems("--reading")
    found: dict[str, str] = {}
    for text in given or ():
        name, equals, option = text.partition("=")
        if not equals or not name or not option:
            problems.add("", _("a reading is chosen as name=option"), text)
        elif name in found:
            problems.add(name, _("this reading is chosen twice"))
        found[name] = option
    problems.raise_if_any()
    return found


def write_whole(path: Path, text: str) -> None:
    """Write a file in one step, under another name first. Raises InputError."""
    if path.is_dir():
        raise InputError.one(path, "--out", _("is a folder; a file is needed"))
    try:
        with whole_file(path) as part:
            part.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InputError.one(path, "--out", _("cannot be written ({reason})").format(
            reason=error.strerror)) from error


def _range(span: Span, unit: int, period: int, against: float | None = None) -> str:
    """A value with its ends; `against` is what it is judged against, from which it shows apart."""
    from fpplan.contract.units import apart

    values = [_cell(part, unit, period) for part in (span.central, span.low, span.high)]
    if values[0] != values[0]:
        return _("nothing to count")
    shown = [apart(value, value if against is None else against)[0] for value in values]
    return shown[0] if values[1] == values[2] else f"{shown[0]} [{shown[1]}, {shown[2]}]"


def _cell(part: Any, unit: int, period: int) -> float:
    """A unit's number in a period, of an array whose axes may be 1 for all."""
    return float(part[0, min(unit, part.shape[1] - 1), min(period, part.shape[2] - 1)])


def print_points(points: Points, figures: Figures | None = None) -> None:
    """Points by unit and period: chapters, totals, targets, and what they rest on. `figures`
    are those that were scored: what a document gives without a target is shown as it is."""
    from rich.table import Table
    from rich.text import Text as Styled

    scheme = points.scheme
    shown = _shown(points, figures)
    printer = console()
    printer.print(str(scheme.text), style="bold")
    gives_points = scheme.base is not None
    for at_period, period in enumerate(points.periods):
        table = Table(_("item"), *points.units, title=period, title_justify="left")
        for chapter in scheme.chapters:
            cells = [_range(points.chapters[chapter.id], unit, at_period) if gives_points else ""
                     for unit in range(len(points.units))]
            table.add_row(Styled(str(chapter.text), "bold"), *cells)
            for item in chapter.walk():
                mark = " *" if scheme.tags(item) else ""
                cells = [_range(points.items[item.id], unit, at_period)
                         if gives_points and item.id not in shown
                         else _target(points, item.id, shown, unit, at_period)
                         for unit in range(len(points.units))]
                table.add_row(f"  {item.text}{mark}", *cells)
        if gives_points:
            table.add_section()
            for title, span in ((_("total"), points.total),
                                (_("total without tagged items"), points.untagged)):
                table.add_row(Styled(title, "bold"),
                              *(_range(span, unit, at_period) for unit in range(len(points.units))))
        elif points.met:
            table.add_section()
            table.add_row(Styled(_("targets met"), "bold"),
                          *(_met_of(points, unit, at_period) for unit in range(len(points.units))))
        printer.print(table)
    if any(scheme.tags(item) for item in scheme.items()):
        printer.print(_("* tagged: scored as documented, never planned for."))
    missing = sorted({name for inputs in points.unknown.values() for name in inputs})
    if missing:
        printer.print(_("Not given everywhere, so that a range is assumed: {inputs}.").format(
            inputs=", ".join(missing)), soft_wrap=True)
    chosen = ", ".join(f"{name}={option}" for name, option in (scheme.chosen or {}).items())
    if chosen:
        printer.print(_("Readings: {readings}.").format(readings=chosen), soft_wrap=True)


def print_payouts(paid: Payouts, missing: Mapping[str, tuple[str, ...]]) -> None:
    """Money and consequences by unit and period, and what is not known for want of inputs."""
    from rich.table import Table

    from fpplan.contract.points import NO, NULL, PERHAPS, YES

    words = {YES: _("follows"), NO: _("does not follow"), PERHAPS: _("may follow"),
             NULL: _("nothing to count")}
    printer = console()
    for at_period, period in enumerate(paid.periods if paid.payouts else ()):
        table = Table(_("payout"), _("for"), *paid.units, title_justify="left",
                      title=_("Money and consequences, {period}").format(period=period))
        for payout in paid.payouts:
            mark = " *" if paid.tags[payout.id] else ""
            cells = [_("{yuan} yuan").format(yuan=_range(paid.yuan[payout.id], at, at_period))
                     if payout.id in paid.yuan
                     else words[paid.state(payout.id, (0, at, at_period))]
                     for at in range(len(paid.units))]
            table.add_row(f"{payout.text}{mark}", str(payout.role), *cells)
        printer.print(table)
    for name, inputs in missing.items():
        printer.print(_("Not known: {payout}, which needs {inputs}.").format(
            payout=name, inputs=", ".join(inputs)), soft_wrap=True)


def _shown(points: Points, figures: Figures | None) -> dict[str, Span]:
    """By item, the figure that it shows without a target, on (draw, unit, period)."""
    from fpplan.contract.readings import fixed
    from fpplan.contract.rules import Shown
    from fpplan.scheme.needs import resolve_inputs

    items = [item for item in points.scheme.items() if isinstance(fixed(item.rule), Shown)]
    if figures is None or not items:
        return {}
    needs = resolve_inputs(figures, points.scheme, items, points.view, Problems(points.scheme.id))
    found = {}
    for item in items:
        (name,) = fixed(item.rule).reads()
        adds_up = points.scheme.by_input[name].unit == "count"
        found[item.id] = needs[item.id].spans[name].map(
            lambda array, adds_up=adds_up: array.sum(axis=-1) if adds_up else array[..., -1])
    return found


def _target(points: Points, item: str, shown: Mapping[str, Span], unit: int, period: int
            ) -> str:
    """Whether a target is met, and by how much it is missed; the figure itself where the
    document sets none."""
    from fpplan.contract.points import NO, NULL, PERHAPS, YES
    from fpplan.scheme.few import is_a_range, value_words

    if item not in points.met:
        if item not in shown:
            return _("no target")
        low, high = (_cell(part, unit, period) for part in (shown[item].low, shown[item].high))
        (name,) = points.scheme.item(item).inputs
        figure = value_words(low, high) if is_a_range(points.scheme, name, low, high) \
            else _range(shown[item], unit, period)
        return _("{figure} (no target)").format(figure=figure)
    state = int(points.met[item][0, unit, period])
    words = {YES: _("met"), NO: _("missed"), PERHAPS: _("open"), NULL: _("nothing to count")}
    return _("{state}, gap {gap}").format(
        state=words[state], gap=_range(points.gaps[item], unit, period, against=0)) \
        if state != NULL else words[state]


def _met_of(points: Points, unit: int, period: int) -> str:
    """How many targets are met of those that there is something to count for."""
    from fpplan.contract.points import NULL, PERHAPS, YES

    states = [int(_cell(state, unit, period)) for state in points.met.values()]
    said = _("{met} of {all}").format(met=states.count(YES), all=len(states) - states.count(NULL))
    return said if PERHAPS not in states else _("{met}, {open} open").format(
        met=said, open=states.count(PERHAPS))


def print_scheme(scheme: Scheme) -> None:
    """A scheme's items, inputs and readings."""
    from rich.table import Table

    from fpplan.contract.items import full_points
    from fpplan.contract.readings import fixed
    from fpplan.contract.units import UNITS, number

    printer = console()
    printer.print(_("{title} ({id}; {document})").format(
        title=scheme.text, id=scheme.id, document=scheme.document), style="bold")
    items = Table(_("item"), _("title"), _("clause"), _("full points"), _("tags"))
    for item in scheme.items():
        full = full_points(item, scheme.calendar)
        items.add_row(item.id, str(item.text), item.clause.quote, number(full) if full else "",
                      tag_words(sorted(scheme.tags(item))))
    printer.print(items)
    inputs = Table(_("input"), _("title"), _("unit"), _("when it is not given"), _("tags"))
    asked = {name for item in scheme.items() for name in fixed(item.rule).reads()}
    asked |= {name for payout in scheme.payouts for name in payout.inputs}
    for group in scheme.layout.reweighted:
        weights = fixed(group.reweight)
        asked |= {*weights.reads()} if weights is not None else set()
    for inp in scheme.inputs:
        if inp.id not in asked:
            continue
        if inp.default == "none_recorded":
            absent = _("none recorded (0)")
        elif inp.range:
            absent = _("from {low} to {high}").format(low=number(inp.range[0]),
                                                     high=number(inp.range[1]))
        else:
            absent = _("needed")
        mark = _("plugin's own count") if inp.own_count else tag_words(sorted(inp.tags))
        inputs.add_row(inp.id, str(inp.text), str(UNITS[inp.unit].label), absent, mark)
    printer.print(inputs)
    if scheme.payouts:
        printer.print(_payouts(scheme))
    for reading in scheme.readings:
        options = _("; ").join(_("{head}: {rest}").format(head=option, rest=text)
                               for option, text in reading.options.items())
        printer.print(_("Reading {name} ({question}), now {chosen}: {options}").format(
            name=reading.id, question=reading.text, chosen=(scheme.chosen or {})[reading.id],
            options=options), soft_wrap=True)


def _payouts(scheme: Scheme) -> Table:
    """What follows for whom, with its clause and tags."""
    from rich.table import Table

    table = Table(_("payout"), _("for"), _("what follows"), _("tags"))
    for payout in scheme.payouts:
        table.add_row(payout.id, str(payout.role), str(payout.clause.text),
                      tag_words(sorted(scheme.payout_tags(payout))))
    return table
