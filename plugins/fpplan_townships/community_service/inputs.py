"""What the community's service plan counts.

A file on every woman of childbearing age and the visits that follow pregnancies, where nobody
asked for them, are monitoring.
"""

from fpplan.api import Input, Text

OWN = "community_service"


def _share(name: str, zh: str, en: str, about: str = "service") -> Input:
    return Input(f"{OWN}_{name}_percent", Text(zh, en), "percent", range=(0, 100), about=about)


def _count(name: str, zh: str, en: str, most: int, about: str = "activity") -> Input:
    return Input(f"{OWN}_{name}", Text(zh, en), "count", range=(0, most), about=about)


INPUTS = (
    _share("records_complete", "卡、表、册齐全的人、户", "people and households with full records",
           "record"),
    _share("reports_agree", "报表人数与实有人数相符的比例",
           "numbers reported that agree with people "
           "there", "record"),
    Input(f"{OWN}_duplicates", Text("重复录入、重复管理的人数", "people recorded twice"), "count",
          "none_recorded", about="record"),
    _share("migrants_updated", "已更新的流动人口信息", "migrants whose record is up to date",
           "record"),
    _count("events", "娱乐和宣传活动次数", "events and publicity", 24),
    _count("trainings", "妇女健康培训次数", "health trainings for women", 12),
    _count("supply_rounds", "医疗咨询和避孕药具发放次数",
           "rounds of medical advice and free supplies",
           24, "service"),
    _count("check_ups", "生殖保健体检次数", "rounds of reproductive-health check-ups", 4,
           "service"),
    _share("women_filed", "登记造册建档的育龄妇女", "women of childbearing age with a file",
           "monitoring"),
    _share("newlyweds_told", "受到优生优育优教宣传的新婚夫妇",
           "newly wed couples told of healthy birth, care and upbringing"),
    _share("informed_choice", "经知情选择采用避孕方法的人",
           "people who took up a method by informed choice"),
    _share("visits_recorded", "有记录的随访", "follow-up visits that are recorded", "record"),
    _share("pregnancies_visited", "得到孕情走访的孕妇", "pregnant women visited", "monitoring"),
    _share("mothers_served", "得到新生儿抚育和妇科病检查服务的产妇",
           "new mothers helped with the baby and offered a check"),
    _share("poor_helped", "得到帮助的无业、失业贫困计生家庭",
           "poor families out of work who are helped"),
    _share("disabled_helped", "得到特别扶助的独生子女残疾家庭",
           "families with a disabled only child who get the special aid"),
)
