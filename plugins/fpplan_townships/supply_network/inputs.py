"""What the supply network counts: points, training, lectures, stock. All are records of the
town; nothing here reads a method, a birth or a named woman."""

from fpplan.api import Input, Text

OWN = "supply_network"


def _count(name: str, zh: str, en: str, most: int, about: str = "activity",
           possible: int | None = None) -> Input:
    return Input(f"{OWN}_{name}", Text(zh, en), "count", range=(0, most), about=about,
                 possible=None if possible is None else (0, possible))


def _share(name: str, zh: str, en: str, about: str = "service") -> Input:
    return Input(f"{OWN}_{name}_percent", Text(zh, en), "percent", range=(0, 100), about=about)


INPUTS = (
    _share("staff_trained", "参加市级业务培训的村计生员和发放点管理人员",
           "village workers and point managers trained at the city", "staff"),
    _count("meeting_courses", "例会上的药具知识专题课次数", "courses on supplies at the meetings",
           12),
    _share("points_inspected", "经指导检查的发放点", "points guided and inspected", "staff"),
    _count("year_end_review", "年终评比表彰（1=已开展）", "year-end review and awards (1 = done)",
           1,
           "staff", 1),
    _share("villages_with_dispenser", "有免费领取避孕药具柜的村委会",
           "village committees with a free dispenser"),
    _count("town_points_added", "镇上另增设的发放点", "further points in town", 5, "service"),
    _count("group_points_added", "村小组增设的发放点", "points added in village groups", 30,
           "service"),
    _share("points_managed", "有村计生员专人管理的发放点",
           "points in the care of a village worker"),
    _count("methods_on_offer", "每个发放点的药具品种数（平均取整）",
           "kinds of supplies at a point (rounded)", 12, "service"),
    Input(f"{OWN}_expired_found", Text("发现的过期药具批数", "batches found expired"), "count",
          "none_recorded", about="service"),
    _count("register_kept", "网点增减已登记（1=是）", "points added and closed are registered "
           "(1 = yes)", 1, "record", 1),
    _count("needs_surveyed", "需求新变化的底数已摸清（1=是）",
           "changed needs have been counted (1 = yes)", 1, "service", 1),
    _share("accessible", "药具免费发放可及率", "people with a point in reach"),
    _share("statistics_right", "信息统计准确率", "statistics that are right", "record"),
    _share("satisfied", "药具发放服务满意度", "clients satisfied"),
    _count("lectures", "避孕节育宣传讲座次数（按季）", "lectures on contraception (by quarter)", 2),
    _count("screens", "用于宣传的液晶屏和远程教育站点数", "screens and teaching stations used", 20),
    _count("head_meetings", "宣讲过避孕节育知识的中心户长会议次数",
           "household-head meetings with a talk on contraception", 2, possible=12),
    _count("booklet_rounds", "节庆假日发放宣传册的次数", "holidays on which booklets were given",
           12),
    _count("tour_lectures", "生殖保健巡回讲座次数", "touring lectures on reproductive health", 3),
    _count("screenings", "生殖健康普查次数", "rounds of reproductive-health screening", 3,
           "service"),
)
