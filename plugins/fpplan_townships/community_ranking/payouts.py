"""What follows from the months' and quarters' places, and what is paid case by case."""

from collections.abc import Iterator, Mapping
from typing import Literal

from fpplan.api import Payout, PerEvent, Pick, PostPay, Rank, Rule, Text

from .words import OWN, clause

COMMUNITY = Text("社区", "the community")
WORKER = Text("社区计生专干", "family-planning worker of the community")
PRIZES = {1: 2000, 2: 1500, 3: 1000}
TOP = {1: 1.0, 2: 1.0, 3: 1.0}
BOTTOM = {-1: 1.0, -2: 1.0, -3: 1.0}
STANDARDS = {"two_rates": ("long_acting", "pregnancies"),
             "any": ("long_acting", "pregnancies", "platform", "lawful", "key_tasks")}


def _place(awards: Mapping[int, float], every: int = 1,
           ties: Literal["all", "shared", "lot"] = "all") -> Rank:
    """A place by the points of the month or quarter; a complaint puts it behind all others in its
    month, and in the quarter counts by the points that it cost alone."""
    return Rank("#indicators", "communities", awards, every=every, ties=ties,
                bottom_if=f"{OWN}_complaints" if every == 1 else None)


def _prizes() -> Pick[Rule]:
    """The quarter's prizes, as tied communities get them."""
    return Pick("ties", {"shared": _place(PRIZES, 3, "shared"), "by_lot": _place(PRIZES, 3, "lot"),
                         "all": _place(PRIZES, 3, "all")})


def _below(every: int) -> Pick[Rule]:
    """In the bottom three and below standard."""
    return Pick("standard", {
        name: Rank("#indicators", "communities", BOTTOM, every=every, if_missed=items,
                   bottom_if=f"{OWN}_complaints" if every == 1 else None)
        for name, items in STANDARDS.items()})


def _places() -> Iterator[Payout]:
    praise, blame = Text("通报表扬", "commended"), Text("通报批评", "criticised")
    rectify = Text("通报批评并责令整改", "criticised and ordered to rectify")
    yield Payout("month_praise", praise, clause("排名前3名的社区给予通报表扬",
                                                "月排名前 3 名通报表扬。",
                                                "The first three of a month are commended."),
                 COMMUNITY, sanction=praise, when=_place(TOP), calendar="season")
    yield Payout("month_blame", blame, clause("对月排名倒数3名内未达标的社区",
                                              "倒数 3 名内且未达标的通报批评；投诉查实直接列入。",
                                              "The last three of a month, if below standard, are "
                                              "criticised; a verified complaint puts a community "
                                              "there."),
                 COMMUNITY, sanction=blame, when=_below(1), calendar="season")
    yield Payout("quarter_prize", Text("季度奖励经费", "quarterly prize"),
                 clause("20xx元、1500元、1000元奖励经费",
                        "季度前 3 名 2000、1500、1000 元（原文 20xx）。",
                        "2,000, 1,500 and 1,000 yuan for the first three of a quarter (the first "
                        "sum is scrubbed)."),
                 COMMUNITY, yuan=_prizes(), calendar="season")
    yield Payout("quarter_blame", rectify, clause("对季度排名倒数3名内未达标",
                                                  "通报批评并责令整改。",
                                                  "Criticised and ordered to rectify."),
                 COMMUNITY, sanction=rectify, when=_below(3), calendar="season")
    for name, role, whom in (
            ("leaders", Text("社区书记、主任", "secretary and director of the community"),
             Text("向办事处主任做检讨", "self-criticism before the subdistrict's director")),
            ("worker", WORKER, Text("向分管领导做检讨",
                                    "self-criticism before the leader in charge"))):
        yield Payout(f"quarter_last_{name}", whom,
                     clause("每季度综合排名末位", "季度末位做检讨。",
                            "The last of a quarter makes a self-criticism."),
                     role, sanction=whom, when=_place({-1: 1.0}, 3), calendar="season")


def _cases() -> Iterator[Payout]:
    client = Text("手术对象", "the client")
    for name, events, yuan, role, zh, en, quote in (
            ("sterilisation_pay", "sterilisations", 500, COMMUNITY, "结扎工作补贴",
             "subsidy for each sterilisation", "工作补贴500元/例"),
            ("sterilisation_client", "sterilisations", 500, client, "结扎对象补助",
             "money for a sterilised client", "结扎对象补助500元/人"),
            ("iud_pay", "iud_insertions", 100, COMMUNITY, "上环工作补贴", "subsidy for each IUD",
             "社区工作补贴100元/例"),
            ("iud_client", "iud_insertions", 100, client, "上环对象补助",
             "money for a client with an IUD", "手术对象补助100元/人"),
            ("pregnancy_pay", f"{OWN}_pregnancies_known", 50, COMMUNITY, "孕情掌握补贴",
             "subsidy for each pregnancy known", "孕情掌握工作补贴50元/例"),
            ("above_target_pay", f"{OWN}_pregnancies_above_target", 200, COMMUNITY,
             "超指标补贴", "subsidy for each case above the target", "按超出指标部分200元/例")):
        yield Payout(name, Text(zh, en), clause(quote, f"每例 {yuan} 元。",
                                                f"{yuan} yuan for each."),
                     role, yuan=PerEvent(events, yuan),
                     about=("conditional_benefit",) if role is client else ())
    praise = Text("通报表扬", "commended")
    for name, role in (("community", COMMUNITY), ("worker", WORKER)):
        yield Payout(f"pregnancies_praise_{name}", praise,
                     clause("对孕情掌握率达标的村", "孕情掌握率达标的通报表扬。",
                            "Commended where the target of pregnancies known is met."),
                     role, sanction=praise, met="pregnancies")


def _posts() -> Iterator[Payout]:
    district, subdistrict = Text("区", "district"), Text("街道", "subdistrict")
    for name, months, role, payers, quote in (
            ("worker_post", "worker_months", WORKER,
             ((district, 30), (subdistrict, 170), (COMMUNITY, 100)), "岗位补贴每人300元/月"),
            ("grid_post", "grid_months", Text("社区网格员", "grid worker"),
             ((Text("社区人头经费", "community, from its per-head funds"), 50),
              (subdistrict, 50)), "网格员每人100元/月工作补贴"),
            ("cadre_post", "cadre_months",
             Text("街道分管计生干部", "subdistrict cadre in charge"),
             ((Text("没有写明", "not stated"), 200),), "岗位补贴为每人200元/月")):
        total = sum(yuan for _payer, yuan in payers)
        yield Payout(name, Text("岗位补贴", "pay of the post"),
                     clause(quote, f"每月 {total} 元，每月审核后发放。",
                            f"{total} yuan a month, paid after a monthly review."),
                     role, yuan=PostPay(f"{OWN}_{months}", payers))


def payouts() -> list[Payout]:
    """Every payout of the document."""
    return [*_places(), *_cases(), *_posts()]
