"""Numbers of persons: identity numbers and mobile telephone numbers, found in any text.

Only a number that passes its own checks is one: an identity number of 18 characters its date of
birth and check digit (GB 11643: weights 2^17 … 2^0 modulo 11), an old one of 15 digits its
province and date, a mobile number its length and first digits. Names cannot be recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from fpplan.contract.text import _

__all__ = ["LONG", "masked", "personal"]

_GAP = r"[ \-]?"
_NEW = re.compile(rf"(?<![0-9])([1-9][0-9]{{5}}){_GAP}((?:18|19|20)[0-9]{{6}}){_GAP}"
                  r"([0-9]{3}[0-9Xx])(?![0-9])")
_OLD = re.compile(r"(?<![0-9.])([1-9][0-9]{5})([0-9]{6})([0-9]{3})(?!\.?[0-9])")
_MOBILE = re.compile(rf"(?<![0-9.])(?:\+?86{_GAP})?1[3-9][0-9]({_GAP})([0-9]{{4}}){_GAP}"
                     r"([0-9]{4})(?!\.?[0-9])")
LONG = re.compile(r"[0-9０-９](?:[ 　\-－]?[0-9０-９]){10}")  # nothing shorter can be any of them
_HEX = re.compile(r"[0-9A-Fa-f]{20,}")  # a checksum of a file is no telephone number
_PLAIN = str.maketrans("０１２３４５６７８９Ｘｘ－　", "0123456789Xx- ")
_PROVINCES = {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55),
              *range(61, 66), 71, 81, 82, 83}
_CHECKS = "10X98765432"
_KEPT = 3  # characters of a number that a message repeats


def personal(text: str) -> str | None:
    """The rule that a text breaks by holding a number of a person; None where it holds none."""
    kind = next((kind for kind, _first, _after in _found(text)), None)
    if kind == "identity":
        return _("holds an identity number of a person; fpplan takes no data of persons")
    if kind == "mobile":
        return _("holds a mobile telephone number; fpplan takes no data of persons")
    return None


def masked(text: str) -> str:
    """The text with all but the first digits of such numbers left out, for messages."""
    for _kind, first, after in sorted(_found(text), key=lambda found: found[1], reverse=True):
        text = text[:first + _KEPT] + "…" + text[after:]
    return text


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, first and last + 1 character of each number of a person; none twice."""
    if not LONG.search(text):
        return
    plain = text.translate(_PLAIN)
    taken: list[tuple[int, int]] = []
    for kind, pattern, holds in (("identity", _NEW, _is_new), ("identity", _OLD, _is_old),
                                 ("mobile", _MOBILE, _is_mobile)):
        hexes = [found.span() for found in _HEX.finditer(plain)
                 if not found[0].isdigit()] if kind == "mobile" else []
        for found in pattern.finditer(plain):
            first, after = found.span()
            if holds(found) and not any(first < end and start < after
                                        for start, end in (*taken, *hexes)):
                taken.append((first, after))
                yield kind, first, after


def _is_new(found: re.Match[str]) -> bool:
    digits = found[1] + found[2] + found[3].upper()
    weighted = sum(int(digit) * pow(2, 17 - at, 11) for at, digit in enumerate(digits[:17]))
    return digits[17] == _CHECKS[weighted % 11] and _is_day(found[2])


def _is_old(found: re.Match[str]) -> bool:
    return int(found[1][:2]) in _PROVINCES and _is_day("19" + found[2])


def _is_mobile(found: re.Match[str]) -> bool:
    """Not a number and two years after it: "150 2013 2014"."""
    return not (found[1] and all(part[:2] in ("19", "20") for part in (found[2], found[3])))


def _is_day(day: str) -> bool:
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return True
