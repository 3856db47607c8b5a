"""What is a ratio, and what only looks like one."""

from __future__ import annotations

from r2k_tui.model.ratio import all_legs, fault_of, hint_for, is_ratio, legs_of
from tests.cases import cases


@cases("symbol", ["IWM/SPY", "^RUT/^GSPC", "BTC-USD/ETH-USD", "EURUSD=X/GLD"])
def test_two_symbols_with_a_slash(symbol: str) -> None:
    assert is_ratio(symbol)
    assert fault_of(symbol) == ""
    assert "/".join(legs_of(symbol)) == symbol


@cases("symbol", ["IWM", "BRK-B", "BTC-USD", "^RUT", "RTY=F", "EURUSD=X", "VOD.L"])
def test_no_ticker_is_taken_for_a_ratio(symbol: str) -> None:
    assert not is_ratio(symbol)
    assert (legs_of(symbol), fault_of(symbol)) == ((symbol,), "")


@cases(
    ("symbol", "words"),
    [("IWM/IWM", "always 1"), ("IWM/", "two symbols"), ("/SPY", "two symbols"), ("A/B/C", "one slash")],
)
def test_what_is_no_ratio_is_told(symbol: str, words: str) -> None:
    assert words in fault_of(symbol)


def test_a_share_class_is_hinted_at() -> None:
    assert hint_for("BRK/B") == " (a share class is written BRK-B)"
    assert hint_for("IWM/SPY") == ""


def test_each_leg_is_requested_once() -> None:
    assert all_legs(("IWM/SPY", "SPY", "")) == ("IWM", "SPY")
