"""Counter-based luck: every uniform is a pure function of who, where, when and which choice.

A number is found by mixing a key, never by advancing a generator, so results do not depend
on threads, chunks or order, and two variants of a scenario share the luck of everything that
they have in common. Inside the engine a woman has a key made from (seed, draw, unit, woman);
her uniforms of one month are pairs of 32-bit halves of ``mix64(key + GOLDEN * (64 * month +
lane))``: event number e uses lane e // 2 and half e % 2. Outside the engine a key is folded
from (seed, draw, unit, month, stream, cell).

The mixer is the 64-bit finaliser of SplitMix64 (Steele, Lea and Flood 2014, OOPSLA).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fpplan.contract.ids import hash64

__all__ = ["GOLDEN", "MONTH_ORIGIN", "counts_below", "fold", "fold_array", "key_of", "mix64",
           "unit_interval"]

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
# Months are negative before the decision; a counter must not be. No run starts before this.
MONTH_ORIGIN = 4096
_MASK = (1 << 64) - 1
_NOTHING = 2.0**-64


@njit(inline="always")
def mix64(x):  # type: ignore[no-untyped-def]
    """One round of mixing of a uint64: every input bit moves about half of the output bits."""
    x = np.uint64(x)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


@njit(inline="always")
def key_of(base, part):  # type: ignore[no-untyped-def]
    """A key made from a base key and one more number (both uint64)."""
    return mix64(np.uint64(base) + GOLDEN * (np.uint64(part) + np.uint64(1)))


def _mix(x: int) -> int:
    x &= _MASK
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & _MASK
    return x ^ (x >> 31)


def fold(*parts: int | str) -> int:
    """A 64-bit key from numbers and names, in order; the same as repeated `key_of` from 0."""
    key = 0
    for part in parts:
        number = hash64(part) if isinstance(part, str) else part
        key = _mix(key + int(GOLDEN) * ((number & _MASK) + 1))
    return key


def fold_array(base: int | np.ndarray, parts: np.ndarray) -> np.ndarray:
    """Keys (uint64, the broadcast shape) from a base key and an array of numbers."""
    with np.errstate(over="ignore"):
        x = np.asarray(base, np.uint64) + GOLDEN * (np.asarray(parts).astype(np.uint64)
                                                    + np.uint64(1))
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def unit_interval(keys: np.ndarray) -> np.ndarray:
    """Uniforms in (0, 1) from mixed keys, float64 of the same shape; never 0 and never 1."""
    # 52 bits: with one more, the half would be rounded away near 1.
    return ((keys >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


@njit
def counts_below(n, p, key):  # type: ignore[no-untyped-def]
    """A binomial(n, p) count by inversion of one uniform made from `key`.
    See docs/model.md [E-binomial].

    Args: n whole number >= 0; p probability; key uint64, already mixed.
    One uniform a count keeps it monotone in p, so that variants share their luck.
    """
    if n <= 0 or p <= 0.0:
        return 0
    if p >= 1.0:
        return n
    if n == 1:  # most counts are; the same as below without its logarithm
        return 1 if _uniform(key) > 1.0 - p else 0
    if p > 0.5:  # sum the shorter tail; u -> 1 - u keeps the count monotone in p
        return n - _inverted(n, 1.0 - p, 1.0 - _uniform(key))
    return _inverted(n, p, _uniform(key))


@njit
def _uniform(key):  # type: ignore[no-untyped-def]
    # 32 bits, as in the engine: the ends stay clear of the rounding of a sum of masses.
    return (np.float64(np.uint64(key) >> np.uint64(32)) + 0.5) * 2.0**-32


@njit
def _inverted(n, p, u):  # type: ignore[no-untyped-def]
    # P(0) underflows for very large n * p: then split n in two halves' worth of a normal would
    # be an approximation, so start from the log and walk; n here is a monthly cell, rarely > 100.
    odds = p / (1.0 - p)
    log_mass = n * np.log1p(-p)
    k = 0
    while log_mass < -700.0 and k < n:
        log_mass += np.log(odds * (n - k) / (k + 1))
        k += 1
    mass = np.exp(log_mass)
    total = mass
    while u > total and k < n:
        mass *= odds * (n - k) / (k + 1)
        k += 1
        total += mass
        if mass < _NOTHING and k > n * p:
            break  # for very large n the masses sum to a little less than 1
    return k
