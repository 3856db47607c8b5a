"""Where the columns of a list are, whatever stands before them."""

from __future__ import annotations

import pytest

from r2k_tui.sources.holdings.columns import find_header
from r2k_tui.sources.holdings.errors import ColumnsMissing, NotAList
from tests.cases import cases

TITLES = "Ticker,Name,Sector,Asset Class,Weight (%),Price"


def test_a_header_behind_a_preamble_is_found() -> None:
    found = find_header(["Fund Holdings as of,Sep 18 2025", "Shares Outstanding,1", "", TITLES, "A,B,C,D,1,2"])
    assert (found.line, found.width) == (3, 6)
    assert found.place == {"ticker": 0, "name": 1, "sector": 2, "asset_class": 3, "weight": 4, "price": 5}


def test_titles_are_known_however_they_are_written() -> None:
    found = find_header(["symbol,NAME,sector,asset_class,weight_pct,Yahoo Symbol"])
    assert (found.place["ticker"], found.place["weight"], found.place["symbol"]) == (0, 4, 5)


def test_the_line_with_the_most_titles_is_the_header() -> None:
    assert find_header(["Ticker,Name,Sector", TITLES]).line == 1


def test_a_missing_column_is_named_with_what_might_be_it() -> None:
    with pytest.raises(ColumnsMissing, match=r"line 1: no column Sector \(is 'sectors' it\?\)"):
        find_header(["Ticker,Name,Sectors,Asset Class,Weight (%)"])


@cases("lines", [[], ["<html>"], ["a,b,c"], [""] * 60 + [TITLES], ["Ticker," * 1000 + TITLES]])
def test_what_is_no_list(lines: list[str]) -> None:
    with pytest.raises(NotAList):
        find_header(lines)
