"""The list for a person."""

from __future__ import annotations

from r2k_tui.engine.halts.known import NO_HALTS, merged
from r2k_tui.engine.halts.listing import Audience, listing
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.halts.listing import HaltList
from r2k_tui.store.halts import FeedReading
from tests.fakes.nasdaq_trader_server import NOW

ROWS = (
    Halt("ABCD", NOW - 600, "T1"),
    Halt("EFGH", NOW - 60, "LUDP"),
    Halt("IJKL", NOW - 900, "LUDP", trades_at=NOW - 600),
    Halt("MNOP", NOW - 900, "LUDP", trades_at=NOW - 300),
)
READ = FeedReading(NOW, NOW - 5, "1 row left out")


def listed(reading: FeedReading | None = READ, message: str = "", now: float = NOW) -> HaltList:
    audience = Audience("nasdaq_trader", {"ABCD"}.__contains__, {"EFGH"}.__contains__, True)
    return listing(merged(NO_HALTS, ROWS, NOW), reading, audience, message, now)


def test_the_newest_come_first_and_are_marked() -> None:
    found = listed()
    assert [(row.halt.symbol, row.member, row.watched) for row in found.current] == [
        ("EFGH", False, True),
        ("ABCD", True, False),
    ]
    assert [row.halt.symbol for row in found.resumed] == ["MNOP", "IJKL"]
    assert (found.source, found.read_at, found.published_at, found.at) == ("nasdaq_trader", NOW, NOW - 5, NOW)


def test_what_is_wrong_comes_with_what_the_feed_said() -> None:
    assert listed(message="no route").message == "no route; 1 row left out"


def test_without_a_reading() -> None:
    assert listed(None).read_at is None


def test_halts_in_doubt_say_so() -> None:
    found = listed(FeedReading(NOW - 3600))
    assert [bool(row.doubt) for row in found.current] == [True, False]


def test_halts_that_ended_on_an_earlier_day_are_left_out_though_the_feed_was_not_read_since() -> None:
    found = listed(now=NOW + 86400)
    assert [row.halt.symbol for row in found.current] == ["EFGH", "ABCD"] and found.resumed == ()
