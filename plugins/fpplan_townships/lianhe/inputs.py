"""What the county's targets are about.

Ranges are what the document leaves unpublished: it says of the accuracy of records only that
it is below its target. A birth rate whose days are not given covers those of the document's table,
1 October to 20 July.
"""

from fpplan.api import Input, Text

TABLE_DAYS = 293  # 1 October to 20 July


def _percent(name: str, zh: str, en: str, low: float | None = None, high: float = 100) -> Input:
    return Input(name, Text(zh, en), "percent", range=None if low is None else (low, high))


INPUTS = (
    Input("crude_birth_rate", Text("人口出生率", "crude birth rate"), "per_1000"),
    Input("lianhe_days_counted", Text("统计年度已过天数",
                                      "days of the year that the birth rate covers"),
          "count", range=(TABLE_DAYS, TABLE_DAYS), possible=(1, 366), about="record",
          not_tagged_because=Text("日历上的天数", "days of the calendar")),
    _percent("births_within_policy_percent", "出生政策符合率", "births within policy"),
    _percent("higher_order_percent", "多孩率", "third and later births"),
    Input("srb", Text("出生人口性别比", "sex ratio at birth"), "boys_per_100_girls"),
    Input("srb_second_and_later", Text("二孩及以上出生人口性别比",
                                       "sex ratio at birth, second and later births"),
          "boys_per_100_girls"),
    _percent("population_data_accuracy_percent", "全员人口信息统计准确率",
             "accuracy of the whole-population records", 80, 97.99),
    _percent("iud_after_first_son_percent", "一男户上环落实率", "IUD after a first-born son", 0),
    _percent("sterilisation_after_second_percent", "二孩及以上结扎落实率",
             "sterilisation after a second or later birth", 0),
    Input("two_daughter_sterilisations", Text("二女户结扎例数",
                                              "sterilisations in two-daughter households"),
          "count"),
    _percent("late_abortion_percent", "引产任务完成率", "late abortions carried out of the task",
             0),
    _percent("iud_pregnancy_check_percent", "环孕检服务率",
             "IUD-and-pregnancy checks done of those due",
             0),
    _percent("fees_collected_percent", "社会抚养费征收兑现率",
             "fees collected of those due (money)", 0),
    _percent("fees_levied_percent", "社会抚养费征收面", "fee cases levied of those due", 0),
)
