"""Known symbols nearest to a mistyped one."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator

_MOST = 3
_LETTERS = string.ascii_uppercase + string.digits + "-."
# Marks of indices, futures and currencies, which are often left out.
_MARKS = str.maketrans("", "", "^=")


def nearest_symbols(typed: str, known: Iterable[str], most: int = _MOST) -> tuple[str, ...]:
    """At most `most` known symbols one mistake away, likeliest first; equal ones in the order of `known`.

    One mistake: two letters swapped, one letter wrong, missing or too many; marks such as those of `^RUT` and `RTY=F`
    may be left out besides. A symbol that is known itself is no mistake: ().
    """
    symbols = dict.fromkeys(known)
    if not typed or typed in symbols:
        return ()
    bare = _bare(typed)
    kinds = {text: kind for kind, text in reversed([(0, bare), *_mistakes(bare)])}
    found = [
        (kinds[short], short[:1] != bare[:1], symbol)
        for symbol in symbols
        if (short := _bare(symbol)) in kinds and short
    ]
    found.sort(key=lambda result: result[:2])
    return tuple(symbol for _, _, symbol in found[:most])


def _bare(symbol: str) -> str:
    return symbol.removesuffix("=F").removesuffix("=X").translate(_MARKS)


def _mistakes(typed: str) -> Iterator[tuple[int, str]]:
    """What one mistake makes of a text, with the kind of the mistake, likeliest first."""
    cuts = [(typed[:at], typed[at:]) for at in range(len(typed) + 1)]
    yield from ((1, left + right[1] + right[0] + right[2:]) for left, right in cuts if len(right) > 1)
    # A symbol of one letter is near to everything.
    if len(typed) > 1:
        yield from ((2, left + right[1:]) for left, right in cuts if right)
        yield from ((3, left + letter + right[1:]) for left, right in cuts if right for letter in _LETTERS)
        yield from ((4, left + letter + right) for left, right in cuts for letter in _LETTERS)
