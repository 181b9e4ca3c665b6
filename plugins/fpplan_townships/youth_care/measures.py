"""The help that the youth league gives, as data. Nobody is asked for anything in return."""

from fpplan.api import ActivityPlan, Benefit, Clause, Condition, Measure, PlanStep, Text

DOCUMENT = "002 text 11"


def measures() -> list[Measure]:
    """The economic help and the six acts."""
    league = Text("团区委和各级团组织", "the youth league's organisations")
    volunteers = Text("团员青年志愿者", "young volunteers")
    health = Text("卫生部门、医疗青年志愿者", "health bureau and young medical volunteers")
    help_given = Benefit(
        "youth_care_help", Text("经济帮扶", "economic help"),
        Clause(DOCUMENT, "帮助困难的计划生育家庭发展生产", Text(
            "分类帮扶：培训、就业、助学；没有写金额。",
            "Training, work and aid at school, by kind of hardship; no sums are stated.")),
        about=("activity", "service"), roles=(league, volunteers),
        eligibility=(Condition("hardship", Text("计生困难家庭及其青年",
                                                "hardship households and their young people")),),
        steps=(
            PlanStep("help_files", Text("计生困难青年建档", "files on young people in hardship"),
                     role=league, about="record"),
            PlanStep("age_files", Text("育龄青年建档", "files on young people of childbearing age"),
                     role=league, about="monitoring"),
            PlanStep("training", Text("“订单式”培训、劳务输出、就近务工",
                                      "training to order, work away or near by"), role=league),
            PlanStep("schooling", Text("希望工程：九年义务教育和“圆梦大学”",
                                       "aid for nine years of school and for college"),
                     role=league),
            PlanStep("volunteering", Text("失独、参军“空巢”家庭：买煤送气、劳动、演出、聊天、代办",
                                          "for families whose only child died or is in the army: "
                                          "coal and gas, work, shows, talks, errands"),
                     role=volunteers),
        ))
    acts = ActivityPlan(
        "youth_care_six_acts", Text("“亲情牵手”六项措施", "six friendly acts"),
        Clause(DOCUMENT, "“亲情牵手”六项具体措施", Text(
            "结对、联系卡、体检、生日蛋糕、团圆饭、贺卡。",
            "Pairing, contact card, check-up, birthday cake, meal, card.")),
        about=("activity",), roles=(league, volunteers, health),
        steps=(
            PlanStep("publicity", Text("社会宣传", "publicity"), role=league),
            PlanStep("pairing", Text("一、爱心结对", "1 pairing"), role=league),
            PlanStep("contact_card", Text("二、服务联系卡", "2 contact card"), role=league),
            PlanStep("check_up", Text("三、重点社区义诊和体检", "3 free clinic and check-up"),
                     role=health, about="service"),
            PlanStep("cake", Text("四、生日当天送蛋糕", "4 a cake on the birthday"), every="year",
                     role=volunteers),
            PlanStep("feast", Text("四、60 岁以上祝寿一次", "4 one celebration for those over 60"),
                     role=volunteers),
            PlanStep("meal", Text("五、春节团圆饭（农历）",
                                  "5 a meal at Spring Festival (lunar date)"),
                     every="year", role=volunteers),
            PlanStep("card", Text("六、母亲节贺卡", "6 a card on Mother's Day"), starts="--05",
                     by="--05", every="year", role=volunteers),
        ))
    return [help_given, acts]
