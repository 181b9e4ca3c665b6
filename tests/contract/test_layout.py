"""What is worked out once per scheme, and that scoring asks for it again without new work."""

from small_scheme import changed, figures, small

from fpplan.api import Veto, score
from fpplan.contract import scheme as model


def test_readings_are_chosen_once_and_the_layout_is_kept():
    scheme = small()
    chosen = scheme.under({"steps": "fraction"})
    assert scheme.under({"steps": "fraction"}) is chosen
    assert scheme.under() is scheme.under({"steps": "whole"}) is not chosen
    assert chosen.layout is chosen.layout


def test_vetoes_are_listed_for_the_items_they_reach():
    layout = small().under().layout
    assert {name for name, vetoes in layout.vetoes.items() if vetoes} == {
        "visits", "quality", "complaints"}
    whole = changed("grave", rule=Veto("small_grave", ("small",))).under().layout
    assert all(vetoes == ("grave",) for vetoes in whole.vetoes.values())


def test_scoring_again_walks_the_scheme_no_more_than_its_totals_need(monkeypatch):
    scheme = small().under()
    score(figures(), scheme)
    walked = []
    plain = model.Chapter.walk
    monkeypatch.setattr(model.Chapter, "walk", lambda self: walked.append(self.id) or plain(self))
    score(figures(), scheme)
    assert walked == []
