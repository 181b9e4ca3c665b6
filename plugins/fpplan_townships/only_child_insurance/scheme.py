"""The insurance of one-child families as a plan with three dates. It counts in the yearly
assessment by points that the document does not state; none are added here."""

from fpplan.api import (
    Calendar,
    Chapter,
    Clause,
    Item,
    Milestone,
    Pick,
    Rule,
    Scheme,
    Shown,
    Text,
    Threshold,
    with_fills,
)

from .fills import FILLS
from .inputs import INPUTS, OWN
from .readings import READINGS

DOCUMENT = "002 text 13"


def _item(name: str, rule: Rule | Pick[Rule], quote: str, label: Text, text: Text) -> Item:
    return Item(name, label, Clause(DOCUMENT, quote, text), rule)


def _least(value: str, target: float) -> Rule:
    return Threshold(f"{OWN}_{value}", target)


def _by(value: str, target: float, date: str) -> Rule:
    return Milestone(f"{OWN}_{value}", date, target)


def _phases() -> Chapter:
    return Chapter("phases", Text("三个阶段", "Three phases"), (
        _item("started", _by("started", 4, "--07-10"), "第一阶段：宣传发动",
              Text("宣传发动（7 月 1 日至 10 日）", "1 to 10 July: start"),
              Text("专门会议、组织、责任人、宣传。",
                   "A meeting, an organisation, persons responsible, publicity.")),
        _item("households_told", _least("households_told_percent", 100), "达到家喻户晓",
              Text("家喻户晓", "every household knows"), Text("每户都知道。", "Every household.")),
        _item("registered", _by("registered_in_time_percent", 100, "--07-20"), "第二阶段：统计清底",
              Text("统计清底（7 月 11 日至 20 日）", "11 to 20 July: register"),
              Text("统计、摸底、登记、审核。", "Counted, registered and checked.")),
        _item("lists_posted", _least("lists_posted_percent", 100), "张榜公布到村组",
              Text("名单公布", "list put up"),
              Text("参保名单公布到村组。", "The list is put up in each village group.")),
        _item("premiums", _by("premiums_in_time_percent", 100, "--08-10"), "第三阶段：组织实施",
              Text("组织实施（7 月 21 日至 8 月 10 日）", "21 July to 10 August: premiums"),
              Text("收取保费，名册上报汇总。", "Premiums collected, lists reported.")),
    ))


def _service() -> Chapter:
    return Chapter("service", Text("投保和理赔", "Enrolment and claims"), (
        _item("enrolled", Pick("enrolment", {
            "shown": Shown(f"{OWN}_enrolled_percent"),
            "all": Threshold(f"{OWN}_enrolled_percent", 100)}),
              "逐步提高独生子女系列保险的覆盖面", Text("参保比例", "families enrolled"),
              Text("列入年度考核计分，没有写分数。",
                   "Counts in the yearly assessment; the points are not stated.")),
        _item("policies", _least("policies_delivered_percent", 100), "发放到独生子女家庭户",
              Text("保单到户", "policies delivered"),
              Text("由村（居）发放。", "Delivered by the village.")),
        _item("guides", _least("guides_delivered_percent", 100), "保险理赔服务指南发放宣传到位",
              Text("理赔指南到户", "guides delivered"),
              Text("让群众了解保障内容。", "So that people know the cover.")),
        _item("claims_officer", _least("claims_officer", 1), "明确一名兼职的理赔服务人员",
              Text("理赔服务人员", "claims officer"), Text("一名，兼职。", "One, part time.")),
    ))


def scheme() -> Scheme:
    """The year's enrolment, 1 July to 10 August."""
    return Scheme(
        id="only_child_insurance",
        text=Text("独生子女及其父母系列保险", "One-child family insurance"),
        document=DOCUMENT,
        chapters=(_phases(), _service()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(starts=1),
    )
