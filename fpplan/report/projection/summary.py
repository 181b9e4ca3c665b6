"""The first words of a projection's page."""

from __future__ import annotations

from fpplan.contract.text import _
from fpplan.report.answers import Answer, Line
from fpplan.report.numbers import num, signed, span
from fpplan.report.projection.data import ProjectionData

__all__ = ["answers", "trend_words"]


def answers(data: ProjectionData) -> list[Answer]:
    """The answers of a projection, in the language in force."""
    return [
        Answer(_("What follows if things go on so?"), tuple(_expect(data)), "people"),
        Answer(_("What kind of projection is this?"),
               (Line(_mode(data)), *(Line(line) for line in _trend(data))), "places"),
    ]


def _expect(data: ProjectionData) -> list[Line]:
    first, last = data.years[0], data.years[-1]
    if first is last:  # of a projection of one year: beside the year before
        first = data.before
    people, births = data.at("people", last), [data.at("births", year) for year in (first, last)]
    lines = [
        Line(_("{place}: {now} people in {start}, {then} expected in {end} ({span}). In brackets:"
               " where 9 runs in 10 fall.").format(
            place=data.top.label, now=num(data.at("people", data.before)["mean"]),
            start=data.moments[0], then=num(people["mean"]), end=data.moments[-1],
            span=span(people["q05"], people["q95"]))),
        Line(_("Births: {first} in {first_year} and {last} ({span}) in {last_year}.").format(
            first=num(births[0]["mean"]), first_year=first.label, last=num(births[1]["mean"]),
            last_year=last.label, span=span(births[1]["q05"], births[1]["q95"]))),
    ]  # fmt: skip
    tfr = data.at("tfr", last)
    if tfr["mean"] is not None:
        lines.append(Line(_("Total fertility in {year}: {tfr} children per woman ({span}).").format(
            year=last.label, tfr=num(tfr["mean"], 2), span=span(tfr["q05"], tfr["q95"], 2))))
    return lines


def trend_words(data: ProjectionData) -> str:
    """What the years do to births and deaths, in a few words."""
    if not data.folder.trend:
        return _("none: rates stay as they are")
    return (_("from a file, with an assumed spread") if data.folder.trend["given"]
            else _("assumed: the drift of ten years, and a spread"))


def _mode(data: ProjectionData) -> str:
    if data.accounting:
        return _("Accounting mode: fertility by age and year was given in a file, and only the"
                 " accounts of births, deaths and ages were kept. It says nothing of what women"
                 " want or of services, and services change nothing in it.")
    return _("Simulated: births follow from women's lives, their unions, what they want, the"
             " methods they use and the services of the scenario, at the rates of the setting.")


def _trend(data: ProjectionData) -> list[str]:
    """What is assumed of the years, and where it fails; nothing in accounting mode."""
    trend = data.folder.trend
    if not trend:
        return [] if data.accounting else [
            _("Rates do not change with the years: ranges are of parameters and chance alone, and"
              " the future is less sure than they say.")]
    births = 100 * (trend["fertility_ratio"][len(data.years) - 1] - 1)
    return [_("The years themselves change births, in the middle by {percent} % in the last year,"
              " and ranges hold what forecasts of other countries missed. A break such as China's"
              " births in 2020-2023 no range foresees.").format(percent=signed(births))]
