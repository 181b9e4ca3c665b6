"""What the youth network counts: steps of its three phases and who has been reached.

Shares reached may be given once, or for each of the first three years of the general phase.
"""

from fpplan.api import Input, Text

OWN = "youth_network"


def _done(name: str, zh: str, en: str, most: int = 1, about: str = "activity") -> Input:
    """How many of `most` parts of a step were done in time."""
    return Input(f"{OWN}_{name}", Text(zh, en), "count", range=(0, most), possible=(0, most),
                 about=about)


def _reached(name: str, zh: str, en: str) -> Input:
    return Input(f"{OWN}_{name}_percent", Text(zh, en), "percent", range=(0, 100),
                 about="service")


INPUTS = (
    _done("plan_agreed", "四部门共同制定的方案（7 月以前，1=是）",
          "the plan agreed by four bodies before July (1 = yes)"),
    _done("city_teachers_trained", "市级师资参加国家培训（7 月以前，1=是）",
          "city teachers sent to the national training before July (1 = yes)", about="staff"),
    _done("pilots_chosen", "试点单位已确定（7 月以前，1=是）",
          "pilots chosen before July (1 = yes)"),
    Input(f"{OWN}_teachers_trained_percent", Text("师资队伍培训完成比例（人数在原文中隐去）",
                                                  "teachers trained of the planned number, which "
                                                  "the document blanks out"), "percent",
          range=(0, 100), about="staff"),
    _done("seminar_held", "研讨会已召开，教材已确定（1=是）",
          "the seminar is held and the teaching material fixed (1 = yes)"),
    _done("pilot_kinds", "已开展试点的类别（小学、中学、城市社区、企事业单位）",
          "of primary schools, middle schools, communities and workplaces, how many kinds have a "
          "pilot", 4),
    _done("exhibition_held", "参观展览和总结已完成（1=是）",
          "the visits, exhibition and summing-up are done (1 = yes)"),
    Input(f"{OWN}_parents_trained_percent", Text("受过培训的教师和家长",
                                                 "teachers and parents trained"), "percent",
          range=(0, 100), about="activity"),
    _reached("pupils", "在校学生受教育面", "pupils reached"),
    _reached("pupils_year_1", "普遍教育第一年在校学生受教育面",
             "pupils reached, first general year"),
    _reached("pupils_year_2", "普遍教育第二年在校学生受教育面",
             "pupils reached, second general year"),
    _reached("pupils_year_3", "普遍教育第三年在校学生受教育面",
             "pupils reached, third general year"),
    _reached("others", "企事业单位、社会和流动青年受教育面",
             "young people at work, out of school and migrant reached"),
    _reached("others_year_1", "普遍教育第一年其他青年受教育面",
             "other young people reached, first general year"),
    _reached("others_year_2", "普遍教育第二年其他青年受教育面",
             "other young people reached, second general year"),
    _reached("others_year_3", "普遍教育第三年其他青年受教育面",
             "other young people reached, third general year"),
)
