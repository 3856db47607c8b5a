"""Known halts: how a reading of the feed changes them, and which are in effect. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.halts.halt import MARKET, Halt, HaltKey

_DAY_S = 86400.0
# A halt that the feed no longer lists is dropped after so long: nobody will say any more that it is over.
_MISSING_DAYS = 7
# Stocks are halted one after the other when the whole market is.
_TOGETHER_S = 600.0
# A trade this much later than the last listing of the halt is evidence that trading goes on.
_SLACK_S = 60.0

KnownHalts = Mapping[HaltKey, Halt]
NO_HALTS: KnownHalts = {}


def merged(known: KnownHalts, fed: Sequence[Halt], now: float) -> KnownHalts:
    """Known halts after a reading of the feed. What it no longer lists stays, marked: absence is no resumption."""
    found = {halt.key: halt for halt in fed}
    for key, halt in known.items():
        if key not in found:
            found[key] = _missing(halt, now) if halt.in_effect(now) else halt
    newest: dict[str, float] = {}
    for symbol, halted_at in found:
        newest[symbol] = max(halted_at, newest.get(symbol, halted_at))
    resumed = _resumptions(fed, now)
    found = {key: _resumed(halt, resumed.get(halt.symbol), now) for key, halt in found.items()}
    rows = (_superseded(halt, newest[halt.symbol], now) for halt in found.values())
    today = new_york_day(now)
    kept = [halt for halt in rows if halt.in_effect(now) or new_york_day(halt.over_at or now) >= today]
    return {halt.key: halt for halt in sorted(kept, key=lambda halt: (halt.symbol, halt.halted_at))}


def _missing(halt: Halt, now: float) -> Halt:
    since = now if halt.missing_since is None else halt.missing_since
    if now - since > _MISSING_DAYS * _DAY_S:
        words = f"not in the feed for {_MISSING_DAYS} days"
        return msgspec.structs.replace(halt, missing_since=since, ended_at=now, ended_by=words)
    return msgspec.structs.replace(halt, missing_since=since)


def _resumptions(fed: Sequence[Halt], now: float) -> dict[str, float]:
    """Last time up to `now` at which each symbol resumed, by the feed."""
    found: dict[str, float] = {}
    for halt in fed:
        if halt.trades_at is not None and halt.trades_at <= now:
            found[halt.symbol] = max(halt.trades_at, found.get(halt.symbol, halt.trades_at))
    return found


def _resumed(halt: Halt, resumed_at: float | None, now: float) -> Halt:
    """A halt that the feed no longer lists, over if its symbol resumed since: the feed corrects times of halts."""
    if halt.missing_since is None or resumed_at is None or resumed_at <= halt.halted_at or not halt.in_effect(now):
        return halt
    return msgspec.structs.replace(halt, ended_at=resumed_at, ended_by="a later resumption of the symbol")


def _superseded(halt: Halt, newest: float, now: float) -> Halt:
    if halt.halted_at >= newest or not halt.in_effect(now):
        return halt
    return msgspec.structs.replace(halt, ended_at=newest, ended_by="a later halt of the symbol")


def ended_by_trades(
    known: KnownHalts, traded_at: Callable[[str], float | None], silent_since: float | None = None
) -> KnownHalts:
    """Known halts, those over that the feed no longer lists and whose symbol has traded since.

    `silent_since`: time of the last reading, where it is too old to tell what is halted; None where it is not.
    """
    changed = {
        key: msgspec.structs.replace(halt, ended_at=at, ended_by="it trades again by its quotes")
        for key, halt in known.items()
        if (last := silent_since if halt.missing_since is None else halt.missing_since) is not None
        and halt.over_at is None
        and (at := traded_at(halt.symbol)) is not None
        and at > last + _SLACK_S
    }
    return {**known, **changed} if changed else known


def in_effect(known: Iterable[Halt], now: float) -> dict[str, Halt]:
    """Halt in effect of each symbol at `now`, the newest of several."""
    found: dict[str, Halt] = {}
    for halt in known:
        before = found.get(halt.symbol)
        if halt.in_effect(now) and (before is None or before.halted_at <= halt.halted_at):
            found[halt.symbol] = halt
    return found


def market_wide(known: Iterable[Halt], now: float) -> Halt | None:
    """Halt of the whole market in effect at `now`, under the symbol MARKET; None without one.

    It is over as soon as one symbol of those halted together trades again; the others are then halted by themselves.
    """
    rows = [halt for halt in known if halt.market_wide]
    if not rows:
        return None
    last = max(halt.halted_at for halt in rows)
    together = [halt for halt in rows if last - halt.halted_at <= _TOGETHER_S]
    if not all(halt.in_effect(now) for halt in together):
        return None
    first = min(together, key=lambda halt: (halt.halted_at, halt.symbol))
    return msgspec.structs.replace(first, symbol=MARKET, name="", market="")


def concerning(known: Iterable[Halt], concerns: Callable[[str], bool], now: float) -> tuple[Halt, ...]:
    """What a terminal must know: the halt of the market, and those of the symbols that concern it, one for each."""
    halts = tuple(known)
    everywhere = market_wide(halts, now)
    rows = [
        halt
        for symbol, halt in in_effect(halts, now).items()
        if concerns(symbol) and not (everywhere is not None and halt.market_wide)
    ]
    return (*((everywhere,) if everywhere is not None else ()), *sorted(rows, key=lambda halt: halt.symbol))
