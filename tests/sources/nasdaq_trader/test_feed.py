"""The feed of halts, parsed: wall clock of New York, empty fields, and rows that mean harm."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from r2k_tui.model.halts.halt import Halt
from r2k_tui.sources.base import BadData
from r2k_tui.sources.member_data import HaltReading
from r2k_tui.sources.nasdaq_trader.feed import parse_feed
from tests.cases import cases
from tests.fakes.nasdaq_trader_server import BOMB, DAY, NOW, PAGE, feed, halt

NEW_YORK = ZoneInfo("America/New_York")


def at(clock: str, day: str = "2026-10-06") -> float:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=NEW_YORK).timestamp()


def parsed(*rows: str, now: float = NOW) -> HaltReading:
    return parse_feed(feed(*rows), now)


def only(*rows: str) -> Halt:
    (found,) = parsed(*rows).halts
    return found


def test_a_halt_with_every_field() -> None:
    row = halt("ABCD", "10:21:33.120", back=DAY, quote="10:25:33", trade="10:26:33", threshold="12.5")
    found = only(row)
    assert (found.symbol, found.code, found.market, found.name) == ("ABCD", "LUDP", "NASDAQ", "Abcd Inc. Cm St")
    assert (found.halted_at, found.quotes_at, found.trades_at) == (at("10:21:33"), at("10:25:33"), at("10:26:33"))
    assert found.threshold == 12.5 and found.words == "volatility pause"
    assert parsed(row).published_at == NOW and parsed(row).notice == ""


@cases("fields", [{}, {"back": DAY}, {"quote": "10:25:33"}, {"back": DAY, "quote": "10:25:33"}])
def test_still_halted_without_a_time_of_trading(fields: dict[str, str]) -> None:
    found = only(halt("ABCD", "10:21:33", **fields))  # type: ignore[arg-type]
    assert found.trades_at is None and found.in_effect(NOW)


def test_a_resumption_without_a_day_is_the_first_such_time_after_the_halt() -> None:
    assert only(halt("ABCD", "10:21:33", trade="10:26:33")).trades_at == at("10:26:33")
    assert only(halt("ABCD", "10:21:33", trade="09:30:00")).trades_at == at("09:30:00", "2026-10-07")


def test_summer_and_winter_time() -> None:
    found = only(halt("ABCD", "09:59:00", day="01/05/2026"))
    assert found.halted_at == datetime(2026, 1, 5, 14, 59, tzinfo=ZoneInfo("UTC")).timestamp()


def test_several_halts_of_one_symbol_stay_apart_and_a_row_told_twice_is_one() -> None:
    first = halt("ABCD", "09:40:00", back=DAY, trade="09:45:00")
    again = halt("ABCD", "10:21:33")
    assert [row.halted_at for row in parsed(first, again, again).halts] == [at("09:40:00"), at("10:21:33")]
    done = halt("ABCD", "10:21:33", back=DAY, trade="10:30:00")
    assert only(done, again).trades_at == only(again, done).trades_at == at("10:30:00"), (
        "the row that knows more counts"
    )


def test_an_unknown_code_and_a_missing_one() -> None:
    assert (only(halt("ABCD", "10:21:33", code="ZZ9")).code, only(halt("ABCD", "10:21:33", code="ZZ9")).words) == (
        "ZZ9",
        "code ZZ9",
    )
    assert only(halt("ABCD", "10:21:33", code="")).words == "no reason given"


def test_share_classes_are_spelled_as_sources_spell_them() -> None:
    assert only(halt("BRK.B", "10:21:33")).symbol == only(halt("BRK/B", "10:21:33")).symbol == "BRK-B"


def test_hostile_text_becomes_harmless() -> None:
    found = only(
        halt("ABCD", "10:21:33", name="[red]x[/] \u202e\u200b<b>& \u9b31", code="T1 \u0085", market="\u009b2J")
    )
    assert found.name == "[red]x[/] <b>& \u9b31" and found.code == "T1" and found.market == "2J"


def test_a_row_that_is_unusable_is_left_out_and_named() -> None:
    reading = parsed(halt("", "10:21:33"), halt("EFGH", "25:00:00"), halt("IJKL", "10:00:00"))
    assert [row.symbol for row in reading.halts] == ["IJKL"]
    assert reading.notice == "2 rows left out: a row without a symbol, EFGH without a time of the halt"
    assert "future" in parsed(halt("IJKL", "10:00:00"), halt("MNOP", "10:00:00", day="10/09/2026")).notice


def test_an_unreadable_resumption_is_no_resumption_and_is_named() -> None:
    reading = parsed(
        halt("ABCD", "10:21:33", trade="soon"), halt("EFGH", "10:00:00", back="tomorrow", trade="10:05:00")
    )
    assert all(row.trades_at is None for row in reading.halts)
    assert reading.notice == "unreadable time of resumption of ABCD, EFGH"


def test_a_feed_without_halts_is_a_feed() -> None:
    assert parsed() == HaltReading((), NOW)


def test_a_feed_that_announces_other_rows_says_so() -> None:
    assert parse_feed(feed(halt("ABCD", "10:21:33"), announced=3), NOW).notice == "the feed announces 3 halts and has 1"


@cases(
    ("data", "words"),
    [
        (PAGE, "document type"),
        (BOMB, "document type"),
        (b"<rss><chan/></rss>", "is not an RSS feed"),
        (b"<feed><channel/></feed>", "is not an RSS feed"),
        (b"<rss><channel><item><title>news</title></item></channel></rss>", "no usable row: NEWS without a time"),
        (feed(halt("ABCD", "10:21:33"))[:-40], "not XML"),
        (b"", "not XML|empty"),
        (b'{"halts": []}', "not XML"),
        (feed(*[halt("A", "10:00:00")] * 20_001), "more than 20,000 halts"),
    ],
)
def test_anything_else_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadData, match=words):
        parse_feed(data, NOW)


def test_a_feed_without_its_own_date() -> None:
    assert parse_feed(b"<rss><channel><pubDate>soon</pubDate></channel></rss>", NOW).published_at is None


def test_a_date_without_a_zone_is_one_of_gmt_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"<rss><channel><pubDate>Tue, 06 Oct 2026 14:40:00</pubDate></channel></rss>"
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        found = parse_feed(data, NOW).published_at
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found == datetime(2026, 10, 6, 14, 40, tzinfo=UTC).timestamp()
