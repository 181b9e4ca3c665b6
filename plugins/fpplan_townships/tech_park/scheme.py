"""The park's work on family planning: a joint meeting, an office, contracts with factories.

No points are given. The park counts in the assessment of the subdistrict that runs it; how
much is not stated.
"""

from fpplan.api import Calendar, Chapter, Input, Scheme, Text, with_fills

from .fills import FILLS
from .words import DOCUMENT, target

P = "tech_park_"
YES = (0, 1)

INPUTS = (
    Input(f"{P}joint_meeting", Text("联席会议制度已建立（1 = 是）",
                                    "a joint meeting is set up (1 = yes)"),
          "count", range=YES, possible=YES, central=0, about="activity"),
    Input(f"{P}staff", Text("专职工作人员数", "full-time staff"), "count", range=(0, 5),
          about="staff"),
    Input(f"{P}money", Text("包干经费", "contracted money"), "yuan", range=(0, 150000),
          about="staff"),
    Input(f"{P}counted", Text("列入街道目标管理考核（1 = 是）",
                              "counted in the subdistrict's assessment (1 = yes)"),
          "count", range=YES, possible=YES, central=0, about="staff"),
    Input(f"{P}contracts_percent", Text("签订责任书的厂企比例",
                                        "factories with a responsibility contract"),
          "percent", range=(0, 100), about="staff"),
    Input(f"{P}workers_percent", Text("指定计生工作人员的厂企比例",
                                      "factories that named a worker"),
          "percent", range=(0, 100), about="staff"),
)


def _sides() -> Chapter:
    return Chapter("sides", Text("共同管理", "Run together"), (
        target("joint_meeting", f"{P}joint_meeting", 1, "least", "工作联席会议制度",
               ("联席会议制度", "joint meeting"),
               ("区政府与管委会建立；开会次数没有写出。",
                "Of the district government and the park; how often it meets is not stated.")),
        target("staff", f"{P}staff", 5, "least", "专职工作人员5名", ("专职工作人员",
                                                                "full-time staff"),
               ("高新区计生办专职 5 名。", "Five in the park's office.")),
        target("money", f"{P}money", 150000, "least", "拨款15万元由外海街道办事处包干",
               ("包干经费（元）", "contracted money (yuan)"),
               ("区政府拨款 15 万元，街道包干；按年是假设。",
                "150,000 yuan from the district, contracted to the subdistrict; that it is a "
                "year's money is an assumption.")),
        target("counted", f"{P}counted", 1, "least", "目标管理责任制考核内容",
               ("列入街道考核", "counted in the subdistrict's assessment"),
               ("所占分数没有写出。", "With how many points is not stated.")),
    ))


def _factories() -> Chapter:
    return Chapter("factories", Text("厂企", "Factories"), (
        target("contracts", f"{P}contracts_percent", 100, "least",
               "各厂企与高新区管委会签订", ("目标管理责任书", "responsibility contracts"),
               ("每家厂企。", "Every factory.")),
        target("workers", f"{P}workers_percent", 100, "least", "各厂企指定1名计生工作人员",
               ("计生工作人员", "a worker named"), ("每家厂企 1 名。", "One in every factory.")),
    ))


def scheme() -> Scheme:
    """What the district and the park agreed; no points are given."""
    return Scheme(
        id="tech_park",
        text=Text("高新技术工业园工作意见", "High-tech park: agreement on the work"),
        document=DOCUMENT,
        chapters=(_sides(), _factories()),
        inputs=with_fills(INPUTS, FILLS),
        calendar=Calendar(starts=1),
    )
