"""Words that the overview and the units' pages of a hand-out share."""

from __future__ import annotations

import fpplan
from fpplan.contract.figure import both
from fpplan.contract.text import Text, _
from fpplan.pipeline.naming import label_of
from fpplan.planning.targets import Cell, Line, Targets
from fpplan.planning.targets_present import Present
from fpplan.report.figures.common import capital
from fpplan.report.numbers import ABSENT, exact, num, percent, span

__all__ = [
    "LONG", "first_facts", "name_words", "run_source", "target_words", "today_words",
    "unit_label", "usual_range", "value_words", "when_words", "years_words",
]

LONG = 100  # years; more are "over 100"


def unit_label(found: Targets, unit: str) -> str:
    """A unit by its label."""
    return str(found.work.base.base.units[unit].label)


def first_facts(found: Targets) -> tuple[tuple[str, str], ...]:
    """What every page says first: the period and how surely."""
    return ((_("Period"), when_words(found)),
            (_("To be met with"), percent(found.probability)))


def when_words(found: Targets) -> str:
    """The period, from month to month."""
    first, last = found.quarters[0][0], found.quarters[-1][1]
    return _("{first} to {last}").format(first=first, last=last)


def run_source(found: Targets) -> Text:
    """Where the simulated numbers are from."""
    work = found.work
    return both(lambda: _("fpplan {version}, scenario {scenario}, {draws} runs, seed {seed}"
                          ).format(version=fpplan.__version__, scenario=work.base.scenario,
                                   draws=work.draws, seed=work.seed))


def value_words(line: Line, value: float | None, more: int = 0) -> str:
    """A value of an indicator with the decimals of its targets, and `more` of them."""
    return num(value, line.subject.decimals + more)


def name_words(line: Line) -> str:
    """An indicator with its unit of measure."""
    unit = label_of(line.subject.indicator.unit)
    return f"{capital(str(line.subject.indicator.text))} ({unit})"


def target_words(line: Line, value: float | None) -> str:
    """A target in words: "at least 90"."""
    if value is None:
        return ABSENT
    words = _("at most {target}") if line.subject.most else _("at least {target}")
    return words.format(target=value_words(line, value))


def today_words(present: Present, line: Line, unit: str) -> str:
    """A target of today in words."""
    target = present.at(unit)
    words = _("at most {target}") if present.at_most else _("at least {target}")
    return words.format(target=exact(target))


def usual_range(line: Line, cell: Cell) -> str:
    """Between 10 and 90 % of draws."""
    if cell.low is None:
        return ABSENT
    decimals = line.subject.decimals
    return span(cell.low, cell.high, decimals)


def years_words(years: int) -> str:
    """Years to pool."""
    return _("over {number}").format(number=num(LONG)) if years > LONG else num(years)
