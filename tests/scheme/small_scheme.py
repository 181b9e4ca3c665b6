"""A small scheme that tests take apart."""

from dataclasses import replace

from fpplan.api import (
    Calendar,
    Chapter,
    Clause,
    Completion,
    Figures,
    Input,
    Item,
    Payout,
    PeerGroup,
    PerEvent,
    PerUnit,
    Pick,
    Proportional,
    Rank,
    Reading,
    Scheme,
    Text,
    Threshold,
    Veto,
)


def clause(quote: str = "一句") -> Clause:
    return Clause("a document", quote, Text("说明", "what it says"))


def item(name: str, rule, **more) -> Item:
    return Item(name, Text(name, name), clause(), rule, **more)


def own(name: str, unit: str = "count", about: str = "service", **more) -> Input:
    return Input(f"small_{name}", Text(name, name), unit, about=about, **more)


def small() -> Scheme:
    """A service half, a quota, a veto, a rank and money."""
    return Scheme(
        "small", Text("小方案", "small scheme"), "a document",
        chapters=(
            Chapter("service", Text("服务", "service"), points=60, cap=70, floor=0, items=(
                item("visits", Completion("small_visits", "small_visits_due", 40, beyond=5),
                     null="full"),
                item("quality", Pick("steps", {
                    "whole": PerUnit("small_quality", 20, 80, 1, 2),
                    "fraction": PerUnit("small_quality", 20, 80, 1, 2, whole=False)})),
                item("complaints", PerEvent("small_complaints", -10)),
            )),
            Chapter("quota", Text("指标", "quota"), points=40, items=(
                item("sterilisations", Proportional("sterilisations", 40, 10)),
                item("births", Threshold("crude_birth_rate", 15, "most")),
            )),
            Chapter("bonus", Text("加分", "bonus"), kind="bonus", items=(
                item("best", Rank("small_quality", "all", {1: 5, 2: 3})),
                item("grave", Veto("small_grave", ("service",))),
            )),
        ),
        inputs=(
            own("visits", range=(0, 10)), own("visits_due", range=(10, 20)),
            own("quality", "percent"), own("complaints", default="none_recorded"),
            own("grave", default="none_recorded"),
            Input("sterilisations", Text("结扎", "sterilisations"), "count"),
            Input("crude_birth_rate", Text("出生率", "crude birth rate"), "per_1000"),
        ),
        readings=(Reading("steps", Text("步", "steps"), {
            "whole": Text("整", "whole"), "fraction": Text("零", "fraction")}, "whole"),),
        calendar=Calendar(),
        base=100,
        peers=(PeerGroup("all", Text("全部", "all")),),
        payouts=(
            Payout("visit_pay", Text("随访补助", "pay per visit"), clause(), Text("专干", "worker"),
                   yuan=PerEvent("small_visits", 5)),
            Payout("quota_pay", Text("结扎补助", "pay per procedure"), clause(),
                   Text("专干", "worker"), yuan=PerEvent("sterilisations", 500)),
            Payout("talk", Text("谈话", "a talk"), clause(), Text("书记", "secretary"),
                   sanction=Text("诫勉谈话", "an admonishing talk"), missed="visits"),
        ),
    )


def changed(name: str, **fields) -> Scheme:
    """The small scheme with fields of one item changed."""
    def change(chapter: Chapter) -> Chapter:
        return replace(chapter, items=tuple(
            replace(part, **fields) if part.id == name else part for part in chapter.items))
    scheme = small()
    return replace(scheme, chapters=tuple(change(chapter) for chapter in scheme.chapters))


def figures(units: int = 1, **values) -> Figures:
    """Figures of one year; numbers stand for every unit, lists give one each, triples a range."""
    import numpy as np

    def shape(value):
        return np.broadcast_to(np.asarray(value, dtype=float), (units,)).reshape(1, units, 1)

    full = {"small_visits": 10, "small_visits_due": 10, "small_quality": 80, "sterilisations": 10,
            "crude_birth_rate": 12, **{f"small_{k}" if not k.startswith(
                ("sterilisations", "crude", "small")) else k: v for k, v in values.items()}}
    return Figures.build([f"V{at + 1:02d}" for at in range(units)], ["2014"], {
        name: tuple(shape(part) for part in value) if isinstance(value, tuple) else shape(value)
        for name, value in full.items() if value is not None})
