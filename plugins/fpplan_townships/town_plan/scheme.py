"""The scheme put together, with what follows for cadres and villages."""

from fpplan.api import Calendar, Cut, Payout, Scheme, Text, with_fills

from .chapters import assessment, duties, records, targets
from .fills import FILLS
from .inputs import INPUTS, OWN
from .readings import READINGS
from .words import DOCUMENT, clause

VILLAGE = Text("村（居）委会", "the village")
SECRETARY = Text("村书记", "party secretary of the village")
DIRECTOR = Text("村主任", "director of the village")
CLERK = Text("计生信息员", "information clerk")
CUTS = (
    ("cadre", Text("包片村干部（含农保员）", "area cadres, farm-insurance officer included"), 30),
    ("secretary", SECRETARY, 50),
    ("women", Text("妇女主任", "women's director"), 40),
    ("clerk", CLERK, 50),
)


def _cuts() -> list[Payout]:
    """The year-end subsidy is cut by role where the sterilisation task is missed. The higher
    rates stand in place of the 30 %."""
    return [Payout(f"cut_{name}", Text("截取年终工作补贴", "year-end subsidy cut"),
                   clause("从年终工作补贴金中截取30%", f"未完成节育任务，截取 {percent}%。",
                          f"Task missed: {percent} % is taken away."),
                   role, yuan=Cut(f"{OWN}_subsidy_yuan", percent),
                   missed="sterilisation_accountability")
            for name, role, percent in CUTS]


def _sanction(name: str, role: Text, zh: str, en: str, quote: str, missed: str) -> Payout:
    text = Text(zh, en)
    return Payout(name, text, clause(quote, f"{zh}。", f"{en}."), role, sanction=text,
                  missed=missed)


def _follows() -> list[Payout]:
    failed = "及时对支部书记、主任进行诫勉谈话"
    explain = "必须向镇委镇政府说明原因"
    reward = Text("一定金额的奖励（原文没有写明）", "a certain reward (the sum is not stated)")
    bonus = Text("目标加分（分值没有写明）", "bonus points (how many is not stated)")
    return [
        Payout("reward", reward, clause("给予一定金额的奖励", "完成节育任务给予奖励。",
                                        "A reward for a task that is met."),
               CUTS[0][1], sanction=reward, met="sterilisation_task", barred=("veto",)),
        *(_sanction(f"explain_{name}", role, "向镇委镇政府说明原因", "explains to the town",
                    explain, "sterilisation_accountability")
          for name, role in (("leader", Text("镇包点组长", "stationed leader of the town")),
                             ("secretary", SECRETARY), ("director", DIRECTOR))),
        Payout("check_bonus", bonus, clause("实行目标加分奖励", "任务完成好的加分奖励。",
                                            "Bonus points for a task that is met."),
               VILLAGE, sanction=bonus, met="pre_conception_checks", barred=("veto",)),
        _sanction("check_criticism", VILLAGE, "通报批评", "public criticism", "一律进行通报批评",
                  "pre_conception_checks"),
        _sanction("talk_secretary", SECRETARY, "诫勉谈话", "an admonishing talk", failed, "passed"),
        _sanction("talk_director", DIRECTOR, "诫勉谈话", "an admonishing talk", failed, "passed"),
        _sanction("clerk_dismissed", CLERK, "辞退", "dismissed", "计生信息员予以辞退", "passed"),
        _sanction("no_award", Text("村党支部", "party branch of the village"),
                  "本年度不能评为先进党支部", "no award as an advanced party branch this year",
                  "本年度不能评为先进党支部", "passed"),
    ]


def scheme() -> Scheme:
    """The targets of the town for each village; they are met or missed, no points are given."""
    return Scheme(
        id=OWN,
        text=Text("镇人口和计划生育工作方案", "A town's family-planning plan"),
        document=DOCUMENT,
        chapters=(targets(), records(), duties(), assessment()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(),
        payouts=(*_cuts(), *_follows()),
    )
