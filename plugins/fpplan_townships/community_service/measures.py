"""The five parts of the community's plan, as data; it names no dates and no sums."""

from fpplan.api import ActivityPlan, Clause, Measure, PlanStep, Text

DOCUMENT = "002 text 15"


def measures() -> list[Measure]:
    """The activity plan of the year."""
    community = Text("社区", "community")
    members = Text("楼门长、志愿者、协会会员", "stairway heads, volunteers, association members")
    return [ActivityPlan(
        "community_service_plan", Text("社区计生服务五方面", "five parts of the service plan"),
        Clause(DOCUMENT, "以人为本，服务到人", Text(
            "资料、协会、优质服务、随访、帮扶。", "Records, association, services, visits, help.")),
        about=("service", "record", "activity"), roles=(community, members),
        steps=(
            PlanStep("records", Text("卡、表、册核对，重复清理，及时更新",
                                     "records checked, doubles cleared, kept up to date"),
                     role=community, about="record"),
            PlanStep("association", Text("协会活动、宣传、健康培训",
                                         "association, publicity, health training"),
                     role=members, about="activity"),
            PlanStep("check_ups", Text("定期生殖保健体检（没有写多久一次）",
                                       "regular check-ups (interval not stated)"), role=community),
            PlanStep("files", Text("育龄妇女登记造册建档", "files on women of childbearing age"),
                     role=community, about="monitoring"),
            PlanStep("informed_choice", Text("以知情选择为重点的避孕节育服务",
                                             "contraception by informed choice"), role=community),
            PlanStep("visits", Text("随访，边随访边记录", "follow-up visits, each recorded"),
                     role=community),
            PlanStep("pregnancy_visits", Text("孕期孕情走访", "visits in pregnancy"),
                     role=community, about="monitoring"),
            PlanStep("help", Text("帮扶无业失业贫困家庭、独生子女残疾家庭",
                                  "help for poor families and those with a disabled only child"),
                     role=community),
        ))]
