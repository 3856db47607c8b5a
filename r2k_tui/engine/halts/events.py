"""What changed among the halts, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from r2k_tui.engine.halts.known import KnownHalts, in_effect, market_wide
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.halts.halt import MARKET, Halt, moment
from r2k_tui.model.halts.words import halted_words, reason, resumed_words


class HaltEvent(NamedTuple):
    """Symbol that was halted or resumed; `id` is the same for one event whoever tells it."""

    symbol: str
    id: str
    words: str


class HaltView(NamedTuple):
    """Halts in effect at one moment: by symbol, of the whole market, and all that were known."""

    by_symbol: dict[str, Halt]
    everywhere: Halt | None
    known: KnownHalts


def view_of(known: KnownHalts, now: float) -> HaltView:
    """Halts in effect at `now`."""
    return HaltView(in_effect(known.values(), now), market_wide(known.values(), now), known)


def events(before: HaltView | None, after: HaltView, now: float) -> Iterator[HaltEvent]:
    """Events between two moments. Without a first one, halts of today are news; older ones are no event."""
    earlier = before or HaltView({}, None, {})
    yield from _of_market(earlier.everywhere, after.everywhere, now)
    covered = earlier.everywhere is not None or after.everywhere is not None
    if before is not None:
        yield from _passed(earlier, after, now)
    for symbol, halt in after.by_symbol.items():
        known = earlier.by_symbol.get(symbol)
        fresh = known is None or known.halted_at != halt.halted_at
        if fresh and not (covered and halt.market_wide) and (before is not None or _is_of_today(halt, now)):
            yield HaltEvent(symbol, f"{symbol} halted {halt.halted_at:.0f}", halted_words(halt.symbol, halt, now))
    for symbol, halt in earlier.by_symbol.items():
        if symbol not in after.by_symbol and not (covered and halt.market_wide):
            over = after.known.get(halt.key, halt)
            yield HaltEvent(symbol, f"{symbol} resumed {halt.halted_at:.0f}", resumed_words(over, now))


def _passed(before: HaltView, after: HaltView, now: float) -> Iterator[HaltEvent]:
    """Halts that began and ended between two readings; one that a later halt continues has not ended."""
    for key, halt in after.known.items():
        if key in before.known or halt.in_effect(now) or halt.market_wide or not _is_of_today(halt, now):
            continue
        if halt.symbol in after.by_symbol and halt.ended_at is not None:
            continue
        yield HaltEvent(halt.symbol, f"{halt.symbol} passed {halt.halted_at:.0f}", resumed_words(halt, now))


def _of_market(before: Halt | None, after: Halt | None, now: float) -> Iterator[HaltEvent]:
    if after is not None and before is None:
        words = f"all US stocks halted since {moment(after.halted_at, now)} ({reason(after)})"
        yield HaltEvent(MARKET, f"market halted {after.halted_at:.0f}", words)
    if before is not None and after is None:
        yield HaltEvent(
            MARKET,
            f"market resumed {before.halted_at:.0f}",
            f"market-wide halt of {moment(before.halted_at, now)} is over",
        )


def _is_of_today(halt: Halt, now: float) -> bool:
    return new_york_day(halt.halted_at) == new_york_day(now)
