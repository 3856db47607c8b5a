"""What is news between two moments."""

from __future__ import annotations

import msgspec

from r2k_tui.engine.halts.events import events, view_of
from r2k_tui.engine.halts.known import NO_HALTS, KnownHalts, merged
from r2k_tui.model.halts.halt import MARKET, Halt
from tests.fakes.nasdaq_trader_server import NOW

OPEN = Halt("ABCD", NOW - 600, "T1")


def read(*halts: Halt) -> KnownHalts:
    return merged(NO_HALTS, halts, NOW)


def texts(before: KnownHalts | None, after: KnownHalts, now: float = NOW) -> list[str]:
    earlier = view_of(before, NOW - 60) if before is not None else None
    return [event.words for event in events(earlier, view_of(after, now), now)]


def test_a_halt_and_its_end() -> None:
    assert texts(read(), read(OPEN)) == ["ABCD halted since 10:30 (T1, news pending)"]
    back = msgspec.structs.replace(OPEN, trades_at=NOW)
    assert texts(read(OPEN), read(back)) == ["ABCD trades again since 10:40, halted for 10 minutes (T1, news pending)"]
    assert texts(read(OPEN), read(OPEN)) == []


def test_time_alone_ends_an_announced_halt() -> None:
    announced = read(msgspec.structs.replace(OPEN, trades_at=NOW + 60))
    assert texts(announced, announced) == []
    assert len(texts(announced, announced, NOW + 60)) == 1


def test_the_first_look_tells_halts_of_today_and_no_older_ones() -> None:
    old = Halt("EFGH", NOW - 40 * 86400, "H10")
    assert texts(None, read(OPEN, old)) == ["ABCD halted since 10:30 (T1, news pending)"]


def test_a_pause_between_two_looks_is_told_once() -> None:
    passed = Halt("ABCD", NOW - 400, "LUDP", trades_at=NOW - 100)
    assert texts(read(), read(passed)) == [
        "ABCD trades again since 10:38, halted for 5 minutes (LUDP, volatility pause)"
    ]
    assert texts(None, read(passed)) == [] and texts(read(passed), read(passed)) == []


def test_a_symbol_that_left_the_feed_is_not_told_as_resumed() -> None:
    known = read(OPEN)
    assert texts(known, merged(known, (), NOW)) == []


def test_another_halt_of_the_symbol_is_another_event() -> None:
    again = Halt("ABCD", NOW - 30, "LUDP")
    assert texts(read(OPEN), merged(read(OPEN), (again,), NOW)) == ["ABCD halted since 10:39 (LUDP, volatility pause)"]


def test_the_market_is_one_event_however_many_symbols_are_listed() -> None:
    rows = [Halt(f"A{place}", NOW - 30, "MWC1") for place in range(50)]
    found = list(events(view_of(read(), NOW - 60), view_of(read(*rows), NOW), NOW))
    assert [(event.symbol, event.words) for event in found] == [
        (MARKET, "all US stocks halted since 10:39 (MWC1, market-wide halt, level 1)")
    ]
    back = [msgspec.structs.replace(row, trades_at=NOW + 900) for row in rows]
    over = list(events(view_of(read(*rows), NOW), view_of(read(*back), NOW + 900), NOW + 900))
    assert [event.words for event in over] == ["market-wide halt of 10:39 is over"]


def test_a_pause_between_two_looks_is_told_before_the_halt_that_follows_it() -> None:
    passed = Halt("ABCD", NOW - 400, "LUDP", trades_at=NOW - 100)
    assert texts(read(), read(passed, Halt("ABCD", NOW - 30, "T1"))) == [
        "ABCD trades again since 10:38, halted for 5 minutes (LUDP, volatility pause)",
        "ABCD halted since 10:39 (T1, news pending)",
    ]


def test_a_halt_that_a_later_one_continues_is_not_told_as_over() -> None:
    continued = read(Halt("ABCD", NOW - 400, "LUDP"), Halt("ABCD", NOW - 30, "T1"))
    assert texts(read(), continued) == ["ABCD halted since 10:39 (T1, news pending)"]
