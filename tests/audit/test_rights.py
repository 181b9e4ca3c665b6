"""Rights flags: what a clause must be for each of them, and what it must not."""

from small_scheme import small

from fpplan.audit.audit import audit


def flag(result, name):
    return next(each for each in result.flags if each.id == name)


def test_tagged_money_and_numbers_are_flagged():
    result = audit(small())
    assert {each.id for each in flag(result, "F1").items} == {"sterilisations"}
    assert {each.id for each in flag(result, "F3").payouts} == {"quota_pay"}
