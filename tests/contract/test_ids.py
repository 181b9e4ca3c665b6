"""The spelling of names, and the hash that keys luck by them."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.ids import hash64, is_id, is_unit


@pytest.mark.parametrize("name", ["a", "iud", "female_sterilisation", "x9", "a1_2b"])
def test_ids(name):
    assert is_id(name)


@pytest.mark.parametrize("name", ["", "A", "iUD", "9x", "_a", "a_", "a__b", "a-b", "a.b", "a b",
                                  "上环", "a\n", "é"])
def test_what_is_no_id(name):
    assert not is_id(name)


@pytest.mark.parametrize("name", ["V01", "lianhe", "a.b-c_d", "0", "."])
def test_units(name):
    assert is_unit(name)


@pytest.mark.parametrize("name", ["", "V 01", "V/01", "村", "V01\n", "a,b"])
def test_what_is_no_unit(name):
    assert not is_unit(name)


@given(st.from_regex(r"[a-z][a-z0-9]{0,9}(_[a-z0-9]{1,9}){0,6}", fullmatch=True))
def test_every_id_can_name_a_unit(name):
    assert is_id(name)
    assert is_unit(name)


@given(st.text(max_size=40).filter(lambda s: not any(0xD800 <= ord(c) < 0xE000 for c in s)))
def test_the_hash_is_64_bits_of_blake2b(name):
    digest = hashlib.blake2b(name.encode(), digest_size=8).hexdigest()
    assert hash64(name).to_bytes(8, "little").hex() == digest


def test_hashes_are_the_same_on_every_machine():
    """Luck is keyed by these: another number here would change every result."""
    assert hash64("V01") == 0xAECB5BF7096728B
    assert hash64("莲荷乡") == 0xC012C7900729A07A
