"""How far each of the eleven measures has reached those families that it is for.

Each share is of those who qualify or ask; where nobody does it is 0 of 0, null.
"""

from fpplan.api import Input, Text

OWN = "hardship_families"


def _share(name: str, zh: str, en: str) -> Input:
    return Input(f"{OWN}_{name}_percent", Text(zh, en), "percent", range=(0, 100),
                 about="service")


def _count(name: str, zh: str, en: str, most: int) -> Input:
    return Input(f"{OWN}_{name}", Text(zh, en), "count", range=(0, most), about="service")


INPUTS = (
    _count("bereaved", "独生子女死亡家庭户数", "families whose only child died", 20),
    _count("disabled", "独生子女伤残家庭户数", "families whose only child is disabled", 20),
    _share("aid_applied", "已申报特别扶助的家庭", "families whose special aid was applied for"),
    _count("festival_rounds", "全部走访慰问过的重大节假日数",
           "festivals on which every family was visited", 6),
    _share("minimum_income", "符合条件并纳入低保的家庭",
           "qualifying families in the minimum income"),
    _share("aid_left_out", "核算收入时不计特别扶助金的家庭",
           "families whose income was counted without the aid"),
    _share("aged_supported", "纳入特困供养的 60 岁以上成员",
           "qualifying members over 60 in special support"),
    _share("emergency_relief", "得到临时救助的家庭", "families in an emergency that got relief"),
    _share("urban_housing", "优先申报保障房的城镇家庭",
           "urban families put forward first for housing"),
    _share("rural_housing", "优先纳入危房改造的农村家庭",
           "rural families put first for rebuilding"),
    _share("job_help", "得到培训和就业帮扶的成员", "willing members helped to train and work"),
    _share("college_aid", "得到助学补助的伤残独生子女",
           "disabled only children at college who got the grant"),
    _share("old_age_care", "优先安排养老照料的 60 岁以上成员",
           "members over 60 put first for care"),
    _share("medical_premium", "代缴当年参保资金的成员", "members whose insurance is paid"),
    _share("medical_aid", "得到医疗救助的成员", "qualifying members who got medical aid"),
    _share("accident_cover", "街道购买意外伤害保险的成员", "members covered against accidents"),
    _count("check_ups", "健康体检次数", "rounds of health check-ups", 4),
    _share("visited", "得到走访慰问的家庭", "families visited and comforted"),
    _share("fertility_service", "得到再生育咨询和服务的夫妻",
           "couples who wish for a child and got advice and service"),
    _share("adoption", "得到优先安排收养的家庭", "families who wish to adopt and were put first"),
)
