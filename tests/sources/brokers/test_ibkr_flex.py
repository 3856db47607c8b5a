"""IBKR's Flex query, plain and with headers and trailers, and the table of a portfolio."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.sources.brokers.export import UnreadableExport
from r2k_tui.sources.brokers.ibkr_flex import is_flex, parse_flex
from r2k_tui.sources.brokers.text import table_text
from tests.sources.brokers.exports import FLEX, SCHWAB


def test_a_query() -> None:
    table = table_text(FLEX)
    assert is_flex(table) and not is_flex(table_text(SCHWAB))
    export = parse_flex(table)
    assert [(p.account, p.symbol, p.shares, p.opened) for p in export.positions] == [
        ("U123", "IWM", 150.0, date(2025, 4, 8)),
        ("U124", "ABC", -5.0, None),
    ]
    assert [(c.account, c.amount) for c in export.cash] == [("U123", 1000.0)], "the sum in base is not counted twice"
    assert [row.line for row in export.left_out] == [4]


def test_the_same_with_headers_and_trailers() -> None:
    lines = FLEX.decode().splitlines()
    marked = ['"BOF","U123"', '"BOS","POST"']
    marked += [f'"{"HEADER" if line.startswith(chr(34) + "Client") else "DATA"}","POST",{line}' for line in lines]
    export = parse_flex(table_text("\n".join([*marked, '"EOS","POST"', '"EOF","U123"']).encode()))
    assert [p.symbol for p in export.positions] == ["IWM", "ABC"]


def test_the_table_of_a_portfolio() -> None:
    text = b"Financial Instrument,Position,Last,Avg Price,Currency\nIWM@ARCA,100,210,200.5,USD\n"
    assert is_flex(table_text(text))
    export = parse_flex(table_text(text))
    assert [(p.symbol, p.shares, p.cost) for p in export.positions] == [("IWM", 100.0, 200.5)]


def test_without_a_cost() -> None:
    with pytest.raises(UnreadableExport, match="line 1: no column OpenPrice or CostBasisPrice"):
        parse_flex(table_text(FLEX.replace(b'"OpenPrice"', b'"Paid"')))
