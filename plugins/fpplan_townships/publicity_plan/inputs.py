"""What the county's publicity plan counts for each township.

Opinion monitoring watches what people say: its inputs are about monitoring.
"""

from fpplan.api import Input, Text

OWN = "publicity_plan"


def _count(name: str, zh: str, en: str, most: int, possible: int | None = None,
           about: str = "activity") -> Input:
    return Input(f"{OWN}_{name}", Text(zh, en), "count", range=(0, most), about=about,
                 possible=None if possible is None else (0, possible))


INPUTS = (
    _count("national_items", "《中国人口报》刊用篇数", "items in the national population paper", 5),
    _count("provincial_items", "省级以上报刊刊用篇数", "items in provincial papers or above", 5),
    _count("commission_items", "省卫生计生委《人口之声》刊用篇数",
           "items in the provincial commission's paper", 5),
    _count("city_items", "市级党报、党刊刊用篇数", "items in the city's papers", 5),
    _count("broadcast_items", "6 月 5 日前提供的电视、电台宣传素材件数",
           "items for television and radio given by 5 June", 5),
    _count("provincial_web_items", "省级网站采用条数", "items on provincial websites", 5),
    _count("city_web_items", "市人口计生公众网发稿条数", "items on the city's website", 8),
    _count("new_carriers", "使用的新型传播载体种数（短信、手机报、大屏、车载、楼宇等）",
           "kinds of new carriers used (messages, screens, buses, buildings)", 5, 5),
    _count("dates_held", "四个纪念日中开展了活动的（5.29、7.11、9.25、10.28）",
           "of the four dates (29 May, 11 July, 25 September, 28 October), how many were held", 4,
           4),
    _count("dates_reported", "已及时上报小结的纪念日活动数",
           "of the four dates, how many were reported in time", 4, 4),
    _count("shows", "人口计生文艺宣传活动次数", "shows on family planning", 5),
    _count("billboards", "6 月 30 日前设立或更新的大型广告宣传牌块数",
           "large billboards put up or renewed by 30 June", 6),
    Input(f"{OWN}_hamlets_with_slogans_percent", Text(
        "6 月 30 日前有 2 幅以上永久性墙体标语的自然村",
        "hamlets with at least 2 permanent wall slogans by 30 June"), "percent", range=(0, 100),
        about="activity"),
    _count("pictures_sent", "广告牌及标语图片已上报（1=是）",
           "pictures of billboards and slogans sent (1 = yes)", 1, 1),
    _count("culture_sites", "6 月 30 日前建成的人口文化宣传阵地个数",
           "culture sites built by 30 June", 3),
    Input(f"{OWN}_households_told_percent", Text("进家入户宣传到的户",
                                                 "households reached at home"), "percent",
          range=(0, 100), about="activity"),
    _count("opinion_platform", "网络舆情监控平台已建立（1=是）",
           "a platform that watches opinion on the internet is set up (1 = yes)", 1, 1,
           "monitoring"),
    _count("opinion_monitors", "已指定的舆情监测员、网络评论员人数",
           "people named to watch and answer opinion", 4, None, "monitoring"),
    Input(f"{OWN}_opinion_late", Text("没有第一时间发现、处置、上报的舆情件数",
                                      "cases of opinion found, handled or reported late"), "count",
          "none_recorded", about="monitoring"),
    Input("awareness_percent", Text("群众计生知晓率（每月随机抽查）",
                                    "awareness (monthly random survey)"), "percent",
          range=(0, 100)),
    _count("publicity_officer", "已指定专人负责宣传（1=是）",
           "a publicity officer is named (1 = yes)",
           1, 1, "staff"),
    Input(f"{OWN}_quarter_score", Text("季度排位宣传工作得分", "the quarter's score for publicity"),
          "points", range=(0, 100), possible=(0, 100), about="staff", sums_up=True),
)
