"""What the figures read: the run's tables, summed up once and kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import polars as pl

from fpplan.indicators.chance import NORMAL
from fpplan.store.names import (
    IndicatorName,
    ItemName,
    MethodName,
    PeriodName,
    SchemeName,
    UnitName,
    VariantName,
)
from fpplan.store.reader import Run
from fpplan.store.shown import shown_points
from fpplan.store.sums import mean, total
from fpplan.tallies import parse_pattern

__all__ = ["LOW", "QUANTILES", "RunData", "difference_summary", "summary"]

LOW, HIGH = 0.05, 0.95  # "nine times in ten"
QUANTILES = {"q05": LOW, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": HIGH}


def summary(column: str = "value") -> list[pl.Expr]:
    """Mean and quantiles over draws of a column; null draws are left out."""
    return [
        mean(pl.col(column)).alias("mean"),
        *(pl.col(column).quantile(at, "linear").alias(name) for name, at in QUANTILES.items()),
    ]


def difference_summary(frame: pl.DataFrame, keys: list[str], base: str) -> pl.DataFrame:
    """Each variant minus the base, draw by draw (the same luck): mean, quantiles, and the
    shares of draws in which it is higher and lower.

    `frame`: columns variant, draw, value and `keys`.
    """
    plain = pl.col("variant").cast(pl.String)
    reference = frame.filter(plain == base).drop("variant")
    return (
        frame.filter(plain != base)
        .join(reference, on=["draw", *keys], suffix="_base", maintain_order="left")
        .with_columns(value=pl.col("value") - pl.col("value_base"))
        .group_by("variant", *keys, maintain_order=True)
        .agg(
            *summary(),
            mean(pl.col("value") > 0).alias("higher"),
            mean(pl.col("value") < 0).alias("lower"),
        )
        .with_columns(pl.col("variant").cast(pl.String))
    )


class RunData:
    """A run and the sums of it that several figures share.

    `top` is the unit that the sentences are about (the first without parent), `leaves` the
    simulated units, `years` the planning years, `before` the year before them.
    """

    def __init__(self, run: Run):
        self.run = run
        self.meta = run.meta
        self.names = run.names
        self.variants: tuple[VariantName, ...] = self.names.variants
        self.base = self.variants[0]
        roots = [unit for unit in self.names.units if not unit.parent]
        self.top: UnitName = (roots or list(self.names.units))[0]
        self.leaves = [unit for unit in self.names.units if unit.leaf]
        self.years = sorted(
            (period for period in self.names.periods if period.role == "year"),
            key=lambda period: period.first,
        )
        before = [period for period in self.names.periods if period.role == "before"]
        self.before: PeriodName | None = before[0] if before else None
        self.indicators: dict[str, IndicatorName] = {row.id: row for row in self.names.indicators}
        self.methods: dict[str, MethodName] = {row.id: row for row in self.names.methods}
        self.unit = {row.id: row for row in self.names.units}
        self.variant = {row.id: row for row in self.variants}
        self.period = {row.id: row for row in self.names.periods}

    @property
    def villages(self) -> list[UnitName]:
        """The simulated units below the top; none when the top itself is simulated."""
        return [unit for unit in self.leaves if unit.id != self.top.id]

    @property
    def assumed_split(self) -> bool:
        """Whether how people are split over the villages is assumed."""
        return any(unit.assumed for unit in self.villages)

    @property
    def changed(self) -> tuple[VariantName, ...]:
        """The variants other than the base."""
        return self.variants[1:]

    @cached_property
    def normal_ratio(self) -> float:
        """Boys per 100 girls where nothing interferes: the run's central value, to a tenth."""
        frame = self.run.collect(self.run.table("parameters"))
        found = frame.filter(pl.col("id") == "sex.male_at_birth")
        if not len(found):
            return NORMAL
        row = found.row(0, named=True)
        boys = row["value"] if row["scenario_value"] is None else row["scenario_value"]
        return round(100 * boys / (1 - boys), 1)

    @property
    def point_schemes(self) -> list[SchemeName]:
        """Schemes that give points."""
        return [scheme for scheme in self.names.schemes if scheme.points]

    @property
    def target_schemes(self) -> list[SchemeName]:
        """Schemes whose items pass or fail."""
        return [scheme for scheme in self.names.schemes if not scheme.points]

    def scheme_years(self, scheme: SchemeName) -> list[PeriodName]:
        """The whole years of a scheme's own calendar that the run scored, oldest first: planning
        years where its year starts with the decision, others where it starts in another month."""
        scored = set(self.points.filter(pl.col("scheme") == scheme.id)["period"].unique())
        return sorted((period for period in self.names.periods
                       if period.id in scored and period.last - period.first == 11
                       and period.first >= 0), key=lambda period: period.first)

    def items(self, scheme: str, *roles: str) -> list[ItemName]:
        """Rows of a scheme with one of the roles, in the scheme's order."""
        return [row for row in self.names.items if row.scheme == scheme and row.role in roles]

    def item_of_role(self, scheme: str, role: str) -> ItemName | None:
        """The one row of a scheme with a role, such as its total."""
        found = self.items(scheme, role)
        return found[0] if found else None

    @cached_property
    def points(self) -> pl.DataFrame:
        """Points over draws: (variant, unit, period, scheme, item) with the mean and the mean
        low and high ends of what no document gives. The reported view."""
        keys = ["variant", "unit", "period", "scheme", "item"]
        frame = self._by_variant(shown_points(self.run), lambda rows: (
            rows.filter(pl.col("view") == "reported")
            .group_by(keys)
            .agg(mean(pl.col("value")).alias("mean"), mean(pl.col("low", "high")))
            .sort(keys)
        ))
        return _plain(frame, keys)

    def _by_variant(self, rows: pl.LazyFrame,
                    query: Callable[[pl.LazyFrame], pl.LazyFrame]) -> pl.DataFrame:
        """A query answered for one variant after the other, so that only one of them is in
        memory; rows in the order of variants."""
        return pl.concat([
            self.run.collect(query(rows.filter(pl.col("variant") == variant.id)))
            for variant in self.variants
        ])

    @cached_property
    def totals(self) -> pl.DataFrame:
        """The totals of every scheme over draws, as `points` and with quantiles."""
        keys = ["variant", "unit", "period", "scheme", "item"]
        frame = self.run.collect(
            self._totals()
            .group_by(keys)
            .agg(*summary(), mean(pl.col("low", "high")))
            .sort(keys)
        )
        return _plain(frame, keys)

    def _totals(self) -> pl.LazyFrame:
        ids = {row.id for row in self.names.items if row.role in ("total", "untagged")}
        return shown_points(self.run).filter(
            pl.col("view") == "reported", pl.col("item").is_in(sorted(ids))
        )

    def total_draws(self, scheme: str) -> pl.DataFrame:
        """The scheme's totals by draw: (variant, draw, unit, period, item, value)."""
        frame = self.run.collect(
            self._totals()
            .filter(pl.col("scheme") == scheme)
            .select("variant", "draw", "unit", "period", "item", "value")
        )
        return _plain(frame, ["unit", "period", "item"])

    @cached_property
    def indicator_draws(self) -> pl.DataFrame:
        """Indicators of the top unit by draw: (variant, draw, period, view, name, numerator,
        denominator, value)."""
        frame = self.run.collect(
            self.run.table("indicators").filter(pl.col("unit") == self.top.id).drop("unit")
        )
        return _plain(frame, ["period", "view", "name"])

    @cached_property
    def indicator_summary(self) -> pl.DataFrame:
        """Indicators of every unit over draws: (variant, unit, period, view, name) with mean,
        quantiles, mean numerator and denominator.

        The mean of a ratio weighs each draw by its denominator: it is the ratio of what is
        expected, as the sums in the report are, and few girls in one draw do not carry it away.
        """
        keys = ["variant", "unit", "period", "view", "name"]
        value, weight = pl.col("value"), pl.col("denominator")
        weight = pl.when(value.is_not_null()).then(weight)
        pooled = pl.when(total(weight) > 0).then(total(value * weight) / total(weight))
        frame = self._by_variant(self.run.table("indicators"), lambda rows: (
            rows.group_by(keys)
            .agg(*summary(), pooled.alias("pooled"), mean(pl.col("numerator", "denominator")))
            .with_columns(mean=pl.coalesce("pooled", "mean"))
            .drop("pooled")
            .sort(keys)
        ))
        return _plain(frame, keys)

    def slots(self, pattern: str) -> list[str]:
        """The run's slots that match a tally pattern; where it names no stratum, those of the
        strata that the run's indicators count."""
        family, wanted = parse_pattern(pattern)
        found = []
        for slot in self.run.slots:
            name, labels = parse_pattern(slot)
            whose = labels.get("stratum", ())
            if "stratum" not in wanted and whose and whose[0] in self._left_out:
                continue
            if name == family and all(
                set(labels.get(label, ())) & set(values) for label, values in wanted.items()
            ):
                found.append(slot)
        return found

    @cached_property
    def _left_out(self) -> frozenset[str]:
        """The strata that the run's indicators do not count."""
        place = self.meta.resolved
        by = "resident" if place.get("counted_by") == "residence" else "registered"
        return frozenset(name for name, stratum in place.get("strata", {}).items()
                         if not stratum[by])

    def month_sums(self, patterns: dict[str, str]) -> pl.DataFrame:
        """True tallies of the whole run by draw and month, summed over units and slots:
        (variant, draw, month, and a column per pattern). Patterns without slots are 0."""
        keys = ["variant", "draw", "month"]
        sums = [
            pl.sum_horizontal(found or pl.lit(0)).cast(pl.Int64).alias(name)
            for name, pattern in patterns.items()
            for found in [self.slots(pattern)]
        ]
        return self._by_variant(self.run.table("tallies"), lambda rows: (
            rows.filter(pl.col("view") == "true")
            .select(*keys, *sums)
            .group_by(keys)
            .agg(pl.col(list(patterns)).sum())
            .sort(keys)
        ))

    @cached_property
    def months(self) -> pl.DataFrame:
        """True births and method use of the whole run, by draw and month."""
        patterns = {
            "boys": "births[sex=m]",
            "girls": "births[sex=f]",
            "inside": "births[policy=in]",
            "in_union": "in_union_by_order",
            **{f"using_{name}": f"using[method={name}]" for name in self.methods},
        }
        return self.month_sums(patterns).with_columns(births=pl.col("boys") + pl.col("girls"))


    @cached_property
    def quota_women(self) -> dict[str, dict[str, float]]:
        """Expected women of each pattern of the quotas in the first planning year of the base:
        pattern -> unit -> number; a stock at the year's start, a flow summed over it. Units
        above the simulated ones are their sums. A pattern without slots is left out."""
        kinds = {quota.eligible: quota.eligible_kind for quota in self.names.quotas}
        for quota in self.names.quotas:
            kinds |= {pattern: "stock" for pattern in (quota.wanting, quota.among) if pattern}
        slots = {pattern: self.slots(pattern) for pattern in kinds}
        there = {pattern: found for pattern, found in slots.items() if found}
        if not there or not self.years:
            return {}
        year = self.years[0]
        month = pl.col("month")
        sums = [
            (pl.sum_horizontal(found) if kinds[pattern] == "flow" else pl.when(
                month == year.first).then(pl.sum_horizontal(found)).otherwise(0)
             ).cast(pl.Int64).alias(pattern)
            for pattern, found in there.items()
        ]
        frame = self.run.collect(
            self.run.table("tallies")
            .filter(pl.col("variant") == self.base.id, pl.col("view") == "true",
                    month.is_between(year.first, year.last))
            .select("unit", "draw", *sums)
            .group_by("unit")
            .agg(pl.col(list(there)).sum(), pl.col("draw").n_unique().alias("draws"))
        )
        leaves = {str(row["unit"]): row for row in frame.to_dicts()}
        return {
            pattern: {
                unit.id: sum(leaves[leaf][pattern] / leaves[leaf]["draws"]
                             for leaf in self.leaves_below(unit.id))
                for unit in self.names.units
            }
            for pattern in there
        }

    def leaves_below(self, unit: str) -> list[str]:
        """The simulated units that make up a unit, itself when it is one."""
        if self.unit[unit].leaf:
            return [unit]
        return [leaf for part in self.names.units if part.parent == unit
                for leaf in self.leaves_below(part.id)]


def _plain(frame: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    return frame.with_columns(pl.col(column).cast(pl.String) for column in columns)
