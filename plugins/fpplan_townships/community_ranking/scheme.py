"""The scheme put together: five indicators a month, 100 points.

The document gives no weights: equal ones (20 each) are an assumption that the five weight
inputs change, the month's 100 points staying. A quarter is the sum of its months; a community
is below standard in a quarter when it was in any of its months (an assumption).
"""

from fpplan.api import (
    Calendar,
    Chapter,
    Completion,
    Item,
    PeerGroup,
    Pick,
    Proportional,
    Reweight,
    Rule,
    Scheme,
    Text,
    Threshold,
    Veto,
    with_fills,
)

from .fills import FILLS
from .inputs import INDICATORS, INPUTS
from .payouts import payouts
from .readings import READINGS
from .words import DOCUMENT, OWN, clause

EACH = 20


def _against(value: str, stated: float, name: str) -> Pick[Rule]:
    """In proportion to the document's figure, or to the city's figure of the year."""
    return Pick("city_figure", {
        "stated": Proportional(value, EACH, stated),
        "given": Completion(value, f"{OWN}_city_{name}_percent", EACH)})


def _indicators() -> Chapter:
    complaint = "无群众投诉、媒体曝光或违法违规行为发生"
    return Chapter("indicators", Text("考核内容", "Indicators"), points=12 * 5 * EACH,
                   reweight=Reweight({name: f"{OWN}_weight_{name}" for name in INDICATORS}),
                   items=(
        Item("long_acting", Text("长效节育指标", "long-acting methods in time"),
             clause("及时率72%以上（含）", "72% 以上（以当年市指标为准）满分，以下按比例。",
                    "Full points from 72 % on (or the city's figure of the year), in proportion "
                    "below."),
             _against("long_acting_timely_percent", 72, "long_acting"), calendar="season"),
        Item("pregnancies", Text("孕情掌握指标", "pregnancies known within 6 months"),
             clause("六个月内孕情掌握率75%以上（含）",
                    "75% 以上（以当年市指标为准）满分，以下按比例。",
                    "Full points from 75 % on (or the city's figure of the year), in proportion "
                    "below."),
             _against("pregnancies_known_6_months_percent", 75, "pregnancies"),
             calendar="season"),
        Item("platform", Text("人口统计指标", "births reported on the platform"),
             clause("出生平台上报率", "已上报的出生÷平台分发的总出生，按比例得分。",
                    "Births reported ÷ births distributed to the platform, in proportion."),
             Proportional(f"{OWN}_platform_percent", EACH, 100), calendar="season", null="full"),
        Item("lawful", Text("依法行政工作", "lawful administration"),
             clause(complaint, "无投诉、曝光或违规计满分，有一例不计分（假定）。",
                    "Full points with none; no points with one (an assumption)."),
             Threshold(f"{OWN}_complaints", 0, "most", EACH), calendar="season"),
        Item("key_tasks", Text("重点工作", "key tasks"),
             clause("计生重点工作的完成情况进行累计得分", "按完成情况累计得分。",
                    "Points by what is completed."),
             Proportional(f"{OWN}_key_tasks_percent", EACH, 100), calendar="season"),
    ))


def _veto() -> Chapter:
    return Chapter("year_end", Text("年终考核", "Year-end assessment"), kind="deduction", items=(
        Item("grave", Text("一票否决", "one-vote veto"),
             clause("造成恶劣影响的，年终考核一票否决",
                    "造成恶劣影响的，全年不计分；月、季排名不受影响。",
                    "A grave effect: the year counts nothing; ranks of months and quarters "
                    "stand."),
             Veto(f"{OWN}_grave_cases", (OWN,))),
    ))


def scheme() -> Scheme:
    """Months of a year that begins when the document does not say."""
    return Scheme(
        id=OWN,
        text=Text("街道社区计生月排名", "Monthly ranking of a subdistrict's communities"),
        document=DOCUMENT,
        chapters=(_indicators(), _veto()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(parts=(1,) * 12),
        base=12 * 5 * EACH,
        peers=(PeerGroup("communities", Text("街道 11 个社区",
                                             "the 11 communities of the subdistrict")),),
        payouts=tuple(payouts()),
    )
