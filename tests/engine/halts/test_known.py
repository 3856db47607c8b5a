"""Known halts over several readings of the feed."""

from __future__ import annotations

import msgspec

from r2k_tui.engine.halts.known import NO_HALTS, concerning, ended_by_trades, in_effect, market_wide, merged
from r2k_tui.model.halts.halt import MARKET, Halt
from tests.fakes.nasdaq_trader_server import NOW

DAY_S = 86400.0
OPEN = Halt("ABCD", NOW - 600, "T1")
OVER = Halt("EFGH", NOW - 900, "LUDP", trades_at=NOW - 600)


def everybody(symbol: str) -> bool:
    return True


def test_a_halt_that_the_feed_no_longer_lists_is_not_over() -> None:
    known = merged(merged(NO_HALTS, (OPEN, OVER), NOW), (OVER,), NOW + 60)
    (left,) = in_effect(known.values(), NOW + 60).values()
    assert left.symbol == "ABCD" and left.missing_since == NOW + 60
    later = merged(known, (), NOW + 120)
    assert later[OPEN.key].missing_since == NOW + 60, "the first absence counts"


def test_it_may_come_back() -> None:
    known = merged(merged(merged(NO_HALTS, (OPEN,), NOW), (), NOW + 60), (OPEN,), NOW + 120)
    assert known[OPEN.key] == OPEN


def test_after_a_week_without_a_word_it_is_taken_as_over() -> None:
    known = merged(merged(NO_HALTS, (OPEN,), NOW), (), NOW)
    known = merged(known, (), NOW + 7 * DAY_S + 1)
    assert known[OPEN.key].ended_by == "not in the feed for 7 days" and not in_effect(known.values(), NOW + 8 * DAY_S)


def test_a_resumption_replaces_the_halt() -> None:
    back = msgspec.structs.replace(OPEN, code="T3", trades_at=NOW + 300)
    known = merged(merged(NO_HALTS, (OPEN,), NOW), (back,), NOW + 60)
    assert list(known.values()) == [back] and "ABCD" in in_effect(known.values(), NOW + 299)
    assert not in_effect(known.values(), NOW + 300)


def test_what_is_over_is_kept_until_the_day_is() -> None:
    known = merged(merged(NO_HALTS, (OVER,), NOW), (), NOW + 60)
    assert list(known) == [OVER.key]
    assert merged(known, (), NOW + DAY_S) == {}


def test_a_later_halt_of_the_symbol_ends_the_earlier_one() -> None:
    again = Halt("ABCD", NOW - 60, "LUDP", trades_at=NOW - 10)
    known = merged(NO_HALTS, (OPEN, again), NOW)
    assert in_effect(known.values(), NOW) == {} and known[OPEN.key].ended_by == "a later halt of the symbol"
    assert in_effect(merged(NO_HALTS, (OPEN, Halt("ABCD", NOW, "T1")), NOW).values(), NOW)["ABCD"].halted_at == NOW


def test_a_resumption_under_a_corrected_time_ends_the_halt() -> None:
    corrected = Halt("ABCD", OPEN.halted_at - 0.12, "T1", trades_at=NOW + 30)
    known = merged(merged(NO_HALTS, (OPEN,), NOW), (corrected,), NOW + 20)
    assert in_effect(known.values(), NOW + 20), "the announced time has not come"
    known = merged(known, (corrected,), NOW + 60)
    assert not in_effect(known.values(), NOW + 60)
    assert (known[OPEN.key].ended_at, known[OPEN.key].ended_by) == (NOW + 30, "a later resumption of the symbol")


def test_a_resumption_before_a_missing_halt_does_not_end_it() -> None:
    earlier = Halt("ABCD", OPEN.halted_at - 300, "LUDP", trades_at=OPEN.halted_at - 10)
    known = merged(merged(NO_HALTS, (OPEN, earlier), NOW), (earlier,), NOW + 60)
    assert in_effect(known.values(), NOW + 60)["ABCD"].halted_at == OPEN.halted_at


def test_a_trade_after_it_left_the_feed_ends_it() -> None:
    known = merged(merged(NO_HALTS, (OPEN,), NOW), (), NOW + 60)
    trades = {"ABCD": NOW + 100}
    assert ended_by_trades(known, trades.get) is known, "within the slack of clocks"
    trades["ABCD"] = NOW + 200
    done = ended_by_trades(known, trades.get)[OPEN.key]
    assert (done.ended_at, done.ended_by) == (NOW + 200, "it trades again by its quotes")


def test_a_trade_ends_no_halt_that_the_feed_lists() -> None:
    known = merged(NO_HALTS, (OPEN,), NOW)
    assert ended_by_trades(known, lambda _: NOW + 3600) is known


class TestMarket:
    """Halts of the whole market, told as one symbol or as all of them."""

    def test_one_row_is_enough(self) -> None:
        found = market_wide((Halt("SPY", NOW - 30, "MWC1"),), NOW)
        assert found is not None and (found.symbol, found.code, found.name) == (MARKET, "MWC1", "")

    def test_the_first_symbol_that_trades_ends_it(self) -> None:
        rows = [Halt(name, NOW - 30 + place, "MWC2") for place, name in enumerate(("A", "B", "C"))]
        assert market_wide(rows, NOW) is not None
        rows[1] = msgspec.structs.replace(rows[1], trades_at=NOW + 900)
        assert market_wide(rows, NOW) is not None and market_wide(rows, NOW + 900) is None
        assert [halt.symbol for halt in concerning(rows, everybody, NOW + 900)] == ["A", "C"]

    def test_that_of_an_earlier_day_is_over(self) -> None:
        rows = (Halt("A", NOW - DAY_S, "MWC1", trades_at=NOW - DAY_S + 900), Halt("A", NOW, "MWC1"))
        found = market_wide(rows, NOW)
        assert found is not None and found.halted_at == NOW

    def test_terminals_get_one_row_for_all_symbols(self) -> None:
        rows = [Halt(f"A{place}", NOW - 30, "MWC1") for place in range(2000)]
        assert [halt.symbol for halt in concerning([*rows, OPEN], everybody, NOW)] == [MARKET, "ABCD"]


def test_only_what_concerns_a_terminal_is_told() -> None:
    rows = (OPEN, OVER, Halt("XYZ", NOW, "T1"))
    assert [halt.symbol for halt in concerning(rows, {"ABCD", "EFGH"}.__contains__, NOW)] == ["ABCD"]


def test_a_trade_ends_a_halt_once_the_feed_is_silent() -> None:
    known = merged(NO_HALTS, (OPEN,), NOW)
    assert ended_by_trades(known, lambda _: NOW + 60, NOW) is known, "within the slack of clocks"
    done = ended_by_trades(known, lambda _: NOW + 61, NOW)[OPEN.key]
    assert (done.ended_at, done.ended_by) == (NOW + 61, "it trades again by its quotes")
