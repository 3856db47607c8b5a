"""The documented form in its variants."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.sources.brokers.export import UnreadableExport
from r2k_tui.sources.brokers.generic import is_generic, parse
from r2k_tui.sources.brokers.text import table_text
from tests.cases import cases
from tests.sources.brokers.exports import GENERIC


def test_the_form() -> None:
    assert is_generic(table_text(GENERIC))
    export = parse(table_text(GENERIC))
    assert [(p.symbol, p.shares, p.cost, p.opened) for p in export.positions] == [
        ("IWM", 100.0, 210.5, date(2025, 4, 8)),
        ("VOD.L", 5.0, 72.0, None),
        ("BRK-B", -2.0, None, None),
    ]
    assert [(c.amount, c.account) for c in export.cash] == [(500.0, "main")]


def test_semicolons_and_decimal_commas() -> None:
    export = parse(table_text(b"ticker;quantity;price\nIWM;1.000;210,50\n"))
    assert [(p.shares, p.cost) for p in export.positions] == [(1000.0, 210.5)]


def test_a_cost_in_pence_is_no_cost_in_pounds() -> None:
    text = b"symbol,shares,cost,currency\nVOD.L,1,72,GBp\nVOD.L,1,72,GBX\nVOD.L,1,0.72,gbp\n"
    assert [position.cost for position in parse(table_text(text)).positions] == [72.0, 72.0, 72.0]


def test_a_price_of_the_market_is_no_cost() -> None:
    with pytest.raises(UnreadableExport, match=r"line 1: no column cost"):
        parse(table_text(b"Symbol,Quantity,Price,Cost Basis Total,Market Value\nIWM,100,210,20000,21000\n"))
    (position,) = parse(table_text(b"symbol,quantity,price,cost,value\nIWM,100,210,200,21000\n")).positions
    assert position.cost == 200.0


@cases(
    ("text", "words"),
    [
        (b"symbol,shares\nIWM,1\n", r"line 1: no column cost"),
        (b"symbol,count,cost\nIWM,1,2\n", r"line 1: no column shares; the columns are symbol, count, cost"),
        (b'symbol,shares,cost\nIWM,1,"12,5"\n', r'line 2, column 3 \(cost\): "12,5" has a decimal comma'),
        (b"symbol;shares;cost\nIWM;1,234;2\n", r"line 2: a comma may mark thousands or decimals"),
        (b"symbol,shares,cost\nIWM,1,-2\n", r"line 2: a cost below zero"),
        (b"symbol,shares,cost,opened\nIWM,1,2,soon\n", r"line 2, column 4 \(opened\)"),
    ],
)
def test_what_is_wrong_with_it(text: bytes, words: str) -> None:
    with pytest.raises(UnreadableExport, match=words):
        parse(table_text(text))
