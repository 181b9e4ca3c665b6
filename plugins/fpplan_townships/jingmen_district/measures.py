"""What the district offered and ran in the year, as data."""

from fpplan.api import ActivityPlan, Amount, Benefit, Clause, Condition, Measure, PlanStep, Text

from .words import DOCUMENT


def measures() -> list[Measure]:
    """Free services, a service card for migrants, condom machines, training."""
    return [
        Benefit(
            "jingmen_district_free_services", Text("免费三查、四术与并发症治疗",
                                                   "free checks, procedures and treatment"),
            Clause(DOCUMENT, "共计达24万元", Text(
                "“三查”、“四大手术”和并发症治疗免费，全年费用 24 万元。",
                "The three checks, the four procedures and treatment of complications are free; "
                "240,000 yuan in the year.")),
            ("service",), starts="2014-01", ends="2014-12",
            amounts=(Amount("money", Text("费用合计", "money in all"), 240000, "yuan"),
                     Amount("procedures", Text("“四大手术”人次", "the four procedures"), 1600,
                            "count", about="procedure"))),
        Benefit(
            "jingmen_district_service_card", Text("计划生育优质服务证",
                                                  "service card for migrants"),
            Clause(DOCUMENT, "凭此证可随时到社区卫生服务站免费", Text(
                "一个社区发给流动人口，凭证随时免费“三查”和生殖保健。",
                "One community gives migrants a card for free checks and reproductive-health care "
                "at any time.")),
            ("service",), eligibility=(Condition("migrant", Text(
                "辖区流动育龄妇女", "a migrant woman of reproductive age living there")),)),
        ActivityPlan(
            "jingmen_district_year", Text("年度工作", "activities of the year"),
            Clause(DOCUMENT, "大力推进社区生殖保健教育工作", Text(
                "售套机、培训与信息系统。", "Condom machines, training, information system.")),
            ("activity",), steps=(
                PlanStep("machines", Text("人口聚集地安装售套机",
                                          "condom machines where people gather"),
                         about="service", amounts=(Amount("machines_count", Text("台", "machines"),
                                                          23, "count"),)),
                PlanStep("training", Text("“大培训”", "training of staff"), starts="2014-01",
                         by="2014-12", amounts=(
                             Amount("courses", Text("期", "courses"), 40, "count"),
                             Amount("people", Text("人次", "people"), 1300, "count",
                                    limit="least"))),
                PlanStep("market", Text("下半年召开流动人口管理服务现场会",
                                        "meeting on site on services for migrants, second half "
                                        "of the year"), starts="2014-07", by="2014-12"),
                PlanStep("records", Text("换用新版育龄人口信息系统",
                                         "new version of the women's information system"),
                         about="record"))),
    ]
