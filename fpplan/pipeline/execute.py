"""Run a scenario: all variants, chunk by chunk, into a run folder.

Memory is bounded by the chunk: its women, its tallies and its points; finished chunks leave
for the disk. A run that was killed goes on from its finished chunks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from fpplan import content
from fpplan.audit.kept import keep
from fpplan.audit.targets import MOST_BIRTHS, RATE
from fpplan.contract.figures import Span
from fpplan.contract.points import NULL, PERHAPS, YES, Points
from fpplan.experiment.draws import REPEATS
from fpplan.experiment.live import live
from fpplan.experiment.lived import Lived
from fpplan.indicators.table import VIEWS, IndicatorTable
from fpplan.payoff import Payouts
from fpplan.pipeline.measures import measure_payouts
from fpplan.pipeline.naming import names_of, without_a_year
from fpplan.pipeline.plan import Plan
from fpplan.scenario.resolve import BASE
from fpplan.scheme.few import as_shown
from fpplan.store import (
    Chunk,
    IndicatorBlock,
    PayoutBlock,
    PointBlock,
    RunMeta,
    RunWriter,
    TallyBlock,
)
from fpplan.store.reader import Run
from fpplan.store.sums import mean
from fpplan.store.writer import writing
from fpplan.tallies import Tallies, parse_pattern

__all__ = ["chunk_of", "execute"]


def execute(work: Plan, out: Path, progress: Callable[[int, int], None] | None = None,
            chunk: int | None = None) -> None:
    """Run a plan into a folder.

    Args:
        progress: called with draws done and draws in all.
        chunk: draws simulated together; results do not depend on it.
    Raises FpplanError when the folder cannot be written or holds something else.
    """
    base, world = work.base, work.world
    meta = RunMeta(
        scenario=base.scenario, title=base.title, decision_month=base.base.decision_month,
        horizon=base.base.horizon, seed=work.seed, draws=work.draws,
        sets=1 if work.uncertainty == "chance" else -(-work.draws // REPEATS), repeats=REPEATS,
        document=base.document, hashes={name: r.hash for name, r in work.variants.items()},
        plugins=world.plugins, resolved=base.to_dict()["base"], uncertainty=work.uncertainty,
        keep=work.keep, content=world.content or content.record({}, None),
        pool={name: tuple(round(lives) for lives in pool.effective.tolist())
              for name, pool in zip(base.strata, world.population.pools, strict=True)},
    )
    overrides = {name: (o.value, o.why) for name, o in base.reference.parameters.items()}
    overrides |= {name: (value, "base.reporting")
                  for name, value in base.reference.reporting.items()}
    writer = RunWriter(out, meta, names_of(work), parameters=work.parameters(),
                       overrides=overrides)
    size = world.chunk() if chunk is None else chunk
    ranges = writer.todo(size)
    done = work.draws - sum(stop - first for first, stop in ranges)
    for span in ranges:
        if progress:
            progress(done, work.draws)
        for chunks in live(world, work.variants, span, work.seed, partial(chunk_of, work),
                           uncertainty=work.uncertainty, chunk=size):
            writer.write(chunks)
        done += span[1] - span[0]
    if progress:
        progress(done, work.draws)
    writer.finish()
    with writing(out):
        keep(out, work.schemes, *_unit_size(work, out))


def _unit_size(work: Plan, out: Path) -> tuple[float, int]:
    """People and births a year of the mean unit of the run, for the audit of its schemes."""
    base = work.base
    people = max(1.0, float(np.mean([base.people(leaf) for leaf in base.leaves])))
    births = people * RATE / 1000
    year = next((p.period.id for p in work.periods if p.role == "year"), None)
    if year is not None:
        run = Run.open(out)
        plain = {name: pl.col(name).cast(pl.String) for name in ("variant", "unit", "period",
                                                                 "view", "name")}
        found = run.collect(run.table("indicators").filter(
            (plain["variant"] == BASE) & plain["unit"].is_in(base.leaves)
            & (plain["period"] == year) & (plain["view"] == "true")
            & (plain["name"] == "births")).select(mean(pl.col("value")))).item()
        births = births if found is None else found
    return people, min(MOST_BIRTHS, max(1, round(births)))


def chunk_of(work: Plan, lives: Iterator[Lived]) -> list[Chunk]:
    """What a run keeps of a chunk of draws: one `Chunk` for each variant."""
    return [_chunk(work, one) for one in lives]


def _chunk(work: Plan, one: Lived) -> Chunk:
    tallies = one.tallies
    table = one.indicators(work.indicators, [p.period for p in work.periods])
    filled = one.filled(table.periods, table.units)
    points: list[PointBlock] = []
    paid: list[PayoutBlock] = []
    order = [scheme.id for scheme in work.schemes]  # rows stand alike in every variant
    scored = sorted((*one.reads, *one.compared), key=lambda read: order.index(read.id))
    for read in scored:
        figures = read.figures(table, filled)
        as_read = read.points(figures, sample=one.sample)
        in_truth = read.points(figures, "true", one.sample)
        told = as_shown(figures, read.scheme, one.plan.base.inputs)
        ends = (as_read, in_truth) if told is figures else (
            read.points(told, sample=one.sample), read.points(told, "true", one.sample))
        points.append(_points(as_read, "reported", table, ends[0]))
        points.append(_points(in_truth, "true", table, ends[1]))
        if read.scheme.payouts:
            paid.append(_payouts(read.payouts(figures, as_read), read.id, table))
    paid += measure_payouts(work, tallies.draws[1] - tallies.draws[0])
    whole = {year.id for read in scored for year in read.years}  # of schemes' own calendars
    stored = [i for i, p in enumerate(work.periods) if p.role != "part" or p.period.id in whole]
    shown = [_indicators(table, v, view, stored) for v, view in enumerate(VIEWS)]
    if work.windows:
        published = one.indicators(work.indicators, [w.period for w in work.windows])
        shown += [_indicators(published, v, view, [*range(len(work.windows))])
                  for v, view in enumerate(VIEWS)]
    return Chunk(variant=one.name, first=tallies.draws[0], stop=tallies.draws[1],
                 tallies=_kept(tallies, work.families()), indicators=shown, points=points,
                 payouts=paid)


def _kept(tallies: Tallies, families: frozenset[str] | None) -> TallyBlock:
    """The tallies of the families that are wanted; all when None."""
    block = TallyBlock.of(tallies)
    if families is None:
        return block
    at = [i for i, slot in enumerate(block.slots) if parse_pattern(slot)[0] in families]
    record = [i for i, slot in enumerate(block.record_slots)
              if parse_pattern(slot)[0] in families]
    return replace(block, slots=tuple(block.slots[i] for i in at), true=block.true[..., at],
                   reported=block.reported[..., at],
                   record_slots=tuple(block.record_slots[i] for i in record),
                   record=None if block.record is None else block.record[..., record])


def _indicators(table: IndicatorTable, v: int, view: str, stored: list[int]) -> IndicatorBlock:
    def part(array: np.ndarray) -> np.ndarray:
        return array[v][:, :, stored]

    return IndicatorBlock(view=view, units=table.units,
                          periods=tuple(table.periods[i].id for i in stored), names=table.names,
                          numerator=part(table.numerator), denominator=part(table.denominator),
                          value=part(table.value))


def _points(found: Points, view: str, table: IndicatorTable, told: Points) -> PointBlock:
    """Points as the run folder keeps them, with the ends of those that may be told (`told`). A
    scheme of targets has 1 for met, 0 for missed and null for neither known; under the true view
    only chapters and totals are kept."""
    draws = table.draws[1] - table.draws[0]
    shape = (draws, len(found.units), len(found.periods))
    spans: dict[str, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}
    if found.scheme.base is None:
        silent = without_a_year(found.scheme)
        as_is = found.targets()
        for item, ends in told.targets().items():
            if item not in silent:
                spans[item] = (as_is[item].central, ends.low, ends.high)
    else:
        told_spans = _spans(told, view)
        for name, span in _spans(found, view).items():
            spans[name] = (span.central, told_spans[name].low, told_spans[name].high)
    stacked = [np.stack([np.broadcast_to(ends[i], shape) for ends in spans.values()], axis=-1)
               for i in range(3)]
    return PointBlock(scheme=found.scheme.id, view=view, units=found.units,
                      periods=found.periods, items=tuple(spans), value=stacked[0],
                      low=stacked[1], high=stacked[2])


def _spans(found: Points, view: str) -> dict[str, Span]:
    """Points by name that a view keeps."""
    items = found.items if view == "reported" else {}
    return {**items, **found.chapters, "total": found.total, "untagged_total": found.untagged}


def _payouts(found: Payouts, scheme: str, table: IndicatorTable) -> PayoutBlock:
    """Money in yuan with its ends; a sanction is 1 where it follows, 0 where not, null where not
    known, its ends then 0 and 1, or null where there is nothing to count."""
    draws = table.draws[1] - table.draws[0]
    shape = (draws, len(found.units), len(found.periods))
    values = {name: (span.central, span.low, span.high) for name, span in found.yuan.items()}
    for name, follows in found.sanctions.items():
        null = follows == NULL
        values[name] = (np.where(null | (follows == PERHAPS), np.nan, follows == YES),
                        np.where(null, np.nan, follows == YES),
                        np.where(null, np.nan, (follows == YES) | (follows == PERHAPS)))
    value, low, high = (np.stack([np.broadcast_to(ends[i], shape) for ends in values.values()], -1)
                        for i in range(3))
    return PayoutBlock(scheme=scheme, units=found.units, periods=found.periods,
                       names=tuple(values), value=value, low=low, high=high)
