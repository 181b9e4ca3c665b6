"""The county's publicity quotas for each township, its awareness target and the quarter's
ranking. The document gives no points; how the ranking is scored is not stated either."""

from typing import Literal

from fpplan.api import (
    Calendar,
    Chapter,
    Clause,
    Item,
    Milestone,
    Pick,
    Rule,
    Sampled,
    Scheme,
    Shown,
    Text,
    Threshold,
    with_fills,
)

from .fills import FILLS
from .inputs import INPUTS, OWN
from .readings import READINGS

DOCUMENT = "002 text 10"
EACH = 5  # of twenty items
SURVEY = 100  # people asked, an assumption: the document gives no number


def _met(value: str, target: float, at: Literal["least", "most"] = "least") -> Pick[Rule]:
    return Pick("weights", {"none": Threshold(value, target, at),
                            "equal": Threshold(value, target, at, EACH)})


def _by(value: str, date: str, target: float) -> Pick[Rule]:
    return Pick("weights", {"none": Milestone(value, date, target),
                            "equal": Milestone(value, date, target, EACH)})


def _quota(name: str, value: str, target: float, quote: str, zh: str, en: str, more_zh: str = "",
           more_en: str = "", at: Literal["least", "most"] = "least", by: str | None = None
           ) -> Item:
    """One quota of a township."""
    wanted = ("至少", "At least") if at == "least" else ("至多", "At most")
    text = Text(f"{wanted[0]} {target:g}。{more_zh}",
                f"{wanted[1]} {target:g}.{' ' + more_en if more_en else ''}")
    rule = _by(f"{OWN}_{value}", by, target) if by else _met(f"{OWN}_{value}", target, at)
    return Item(name, Text(zh, en), Clause(DOCUMENT, quote, text), rule)


def _press() -> Chapter:
    return Chapter("press", Text("新闻宣传", "Press, broadcast and web"), (
        _quota("national_press", "national_items", 1, "《中国人口报》上宣传要达到1篇以上",
               "《中国人口报》", "national paper"),
        _quota("provincial_press", "provincial_items", 1, "省级以上报刊类宣传要达到1篇以上",
               "省级以上报刊", "provincial papers"),
        _quota("commission_press", "commission_items", 1, "《人口之声》上宣传要达到1篇以上",
               "《人口之声》", "the commission's paper"),
        _quota("city_press", "city_items", 1, "市级党报、党刊上宣传要达到1篇以上", "市级报刊",
               "city papers"),
        _quota("broadcast", "broadcast_items", 1, "每个乡镇至少提供1 件宣传素材", "电视、电台素材",
               "television and radio", "6 月 5 日前。", "By 5 June.", by="--06-05"),
        _quota("provincial_web", "provincial_web_items", 1, "每个乡镇在省被采用1条以上", "省级网络",
               "provincial web", "原文“在省”后缺字。", "A word is missing after \"province\"."),
        _quota("city_web", "city_web_items", 2, "市人口计生公众网发稿2条以上", "市公众网",
               "city web"),
        _quota("new_carriers", "new_carriers", 1, "积极拓展新的宣传载体", "新型载体",
               "new carriers",
               "没有写数量；至少一种为设定。", "No number is stated: one is an assumption."),
    ))


def _social() -> Chapter:
    return Chapter("social", Text("社会宣传", "Publicity among people"), (
        _quota("dates_held", "dates_held", 4, "利用重要纪念日开展社会宣传活动", "纪念日活动",
               "four dates of the year", "科技文化三下乡没有日期，不计入四个。",
               "\"Science and culture to the villages\" has no date and is not among the four."),
        _quota("dates_reported", "dates_reported", 4, "及时上报开展活动小结", "纪念日小结",
               "reports of the four dates"),
        _quota("shows", "shows", 1, "开展文艺节目宣传", "文艺宣传", "shows",
               "没有写次数；至少一次为设定。", "No number is stated: one is an assumption."),
        _quota("billboards", "billboards", 2, "大型广告宣传牌2块以上", "大型广告牌", "billboards",
               "6 月 30 日前。", "By 30 June.", by="--06-30"),
        _quota("slogans", "hamlets_with_slogans_percent", 100, "要求自然村2幅以上", "墙体标语",
               "wall slogans", "每个自然村 2 幅以上，6 月 30 日前。",
               "Two in every hamlet, by 30 June.", by="--06-30"),
        _quota("pictures", "pictures_sent", 1, "图片上报给县人口计生局宣传科", "图片上报",
               "pictures sent"),
        _quota("culture_site", "culture_sites", 1, "每个乡镇至少建成1个", "人口文化阵地",
               "culture site", "6 月 30 日前。", "By 30 June.", by="--06-30"),
        Item("home_visits", Text("进家入户宣传", "publicity at home"),
             Clause(DOCUMENT, "做好村、社区进家入户的宣传工作", Text(
                 "没有写比例。", "No share is stated.")),
             Shown(f"{OWN}_households_told_percent")),
    ))


def _opinion() -> Chapter:
    return Chapter("opinion", Text("舆情监测", "Opinion monitoring"), (
        _quota("opinion_platform", "opinion_platform", 1, "建立网络舆情监控平台", "监控平台",
               "platform"),
        _quota("opinion_monitors", "opinion_monitors", 1, "指定专（兼）职舆情监测员", "监测员",
               "monitors named"),
        _quota("opinion_late", "opinion_late", 0, "第一时间发现、第一时间处置、第一时间上报",
               "迟报舆情", "cases found late", at="most"),
    ))


def _assessment() -> Chapter:
    target = _met("awareness_percent", 80)
    shown = Shown("awareness_percent")
    return Chapter("assessment", Text("考核", "Assessment"), (
        Item("awareness", Text("知晓率", "awareness"),
             Clause(DOCUMENT, "全县计生知晓率须达到80%", Text(
                 "至少 80%，每月随机抽查，纳入季度排位。",
                 "At least 80 %, by a monthly random survey that enters the quarter's ranking.")),
             Pick("awareness_target", {"township": target, "county": Pick("weights", {
                 "none": shown, "equal": shown})}),
             view=Pick("survey", {"reported": "reported", "sample": Sampled(SURVEY)})),
        _quota("officer", "publicity_officer", 1, "指定专人负责人口计生宣传工作", "专人负责",
               "publicity officer"),
        Item("quarter_score", Text("季度排位得分", "the quarter's ranking"),
             Clause(DOCUMENT, "纳入季度排位宣传工作评分", Text(
                 "按季度排位；原文没有写评分办法，也没有写名次的后果。",
                 "Townships are ranked each quarter; neither the scoring nor what a place earns "
                 "is stated.")),
             Shown(f"{OWN}_quarter_score"), calendar="season"),
    ))


def scheme() -> Scheme:
    """The publicity plan of one calendar year, cut into quarters for its ranking."""
    return Scheme(
        id="publicity_plan",
        text=Text("县人口计生宣传工作方案", "County publicity plan"),
        document=DOCUMENT,
        chapters=(_press(), _social(), _opinion(), _assessment()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(starts=1, parts=(3, 3, 3, 3)),
        base=Pick("weights", {"none": 0, "equal": Pick("awareness_target", {
            "township": 100, "county": 95})}),
    )
