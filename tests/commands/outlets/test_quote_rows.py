"""Rows of a stream of quotes: when one is due, and what it says of a feed that fails."""

from __future__ import annotations

import msgspec

from r2k_tui.commands.outlets.quote_rows import DEFAULT, QuoteRows, row_text
from r2k_tui.link.engine_client import Lost
from r2k_tui.model.market.feed import UNCONFIRMED, FeedState, FeedStatus, Problem
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.ui.mirror.mirror import Mirror
from tests.fakes.still_market import FACTS, NOW, SESSION, quote


def mirror_of(*symbols: str, **more: object) -> Mirror:
    mirror = Mirror(FACTS, "^RUT", lambda: NOW)
    parts = {"quotes": tuple(quote(symbol) for symbol in symbols), "feeds": (FeedStatus("quotes", FeedState.OK),)}
    mirror.apply(Snapshot("epoch", 1, NOW, FACTS, SESSION, **{**parts, **more}))  # type: ignore[arg-type]
    return mirror


def moved(mirror: Mirror, price: float, seq: int = 2, **more: object) -> None:
    changed = msgspec.structs.replace(quote("IWM", price), **more)
    mirror.apply(Frame("epoch", seq, seq, NOW, quotes=(changed,)))


def test_a_row_is_due_at_first_and_when_a_field_changes() -> None:
    mirror = mirror_of("IWM")
    rows = QuoteRows(mirror, ("IWM",), ("price",), 0.0)
    assert [row["price"] for row in rows.due(1.0, settled=True)] == [318.42]
    assert rows.due(2.0, settled=True) == []
    moved(mirror, 319.0)
    assert [row["price"] for row in rows.due(3.0, settled=True)] == [319.0]


def test_a_field_that_was_not_asked_for_is_no_change() -> None:
    mirror = mirror_of("IWM")
    rows = QuoteRows(mirror, ("IWM",), ("price",), 0.0)
    rows.due(1.0, settled=True)
    moved(mirror, 318.42, bid=1.0, volume=7.0, received_at=NOW)
    assert rows.due(2.0, settled=True) == []


def test_within_the_interval_only_the_newest_value_is_told() -> None:
    mirror = mirror_of("IWM")
    rows = QuoteRows(mirror, ("IWM",), ("price",), 5.0)
    rows.due(10.0, settled=True)
    for place, price in enumerate((319.0, 320.0, 321.0), 2):
        moved(mirror, price, place)
        assert rows.due(10.0 + place, settled=True) == []
    assert [row["price"] for row in rows.due(15.0, settled=True)] == [321.0]
    assert rows.due(21.0, settled=True) == []


def test_before_the_first_answer_a_symbol_without_a_quote_is_not_told() -> None:
    rows = QuoteRows(mirror_of("IWM"), ("IWM", "SPY"), DEFAULT, 0.0)
    assert [row["symbol"] for row in rows.due(1.0, settled=False)] == ["IWM"]
    (late,) = rows.due(2.0, settled=True)
    assert (late["symbol"], late["state"], late["age_s"], late["price"]) == ("SPY", None, None, None)
    assert late["problem"] == "no quote received"


def test_an_unknown_symbol_is_told_once_though_its_bars_are_missing_too() -> None:
    mirror = mirror_of(problems=(Problem("XYZ", "not_found", "the market does not list it"),))
    rows = QuoteRows(mirror, ("XYZ",), DEFAULT, 0.0)
    assert [row["problem"] for row in rows.due(1.0, settled=False)] == ["the market does not list it"]
    again = (Problem("XYZ", "not_found", "no 1d bars: the market does not list it"),)
    mirror.apply(Frame("epoch", 2, 2, NOW, problems=again))
    assert rows.due(2.0, settled=True) == []


def test_a_failing_feed_and_a_lost_engine_are_told_beside_the_last_price() -> None:
    mirror = mirror_of("IWM")
    rows = QuoteRows(mirror, ("IWM",), ("price",), 0.0)
    rows.due(1.0, settled=True)
    mirror.apply(Frame("epoch", 2, 2, NOW, feeds=(FeedStatus("quotes", FeedState.BLOCKED, message="too many"),)))
    (row,) = rows.due(2.0, settled=True)
    assert (row["state"], row["price"], row["problem"]) == ("STALE", 318.42, "quotes: too many")
    mirror.apply(Lost("the hub is lost", 1.0, "trying again"))
    (row,) = rows.due(3.0, settled=True)
    assert (row["state"], row["price"], row["problem"]) == ("STALE", 318.42, "the hub is lost; trying again")


def test_a_doubted_price_is_told_but_not_a_problem_of_bars() -> None:
    doubt = Problem("IWM", UNCONFIRMED, "400 awaits confirmation")
    bars = Problem("IWM", "bad_data", "no 1m bars: x")
    (row,) = QuoteRows(mirror_of("IWM", problems=(bars, doubt)), ("IWM",), ("price",), 0.0).due(1.0, settled=True)
    assert (row["state"], row["problem"]) == ("STALE", "400 awaits confirmation")
    (row,) = QuoteRows(mirror_of("IWM", problems=(bars,)), ("IWM",), ("price",), 0.0).due(1.0, settled=True)
    assert (row["state"], row["problem"]) == ("LIVE", None)


def test_a_refusal_of_the_hub_is_told() -> None:
    (row,) = QuoteRows(mirror_of("IWM"), ("IWM",), ("price",), 0.0).due(1.0, settled=True, refusal="too many symbols")
    assert row["problem"] == "too many symbols"


def test_the_text_holds_the_fields_by_name() -> None:
    fields = ("price", "change", "change_fraction", "volume", "halted", "name")
    (row,) = QuoteRows(mirror_of("IWM"), ("IWM",), fields, 0.0).due(1.0, settled=True)
    assert row_text(row, fields, NOW) == (
        "IWM           318.42     +4.02   +1.28%   41.2M  halted –  name IWM invented  LIVE     1s    SIMULATED"
    )
    (row,) = QuoteRows(mirror_of(), ("SPY",), ("price",), 0.0).due(1.0, settled=True)
    assert row_text(row, ("price",), NOW) == "SPY                –  –        –     SIMULATED  ! no quote received"


def test_the_default_text_fits_80_columns() -> None:
    large = msgspec.structs.replace(quote("IWM", 123_456.78), symbol="BRK-B.XX", previous_close=9_999.99)
    mirror = mirror_of()
    mirror.apply(Frame("epoch", 2, 2, NOW, quotes=(large,)))
    (row,) = QuoteRows(mirror, ("BRK-B.XX",), DEFAULT, 0.0).due(1.0, settled=True)
    assert len(row_text(row, DEFAULT, NOW)) <= 80
