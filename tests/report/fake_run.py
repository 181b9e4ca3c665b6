"""A made-up run folder with the real schema, to draw the report from without the model.

The numbers are plausible and nothing more: births by month are drawn at a rate that the
variants change from month 9 on, and every indicator and point is computed from those counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from fpplan.contract.text import Text
from fpplan.place.parameters import Parameter
from fpplan.report.data import RunData
from fpplan.store import (
    AnswerName,
    AssumptionName,
    Chunk,
    EventName,
    IndicatorBlock,
    IndicatorName,
    InputName,
    ItemName,
    MethodName,
    Names,
    PeriodName,
    PointBlock,
    PublishedFigure,
    Quota,
    Run,
    RunMeta,
    RunWriter,
    SchemeName,
    TallyBlock,
    UnitName,
    VariantName,
)
from fpplan.tallies import record_table, slot_table

METHODS = ("iud", "female_sterilisation", "condom", "pill")
STRATA = ("resident",)
TOWN = "lianhe"
VILLAGES = tuple(f"V{number:02d}" for number in range(1, 14))
DIGITS = "零一二三四五六七八九"
MONTHS = range(-12, 24)
PERIODS = (("2013-08", -12, -1, "before"), ("2014-08", 0, 11, "year"), ("2015-08", 12, 23, "year"))
VARIANTS = ("base", "followup", "audits")
PER_1000 = Text("‰", "per 1,000")
PERCENT = Text("%", "%")
COUNT = Text("例", "cases")

INDICATORS = (
    IndicatorName("crude_birth_rate", Text("出生率", "crude birth rate"),
                  Text("出生人数÷平均人口", "births per 1,000 people a year"),
                  PER_1000, 2, "", "SOURCES A4", ("birth_limit",)),
    IndicatorName("births_within_policy_percent", Text("政策符合率", "births within policy"),
                  Text("政策内出生÷出生", "births within policy, of all births"),
                  PERCENT, 2, "up", "SOURCES A4", ("birth_limit",)),
    IndicatorName("higher_order_percent", Text("多孩率", "third and later births"),
                  Text("三孩及以上÷出生", "third and later births, of all births"),
                  PERCENT, 2, "down", "SOURCES A4", ("birth_limit",)),
    IndicatorName("srb", Text("出生人口性别比", "sex ratio at birth"),
                  Text("每百女婴对应的男婴", "boys per 100 girls"),
                  Text("女=100", "boys per 100 girls"), 1, "down", "SOURCES A4", (), True),
    IndicatorName("births_reported_percent", Text("出生上报率", "births reported"),
                  Text("上报出生÷实际出生", "births reported, of births that happened"),
                  PERCENT, 2, "up", "SOURCES A2"),
)  # fmt: skip


def _items() -> tuple[ItemName, ...]:
    def t(chapter: str, name: str, zh: str, en: str, full: float, tags: tuple[str, ...] = (),
          missing: tuple[str, ...] = ()) -> ItemName:
        return ItemName("thousand_point", name, Text(zh, en), "item", chapter, full,
                        Text(zh, en), "002 text 1", "", tags, missing=missing)

    def c(name: str, zh: str, en: str, full: float) -> ItemName:
        return ItemName("thousand_point", name, Text(zh, en), "chapter", "", full)

    def a(name: str, zh: str, en: str, reads: str, target: float, direction: str,
          tags: tuple[str, ...] = (), chance: bool = False, unit: Text = PERCENT) -> ItemName:
        return ItemName("lianhe", name, Text(zh, en), "item", "", None, Text(zh, en),
                        "003 part 1", "", tags, reads, target, direction, unit, 2,
                        chance=chance)

    return (
        c("leadership", "组织领导", "Leadership", 20),
        t("leadership", "meetings", "每月例会", "Monthly meetings", 12),
        t("leadership", "rules", "人员制度", "Staff and rules", 8),
        c("population_plan", "人口计划", "Population plan", 180),
        t("population_plan", "births_outside", "政策外出生", "Births outside policy", 60,
          ("birth_limit",)),
        t("population_plan", "births_in_time", "出生及时上报", "Births reported in time", 120),
        c("pre_pregnancy", "孕前管理", "Pre-pregnancy management", 150),
        t("pre_pregnancy", "checks", "环孕检", "IUD-and-pregnancy checks", 75, ("surveillance",),
          ("iud_pregnancy_check_percent",)),
        t("pre_pregnancy", "certificates", "生育证", "Certificates", 75, ("surveillance",),
          ("birth_certificates_issued",)),
        c("pre_conception", "孕前优生检查", "Pre-conception check", 120),
        t("pre_conception", "pre_conception_check", "免费孕前优生检查", "Free pre-conception check",
          120, (), ("pre_conception_checks",)),
        c("data", "信息宣传", "Data and publicity", 90),
        t("data", "records", "信息质量", "Data quality", 60, (), ("population_data_accuracy",)),
        t("data", "publicity", "宣传教育", "Publicity", 30),
        c("methods", "长效避孕与补救", "Long-acting methods and remedial measures", 220),
        t("methods", "sterilisation_task", "结扎任务", "Sterilisation task", 180,
          ("procedure_quota",)),
        t("methods", "iud_task", "上环任务", "IUD task", 40, ("procedure_quota",)),
        c("fees", "社会抚养费", "Social maintenance fees", 200),
        t("fees", "first_levy", "首征率", "First-levy rate", 200, ("family_penalty",),
          ("fees_first_levy_percent",)),
        c("association", "协会", "Association", 20),
        t("association", "association_plan", "协会工作", "Association plan", 20, (),
          ("association_percent",)),
        c("bonuses", "加分", "Bonuses", 0),
        t("bonuses", "season_places", "季度名次", "Places of the season", 0),
        ItemName("thousand_point", "total", Text("总分", "Total"), "total", "", 1000),
        ItemName("thousand_point", "untagged_total", Text("不含标记项目总分", "Untagged total"),
                 "untagged", "", 365),
        a("birth_rate", "出生率", "Crude birth rate", "crude_birth_rate", 13.43, "at_most",
          ("birth_limit",), unit=PER_1000),
        a("within_policy", "政策符合率", "Births within policy", "births_within_policy_percent",
          80, "at_least", ("birth_limit",)),
        a("higher_order", "多孩率", "Third and later births", "higher_order_percent", 3,
          "at_most", ("birth_limit",)),
        a("sex_ratio", "出生人口性别比", "Sex ratio at birth", "srb", 118, "at_most", (), True,
          Text("女=100", "boys per 100 girls")),
        a("late_abortion", "引产率", "Late abortions", "late_abortion_percent", 80, "at_least",
          ("procedure_quota",)),
        a("fees_levied", "社会抚养费征收面", "Share of fee cases levied", "fees_levied_percent",
          100, "at_least", ("family_penalty",)),
    )  # fmt: skip


def names() -> Names:
    """What everything in the made-up run is called."""
    villages = tuple(
        UnitName(unit, Text(f"{_zh(number)}村", f"Village {number}"), TOWN, "village", True, True,
                 2090 - 40 * (number - 7))
        for number, unit in enumerate(VILLAGES, 1)
    )  # fmt: skip
    published = (
        ("crude_birth_rate", 13.05, 13.43, "at_most", ("birth_limit",), True),
        ("births_within_policy_percent", 72.39, 80.0, "at_least", ("birth_limit",), True),
        ("higher_order_percent", 6.2, 3.0, "at_most", ("birth_limit",), True),
        ("srb", 144.83, 118.0, "at_most", (), True),
        ("late_abortion_percent", 57.57, 80.0, "at_least", ("procedure_quota",), False),
        ("fees_levied_percent", 11.43, 100.0, "at_least", ("family_penalty",), False),
        ("two_daughter_sterilisations", 12.0, 34.0, "at_least", ("procedure_quota",), False),
    )
    words = {row.id: row for row in INDICATORS}
    labels = {
        "late_abortion_percent": (Text("引产完成率", "late abortions, of the task"), PERCENT),
        "fees_levied_percent": (Text("社会抚养费征收面", "fee cases levied"), PERCENT),
        "two_daughter_sterilisations": (
            Text("二女户结扎", "sterilisations of two-daughter households"), COUNT),
    }  # fmt: skip
    return Names(
        units=(
            UnitName(TOWN, Text("莲荷乡", "Lianhe township"), "", "township", False, False, 27200),
            *villages,
        ),
        variants=(
            VariantName("base", Text("现状", "as now")),
            VariantName(
                "followup", Text("产后随访", "more follow-up"),
                Text("把会议和台账的工时转到产后随访和咨询。",
                     "Hours move from meetings and records to postpartum follow-up and"
                     " counselling."),
                ("hours.all.meetings = 10", "hours.all.postpartum_followup = 26"),
            ),
            VariantName(
                "audits", Text("核查加倍", "audits doubled"),
                Text("出生核查的工时加倍。", "Hours for record audits are doubled."),
                ("hours.all.record_audit = 8",),
            ),
        ),
        periods=tuple(
            PeriodName(name, first, last, role, Text(f"{name} 起一年", f"year from {name}"))
            for name, first, last, role in PERIODS
        ),
        indicators=INDICATORS,
        schemes=(
            SchemeName("thousand_point", Text("千分制", "Thousand-point village scheme"),
                       "002 text 1", True, 1000, ("check_points = 25",)),
            SchemeName("lianhe", Text("莲荷乡责任目标", "Lianhe targets"), "003 part 1", False,
                       None, ("window = to_date",)),
        ),
        items=_items(),
        inputs=(
            InputName("late_abortion_percent", Text("引产完成率", "late abortions, of the task"),
                      PERCENT, 57.57, None, None, "published", "003 part 1",
                      ("procedure_quota",), TOWN),
            InputName("fees_levied_percent", Text("社会抚养费征收面", "fee cases levied"),
                      PERCENT, 11.43, None, None, "published", "003 part 1",
                      ("family_penalty",), TOWN),
            InputName("two_daughter_sterilisations",
                      Text("二女户结扎", "sterilisations of two-daughter households"), COUNT, 12,
                      None, None, "published", "003 part 1", ("procedure_quota",), TOWN, 0, True),
            InputName("iud_pregnancy_check_percent",
                      Text("环孕检率", "IUD-and-pregnancy checks done"), PERCENT, 72.5, 65, 80,
                      "assumed", "no document", ("surveillance",)),
            InputName("pre_conception_checks",
                      Text("孕前优生检查", "pre-conception checks"), PERCENT, 85, 70, 100,
                      "assumed", "no document"),
        ),
        methods=(
            MethodName("iud", Text("宫内节育器", "IUD")),
            MethodName("female_sterilisation", Text("女性结扎", "female sterilisation")),
            MethodName("condom", Text("避孕套", "condom")),
            MethodName("pill", Text("口服避孕药", "pill")),
        ),
        published=tuple(
            PublishedFigure(
                name, words[name].label if name in words else labels[name][0], TOWN,
                words[name].unit if name in words else labels[name][1], value, target,
                direction, 0 if name.startswith("two") else 2, "003 part 1", tags, simulated,
                simulated, name.startswith("two"),
            )
            for name, value, target, direction, tags, simulated in published
        ),
        quotas=(
            Quota("lianhe", "iud_after_son", "iud",
                  Text("一男户上环", "IUD after a first-born son"), TOWN, 90, "percent",
                  "births[order=1,sex=m]",
                  Text("头胎生男孩的妇女", "women whose first birth is a son"),
                  "flow", 0.12, 0.40, "assumed", 28.73, "003 part 1"),
            Quota("lianhe", "sterilisation_after_second", "female_sterilisation",
                  Text("二孩及以上结扎", "sterilisation after a second or later birth"), TOWN, 90,
                  "percent", "births[order=2|3|4|5|6]",
                  Text("二孩及以上产妇", "women with a second or later birth"), "flow", 0.04,
                  0.22, "assumed", 43.75, "003 part 1"),
            Quota("lianhe", "two_daughter", "female_sterilisation",
                  Text("二女户结扎", "sterilisation of two-daughter households"), TOWN, 34,
                  "count", "two_daughter_households",
                  Text("二女户", "two-daughter households"), "stock", 0.01, 0.04, "assumed", 12,
                  "003 part 1"),
        ),
        events=(
            EventName("supply_network_plan", "", Text("药具网络", "supply network"),
                      Text("工作计划", "activity plan"), TOWN, "2014-08", "", "", "running",
                      document="002 text 5"),
            EventName("supply_network_plan", "screening", Text("生殖健康检查", "screening"),
                      Text("工作计划", "activity plan"), TOWN, "2014-08", "2015-03-01",
                      "2015-03-31", "late", days_late=12, document="002 text 5"),
            EventName("supply_network_plan", "lectures", Text("讲座", "lectures"),
                      Text("工作计划", "activity plan"), TOWN, "2014-08", "", "", "short",
                      often=Text("每季度", "every quarter"), planned=4, done=3,
                      document="002 text 5"),
        ),
        answers=(
            AnswerName("thousand_point", "meetings", "live", "paper", Text("会议", "meetings"),
                       full=12),
            AnswerName("thousand_point", "publicity", "live", "service",
                       Text("宣传教育", "publicity"), full=30),
            AnswerName("thousand_point", "pre_conception_check", "unknown", "service",
                       ranges=Text("70至100", "70 to 100"), full=120),
            AnswerName("thousand_point", "sterilisation_task", "tagged", "outcome",
                       Text("避孕咨询", "counselling"), full=180),
            AnswerName("lianhe", "sex_ratio", "recorded", "outcome"),
        ),
        assumptions=(
            AssumptionName("units", Text("十三个村的划分是假设的。",
                                         "The split into 13 villages is assumed."),
                           Text("第一村至第十三村", "V01-V13"), "this scenario"),
            AssumptionName("policy_rules.girl_second",
                           Text("第一孩为女孩的可生育第二孩。",
                                "A second child is within policy if the first is a girl."),
                           Text("一孩半", "girl_second"), "this scenario"),
            AssumptionName("readings.lianhe.window",
                           Text("出生率按截至七月二十日的累计读数。",
                                "The birth rate is read as a figure to date (1 October to"
                                " 20 July)."), Text("截至当日", "to_date"), "003 part 1"),
        ),
    )  # fmt: skip


def _zh(number: int) -> str:
    return f"第{'十' if number >= 10 else ''}{DIGITS[number % 10] if number % 10 else ''}"


class FakeRun:
    """The counts of the made-up run: births by (draw, unit, month) and what became of them."""

    def __init__(self, draws: int, seed: int = 7):
        self.draws = draws
        self.table = slot_table(METHODS, STRATA)
        self.records = record_table(STRATA)
        self.names = names()
        self.seed = seed
        self.people = np.array([unit.people for unit in self.names.units if unit.leaf])

    def tallies(self, variant: str) -> TallyBlock:
        """Tallies of one variant for all draws; the same luck for every variant."""
        luck = np.random.default_rng(self.seed)
        shape = (self.draws, len(VILLAGES), len(MONTHS))
        true = np.zeros((*shape, len(self.table)), dtype=np.int32)
        world = np.exp(luck.normal(0, 0.04, (self.draws, 1, 1)))
        births = self.table.index("births")
        later = np.array([month >= 9 for month in MONTHS])
        kept = 1 - later * (0.06 if variant == "followup" else 0.0)
        order_share = (0.56, 0.38, 0.05, 0.01)
        rate = world * self.people[:, None] * 13.2 / 12000
        for order in range(4):
            for sex in range(2):
                boys = 0.5146 if order == 0 else 0.66
                share = boys if sex == 0 else 1 - boys
                inside = (1.0, 0.45, 0.02, 0.0)[order]
                count = luck.poisson(rate * order_share[order] * share * np.ones(shape))
                count = luck.binomial(count, kept * np.ones(shape))
                allowed = luck.binomial(count, inside)
                true[..., births[order, sex, 0, 2 if order else 0, 0]] = allowed
                true[..., births[order, sex, 1, 1 if order else 0, 0]] = count - allowed
        self._stocks(true, variant, luck)
        reported = true.copy()
        out = self.table.match("births[policy=out]")
        missed = luck.random(true[..., out].shape) < (0.10 if variant == "audits" else 0.18)
        reported[..., out] = np.where(missed, np.maximum(true[..., out] - 1, 0), true[..., out])
        record = np.zeros((*shape, len(self.records)), dtype=np.int32)
        lost = self.records.index("births_omitted")[1, 0, 1, 0]
        record[..., lost] = (true - reported)[..., out].sum(axis=-1)
        return TallyBlock(VILLAGES, self.table.names, MONTHS[0], true, reported,
                          self.records.names, record)  # fmt: skip

    def _stocks(self, true: np.ndarray, variant: str, luck: np.random.Generator) -> None:
        married = (self.people * 0.2).astype(int)[:, None]
        using = self.table.index("using")
        by_order = self.table.index("in_union_by_order")
        drift = np.cumsum(luck.normal(0, 0.0015, true.shape[:3]), axis=2)
        gain = np.clip(np.arange(len(MONTHS)) - 12, 0, None) * (
            0.0016 if variant == "followup" else 0.0
        )
        for order, share in enumerate((0.1, 0.5, 0.33, 0.07)):
            inside = (married * share).astype(int) + np.zeros(true.shape[:3], dtype=int)
            true[..., by_order[order, 0]] = inside
            for method, level in enumerate((0.42, 0.26, 0.06, 0.01)):
                change = drift + gain if method in (0, 2) else 0.0
                level = level if order else level * 0.1
                true[..., using[method, order, 0]] = inside * np.clip(level + change, 0, 0.95)
        true[..., self.table.index("people")[0]] = self.people[:, None]
        true[..., self.table.index("two_daughter_households")[0]] = (married * 0.09).astype(int)

    def chunk(self, variant: str, block: TallyBlock, first: int, stop: int) -> Chunk:
        """Everything about a variant and a range of draws."""
        cut = slice(first, stop)
        part = TallyBlock(block.units, block.slots, block.first_month, block.true[cut],
                          block.reported[cut], block.record_slots,
                          None if block.record is None else block.record[cut])  # fmt: skip
        indicators = [self._indicators(part, view) for view in ("true", "reported")]
        return Chunk(variant, first, stop, part, indicators, self._points(part, indicators[1]))

    def _year(self, array: np.ndarray, pattern: str, stock: bool = False) -> np.ndarray:
        """Sums (draw, 1 + village, period): the township first."""
        months = array[..., self.table.match(pattern)].sum(axis=-1)
        years = months.reshape(*months.shape[:2], 3, 12)
        by_period = years.mean(axis=-1) if stock else years.sum(axis=-1)
        return np.concatenate([by_period.sum(axis=1, keepdims=True), by_period], axis=1)

    def _indicators(self, block: TallyBlock, view: str) -> IndicatorBlock:
        array = block.true if view == "true" else block.reported
        births = self._year(array, "births")
        pairs = [
            (births, self._year(array, "people", True), 1000.0),
            (self._year(array, "births[policy=in]"), births, 100.0),
            (self._year(array, "births[order=3|4|5|6]"), births, 100.0),
            (self._year(array, "births[sex=m]"), self._year(array, "births[sex=f]"), 100.0),
            (births, self._year(block.true, "births"), 100.0),
        ]
        top = np.stack([one.astype(float) for one, _, _ in pairs], axis=-1)
        below = np.stack([one.astype(float) for _, one, _ in pairs], axis=-1)
        factor = np.array([factor for _, _, factor in pairs])
        value = np.divide(top * factor, below, out=np.full(top.shape, np.nan), where=below > 0)
        return IndicatorBlock(view, (TOWN, *VILLAGES), tuple(name for name, *_ in PERIODS),
                              tuple(row.id for row in INDICATORS), top, below, value)  # fmt: skip

    def _points(self, block: TallyBlock, found: IndicatorBlock) -> list[PointBlock]:
        rows = [row for row in self.names.items if row.scheme == "thousand_point"]
        value = np.zeros((*found.value.shape[:3], len(rows)))
        place = {row.id: at for at, row in enumerate(rows)}
        outside = found.numerator[..., 0] - found.numerator[..., 1]
        rate = outside / np.maximum(found.denominator[..., 0], 1) * 1000
        value[..., place["births_outside"]] = np.clip((5 - rate) / 2, 0, 1) * 60
        value[..., place["births_in_time"]] = found.value[..., 4] * 1.2 - 6
        fixed = {"meetings": 12, "rules": 8, "checks": 78, "certificates": 66, "records": 52,
                 "pre_conception_check": 102, "publicity": 27, "first_levy": 60,
                 "association_plan": 16, "season_places": 2}  # fmt: skip
        for name, points in fixed.items():
            value[..., place[name]] = points
        starts = found.numerator[..., 0]
        value[..., place["sterilisation_task"]] = 40 + 5 * np.sin(starts)
        value[..., place["iud_task"]] = 30 + np.cos(starts)
        value = np.nan_to_num(value)
        low, high = value.copy(), value.copy()
        for row in rows:
            if row.missing:
                low[..., place[row.id]] -= 0.15 * (row.full or 0)
                high[..., place[row.id]] += 0.1 * (row.full or 0)
        for array in (value, low, high):
            for row in rows:
                if row.role == "item":
                    array[..., place[row.parent]] += array[..., place[row.id]]
            untagged = [row for row in rows if not row.tags]
            for name, kept in (("total", rows), ("untagged_total", untagged)):
                parts = [place[row.id] for row in kept if row.role == "item"]
                array[..., place[name]] = array[..., parts].sum(axis=-1)
        return [
            PointBlock("thousand_point", "reported", found.units, found.periods,
                       tuple(place), value, low, high),
            self._passes(found),
        ]  # fmt: skip

    def _passes(self, found: IndicatorBlock) -> PointBlock:
        rows = [row for row in self.names.items if row.scheme == "lianhe"]
        known = {name: at for at, name in enumerate(found.names)}
        recorded = {row.id: row.value for row in self.names.inputs}
        value = np.zeros((*found.value.shape[:3], len(rows)))
        for at, row in enumerate(rows):
            actual = (
                found.value[..., known[row.reads]]
                if row.reads in known
                else np.full(value.shape[:3], recorded[row.reads] or np.nan)
            )
            passed = actual >= row.target if row.direction == "at_least" else actual <= row.target
            value[..., at] = np.where(np.isnan(actual), np.nan, passed)
        return PointBlock("lianhe", "reported", found.units, found.periods,
                          tuple(row.id for row in rows), value, value, value)  # fmt: skip


def parameters() -> list[Parameter]:
    """A few catalogue rows, sourced and assumed."""
    return [
        Parameter("srb.natural", 105.0, "boys_per_100_girls", "none", 103, 107, "normal",
                  "UN WPP 2024", "sourced", Text("自然出生性别比", "natural sex ratio at birth")),
        Parameter("voluntary_uptake.iud", 0.25, "share", "year", 0.12, 0.4, "logit_normal",
                  "no source", "assumed", Text("自愿放置宫内节育器", "voluntary uptake of IUDs")),
        Parameter("reporting.omission_out_girl", 0.2, "share", "event", 0.15, 0.3,
                  "logit_normal", "Goodkind 2011", "assumed",
                  Text("政策外女婴漏报", "omission of girls born outside policy")),
    ]  # fmt: skip


def make_run(path: Path, draws: int = 40, size: int = 20, seed: int = 7,
             stop_after: int | None = None) -> Path:
    """Write the made-up run; `stop_after` ranges only, without finishing, to play a kill."""
    fake = FakeRun(draws, seed)
    meta = RunMeta("lianhe", Text("莲荷乡", "Lianhe township"), "2014-08", 24, seed, draws,
                   draws // 4, 4, "003 part 1", {name: f"{seed:032x}" for name in VARIANTS},
                   {"thousand_point": "0.1.0", "lianhe": "0.1.0"})  # fmt: skip
    writer = RunWriter(path, meta, fake.names, parameters(),
                       {"reporting.omission_out_girl": (0.2, "set in the scenario")})
    blocks = {variant: fake.tallies(variant) for variant in VARIANTS}
    for done, (first, stop) in enumerate(writer.todo(size)):
        if done == stop_after:
            return path
        writer.write([fake.chunk(name, block, first, stop) for name, block in blocks.items()])
    writer.finish()
    return path


def with_names(data: RunData, tables: Mapping[str, pl.DataFrame] | None = None,
               **changes: Any) -> RunData:
    """The same run, called otherwise: `changes` are fields of its names, `tables` stand in
    place of the run's."""
    run = _Retold(data.run, replace(data.names, **changes), tables or {})
    return RunData(run)  # type: ignore[arg-type]


class _Retold:
    """A run with other names or tables."""

    def __init__(self, run: Run, names: Names, tables: Mapping[str, pl.DataFrame]):
        self._run, self.names, self._tables = run, names, tables

    def table(self, name: str) -> pl.LazyFrame:
        return self._tables[name].lazy() if name in self._tables else self._run.table(name)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._run, name)


if __name__ == "__main__":
    import sys

    make_run(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40)
