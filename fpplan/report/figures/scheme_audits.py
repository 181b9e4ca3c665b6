"""The run's schemes looked over: where their points are, what pays, what luck decides, and which
clauses conflict with people's rights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from fpplan.audit.kept import kept
from fpplan.audit.prices import KINDS
from fpplan.audit.rights import BETWEEN, FOUND, NOT_FOUND, OPEN, demand_state
from fpplan.audit.weights import AREAS
from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _, language
from fpplan.report.data import RunData
from fpplan.report.figures.common import capital
from fpplan.report.figures.quotas import demands
from fpplan.report.numbers import num, percent
from fpplan.store.names import SchemeName

__all__ = ["audit_figures", "quota_gaps", "scheme_audits"]

CLAUSES = 5  # of a flag that are named; `fpplan audit` names them all
THINGS = 8  # things that pay back a false report, of the most worth
Found = dict[str, Any]  # an audit as `Audit.as_dict` gives it


def scheme_audits(data: RunData) -> list[Figure]:
    """Points, rights, false reports and luck of each scheme that the run was scored under."""
    by_lang = {lang: {each["scheme"]: each for each in kept(data.run.path, lang)}
               for lang in ("en", "zh")}
    figures: list[Figure] = []
    for scheme in data.names.schemes:
        if scheme.id not in by_lang["en"]:
            continue

        def found(name: str = scheme.id) -> Found:
            return by_lang[language()][name]

        figures += audit_figures(scheme, found, quota_gaps(data, scheme.id))
    return figures


def audit_figures(scheme: SchemeName, found: Callable[[], Found],
                  gaps: Mapping[str, tuple[float, float]]) -> list[Figure]:
    """The figures of one audit; `found` gives it in the language in force, `gaps` are as
    `quota_gaps`, empty where nothing was simulated."""
    return [_points(scheme, found), _flags(scheme, found, gaps), *_false_reports(scheme, found),
            *_luck(scheme, found), *_own(scheme, found)]


def quota_gaps(data: RunData, scheme: str) -> dict[str, tuple[float, float]]:
    """By item of a scheme, its quota above simulated voluntary demand at the high and at the
    low end, people a year."""
    return {demand.quota.item: (demand.gap_low, demand.gap_high)
            for demand in demands(data) if demand.quota.scheme == scheme}


def _item(found: Found, name: str) -> str:
    return str(found["labels"]["items"].get(name, name))


def _input(found: Found, name: str) -> str:
    return str(found["labels"]["inputs"].get(name, name))


def _labels(labels: list[str]) -> str:
    return _("; ").join(dict.fromkeys(labels))


def _source(scheme: SchemeName) -> Text:
    return both(lambda: _("{document}; the scheme as it is encoded").format(
        document=scheme.document))


def _points(scheme: SchemeName, found: Any) -> Figure:
    shares = found()["points"]["share_by_area"]
    areas = {area: shares[area] for area in sorted(shares, key=lambda area: -shares[area])
             if shares[area]}
    table = pl.DataFrame({"about": [_(AREAS[area]) for area in areas],
                          "share": [100 * share for share in areas.values()]},
                         schema={"about": pl.String, "share": pl.Float64})
    measure = _("share of base points") if scheme.points else _("share of clauses with a target")
    return Figure(
        f"audit_points_{scheme.id}",
        Text(f"{scheme.label.zh}：分值都放在哪里？", f"{scheme.label.en}: where are the points?"),
        both(lambda: _points_said(found(), scheme)),
        (Column("about", _("about")), Column("share", measure, 0, "%")),
        table,
        both(lambda: _("An item counts once, under the most restrictive of what it reads. This"
                       " comments on the scheme as it stands and proposes no number.")),
        _source(scheme),
    )


def _points_said(found: Found, scheme: SchemeName) -> str:
    points, clauses = found["points"], found["clauses"]
    said = []
    if scheme.points:
        endless = sum(each["unlimited"]["most"] for each in points["items"])
        said.append(_("Base points: {base}. The largest total is {most} without the clauses that "
                      "can earn without limit ({count}).").format(
            base=num(points["base"]), most=num(points["largest"]["without_unlimited"]["most"]),
            count=endless))
        beyond = sorted((each for each in points["items"] if (each["can_add"] or 0) > 0),
                        key=lambda each: -each["can_add"])
        said += [_("{item}: {base} points at the target, and up to {more} more beyond it.").format(
            item=capital(each["label"]), base=num(each["base"]), more=num(each["can_add"]))
            for each in beyond[:2]]
    else:
        said.append(_("The scheme gives no points: its targets are met or missed."))
    said.append(_("On procedures and fees: {heavy}. On quality and choice: {quality}.").format(
        heavy=percent(points["procedures_and_fees"]),
        quality=percent(points["quality_and_choice"])))
    if clauses["dominating"]:
        said.append(_("Half of all that can be gained or lost, clauses without limit aside, is in:"
                      " {items}.").format(items=_labels(
                          [f"{_item(found, each['item'])} {percent(each['share'])}"
                           for each in clauses["dominating"][:5]])))
    for clash in clauses["contradictions"][:3]:
        said.append(_("Clauses that contradict each other on {input}: {items}.").format(
            input=_input(found, clash["input"]),
            items=_labels([f"{_item(found, name)} {num(worth)}"
                           for name, worth in clash["points"].items()])))
    if clauses["never_bind"]:
        said.append(_("Caps and floors that can never bind: {count}.").format(
            count=len(clauses["never_bind"])))
    return " ".join(said)


def _flags(scheme: SchemeName, found: Any, gaps: Mapping[str, tuple[float, float]]) -> Figure:
    def rows() -> list[dict[str, str]]:
        states = {FOUND: _("yes"), NOT_FOUND: _("no"), OPEN: _("open: needs modelled demand"),
                  BETWEEN: _("open: depends on which end of assumed demand holds")}
        made = []
        for flag in found()["flags"]:
            state, clauses = flag["state"], [each["label"] for each in flag["clauses"]]
            if flag["id"] == "F2":
                items = found()["labels"]["items"]
                state, names = demand_state([each["id"] for each in flag["clauses"]],
                                            list(items), gaps)
                clauses = [items[name] for name in names]
            made.append({"id": flag["id"], "text": flag["text"], "state": states[state],
                         "clauses": _labels(clauses[:CLAUSES]) + (
                             _("; and {count} more").format(count=len(clauses) - CLAUSES)
                             if len(clauses) > CLAUSES else "")})
        return made

    def reading() -> str:
        hit = [row["id"] for row in rows() if row["state"] == _("yes")]
        if not hit:
            return _("None of the nine rights flags is found in its clauses.")
        return _("{count} of nine rights flags are found: {flags}.").format(
            count=len(hit), flags=", ".join(hit))

    return Figure(
        f"audit_flags_{scheme.id}",
        Text(f"{scheme.label.zh}：哪些条款与群众的权利相冲突？",
             f"{scheme.label.en}: which clauses conflict with people's rights?"),
        both(reading),
        (Column("id", _("flag")), Column("text", _("what it says")), Column("state", _("found")),
         Column("clauses", _("clauses"))),
        pl.DataFrame(rows()),
        both(lambda: _("Flags follow the law of 1998 against quotas and pay for procedures, the"
                       " health organisation's guidance of 2014 on rights in contraceptive"
                       " services, and what small numbers allow. F2 sets quotas beside the"
                       " voluntary demand that this run simulates.")),
        _source(scheme),
    )


def _false_reports(scheme: SchemeName, found: Any) -> list[Figure]:
    if not found()["false_reports"]["chosen"]["prices"]:
        return []
    kinds = {kind.id: str(kind.text) for kind in KINDS}
    chosen = found()["false_reports"]["chosen"]
    shown = [price["kind"] for price in chosen["prices"]]
    rows = []
    for thing in chosen["things"][:THINGS]:
        worth = thing["beyond_target"] if thing["beyond_target"] > 0 else thing["short_of_target"]
        sign = "+" if thing["move"] > 0 else "−"
        rows.append({
            "thing": f"{sign} {_input(found(), thing['input'])}",
            "worth": worth, **{kind: _back(thing["pays_back"][kind]) for kind in shown}})

    def reading() -> str:
        one = found()["false_reports"]["chosen"]
        price, words = one["prices"][0], {kind.id: str(kind.text) for kind in KINDS}
        thing = next((each for each in one["things"]
                      if each["move"] > 0 and each["beyond_target"] > 0), None)
        said = [_("{kind}, once found, costs {clause} points by its clause and {all} with points in"
                  " proportion.").format(kind=capital(words[price["kind"]]),
            clause=num(price["clause"], 1), all=num(price["with_pro_rata"], 1))]
        back = thing["pays_back"][price["kind"]]["clause"] if thing else None
        if thing and back:
            said.append(_("One more of “{thing}” beyond the target pays back {count} of them."
                          ).format(
                thing=_input(found(), thing["input"]),
                count=num(back, 1)))
        return " ".join(said)

    return [Figure(
        f"audit_prices_{scheme.id}",
        Text(f"{scheme.label.zh}：一例假报值多少分？",
             f"{scheme.label.en}: what is one false report worth?"),
        both(reading),
        (Column("thing", _("one more (+) or fewer (−) of")), Column("worth", _("points"), 1),
         *(Column(kind, kinds[kind], number=True) for kind in shown)),
        pl.DataFrame(rows, schema_overrides={"worth": pl.Float64}) if rows else pl.DataFrame(
            schema={"thing": pl.String, "worth": pl.Float64,
                    **dict.fromkeys(shown, pl.String)}),
        both(lambda: _("How many false reports each thing pays back: by the clause alone | with"
                       " points in proportion, in a unit of {births} births and {people} people."
                       ).format(births=num(found()["births"]), people=num(found()["people"]))),
        _source(scheme),
    )]


def _back(counts: dict[str, float | None]) -> str:
    return " | ".join("–" if counts[kind] is None else num(counts[kind], 1)
                      for kind in ("clause", "with_pro_rata"))


def _luck(scheme: SchemeName, found: Any) -> list[Figure]:
    if not found()["targets"]:
        return []
    rows = []
    for target in found()["targets"]:
        sign = "≥" if target["at"] == "least" else "≤"
        high = target["funnel"]["high"]
        rows.append({
            "item": _item(found(), target["item"]), "target": f"{sign} {num(target['target'], 1)}",
            "funnel": f"{num(target['funnel']['low'])} – {num(high) if high else _('no limit')}",
            "fails": 100 * target["good_fails"], "passes": 100 * target["poor_passes"],
            "births": target["births_decided"]})

    def reading() -> str:
        all_of = found()["targets"]
        luck = [_item(found(), each["item"]) for each in all_of if each["decided_by_chance"]]
        if not luck:
            return _("Luck decides none of its targets on births in a unit of {births} births."
                     ).format(births=num(found()["births"]))
        return _("In a unit of {births} births luck decides: {items}.").format(
            births=num(found()["births"]), items=_labels(luck))

    return [Figure(
        f"audit_luck_{scheme.id}",
        Text(f"{scheme.label.zh}：哪些目标靠运气？",
             f"{scheme.label.en}: which targets does luck decide?"),
        both(reading),
        (Column("item", _("target on births")), Column("target", _("target"), number=True),
         Column("funnel", _("95 years in 100, good unit"), number=True),
         Column("fails", _("good unit fails"), 0, "%"),
         Column("passes", _("poor unit passes"), 0, "%"),
         Column("births", _("births from which luck does not decide"), 0)),
        pl.DataFrame(rows, schema_overrides={"births": pl.Int64}),
        both(lambda: _("Exact binomial chances. A good and a poor unit lie a little to either side"
                       " of the target (assumed); of a graded target “fails” is to lie on the"
                       " wrong side of it, where some points are lost and not all.")),
        _source(scheme),
    )]


def _own(scheme: SchemeName, found: Any) -> list[Figure]:
    """What rests on the author's word; none for an audit that was kept before this was asked."""
    def rows() -> list[dict[str, str]]:
        said = {each["id"]: each["because"] for each in found().get("statements", ())}
        counts = found().get("own_counts", ())
        counted = {each["id"] for each in counts}
        return [
            *({"what": each["label"], "mark": _("plugin's own count"),
               "items": _labels(each["items"]), "because": said.get(each["id"], "")}
              for each in counts),
            *({"what": each["label"], "mark": "", "items": "", "because": each["because"]}
              for each in found().get("statements", ()) if each["id"] not in counted)]

    if not rows():
        return []
    return [Figure(
        f"audit_own_{scheme.id}",
        Text(f"{scheme.label.zh}：哪些数据只凭编写者的说法不带标记？",
             f"{scheme.label.en}: what is untagged by its author's word alone?"),
        both(lambda: _("{counts} counts of the plugin's own carry no tag; {statements} times its "
                       "author says why words that speak of something tagged do not.").format(
            counts=num(len(found().get("own_counts", ()))),
            statements=num(len(found().get("statements", ()))))),
        (Column("what", _("what is counted")), Column("mark", _("mark")),
         Column("items", _("items")), Column("because", _("why it is not tagged"))),
        pl.DataFrame(rows(), schema=dict.fromkeys(("what", "mark", "items", "because"),
                                                  pl.String)),
        both(lambda: _("A count that the core table does not know is tagged by what it reads and "
                       "by its words. What neither shows, only its author knows.")),
        _source(scheme),
    )]
