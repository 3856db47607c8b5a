"""The SEC's list of companies by CIK."""

from __future__ import annotations

import json
from typing import Any

import pytest

from r2k_tui.sources.base import BadData
from r2k_tui.sources.sec.companies import parse_companies


def body(*entries: Any) -> bytes:
    return json.dumps({str(at): entry for at, entry in enumerate(entries)}).encode()


def entry(cik: object, ticker: object) -> dict[str, object]:
    return {"cik_str": cik, "ticker": ticker, "title": "Some Inc"}


def test_symbols_of_each_company_in_the_order_of_the_list() -> None:
    data = body(entry(7, "mog-a"), entry(8, "ABC"), entry(7, "MOG-B"), entry(7, "MOG-A"), entry(9, "BRK.B"))
    found = parse_companies(data, {"ABC": "ABC1"}, 5.0)
    assert found.symbols == {"7": ("MOG-A", "MOG-B"), "8": ("ABC1",), "9": ("BRK-B",)}
    assert found.issuers(["MOG-B", "BRK-B", "XYZ"]) == {"7": ("MOG-B",), "9": ("BRK-B",)}


def test_malformed_entries_are_left_out() -> None:
    bad = [entry("7", "AAA"), entry(True, "AAA"), entry(-1, "AAA"), entry(2**40, "AAA"), entry(7, None), 5, None]
    assert parse_companies(body(*bad, entry(8, "BBB")), {}, 5.0).symbols == {"8": ("BBB",)}
    with pytest.raises(BadData, match="holds none"):
        parse_companies(body(*bad), {}, 5.0)
    with pytest.raises(BadData):
        parse_companies(b"[]", {}, 5.0)
