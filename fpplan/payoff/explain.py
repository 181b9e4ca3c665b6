"""Why a payout follows or not in one unit and year: clause, figures, arithmetic, conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fpplan.contract.errors import InputError, Problems, nearest
from fpplan.contract.figures import Figures
from fpplan.contract.items import Payout
from fpplan.contract.points import NO, NULL, PERHAPS, YES, Points
from fpplan.contract.readings import fixed
from fpplan.contract.rules.base import Names
from fpplan.contract.tags import tag_words
from fpplan.contract.text import _, run_on
from fpplan.contract.units import number
from fpplan.payoff.pay import Payouts, cell_at, needs_of, pay
from fpplan.scheme.evaluate import score
from fpplan.scheme.explain import cell_of, figure_lines, label_names, reasons
from fpplan.scheme.few import as_shown

__all__ = ["PayoutExplanation", "explain_payout"]


@dataclass(frozen=True)
class PayoutExplanation:
    """Why a payout is what it is in one unit and year of the first draw."""

    scheme: str
    payout: str
    title: str
    role: str
    unit: str
    period: str
    clause: str
    quote: str
    tags: tuple[str, ...]
    figures: tuple[tuple[str, str, str], ...]
    sentences: tuple[str, ...]
    result: str
    yuan: float | None
    low: float | None  # the ends of the yuan, where a range is all that is known
    high: float | None
    follows: str | None

    def lines(self) -> list[str]:
        """The explanation for people, one sentence a line."""
        head = _("{title}, for {role}, {unit}, {period}: {result}").format(
            title=self.title, role=self.role, unit=self.unit, period=self.period,
            result=self.result)
        lines = [head, _("The clause: {text} ({quote})").format(text=self.clause,
                                                                quote=self.quote)]
        lines.extend(_("{head}: {rest}").format(head=label, rest=value) + f"  [{name}]"
                     for name, label, value in self.figures)
        lines.extend(self.sentences)
        if self.tags:
            lines.append(_("Tagged {tags}: shown as documented, never planned for.").format(
                tags=tag_words(self.tags)))
        return [run_on(line) for line in lines]

    def as_dict(self) -> dict[str, Any]:
        """The explanation for machines."""
        return {**vars(self), "tags": list(self.tags), "sentences": list(self.sentences),
                "figures": [{"input": name, "label": label, "value": value}
                            for name, label, value in self.figures]}


def explain_payout(figures: Figures, points: Points, name: str, *, unit: str,
                   period: str | None = None, peers: Mapping[str, Sequence[str]] | None = None,
                   paid: Payouts | None = None) -> PayoutExplanation:
    """Why the payout `name` is what it is in a unit and year (the first, where none is named).

    `paid` may be passed where the payouts are known already. Raises InputError for unknown
    payouts, units and periods.
    """
    scheme = points.scheme
    known = {payout.id: payout for payout in scheme.payouts}
    if name not in known:
        raise InputError.one(scheme.id, "payout", _("is not a payout of this scheme"), name,
                             nearest(name, known))
    payout = known[name]
    as_it_shows = as_shown(figures, scheme)
    if as_it_shows is not figures:  # what is paid must not tell a count that must not show
        figures, paid = as_it_shows, None
        points = score(figures, scheme, view=points.view, peers=peers)
    paid = paid or pay(figures, points, peers=peers)
    period, cell = cell_of(figures, unit, period)
    problems = Problems(scheme.id)
    names = label_names(scheme)
    said: list[str] = []
    shown: dict[str, tuple[str, str, str]] = {}
    for item, needs in needs_of(payout, figures, points, problems):
        shown |= {line[0]: line for line in figure_lines(scheme, needs, cell)}
        money = payout.yuan is not None and item.rule is payout.yuan
        said += reasons(scheme, fixed(item.rule), needs, cell, (0.0,) * 12, figures, peers=peers,
                        yuan=money)
    if payout.factor != 1:
        said.append(_("This plan pays {factor} times what the document says.").format(
            factor=number(payout.factor)))
    said += _asked(payout, points, names, cell)
    said += [_("Nothing follows where this veto takes effect: {veto} ({state}).").format(
        veto=names[f"#{veto}"], state=_state(points.vetoes.get(veto), cell, _follow_words()))
        for veto in payout.barred]
    span = paid.yuan.get(name)
    yuan, least, most = paid.money(name, cell) if span else (None, None, None)
    follows = None if name not in paid.sanctions else _state(paid.sanctions[name], cell,
                                                             _follow_words())
    result = str(follows)
    if yuan is not None and least is not None and most is not None:
        amount = number(yuan)
        if least != most:
            amount += " " + _("(from {low} to {high})").format(low=number(least), high=number(most))
        result = _("{yuan} yuan").format(yuan=amount)
    return PayoutExplanation(scheme.id, name, str(payout.text), str(payout.role), unit, period,
                             str(payout.clause.text), payout.clause.quote,
                             tuple(sorted(paid.tags[name])), tuple(shown.values()), tuple(said),
                             result, yuan, least, most, follows)


def _asked(payout: Payout, points: Points, names: Names, cell: tuple[int, int, int]) -> list[str]:
    """The targets on which it depends, each with whether it is met."""
    said = []
    if payout.all_missed:
        said.append(_("It follows where all of these targets are missed: {items}.").format(
            items=_("; ").join(_("{item} ({state})").format(
                item=names[f"#{name}"], state=_state(points.met.get(name), cell, _met_words()))
                for name in payout.all_missed)))
    for which, one, several in (
            ("missed", _("It follows where the target is missed: {item} ({state})."),
             _("It follows where at least one of these targets is missed: {items}.")),
            ("met", _("It follows where the target is met: {item} ({state})."),
             _("It follows where all of these targets are met: {items}."))):
        asked = payout.asked(which)  # type: ignore[arg-type]
        states = [(names[f"#{name}"], _state(points.met.get(name), cell, _met_words()))
                  for name in asked]
        if len(states) == 1:
            said.append(one.format(item=states[0][0], state=states[0][1]))
        elif states:
            said.append(several.format(items=_("; ").join(
                _("{item} ({state})").format(item=item, state=state) for item, state in states)))
    return said


def _met_words() -> dict[int, str]:
    return {YES: _("met"), NO: _("missed"), PERHAPS: _("open"), NULL: _("nothing to count")}


def _follow_words() -> dict[int, str]:
    return {YES: _("follows"), NO: _("does not follow"), PERHAPS: _("may follow"),
            NULL: _("nothing to count")}


def _state(array: Any, cell: tuple[int, int, int], words: Mapping[int, str]) -> str:
    return words[NULL if array is None else int(cell_at(array, cell))]
