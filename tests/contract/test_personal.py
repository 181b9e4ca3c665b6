"""Numbers of persons are found by their own checks, and nothing else is taken for one."""

import pytest

from fpplan.contract.errors import InputError, Problem
from fpplan.contract.personal import masked, personal

# the first is the example of the standard GB 11643; no person has it
IDENTITY = ("11010519491231002X", "11010519491231002x", "110105 19491231 002X",
            "V11010519491231002X", "１１０１０５１９４９１２３１００２Ｘ", "110105491231002")
MOBILE = ("13812345678", "138 1234 5678", "+86 138-1234-5678", "8613812345678",
          "负责人电话13812345678", "１３８１２３４５６７８")
NEITHER = ("110105194912310021",  # its check digit is X
           "11010519491331002X",  # no such month
           "0.13812345678", "13812345678.5", "138123456789", "12812345678",
           "150 2013 2014", "2013年1月至2014年12月", "doi:10.1016/S0140-6736(13)61111-8",
           "sha256 9f13812345678ab4c0de13812345678f", "991301491231002")


@pytest.mark.parametrize("text", IDENTITY)
def test_identity_numbers_are_found_and_not_repeated(text):
    assert "identity number" in personal(text)
    assert masked(f"a {text} b") == f"a {text[:4] if text[0] == 'V' else text[:3]}… b"


@pytest.mark.parametrize("text", MOBILE)
def test_mobile_numbers_are_found(text):
    assert "mobile" in personal(text)
    assert "5678" not in masked(text) and "５６７８" not in masked(text)


@pytest.mark.parametrize("text", NEITHER)
def test_other_numbers_are_not(text):
    assert personal(text) is None and masked(text) == text


def test_every_wrong_check_digit_passes_as_a_number():
    right = "11010519491231002X"
    wrong = [right[:17] + digit for digit in "0123456789"]
    assert [text for text in wrong if personal(text)] == []


def test_no_message_repeats_a_number_or_sends_a_control_character():
    said = str(InputError([Problem("x\x1b[2J.csv", "line 3", "is not a unit", "13812345678",
                                   "11010519491231002X")]))
    assert "\x1b" not in said and "\\x1b[2J" in said
    assert "12345678" not in said and "002X" not in said
