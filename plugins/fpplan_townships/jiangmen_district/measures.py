"""What the district gave and ran in the year, as data. The year of the report is blanked."""

from fpplan.api import (
    ActivityPlan,
    Amount,
    Benefit,
    Clause,
    Condition,
    Measure,
    PlanStep,
    Text,
)

from .words import DOCUMENT

COUPLE = Text("每对夫妇（一次性）", "couple, once")


def _clause(quote: str, zh: str, en: str) -> Clause:
    return Clause(DOCUMENT, quote, Text(zh, en))


def _step(name: str, zh: str, en: str, amounts: tuple[tuple[float, str, str], ...] = (),
          about: str | None = None) -> PlanStep:
    return PlanStep(name, Text(zh, en), about=about, amounts=tuple(
        Amount(f"{name}_{at}", Text(label_zh, label_en), value, "count", about=about)
        for at, (value, label_zh, label_en) in enumerate(amounts, start=1)))


def measures() -> list[Measure]:
    """Benefits first, then activities."""
    return [
        Benefit(
            "jiangmen_district_sterilisation_award", Text("农村“节育奖”",
                                                          "rural sterilisation award"),
            _clause("每对夫妇一次性奖励1000元", "待区政府批准后实施。",
                    "To start once the district government approves it."),
            ("conditional_benefit",), eligibility=(
                Condition("rural", Text("农村户口的育龄夫妇", "a couple registered as rural")),
                Condition("stopped", Text("只生育一个孩子或纯生两个女孩",
                                          "one child, or two children both daughters"),
                          "order_or_policy_status"),
                Condition("sterilised", Text("一方落实结扎", "one of the two is sterilised"),
                          "procedure")),
            amounts=(Amount("award", Text("奖励", "award"), 1000, "yuan", COUPLE),)),
        Benefit(
            "jiangmen_district_girls", Text("关爱女孩扶助", "help to girls (Care for Girls)"),
            _clause("扶助计划生育家庭女孩78名", "全年扶助 78 名，共 39,000 元，平均每名 500 元。",
                    "78 girls, 39,000 yuan in the year, 500 each on average."),
            ("conditional_benefit",), eligibility=(Condition(
                "family", Text("计划生育家庭的女孩", "a girl of a family that kept to policy"),
                "conditional_benefit"),),
            amounts=(Amount("girls", Text("受助女孩", "girls helped"), 78, "count"),
                     Amount("money", Text("扶助资金", "aid in all"), 39000, "yuan"))),
        Benefit(
            "jiangmen_district_gifts", Text("节日奖品", "gifts at New Year and Spring Festival"),
            _clause("奖品9782份", "元旦春节发给独生子女、纯生二女结扎户。",
                    "To one-child households and sterilised two-daughter households at New Year "
                    "and Spring Festival."),
            ("conditional_benefit",), eligibility=(Condition(
                "household", Text("独生子女户或纯生二女结扎户",
                                  "one-child, or two daughters and sterilised"), "procedure"),),
            amounts=(Amount("gifts", Text("奖品（份）", "gifts"), 9782, "count"),)),
        ActivityPlan(
            "jiangmen_district_publicity", Text("宣传教育", "publicity and education"),
            _clause("抓好计划生育宣传工作", "元旦春节集中宣传与全年经常性宣传。",
                    "At New Year and Spring Festival, and all year."),
            ("activity",), steps=(
                _step("festival", "元旦春节集中宣传服务", "publicity and services at New Year and "
                      "Spring Festival", ((1551, "抽奖奖品", "quiz prizes"),
                                          (22358, "宣传资料", "leaflets"),
                                          (1886, "避孕套（盒）", "boxes of condoms"))),
                _step("family_classes", "新婚班、孕妇班、育儿班",
                      "classes for newly-weds, the pregnant and parents",
                      ((21, "期", "classes"), (2100, "人（多于）", "people, or more"))),
                _step("women_classes", "已婚育龄妇女学习班", "classes for married women",
                      ((30, "期", "classes"), (2300, "人（多于）", "people, or more"))),
                _step("sheets", "宣传单张入户", "sheets to every household",
                      ((170000, "份（多于）", "sheets, or more"),)),
                _step("youth", "中学青春健康教育", "youth health education in middle schools"))),
        ActivityPlan(
            "jiangmen_district_migrants", Text("流动人口清查验证", "sweeps of migrants"),
            _clause("两次全区性的流动人口清查验证大行动", "全年两次，查验婚育证明；日期没有写出。",
                    "Twice in the year, certificates checked; the dates are not printed."),
            ("monitoring",), steps=(
                PlanStep("sweeps", Text("全区清查验证", "district-wide sweep"), every="year",
                         times=2, about="monitoring"),)),
    ]
