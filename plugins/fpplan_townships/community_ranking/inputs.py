"""What the ranking asks for. Ranges are assumptions about one community."""

from fpplan.api import Input, Text

from .words import OWN

INDICATORS = ("long_acting", "pregnancies", "platform", "lawful", "key_tasks")


def _months(name: str, zh: str, en: str) -> Input:
    return Input(f"{OWN}_{name}", Text(zh, en), "count", range=(0, 12), central=12,
                 possible=(0, 120), about="staff")


INPUTS = (
    Input("long_acting_timely_percent", Text("当年长效节育落实及时率",
                                             "long-acting methods in time"), "percent",
          range=(0, 100)),
    Input("pregnancies_known_6_months_percent", Text("六个月内孕情掌握率",
                                                     "pregnancies known within 6 months"),
          "percent", range=(0, 100)),
    Input(f"{OWN}_city_long_acting_percent", Text("当年市指标：长效节育及时率",
                                                  "the city's figure of the year: long-acting "
                                                  "methods in time"), "percent",
          range=(72, 72), about="procedure"),
    Input(f"{OWN}_city_pregnancies_percent", Text("当年市指标：六个月内孕情掌握率",
                                                  "the city's figure of the year: pregnancies "
                                                  "known within 6 months"), "percent",
          range=(75, 75), about="monitoring"),
    Input(f"{OWN}_platform_percent", Text("“月月清”平台出生上报率",
                                          "births reported on the monthly platform of those "
                                          "distributed to it"), "percent", range=(0, 100),
          about="record"),
    Input(f"{OWN}_complaints", Text("查实的投诉、曝光或违规",
                                    "verified complaints, exposure by the media, breaches"),
          "count", "none_recorded", about="staff"),
    Input(f"{OWN}_key_tasks_percent", Text("重点工作完成率", "key tasks done"), "percent",
          range=(0, 100), about="activity"),
    Input(f"{OWN}_grave_cases", Text("造成恶劣影响的投诉或曝光",
                                     "complaints or exposures with grave effect"),
          "count", "none_recorded", about="staff"),
    *(Input(f"{OWN}_weight_{name}", Text(f"权数：{zh}", f"weight of {en}"), "points",
            range=(1, 1), possible=(0, 100), about="staff",
            not_tagged_because=Text("条文的权数，不是任何事情的数量",
                                    "the weight of a clause, no number of anything"))
      for name, zh, en in zip(INDICATORS, (
          "长效节育", "孕情掌握", "人口统计", "依法行政", "重点工作"), (
          "long-acting methods", "pregnancies known", "births reported", "lawful administration",
          "key tasks"), strict=True)),
    Input("sterilisations", Text("结扎例数", "sterilisations"), "count"),
    Input("iud_insertions", Text("上环例数", "IUD insertions"), "count"),
    Input(f"{OWN}_pregnancies_known", Text("掌握孕情例数", "pregnancies known"), "count",
          "none_recorded", about="monitoring"),
    Input(f"{OWN}_pregnancies_above_target", Text("超出孕情掌握指标的例数",
                                                  "pregnancies known above the target"),
          "count", "none_recorded", about="monitoring"),
    _months("worker_months", "社区计生专职人员审核合格月数",
            "months approved of the community's family-planning worker"),
    _months("grid_months", "协助计生工作的网格员审核合格月数（人月）",
            "months approved of grid workers who help (person-months)"),
    _months("cadre_months", "街道分管计生干部月数（人月，计在所联系社区）",
            "months of subdistrict cadres in charge (person-months, counted where they serve)"),
)
