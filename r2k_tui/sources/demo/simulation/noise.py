"""Counter-based random numbers: each is a function of a key and a counter, independent of the order of calls.

The mixing function is SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import NewType

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats

NoiseKey = NewType("NoiseKey", int)

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_WORD = 2**64 - 1
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


@lru_cache(maxsize=1024)
def key(seed: int, *words: str) -> NoiseKey:
    """Key of one stream of numbers."""
    text = "\n".join((str(seed), *words))
    return NoiseKey(int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little"))


def uniform(stream: NoiseKey, counters: Counts) -> Floats:
    """Uniform numbers above 0 and below 1, one per counter."""
    z = counters.astype(np.uint64) * _GOLDEN + np.uint64(stream)
    z = (z ^ (z >> np.uint64(30))) * _FIRST
    z = (z ^ (z >> np.uint64(27))) * _SECOND
    z ^= z >> np.uint64(31)
    numbers: Floats = ((z >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52
    return numbers


def uniform_one(stream: NoiseKey, counter: int) -> float:
    """The number that `uniform` has for one counter, computed without an array."""
    z = (counter * int(_GOLDEN) + stream) & _WORD
    z = ((z ^ (z >> 30)) * int(_FIRST)) & _WORD
    z = ((z ^ (z >> 27)) * int(_SECOND)) & _WORD
    return (((z ^ (z >> 31)) >> 12) + 0.5) * 2.0**-52


def normal(stream: NoiseKey, counters: Counts) -> Floats:
    """Standard normal numbers, one per counter (Box and Muller)."""
    radius = np.sqrt(-2.0 * np.log(uniform(stream, counters * 2)))
    numbers: Floats = radius * np.cos(2.0 * np.pi * uniform(stream, counters * 2 + 1))
    return numbers


def decaying(shocks: Floats, memory: float) -> Floats:
    """First-order autoregression: x_t = memory * x_(t-1) + shock_t, from 0."""
    last, path = 0.0, []
    for shock in shocks.tolist():
        last = memory * last + shock
        path.append(last)
    return np.array(path, dtype=np.float64)
