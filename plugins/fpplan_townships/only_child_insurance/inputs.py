"""What the insurance of one-child families counts: three dated phases and who is enrolled.

Enrolment is of families that hold to one child, and is paid from their one-child allowance:
a conditional benefit. The list of families is put up in public.
"""

from fpplan.api import Input, Text

OWN = "only_child_insurance"


def _done(name: str, zh: str, en: str, most: int, about: str = "activity") -> Input:
    return Input(f"{OWN}_{name}", Text(zh, en), "count", range=(0, most), possible=(0, most),
                 about=about)


def _share(name: str, zh: str, en: str, about: str = "conditional_benefit") -> Input:
    return Input(f"{OWN}_{name}_percent", Text(zh, en), "percent", range=(0, 100), about=about)


INPUTS = (
    _done("started", "7 月 10 日前已做的（专门会议、工作组织、责任人、宣传）",
          "of meeting, organisation, persons responsible and publicity, how many by 10 July", 4),
    _share("households_told", "知道保险内容的独生子女家庭",
           "one-child families who know of the cover"),
    _share("registered_in_time", "7 月 20 日前登记审核的独生子女家庭",
           "one-child families registered and checked by 20 July"),
    _share("lists_posted", "张榜公布参保名单的村组", "village groups where the list is put up",
           "fee_or_penalty"),
    _share("premiums_in_time", "8 月 10 日前保费已转入并上报的参保家庭",
           "enrolled families whose premium is passed on and reported by 10 August"),
    _share("enrolled", "参保的独生子女家庭", "one-child families enrolled"),
    _share("policies_delivered", "保单已发到户的参保家庭", "enrolled families with their policy"),
    _share("guides_delivered", "理赔服务指南已发到户的参保家庭",
           "enrolled families with the guide to claims"),
    _done("claims_officer", "已明确理赔服务人员（1=是）", "a claims officer is named (1 = yes)", 1,
          "staff"),
)
