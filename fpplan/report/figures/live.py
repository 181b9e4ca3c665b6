"""What of each scheme answers to hours here, and whether points are won for people or for paper."""

from __future__ import annotations

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.experiment.telling import (
    PAPER,
    Counts,
    counted,
    kind_words,
    nothing_moves,
    sentence,
    state_words,
)
from fpplan.report.data import RunData
from fpplan.report.figures.common import simulated_source, year_months
from fpplan.report.figures.scores import score_year, scored_units
from fpplan.report.numbers import num
from fpplan.store.names import AnswerName, PeriodName, SchemeName
from fpplan.store.sums import mean_of

__all__ = ["live", "says"]

KINDS = ("outcome", "service", "paper")
_STATES = ("live", "recorded", "unknown", "none_recorded", "shown", "tagged")


def live(data: RunData) -> list[Figure]:
    """For each scheme the items with what moves them, and how points split over people's lives,
    people reached, and paper."""
    found = []
    for scheme in data.names.schemes:
        rows = _rows(data, scheme)
        if rows:
            found += [_items(data, scheme, rows), *_split(data, scheme, rows)]
    return found


def says(data: RunData, scheme: SchemeName) -> str:
    """The sentence of a scheme; "" where the run folder does not tell."""
    rows = _rows(data, scheme)
    if not rows:
        return ""
    counts = _counts(rows)
    if counts.live:
        return _("{head}: {rest}").format(head=scheme.label, rest=sentence(counts))
    return f"{nothing_moves(scheme.label)} {sentence(counts)}"


def _rows(data: RunData, scheme: SchemeName) -> list[AnswerName]:
    return [row for row in data.names.answers if row.scheme == scheme.id]


def _counts(rows: list[AnswerName]) -> Counts:
    return counted((row.state, ()) for row in rows)


def _items(data: RunData, scheme: SchemeName, rows: list[AnswerName]) -> Figure:
    labels = {item.id: str(item.label) for item in data.items(scheme.id, "item")}
    ordered = sorted(rows, key=lambda row: _STATES.index(row.state))
    table = pl.DataFrame([{
        "label": labels.get(row.item, row.item), "state": _state(row),
        "about": kind_words(row.about), "full": num(row.full, 0) if row.full else "",
        "moved_by": str(row.moved_by) if row.state == "live" else "",
    } for row in ordered])
    return Figure(
        f"live_{scheme.id}",
        Text(f"{scheme.label.zh}：哪些项目随工时变动？",
             f"{scheme.label.en}: which items answer to hours?"),
        both(lambda: says(data, scheme)),
        (
            Column("label", _("item")),
            Column("state", _("state")),
            Column("about", _("kind")),
            *((Column("full", _("full points"), number=True),) if scheme.points else ()),
            Column("moved_by", _("what moves it")),
        ),
        table,
        both(lambda: _("An item answers to hours where something that it reads is simulated, or "
                       "comes about by hours, staff or supply. Tagged items are scored as "
                       "documented and nothing is planned for them.")),
        simulated_source(data),
    )


def _state(row: AnswerName) -> str:
    words, ends = state_words(row.state), str(row.ranges)
    return _("{state} ({range})").format(state=words, range=ends) \
        if row.state == "unknown" and ends else words


def _split(data: RunData, scheme: SchemeName, rows: list[AnswerName]) -> list[Figure]:
    period = score_year(data, scheme)
    if period is None:
        return []
    won = _won(data, scheme, period, {row.item: _group(row) for row in rows})
    live_won = _won(data, scheme, period, {row.item: _group(row) for row in rows
                                           if row.state == "live"})
    groups = [name for name in (*KINDS, "tagged") if any(_group(row) == name for row in rows)]
    judged = [row for row in rows if row.state != "shown"]
    columns = {variant.id: f"won_{at}" for at, variant in enumerate(data.variants)}
    table = pl.DataFrame([{
        "about": state_words("tagged") if name == "tagged" else kind_words(name),
        "items": sum(_group(row) == name for row in judged),
        **{column: won.get((variant, name), 0.0) for variant, column in columns.items()},
        "moving": live_won.get((data.base.id, name), 0.0),
    } for name in groups])
    of = _("points") if scheme.points else _("targets")
    return [Figure(
        f"won_{scheme.id}",
        Text(f"{scheme.label.zh}：得的分是为了人，还是为了纸面？",
             f"{scheme.label.en}: is it earned for people, or for paper?"),
        both(lambda: _split_words(data, scheme, won)),
        (
            Column("about", _("kind")),
            Column("items", _("items"), 0),
            *(Column(columns[variant.id], str(variant.label), 1, of) for variant in data.variants),
            Column("moving", _("{variant}: of it from items that answer to hours").format(
                variant=data.base.label), 1, of),
        ),
        table,
        both(lambda: _("Mean of units in {year}. Outcome: people's lives; service: people reached; "
                       "paper: meetings, boards, files. Items are added up before any cap of their "
                       "chapter, what nobody has stated at its central value; tagged items stand "
                       "apart, whatever they are about.").format(
            year=year_months(data, period))),
        simulated_source(data),
    )]


def _group(row: AnswerName) -> str:
    return "tagged" if row.state == "tagged" else "" if row.state == "shown" else row.about


def _won(data: RunData, scheme: SchemeName, period: PeriodName, groups: dict[str, str]
         ) -> dict[tuple[str, str], float]:
    """Expected points (or targets met) of a mean unit: by (variant, kind)."""
    found = data.points.filter(
        (pl.col("scheme") == scheme.id) & (pl.col("period") == period.id)
        & pl.col("item").is_in([*groups]) & pl.col("mean").is_not_null()
    ).join(scored_units(data), on="unit", how="semi", maintain_order="left")
    sums: dict[tuple[str, str], float] = {}
    for (variant, item), part in found.group_by("variant", "item", maintain_order=True):
        key = str(variant), groups[str(item)]
        sums[key] = sums.get(key, 0.0) + (mean_of(part["mean"]) or 0.0)
    return sums


def _split_words(data: RunData, scheme: SchemeName, won: dict[tuple[str, str], float]) -> str:
    parts = {name: num(won.get((data.base.id, name), 0.0), 1) for name in KINDS}
    if scheme.points:
        said = _("As things are, untagged items earn {outcome} points for outcomes, {service} for "
                 "services and {paper} for paper.").format(**parts)
    else:
        said = _("As things are, untagged targets met: {outcome} of outcomes, {service} of "
                 "services and {paper} of paper.").format(**parts)
    return f"{said} {_(PAPER)}"
