"""What the supply-service year counts: steps done, points added, places covered.

All are records of the township; nothing here reads a method, a birth or a named woman.
"""

from fpplan.api import Input, Text

OWN = "migrant_supply_year"


def _done(name: str, zh: str, en: str, most: int = 1) -> Input:
    """How many of `most` parts of a step are done."""
    return Input(f"{OWN}_{name}", Text(zh, en), "count", range=(0, most), possible=(0, most),
                 about="activity")


INPUTS = (
    _done("plan_made", "本地实施方案已制定（1=是）", "the township's own plan is made (1 = yes)"),
    _done("counts_taken", "已摸清的项数（使用药具流动人口数、经费投入、免费发放点、发放服务）",
          "of migrants who use supplies, money put in, free points and services given, how many "
          "have been counted", 4),
    _done("study_done", "专题调研已完成（1=是）", "the study of key trades and people is done "
          "(1 = yes)"),
    Input(f"{OWN}_points_added", Text("在流动人口集聚区增设的免费发放点数",
                                      "free dispensing points added where migrants gather"),
          "count", range=(0, 20), about="service"),
    Input(f"{OWN}_places_covered_percent", Text("流动人口集聚区设有发放点的比例",
                                                "places where migrants gather that have a point"),
          "percent", range=(0, 100), about="service"),
    _done("points_published", "发放网点已在网站上公布（1=是）",
          "the points are published on the website (1 = yes)"),
    _done("stock_planned", "流动人口药具已纳入购调存计划（1=是）",
          "migrants' supplies are in the plan of purchase, transfer and stock (1 = yes)"),
    Input(f"{OWN}_supplies_in_time_percent", Text("药具申领及时满足的比例",
                                                  "requests for supplies met in time"),
          "percent", range=(0, 100), about="service"),
    _done("ways_combined",
          "已结合的发放途径（专兼职与用工单位、上门与自取、定点与流动、药具网络与社会网络）",
          "of staff with employers, visits with self-service, fixed with mobile points, supply "
          "network with social network, how many are combined", 4),
    _done("facts_published", "已公开的信息（免费政策、网点布局、获取途径、服务内容、服务电话）",
          "of policy, points, ways, services and telephone, how many are made public", 5),
    Input(f"{OWN}_essays", Text("征文活动投稿篇数", "essays sent to the competition"), "count",
          range=(0, 10), about="activity"),
    Input(f"{OWN}_media_reports", Text("县内主流媒体报道次数", "reports in the county's media"),
          "count", range=(0, 20), about="activity"),
    Input("awareness_percent", Text("流动人口生殖健康知识知晓率",
                                    "migrants who know about reproductive health"), "percent",
          range=(0, 100)),
    _done("report_sent", "4 月 30 日前报送活动总结（1=是）",
          "the report is sent by 30 April (1 = yes)"),
)
