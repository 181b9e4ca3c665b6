"""The framework's indicators for one unit, and its weights.

Use, unmet need, demand satisfied and stopping are indicators of a run. No township's books hold
them: recorded figures without them are scored over their whole range. What women were told, what
was on the shelves and how the books compare with an audit are recorded.
"""

from fpplan.api import Input, Text

OWN = "rights_based"


def _share(name: str, zh: str, en: str, about: str = "service") -> Input:
    return Input(f"{OWN}_{name}_percent", Text(zh, en), "percent", range=(0, 100), about=about)


INPUTS = (
    Input("mcpr_percent", Text("现代避孕方法使用率", "use of modern methods (mCPR)"), "percent",
          range=(0, 100)),
    Input("unmet_need_percent", Text("未满足的避孕需求", "unmet need"), "percent",
          range=(0, 100)),
    Input("demand_satisfied_percent", Text("避孕需求满足率", "demand satisfied by modern methods"),
          "percent", range=(0, 100)),
    _share("mii", "方法信息指数：新采用者中三项都被告知（其他方法、副作用、怎样处理）",
           "method information index: new users told of other methods, of side effects and what "
           "to do about them"),
    _share("mii_plus", "方法信息指数加：另被告知可以换方法",
           "method information index plus: told as well that they can switch"),
    _share("choice", "当天有规定品种数的服务点（初级 3 种，二三级 5 种现代方法）",
           "service points with 3 modern methods on the day (5 at secondary and tertiary level)"),
    _share("stocked_out", "当天有任一所供方法断货的服务点",
           "service points out of any method they offer on the day"),
    Input("discontinuation_per_100_user_years", Text("避孕方法停用率", "stopping a method"),
          "per_100_user_years", range=(0, 100)),
    _share("records_agree", "与盲法抽查一致的记录", "records that agree with a blind audit",
           "record"),
)
