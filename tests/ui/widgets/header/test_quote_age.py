"""How old a quote is."""

from __future__ import annotations

from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.ui.widgets.header.quote_age import age_word
from tests.cases import cases
from tests.ui.drawing.close import CLOSE, DAY


@cases(("state", "expected"), [(QuoteState.CLOSED, "25 Apr"), (QuoteState.STALE, "25 Apr")])
def test_an_old_close_is_as_old_as_its_day_whenever_it_was_read(state: QuoteState, expected: str) -> None:
    quote = Quote("HYG", price=81.08, time=CLOSE - 20 * DAY, received_at=CLOSE)
    assert age_word(quote, state, CLOSE) == expected


def test_a_quote_that_came_a_minute_ago_is_a_minute_old() -> None:
    assert age_word(Quote("IWM", 1.0, time=CLOSE - 61, received_at=CLOSE - 60), QuoteState.STALE, CLOSE) == "1m"


@cases(
    ("state", "delay", "traded_ago", "expected"),
    [
        (QuoteState.LIVE, 0.0, 890.0, "<10s"),
        (QuoteState.LIVE, 0.0, 2 * 3600.0, "2h"),
        (QuoteState.DELAYED, 600.0, 700.0, "10m"),
        (QuoteState.DELAYED, 600.0, 2 * 3600.0, "2h"),
    ],
)
def test_a_quote_that_came_long_after_its_trade_is_as_old_as_the_trade(
    state: QuoteState, delay: float, traded_ago: float, expected: str
) -> None:
    quote = Quote("IWM", 1.0, time=CLOSE - traded_ago, received_at=CLOSE - 5.0, delay_s=delay)
    assert age_word(quote, state, CLOSE) == expected
