"""What rests on the word of a scheme's author."""

from dataclasses import replace

from one_chapter import scheme_of
from small_scheme import clause, item, own

from fpplan.api import Payout, PerEvent, Text
from fpplan.audit.own import own_counts, statements

WHY = Text("日历天数", "days of the calendar")


def test_a_count_that_nothing_stands_behind():
    scheme = scheme_of(
        item("one", PerEvent("small_talks", 1)), item("two", PerEvent("small_talks", 2)),
        item("core", PerEvent("method_starts", 1)), own=(own("talks"), own("unread")))
    found = {each.input.id: [inner.id for inner in each.items] for each in own_counts(scheme)}
    assert found == {"small_talks": ["one", "two"], "small_unread": []}


def test_tagged_counts_money_points_and_lines_are_none():
    scheme = scheme_of(item("one", PerEvent("small_cut", 1)), own=(
        own("cut", about="procedure"), own("pay", "yuan"), own("weight", "points"),
        own("line", possible=(0, 1))))
    assert own_counts(scheme) == []


def test_a_statement_clears_the_words_that_speak_of_something_tagged():
    told = replace(own("days"), text=Text("结扎后天数", "days"), not_tagged_because=WHY)
    scheme = scheme_of(item("one", PerEvent("small_days", 1)), own=(told,))
    (found,) = statements(scheme)
    assert (found.part, found.because) == (told, WHY) and found.words == ("结扎",)


def test_a_statement_that_clears_no_word_is_none():
    plain = replace(own("days"), not_tagged_because=WHY)
    assert statements(scheme_of(item("one", PerEvent("small_days", 1)), own=(plain,))) == []


def test_words_without_a_statement_are_none():
    told = replace(own("days"), text=Text("结扎后天数", "days"))
    assert statements(scheme_of(item("one", PerEvent("small_days", 1)), own=(told,))) == []


def test_items_and_payouts_speak_by_their_clause_and_quote():
    said = replace(item("one", PerEvent("small_days", 1), not_tagged_because=WHY),
                   clause=clause("结扎一例"))
    paid = Payout("talk", Text("谈话", "a talk"), clause(), Text("书记", "secretary"),
                  sanction=Text("罚", "no sterilisation, no pay"), missed="one",
                  not_tagged_because=WHY)
    found = statements(scheme_of(said, own=(own("days"),), payouts=(paid,)))
    assert [(each.part.id, each.words) for each in found] == [
        ("one", ("结扎",)), ("talk", ("sterilisation",))]
