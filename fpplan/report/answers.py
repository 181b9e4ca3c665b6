"""The first page: the leader's questions answered in lines, before any figure."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from fpplan.contract.text import _, run_on
from fpplan.report.data import RunData
from fpplan.report.figures.births import births_by_year, decided_share
from fpplan.report.figures.chance import chance_at_most, luck_words, ratio_range
from fpplan.report.figures.common import at, capital, year_words
from fpplan.report.figures.decided import indicator_differences
from fpplan.report.figures.differences import average_differences
from fpplan.report.figures.live import says
from fpplan.report.figures.quotas import demands
from fpplan.report.figures.records import births_in_view
from fpplan.report.figures.scores import score_year, scored_units, unit_totals
from fpplan.report.figures.targets import by_chance
from fpplan.report.numbers import joined, num, percent, signed, span
from fpplan.store.names import PeriodName, SchemeName
from fpplan.store.sums import mean_of

__all__ = ["Answer", "Line", "answers"]

HEADLINE = ("srb", "births_within_policy_percent")
HEADLINE_WITHOUT_RULE = ("srb", "mcpr_percent")  # where there is no rule on births


@dataclass(frozen=True)
class Line:
    """One sentence, and what it counts up below it."""

    text: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """One question and its answer; `section` is where the figures stand."""

    question: str
    lines: tuple[Line, ...]
    section: str


def answers(data: RunData) -> list[Answer]:
    """The answers that the run can give, in the language in force."""
    found = [
        Answer(_("What can we expect?"), tuple(_expect(data)), "expect"),
        Answer(_("How would it be scored?"), tuple(_score(data)), "score"),
        Answer(_("Which variant differs, and by how much?"), tuple(_variants(data)), "variants"),
        Answer(_("What is already decided?"), tuple(_decided(data)), "expect"),
        Answer(_("What does chance decide?"), tuple(_chance(data)), "chance"),
        Answer(_("Can the books be trusted?"), tuple(_books(data)), "books"),
        Answer(_("Which quotas could only pressure fill?"), tuple(_quotas(data)), "tagged"),
    ]
    return [answer for answer in found if answer.lines]


def _expect(data: RunData) -> list[Line]:
    if not data.years or not data.slots("births"):
        return []
    years = births_by_year(data, data.base.id)
    parts = [
        _("{number} births in {year} ({span})").format(
            number=num(one["mean"]), year=year_words(data, period),
            span=span(one["q05"], one["q95"]))
        for period, one in zip(data.years, years, strict=True)
    ]  # fmt: skip
    lines = [
        Line(_("As things are, {place} can expect {parts}. In brackets here and below: where 9"
               " runs in 10 fall.").format(place=data.top.label, parts=joined(parts)))
    ]  # fmt: skip
    ruled = HEADLINE[-1] in data.indicators
    for name in HEADLINE if ruled else HEADLINE_WITHOUT_RULE:
        row = at(data.indicator_summary, name=name, unit=data.top.id, period=data.years[0].id,
                 view="true", variant=data.base.id)  # fmt: skip
        if row is not None and row["mean"] is not None:
            indicator = data.indicators[name]
            lines.append(
                Line(_("{label}: {number} {unit} in the first year ({span}).").format(
                    label=capital(str(indicator.label)), number=num(row["mean"], 1),
                    unit=indicator.unit, span=span(row["q05"], row["q95"], 1)))
            )  # fmt: skip
    return lines


def _score(data: RunData) -> list[Line]:
    lines = []
    for scheme in data.point_schemes:
        period = score_year(data, scheme)
        lines += _no_year(scheme) if period is None else _points(data, scheme, period)
    lines += [Line(run_on(said)) for scheme in data.names.schemes if (said := says(data, scheme))]
    for scheme in data.target_schemes:
        period = score_year(data, scheme)
        if period is None:
            lines += _no_year(scheme)
            continue
        likely, undecided, unlikely = by_chance(data, scheme, period)
        parts = [
            words.format(items=joined(items))
            for words, items in (
                (_("likely: {items}"), likely),
                (_("open: {items}"), undecided),
                (_("unlikely: {items}"), unlikely),
            )
            if items
        ]
        if parts:
            lines.append(
                Line(_("{scheme}, chance to pass in {year}:").format(
                    scheme=scheme.label, year=year_words(data, period)),
                     (*parts, *data.names.compared(scheme)[:1]))
            )  # fmt: skip
    return lines


def _no_year(scheme: SchemeName) -> list[Line]:
    return [Line(_("{scheme}: no whole year of its calendar was scored in the months of the run; a"
                   " longer horizon, or another decision month, would hold one.").format(
        scheme=scheme.label))]


def _points(data: RunData, scheme: SchemeName, period: PeriodName) -> list[Line]:
    base = pl.col("variant") == data.base.id
    units = scored_units(data)
    means = unit_totals(data, scheme, "total", period.id).filter(base).join(
        units, on="unit", how="semi", maintain_order="left"
    )  # fmt: skip
    means = means.filter(pl.col("mean").is_not_null()).sort("mean", maintain_order=True)
    if not len(means):
        return []
    untagged = unit_totals(data, scheme, "untagged", period.id).filter(base).join(
        units, on="unit", how="semi"
    )  # fmt: skip
    worst, best = means.row(0, named=True), means.row(-1, named=True)
    parts = [
        _("expected scores run from {low} ({worst}) to {high} ({best})").format(
            low=num(worst["mean"]), worst=data.unit[worst["unit"]].label,
            high=num(best["mean"]), best=data.unit[best["unit"]].label)
    ]  # fmt: skip
    low, high = _mean(means, "low"), _mean(means, "high")
    if high - low > 0.5:
        parts.append(
            _("inputs that no document gives leave the average open from {span}").format(
                span=span(low, high))
        )  # fmt: skip
    return [
        Line(
            _("{scheme}: an average village can expect {mean} points in {year}; without"
              " flagged items it would be {without}.").format(
                scheme=scheme.label, mean=num(_mean(means, "mean")),
                year=year_words(data, period),
                without=num(_mean(untagged, "mean"))),
            (*parts, *data.names.compared(scheme)[:1]),
        )
    ]  # fmt: skip


def _variants(data: RunData) -> list[Line]:
    lines = []
    tables = {scheme.id: average_differences(data, scheme) for scheme in data.point_schemes
              if data.changed}  # fmt: skip
    moved = indicator_differences(data) if data.changed and data.indicators else None
    for variant in data.changed:
        parts = []
        for scheme in data.point_schemes:
            total = data.item_of_role(scheme.id, "total")
            for period in data.scheme_years(scheme):
                row = at(tables[scheme.id], variant=variant.id, period=period.id,
                         item=total.id if total else "")  # fmt: skip
                if row is not None and row["mean"] is not None:
                    part = _("{change} points a village in {year} ({span})").format(
                        change=signed(row["mean"], 1), year=year_words(data, period),
                        span=span(row["q05"], row["q95"], 1))
                    parts.append(part if len(data.point_schemes) == 1 else _(
                        "{head}: {rest}").format(head=scheme.label, rest=part))
        if moved is not None and data.years:
            parts += _moved(data, moved, variant.id)
        if parts:
            lines.append(
                Line(_("“{variant}” against “{base}”, with the same luck:").format(
                    variant=variant.label, base=data.base.label), tuple(parts))
            )  # fmt: skip
    return lines


def _moved(data: RunData, moved: pl.DataFrame, variant: str) -> list[str]:
    """The crude birth rate's change in the last year, where there is one."""
    found = []
    period = data.years[-1]
    for name in ("crude_birth_rate",):
        row = at(moved, variant=variant, period=period.id, name=name)
        indicator = data.indicators.get(name)
        if indicator is None or row is None or row["mean"] is None:
            continue
        if round(abs(row["mean"]), indicator.decimals) > 0:
            found.append(
                _("{label} {change} {unit} in {year} ({span})").format(
                    label=indicator.label, change=signed(row["mean"], indicator.decimals),
                    unit=indicator.unit, year=year_words(data, period),
                    span=span(row["q05"], row["q95"], indicator.decimals))
            )  # fmt: skip
    return found


def _decided(data: RunData) -> list[Line]:
    share = decided_share(data) if data.slots("births") else None
    if share is None:
        return []
    return [
        Line(_("{share} of the births of the first year were conceived before the decision month"
               " and cannot be changed by any decision. What is decided now shows from the tenth"
               " month on: look at the second year.").format(share=percent(share)))
    ]  # fmt: skip


def _chance(data: RunData) -> list[Line]:
    if not data.villages or not data.years or not data.slots("births"):
        return []
    row = births_by_year(data, data.base.id)[0]
    each = round(row["mean"] / len(data.villages))
    if each < 1:
        return []
    lines = [
        Line(_("A village has about {each} births a year. With so few, a perfectly normal sex"
               " ratio shows as anything from {span} in 9 years of 10.").format(
            each=num(each), span=luck_words(*ratio_range(each, data.normal_ratio))))
    ]  # fmt: skip
    target = next(
        (item.target for item in data.names.items if item.reads == "srb" and item.target), None
    )
    if target is not None:
        lines.append(
            Line(_("A target of {target} would be missed in {share} of years by luck"
                   " alone.").format(
                target=num(target),
                share=percent(1 - chance_at_most(each, data.normal_ratio, target))))
        )  # fmt: skip
    return lines


def _books(data: RunData) -> list[Line]:
    count = births_in_view(data, data.base.id, data.years[0]) if data.years else None
    if count is None:
        return []
    missing = count["true"] - count["reported"]
    lines = [
        Line(_("Of {true} births in the first year the books would show {reported}.").format(
            true=num(count["true"]), reported=num(count["reported"])))
    ]  # fmt: skip
    for variant in data.changed:
        other = births_in_view(data, variant.id, data.years[0])
        change = missing - (other["true"] - other["reported"]) if other else 0
        if change >= 0.5:
            lines.append(
                Line(_("“{variant}” would bring {number} more of them into the books.").format(
                    variant=variant.label, number=num(change)))
            )  # fmt: skip
    return lines


def _quotas(data: RunData) -> list[Line]:
    gaps = [demand for demand in demands(data, data.top.id) if demand.gap_low > 0.5]
    if not gaps:
        return []
    parts = [
        _("{quota}: {target} asked for, {demand} by choice").format(
            quota=demand.quota.label, target=num(demand.target),
            demand=span(demand.low, demand.high))
        for demand in gaps
    ]  # fmt: skip
    return [
        Line(_("These ask for more than women would choose even at the high end of voluntary"
               " demand:"), tuple(parts)),
        Line(_("Flagged items are shown as the documents have them; they are no advice.")),
    ]  # fmt: skip


def _mean(frame: pl.DataFrame, column: str) -> float:
    value = mean_of(frame[column])
    return float("nan") if value is None else value
