"""The year of key governance: management, publicity, pregnancies, institutions, data."""

from fpplan.api import Calendar, Chapter, Pick, Scheme, Text, with_fills

from .fills import KEY_YEAR
from .readings import WEIGHTS
from .shared import BEFORE, GIRLS, INSTITUTIONS, SRB, institutions, ratio
from .words import PREFIX, Words, events, percent, weigh, yes

WORDS = Words("002 text 8")

INPUTS = (
    percent("talks", "约谈的重点镇场和单位比例", "key townships and offices called to a talk",
            "staff"),
    percent("bundled", "实行责任捆绑的职能单位比例", "offices with bundled responsibility",
            "staff"),
    yes("warnings", "预警预报已开展", "early warnings given", "activity"),
    GIRLS,
    yes("dream_girls", "“圆梦女孩志愿行动”已开展", "volunteers for girls at work", "activity"),
    percent("village_rules", "修订歧视妇女条款的村规民约比例",
            "village rules revised where they discriminate against women", "activity"),
    percent("pledges", "签订预防、抵制和检举承诺书的比例",
            "pledges to prevent, resist and report signed", "monitoring"),
    percent("taught", "接受集中教育的相关人员比例", "people concerned who were taught", "activity"),
    percent("form", "规范使用孕情全程管理表的孕情比例",
            "pregnancies followed on the form from start to end", "monitoring"),
    percent("key_clients", "纳入重点管理的重点人群比例", "key persons under special management",
            "monitoring"),
    percent("known", "孕情掌握率", "pregnancies known", "monitoring"),
    events("disappeared", "孕情不明原因消失数", "pregnancies that ended for reasons unknown",
           "monitoring"),
    events("disappeared_opened", "立案追查数", "of them opened as a case", "monitoring"),
    *INSTITUTIONS,
    percent("hospital_births", "录入住院分娩信息平台的出生比例",
            "hospital births entered in the platform", "record"),
    yes("plan_done", "3 月底前制定方案、召开启动会", "plan and opening meeting by the end of March",
        "activity"),
    yes("work_done", "8 月底前完成宣传、孕情、打击、制度各项工作",
        "publicity, pregnancies, cases and rules done by the end of August", "activity",
        Text("只看各项工作是否按期完成，不统计孕情",
             "whether the office's work was done in time; no pregnancy is counted")),
    yes("self_done", "9 月底前自评", "self-assessment by the end of September", "activity"),
    yes("province_done", "10 月底前接受省考核评估",
        "assessed by the province by the end of October",
        "activity"),
    SRB, BEFORE,
)


def _management() -> Chapter:
    return Chapter("management", Text("目标管理", "Management"), (
        WORDS.target("talks", f"{PREFIX}talks_percent", 100, "重点镇场和单位开展重点约谈",
                     ("重点约谈", "talks with key townships"), ("每个重点镇场和单位。",
                                                          "Every one of them.")),
        WORDS.target("bundled", f"{PREFIX}bundled_percent", 100, "责任捆绑、同奖同罚",
                     ("责任捆绑", "bundled responsibility"), ("每个职能单位。", "Every office.")),
        WORDS.target("warnings", f"{PREFIX}warnings", 1, "强化预警预报",
                     ("预警预报", "early warnings"),
                     ("开展。", "Given.")),
    ))


def _publicity() -> Chapter:
    return Chapter("publicity", Text("宣传倡导", "Publicity"), (
        WORDS.target("care_for_girls", f"{PREFIX}care_for_girls", 1, "深入开展“关爱女孩行动”",
                     ("关爱女孩行动", "Care for Girls"), ("开展。", "Carried out.")),
        WORDS.target("dream_girls", f"{PREFIX}dream_girls", 1, "圆梦女孩志愿行动",
                     ("圆梦女孩志愿行动", "volunteers for girls"), ("开展。", "Carried out.")),
        WORDS.target("village_rules", f"{PREFIX}village_rules_percent", 100,
                     "修订村规民约中歧视妇女的条款", ("村规民约修订", "village rules revised"),
                     ("每个村。", "Every village.")),
        WORDS.target("pledges", f"{PREFIX}pledges_percent", 100, "逐级签订预防、抵制和检举",
                     ("承诺书", "pledges"), ("逐级。原文“承若”当作“承诺”。",
                                          "At every level; they include to report others.")),
        WORDS.target("taught", f"{PREFIX}taught_percent", 100, "法律法规、医风医德",
                     ("集中教育", "people taught"), ("每个相关人员。", "Everyone concerned.")),
    ))


def _pregnancies() -> Chapter:
    return Chapter("pregnancies", Text("孕程服务管理", "Pregnancies"), (
        WORDS.target("form", f"{PREFIX}form_percent", 100, "孕情全程管理和服务情况表",
                     ("孕情全程管理表", "pregnancies on the form"), ("每例。", "Every one.")),
        WORDS.target("key_clients", f"{PREFIX}key_clients_percent", 100, "重点镇场、重点人群",
                     ("重点人群管理", "key persons managed"), ("全部是假设。",
                                                     "That all is meant is an assumption.")),
        WORDS.shown("known", f"{PREFIX}known_percent", "提高孕情掌握率", ("孕情掌握率",
                                                                "pregnancies known"),
                    ("只要求提高。", "To be raised; no figure.")),
        WORDS.task("disappeared", f"{PREFIX}disappeared_opened", f"{PREFIX}disappeared",
                   "孕情不明原因消失的及时立案",
                   ("孕情消失立案", "cases opened on lost pregnancies"),
                   ("每例立案追查；没有则记满分。",
                    "A case is opened on every one; none lost is full "
                    "marks.")),
    ))


def _data() -> Chapter:
    return Chapter("data", Text("数据与时间安排", "Data and timetable"), (
        WORDS.target("hospital_births", f"{PREFIX}hospital_births_percent", 100,
                     "住院分娩出生人口信息平台", ("住院分娩录入", "hospital births entered"),
                     ("每例。", "Every one.")),
        WORDS.by("plan_done", f"{PREFIX}plan_done", "--03-31", "制定工作方案，召开启动会议",
                 ("方案与启动会", "plan and opening meeting"), ("3 月。", "March.")),
        WORDS.by("work_done", f"{PREFIX}work_done", "--08-31", "3月-8月，开展宣传教育",
                 ("各项工作", "the work itself"), ("3 月至 8 月。", "March to August.")),
        WORDS.by("self_done", f"{PREFIX}self_done", "--09-30", "重点治理年工作进行自评",
                 ("自评", "self-assessment"), ("9 月。", "September.")),
        WORDS.by("province_done", f"{PREFIX}province_done", "--10-31", "组织的考核评估",
                 ("省考核评估", "assessment by the province"), ("10 月。", "October.")),
    ))


def key_year() -> Scheme:
    """The year of key governance; a calendar year."""
    whole, points, weights = weigh("key_year", Text("重点治理年", "The key-governance year"), (
        _management(), _publicity(), _pregnancies(), institutions(WORDS), _data(),
        ratio(WORDS, "稳步降低出生人口性别比")))
    return Scheme(
        id="sex_ratio_action_key_year",
        text=Text("性别比偏高问题重点治理年", "Key-governance year on the sex ratio"),
        document=WORDS.document,
        chapters=(whole,),
        inputs=(*with_fills(INPUTS, KEY_YEAR), *weights),
        readings=(WEIGHTS,),
        calendar=Calendar(starts=1),
        base=Pick("weights", {"equal": points, "none": 0}),
    )
