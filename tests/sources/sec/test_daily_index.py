"""Daily index: exact forms, members only, each filing once; a file of another shape is refused."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.sources.base import BadData
from r2k_tui.sources.sec.daily_index import address_of, parse_daily_index
from tests.cases import cases
from tests.fakes.sec_server import daily_index, index_path

DAY = date(2025, 9, 17)
ISSUERS = {"1001", "1002"}


def row(cik: str, form: str, number: int, name: str = "SOME INC", day: str = "20250917") -> str:
    return f"{cik}|{name}|{form}|{day}|edgar/data/{cik.strip()}/0000000001-25-{number:06d}.txt"


def test_exact_forms_of_members_once_each() -> None:
    rows = [
        row("1001", "4", 1),
        row("9001", "4", 1, "DOE JANE"),
        row("1001", "4", 1),
        row("1001", "424B2", 2),
        row("1001", "40-F", 3),
        row("1001", "3", 4),
        row("1001", "4/A", 5),
        row("0000001002", "4", 6, "A|B HOLDINGS|CO"),
        row("3003", "4", 7),
        row("1001", "4", 8, day="2025-09-17"),
    ]
    found = parse_daily_index(daily_index(rows), DAY, ISSUERS)
    assert [(one.accession[-2:], one.form, one.issuer) for one in found] == [
        ("01", "4", "1001"),
        ("05", "4/A", "1001"),
        ("06", "4", "1002"),
        ("08", "4", "1001"),
    ]
    assert found[0].address == "https://www.sec.gov/Archives/edgar/data/1001/0000000001-25-000001.txt"
    assert {one.filed for one in found} == {"2025-09-17"}


def test_both_spellings_of_the_header_and_line_ends_of_two_kinds() -> None:
    for header in ("CIK|Company Name|Form Type|Date Filed|Filename", "CIK|Company Name|Form Type|Date Filed|File Name"):
        data = daily_index([row("1001", "4", 1)], header)
        assert len(parse_daily_index(data, DAY, ISSUERS)) == 1
        assert len(parse_daily_index(data.replace(b"\n", b"\r\n"), DAY, ISSUERS)) == 1


def test_a_day_without_filings_of_members_is_no_error() -> None:
    assert parse_daily_index(daily_index([]), DAY, ISSUERS) == ()


@cases(
    ("data", "words"),
    [
        (b"", "another header"),
        (b"<html>x</html>", "another header"),
        (daily_index([], "Form Type|Company Name|CIK|Date Filed|File Name"), "another header"),
        (daily_index([row("1001", "4", 1)]) + b"1001|SOME INC|4|2025", "cut off"),
        (daily_index([row("1001", "4", 1, day="20250916")]), "of 2025-09-17 lists filings of 2025-09-16"),
        (daily_index(["1001|SOME INC|4|20250917|edgar/data/1001/../../etc/passwd"]), "names no filing"),
        (daily_index(["1001|SOME INC|4|soon|edgar/data/1001/0000000001-25-000001.txt"]), "names no filing"),
    ],
)
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadData, match=words):
        parse_daily_index(data, DAY, ISSUERS)


def test_addresses_by_quarter() -> None:
    assert address_of(date(2026, 10, 5)).endswith("/daily-index/2026/QTR4/master.20261005.idx")
    assert address_of(date(2026, 3, 31)).endswith(index_path("2026-03-31"))


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with suppress(BadData):
        parse_daily_index(daily_index([]) + data, DAY, ISSUERS)
