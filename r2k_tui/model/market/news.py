"""Headlines: foreign text, cleaned on entry."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from r2k_tui.model.text import clean, clean_address, clean_symbol

# Most headlines per symbol; the newest ones.
MOST_HEADLINES = 20
_TITLE, _PUBLISHER, _SYMBOLS = 300, 60, 8


class Headline(msgspec.Struct, frozen=True, array_like=True):
    """Headline as plain text. `time` of publication in seconds since the epoch (UTC), None where it is unknown.

    `url` is an http or https address, or "" without a valid one. Made by `headline`.
    """

    title: str
    publisher: str = ""
    time: float | None = None
    url: str = ""
    symbols: tuple[str, ...] = ()
    source: str = ""


class SymbolNews(msgspec.Struct, frozen=True):
    """Headlines of one symbol, newest first, as of `fetched_at` (seconds since the epoch)."""

    symbol: str
    headlines: tuple[Headline, ...] = ()
    fetched_at: float = 0.0


def headline(
    title: object, publisher: object, time: float | None, url: object, symbols: Iterable[object], source: str
) -> Headline | None:
    """Headline from the fields of a service; None where cleaning leaves no title."""
    words = clean(title, _TITLE)
    if not words:
        return None
    names = dict.fromkeys(name for symbol in symbols if (name := clean_symbol(symbol)))
    return Headline(words, clean(publisher, _PUBLISHER), time, clean_address(url), tuple(names)[:_SYMBOLS], source)


def newest_first(headlines: Iterable[Headline]) -> tuple[Headline, ...]:
    """Headlines without duplicates, newest first, those without a time last; at most MOST_HEADLINES."""
    once = dict.fromkeys(headlines)
    ordered = sorted(once, key=lambda item: float("-inf") if item.time is None else item.time, reverse=True)
    return tuple(ordered[:MOST_HEADLINES])
