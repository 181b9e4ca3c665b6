"""What is added to and taken from the points of the chapters."""

from fpplan.api import Chapter, Item, Only, PerEvent, Rank, Rule, Text

from .words import clause

FIRST, SECOND = 4, 2


def _each(name: str, events: str, points: float, zh: str, en: str, quote: str,
          only: Only | None = None) -> Item:
    """So many points for each event."""
    change = (f"每次（例）加 {points:g} 分。", f"{points:g} more for each.") if points > 0 else (
        f"每次（例）扣 {-points:g} 分。", f"{-points:g} less for each.")
    return Item(name, Text(zh, en), clause(quote, *change), PerEvent(events, points), only=only)


def bonuses() -> Chapter:
    """The six bonuses. The names of the cities are scrubbed in the document."""
    own = "thousand_point"
    quote_rank = "季度综合工作排名前两名的村"
    inspected = "主要指标达标的每次分别加20分、15分、10分"
    scores: Rule = Rank(f"{own}_season_score", "villages", {1: FIRST, 2: SECOND})
    return Chapter("bonuses", Text("加分", "Bonuses"), kind="bonus", items=(
        _each("commended_city", f"{own}_commendations_city", 10, "本市级综合工作表彰",
              "commended by the city", "本市级及市级以上计划生育综合工作表彰"),
        _each("commended_above", f"{own}_commendations_above", 20, "市级以上综合工作表彰",
              "commended above the city", "本市级及市级以上计划生育综合工作表彰"),
        _each("leads", "sex_selection_leads_verified", 20, "“两非”案件线索查实",
              "verified leads on illegal sex determination or selective abortion",
              "提供了“两非”案件线索并查实的"),
        _each("inspected_province", f"{own}_inspections_met_province", 20, "省检查达标",
              "inspection met, province", inspected),
        _each("inspected_upper_city", f"{own}_inspections_met_upper_city", 15, "上级市检查达标",
              "inspection met, upper city", inspected),
        _each("inspected_city", f"{own}_inspections_met_city", 10, "本市检查达标",
              "inspection met, city", inspected),
        _each("commended_township", f"{own}_commendations_township", 2, "乡通报表扬",
              "commended by the township", "每通报表扬一次加2分"),
        _each("criticised_township_bonus", f"{own}_criticisms_township", -2,
              "乡通报批评（加分第 4 条）",
              "criticised by the township (bonuses, clause 4)", "通报批评一次扣2分",
              Only("township_criticism", ("two", "both"))),
        _each("ranked_first", f"{own}_seasons_first", FIRST, "季度排名第一",
              "ranked first in a season",
              quote_rank, Only("season_rank", ("places",))),
        _each("ranked_second", f"{own}_seasons_second", SECOND, "季度排名第二",
              "ranked second in a season", quote_rank, Only("season_rank", ("places",))),
        Item("ranked_by_score", Text("季度综合工作排名", "the season's rank in overall work"),
             clause(quote_rank, "前两名分别加 4 分、2 分。",
                    "4 for the first and 2 for the second."),
             scores, calendar="season",
             only=Only("season_rank", ("scores",))),
        _each("rich_cases", "fee_cases_rich", 20, "名人富人社会抚养费 20 万元以上",
              "fee case of a well-known or rich person, 200,000 yuan or more",
              "名人富人社会抚养费征收20万元以上"),
        _each("blacklist", "credit_blacklist_entries", 20, "纳入征信系统黑名单",
              "entry on the credit blacklist", "纳入了征信系统黑名"),
    ))


def deductions() -> Chapter:
    """The four deductions."""
    own = "thousand_point"
    criticised = "点名批评的每次扣20分、15分、10分"
    return Chapter("deductions", Text("扣分", "Deductions"), kind="deduction", items=(
        _each("cadre_breach", "cadre_kin_breaches", -20, "村干部或直系亲属当年违反",
              "breach this year by a cadre or direct-line kin", "村干部本人或者直系亲属当年违反"),
        _each("cadre_breach_past", "cadre_kin_breaches_unresolved", -10, "历年违反未处理",
              "past breach not dealt with", "历年违反未处理的"),
        _each("criticised_province", f"{own}_criticisms_province", -20, "省点名批评",
              "named criticism by the province", criticised),
        _each("criticised_upper_city", f"{own}_criticisms_upper_city", -15, "上级市点名批评",
              "named criticism by the upper city", criticised),
        _each("criticised_city", f"{own}_criticisms_city", -10, "本市点名批评",
              "named criticism by the city", criticised),
        _each("criticised_township", f"{own}_criticisms_township", -5, "乡通报批评（扣分第 2 条）",
              "criticised by the township (deductions, clause 2)", "通报批评的每次扣5分",
              Only("township_criticism", ("five", "both"))),
        _each("failed_above", f"{own}_inspections_failed_above", -30, "市以上检查不达标",
              "failed inspection above the city", "市以上检查不达标，扣30分"),
        _each("failed_city", f"{own}_inspections_failed_city", -15, "市检查不达标",
              "failed inspection by the city", "检查不达标扣15分"),
        _each("fee_undercut", "fee_undercut_or_inflated", -10, "降低首征标准、少收钱多开票",
              "fee undercut or receipts inflated", "少收钱、多开票，每例扣10分"),
        _each("births_for_fee", "births_let_for_fee", -20, "放水养鱼、以罚代生",
              "births let happen for the fee", "放水养鱼、以罚代生的"),
    ))
