"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("check_points", Text("环孕检每季度满分", "full points of the checks in each season"), {
        "25": Text("25 分，与全年 75 分相符", "25, which agrees with 75 for the year"),
        "30": Text("30 分，按条文后半句；基础分合计 1015",
                   "30, as the clause goes on to say; the base is then 1,015"),
    }, "25"),
    Reading("percent_steps", Text("“每低（超）1%”怎样计", "how \"each 1 %\" is counted"), {
        "whole": Text("满 1 个百分点才计", "only full percentage points count"),
        "fraction": Text("不足 1 个百分点按比例计", "parts of a point count in proportion"),
    }, "whole"),
    Reading("births_pro_rata", Text("超出控制数“按比例计分”", "pro rata beyond the control figure"),
            {
        "to_zero": Text("从 3 个的满分直线降到 5 个的零分",
                        "a straight line from full points at 3 to none at 5"),
        "control_ratio": Text("控制数除以实际数，达到 5 个为零",
                              "control figure ÷ actual figure, none from 5 on"),
    }, "to_zero"),
    Reading("sixth_birth", Text("6 胎“该项为 0 分”指什么", "what a sixth birth sets to nothing"), {
        "whole_clause": Text("整条，包括 5 胎的扣分",
                             "the whole clause, deductions for fifth births included"),
        "full_points": Text("只是 60 分，5 胎照扣",
                            "only the 60 points; fifth births still lose theirs"),
    }, "whole_clause"),
    Reading("birth_reports", Text("“上报出生比例”的分子分母", "the share of births reported"), {
        "timely_and_right": Text("及时准确上报数 ÷ 上报数，按标题",
                                 "reported in time and right ÷ reported, as the heading says"),
        "reported": Text("上报数 ÷ 实际出生数，按条文",
                         "reported ÷ births that happened, as the clause says"),
    }, "timely_and_right"),
    Reading("concealed_death", Text("瞒报死亡扣分", "deduction for a concealed death"), {
        "both": Text("两处都扣（2 分和 3 分）", "under both clauses (2 and 3 points)"),
        "two": Text("只在出生上报处扣 2 分", "only 2, under the reporting of births"),
        "three": Text("只在死亡上报处扣 3 分", "only 3, under the reporting of deaths"),
    }, "both"),
    Reading("awareness_short", Text("知晓率不到 95%", "awareness below 95 %"), {
        "nothing": Text("不得分", "no points"),
        "proportion": Text("按比例计分", "points in proportion"),
    }, "nothing"),
    Reading("foundations", Text("人员、责任、制度、记录 8 分",
                                "the 8 points for staffing, responsibility, "
                                "rules and minutes"), {
        "all": Text("四项齐全才计", "only with all four in place"),
        "each": Text("每项 2 分", "2 for each of the four"),
    }, "all"),
    Reading("tasks", Text("4:3:3 任务怎样计分", "how the 4:3:3 split of tasks is scored"), {
        "year": Text("全年完成数对全年任务", "the year's work against the year's task"),
        "by_season": Text("各季完成数对当季任务，超额不结转",
                          "each season against its own share; what is beyond is not carried over"),
    }, "year"),
    Reading("two_daughter", Text("二女户结扎加 20 分",
                                 "the 20 points for a two-daughter household"), {
        "on_top": Text("另加在超额 5 分之上", "on top of the 5 beyond the task"),
        "instead": Text("代替超额 5 分（先计为超额）",
                        "in place of the 5; these cases count as beyond the task first"),
    }, "on_top"),
    Reading("first_levy_below", Text("首征率不到 60%", "first-levy rate below 60 %"), {
        "nothing": Text("不得分", "no points"),
        "proportion": Text("按比例计分", "points in proportion"),
    }, "nothing"),
    Reading("enforced_cases", Text("“完成非诉并执行了”", "enforced non-litigation cases completed"),
            {
        "any": Text("有一例即计 20 分", "20 for at least one case"),
        "all": Text("按应执行件数的比例", "in proportion to the cases that were due"),
    }, "any"),
    Reading("no_task", Text("没有下达任务或没有对象", "no task given, or nobody it applies to"), {
        "full": Text("计满分", "full points"),
        "nothing": Text("不计分", "no points"),
    }, "full"),
    Reading("floors", Text("扣分是否扣完为止", "whether deductions stop at nothing"), {
        "as_written": Text("只有发放宣传品一条写明扣完为止",
                           "only where the document says so (materials to households)"),
        "chapter": Text("每一部分最低 0 分", "no chapter counts less than nothing"),
    }, "as_written"),
    Reading("season_rank", Text("季度综合工作排名", "the season's rank in overall work"), {
        "places": Text("由乡里给出名次", "the township records the places"),
        "scores": Text("由季度综合工作得分排名", "places follow from recorded season scores"),
    }, "places"),
    Reading("township_criticism", Text("乡通报批评扣分", "deduction for criticism by the township"),
            {
        "two": Text("2 分（加分第 4 条）", "2 points (bonuses, clause 4)"),
        "five": Text("5 分（扣分第 2 条）", "5 points (deductions, clause 2)"),
        "both": Text("两条都扣，共 7 分", "under both clauses, 7 points"),
    }, "five"),
)
