"""Errors of a list of members, each of a kind of its own."""

from __future__ import annotations

import pytest

from r2k_tui.sources.holdings.errors import (
    BadHoldingRow,
    ColumnsMissing,
    HoldingsError,
    ListTruncated,
    NotAList,
    TickersTwice,
    WeightsOff,
)
from tests.cases import cases
from tests.fakes.invented_holdings import HEADER, PREAMBLE, export, row, rows
from tests.sources.holdings.lists import parsed


def cut(share: float) -> bytes:
    data = export()
    return data[: int(len(data) * share)]


def lighter() -> bytes:
    return export([row(f"S{i:03d}", f"COMPANY {i}", 2.0) for i in range(40)])


def cut_between_rows() -> bytes:
    lines = (*PREAMBLE, HEADER, *rows()[:30])
    return "\n".join(lines).encode()


@cases(
    ("data", "error", "words"),
    [
        (b"", NotAList, "empty"),
        (b"<!DOCTYPE html><html><body>Consent</body></html>", NotAList, "web page"),
        (b"\xef\xbb\xbf\n <html>", NotAList, "web page"),
        (b"PK\x03\x04\0\0\0" * 1000, NotAList, "binary"),
        (b"\xff\xfeT\x20i", NotAList, "UTF-8"),
        (b"hello\nworld\n" * 2000, NotAList, "no header"),
        (cut(0.5), ListTruncated, "fetch it again|fetch the list again"),
        (cut(0.7), ListTruncated, "fetch it again|fetch the list again"),
        (cut_between_rows(), ListTruncated, "ends without"),
        (export(header=HEADER.replace("Weight (%)", "Weighting")), ColumnsMissing, r"Weight \(%\) \(is 'weighting' it"),
        (export(header=HEADER.replace("Ticker", "Tick").replace("Sector", "Branch")), ColumnsMissing, "Ticker"),
        (lighter(), WeightsOff, "80.00%"),
        (export([*rows(), row("S001", "COMPANY 1 INC", 0.0)]), TickersTwice, "S001"),
        (export([r.replace('"2.41"', '"two"') for r in rows()]), BadHoldingRow, "'two' is not a number"),
        (export([*rows()[:5], '"S005","only two"', *rows()[6:]]), BadHoldingRow, "line 16: 2 cells, the header has 15"),
        (export(rows()[:3]), ListTruncated, "3 rows"),
    ],
)
def test_what_is_wrong_is_named(data: bytes, error: type[HoldingsError], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        parsed(data)
    assert caught.value.kind == error.kind


def test_errors_have_kinds_of_their_own() -> None:
    kinds = [cls.kind for cls in HoldingsError.__subclasses__()]
    assert len(set(kinds)) == len(kinds) == 11
