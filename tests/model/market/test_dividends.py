"""A record of dividends on the wire and in the store."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.dividends import Dividend, DividendRecord


def test_it_comes_back_as_it_was() -> None:
    record = DividendRecord("IWM", (Dividend("2025-03-20", 0.5),), "yahoo", 5.0)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(record), type=DividendRecord) == record
