"""A rights-based score from FP2030's measurement framework.

The indicators and their definitions are the framework's (fp2030.org, Data Hub; Track20 and the
FP2020 core indicators, from which 3 and 5 methods come). Points and targets are not: each is
an assumption and says so. Targets: 75 % of demand satisfied is the benchmark for 2030 of
doi.org/10.12688/gatesopenres.13125.1; 18 to 63 stopped in the first year is the range of
countries in DHS surveys; a gap of 5 % between books and audit is what one large programme let
pass without a question (GAVI); the other ends are plain assumptions.

Use of modern methods is shown and never scored: the framework sets no number for it, and a
number of acceptors as a target for those who provide is what donor law forbids (Tiahrt, 1998).
"""

from typing import Literal

from fpplan.api import (
    Calendar,
    Chapter,
    Clause,
    Input,
    Item,
    Pick,
    Proportional,
    Reweight,
    Rule,
    Sampled,
    Scheme,
    Shown,
    Text,
    Threshold,
    with_fills,
)

from .fills import FILLS
from .inputs import INPUTS, OWN
from .readings import READINGS

FRAMEWORK = "FP2030 Measurement Framework"
AUDIT = "fpplan, not FP2030"
NOBODY: Pick[float | Literal["full"]] = Pick("nobody", {"full": "full", "nothing": 0})
EQUAL = 10
WOMEN, RECORDS = 400, 100  # in the reading "sample", an assumption
View = Literal["reported", "true"] | Sampled


def _survey(exactly: Literal["reported", "true"], n: int) -> Pick[View]:
    """A survey without its error, or one of `n`."""
    return Pick("survey", {"exact": exactly, "sample": Sampled(n)})


def _scored(value: str, points: float, target: float, zero: float) -> Pick[Rule]:
    """Full points at the target, none at `zero`, a straight line between."""
    return Pick("points", {
        "choice_first": Proportional(value, points, target, zero),
        "own": Proportional(value, points, target, zero),
        "equal": Proportional(value, EQUAL, target, zero),
        "none": Threshold(value, target, "least" if target > zero else "most")})


def _item(name: str, rule: Rule | Pick[Rule], quote: str, label: Text, text: Text,
          view: Literal["reported", "true"] | Pick[View] = "reported",
          document: str = FRAMEWORK) -> Item:
    return Item(name, label, Clause(document, quote, text), rule, view=view, null=NOBODY)


def _weight(item: Item) -> Input:
    """The user's weight of one item, 1 unless it is given."""
    return Input(f"{OWN}_weight_{item.id}", Text(f"自定权重：{item.text.zh}",
                                                 f"own weight: {item.text.en}"), "points",
                 range=(1, 1), possible=(0, 100), about="activity")


def _practice() -> Chapter:
    return Chapter("practice", Text("需求与使用", "Demand and practice"), (
        _item("mcpr", Shown("mcpr_percent"), "Modern contraceptive prevalence",
              Text("现代避孕方法使用率", "use of modern methods"),
              Text("只列出：框架不定数，也不应作为提供者的指标。",
                   "Shown only: the framework sets no number, and it is no target for those who "
                   "provide."), _survey("true", WOMEN)),
        _item("unmet_need", _scored("unmet_need_percent", 10, 10, 30),
              "Unmet need for modern methods", Text("未满足的避孕需求", "unmet need"),
              Text("10% 及以下满分，30% 及以上不得分（设定）。",
                   "Full points up to 10 %, none from 30 % on (assumed)."), _survey("true", WOMEN)),
        _item("demand_satisfied", _scored("demand_satisfied_percent", 15, 75, 0),
              "Demand satisfied", Text("避孕需求满足率", "demand satisfied"),
              Text("75% 为 2030 年基准，以下按比例（设定）。",
                   "75 % is the benchmark for 2030; in proportion below it (assumed)."),
              _survey("true", WOMEN)),
        _item("continuation", _scored("discontinuation_per_100_user_years", 10, 18, 63),
              "discontinuation and switching", Text("续用", "continuation"),
              Text("每百使用者年停用 18 次及以下满分，63 次及以上不得分（设定：各国第一年停用率）。"
                   "停用也可能出于本人意愿，分数不应压过取出的权利。",
                   "Full points up to 18 per 100 user-years, none from 63 on (assumed: the ends of "
                   "first-year stopping among countries). People also stop because they wish to; "
                   "no score may stand against removal on request."), "true"),
    ))


def _quality() -> Chapter:
    return Chapter("quality", Text("信息与选择", "Information and choice"), (
        _item("information", Pick("information", {
            "mii": _scored(f"{OWN}_mii_percent", 20, 100, 0),
            "mii_plus": _scored(f"{OWN}_mii_plus_percent", 20, 100, 0)}),
              "Method Information Index Plus", Text("方法信息指数", "method information index"),
              Text("新采用者全部被告知满分，以下按比例。",
                   "Full points when every new user was told; in proportion below."),
              _survey("reported", WOMEN)),
        _item("choice", _scored(f"{OWN}_choice_percent", 15, 100, 0),
              "Contraceptive method availability", Text("方法选择", "method choice"),
              Text("初级服务点当天至少 3 种、二三级至少 5 种现代方法；按比例。",
                   "At least 3 modern methods on the day, 5 at secondary and tertiary level; in "
                   "proportion.")),
        _item("stock_outs", _scored(f"{OWN}_stocked_out_percent", 15, 0, 100),
              "Contraceptive stockouts", Text("断货", "stock-outs"),
              Text("当天没有断货满分，按断货服务点比例减少。",
                   "Full points with none out on the day, less in proportion.")),
    ))


def _records() -> Chapter:
    return Chapter("records", Text("记录", "Records"), (
        _item("records_agree", _scored(f"{OWN}_records_agree_percent", 15, 95, 75),
              "records agreeing with blind audit", Text("记录与盲法抽查一致",
                                                        "records agree with a blind audit"),
              Text("一致率 95% 及以上满分，75% 及以下不得分（设定）；抽查人不知道上报数。",
                   "Full points from 95 % on, none up to 75 % (assumed); the auditor does not "
                   "know what was reported."), _survey("reported", RECORDS), AUDIT),
    ))


def scheme() -> Scheme:
    """The rights-based score of a year."""
    chapters = (_practice(), _quality(), _records())
    counted = [item for chapter in chapters for item in chapter.walk()
               if not isinstance(item.rule, Shown)]
    own = Reweight({item.id: f"{OWN}_weight_{item.id}" for item in counted})
    whole = Chapter("whole_score", Text("全部", "the whole score"), chapters,
                    reweight=Pick("points", {"choice_first": None, "own": own, "equal": None,
                                             "none": None}))
    return Scheme(
        id="rights_based",
        text=Text("以权利为本的评分（FP2030 指标）", "Rights-based score (FP2030 indicators)"),
        document=FRAMEWORK,
        chapters=(whole,),
        inputs=(*with_fills(INPUTS, FILLS), *(_weight(item) for item in counted)),
        readings=READINGS,
        calendar=Calendar(),
        base=Pick("points", {"choice_first": 100, "own": 100, "equal": 70, "none": 0}),
    )
