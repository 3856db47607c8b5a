"""A halt as JSON."""

from __future__ import annotations

from r2k_tui.commands.shared.halts import halt_data
from r2k_tui.model.halts.halt import MARKET, Halt
from tests.fakes.nasdaq_trader_server import NOW


def test_none_is_none() -> None:
    assert halt_data(None) is None


def test_times_have_an_offset_and_what_is_not_known_is_null() -> None:
    data = halt_data(Halt("ABCD", NOW, "T1"))
    assert data is not None and data["since"] == "2026-10-06T14:40:00.000+00:00"
    assert (data["code"], data["words"], data["market_wide"]) == ("T1", "news pending", False)
    assert {data[name] for name in ("resumption_quotes", "resumption_trades", "threshold_price", "missing_since")} == {
        None
    }


def test_the_market() -> None:
    data = halt_data(Halt(MARKET, NOW, "MWC1"))
    assert data is not None and data["market_wide"] is True
