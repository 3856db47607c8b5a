"""What every table of the settings is made of: closed to unknown keys, and immutable."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

from r2k_tui.config.section import RANGE, STREAM_URL, URL, Amount, Seconds, Section, Symbol, without_password
from tests.cases import cases


class Till(Section, frozen=True):
    symbol: Symbol = "IWM"
    opens_after: Seconds = 0.0
    cash: Amount = 0.0


@cases(
    "table",
    [{"sybol": "IWM"}, {"symbol": "a/b"}, {"symbol": ""}, {"opens_after": -1}, {"opens_after": 86_401}, {"cash": 1e13}],
)
def test_what_a_table_does_not_take(table: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(table, Till)


def test_what_it_takes_cannot_be_changed() -> None:
    till = msgspec.convert({"symbol": "^RUT", "cash": -5}, Till)
    assert till == Till("^RUT", 0.0, -5.0)
    with pytest.raises(AttributeError):
        till.cash = 1.0  # type: ignore[misc]


def test_patterns_of_ranges_and_addresses() -> None:
    assert [name for name in ("1D", "MAX", "2D", "1DX") if re.search(RANGE, name)] == ["1D", "MAX"]
    addresses = ("", "http://a", "https://a", "ws://a", "wss://a", "ftp://a", "http://a b")
    assert [a for a in addresses if re.search(URL, a)] == ["", "http://a", "https://a"]
    assert [a for a in addresses if re.search(STREAM_URL, a)] == ["", "ws://a", "wss://a"]


@cases(
    ("address", "shown"),
    [
        ("http://ann:s3cret@proxy.example:3128", "http://ann:********@proxy.example:3128"),
        ("socks5h://ann@proxy.example:1080", "socks5h://ann@proxy.example:1080"),
        ("http://proxy.example:3128", "http://proxy.example:3128"),
        ("", ""),
    ],
)
def test_a_password_in_an_address_is_masked(address: str, shown: str) -> None:
    assert without_password(address) == shown
