"""Files of FINRA: read by the names of their columns, every trap named, nothing made up."""

from __future__ import annotations

from array import array
from datetime import date

import pytest

from r2k_tui.model.index.short_interest import REVISED, SPLIT
from r2k_tui.sources.base import BadData
from r2k_tui.sources.finra.parse import ShortRows, parse_settlement
from tests.cases import cases
from tests.fakes.finra_server import HEADER, PAGE, file_of, short

DAY = date(2025, 8, 29)


def parsed(*lines: str, header: str = HEADER, end: str = "\n") -> ShortRows:
    return parse_settlement(file_of(DAY.isoformat(), *lines, header=header, end=end), DAY)


def row(found: ShortRows, symbol: str) -> tuple[float | None, float | None, float | None, int]:
    place = found.symbols.index(symbol)
    values = (array("d", column)[place] for column in (found.shares, found.previous, found.cover))
    shares, previous, cover = (None if value != value else value for value in values)
    return shares, previous, cover, found.flags[place]


def test_columns_are_found_by_name_whatever_their_order() -> None:
    names = HEADER.split("|")
    turned = ["extra", *reversed(names)]
    line = short("ABC", 160616, previous=150000, cover="4.01").replace("{day}", "2025-08-29").split("|")
    lines = ["|".join(["?", *reversed(line)])]
    others = file_of("2025-08-29").decode().splitlines()[1:]
    lines += ["|".join(["?", *reversed(other.split("|"))]) for other in others]
    found = parse_settlement("\n".join(["|".join(turned), *lines]).encode(), DAY)
    assert row(found, "ABC") == (160616.0, 150000.0, 4.01, 0)
    assert len(found.symbols) == 1201 and found.note == ""


def test_carriage_returns_a_mark_at_the_start_and_quotes() -> None:
    data = b"\xef\xbb\xbf" + file_of("2025-08-29", short('"ABC"', '"1,606,163"', name='The "Best'), end="\r\n")
    assert row(parse_settlement(data, DAY), "ABC")[0] == 1606163.0


def test_999_99_days_are_unknown_and_so_is_what_is_no_number() -> None:
    found = parsed(
        short("AAA", 10, cover="999.99"),
        short("BBB", 20, cover="", previous="-5"),
        short("CCC", 30, cover="NaN", previous="1e30"),
        short("DDD", 0, cover="-1", previous="many"),
        short("EEE", 40, cover="0.00", previous=0),
    )
    assert [row(found, name)[:3] for name in ("AAA", "BBB", "CCC", "DDD", "EEE")] == [
        (10.0, None, None),
        (20.0, None, None),
        (30.0, None, None),
        (0.0, None, None),
        (40.0, 0.0, 0.0),
    ]


@cases("shares", ["", "-1", "1e15", "nan", "inf", "ten", "1.5.2", "0x10", "9" * 30])
def test_a_line_without_shares_short_is_left_out_and_counted(shares: str) -> None:
    found = parsed(short("AAA", shares), short("BBB", 7))
    assert "AAA" not in found.symbols and row(found, "BBB")[0] == 7.0
    assert found.note.startswith("1 line left out, first line 2: AAA has ")


def test_hostile_text_is_never_passed_on() -> None:
    found = parsed(short("\x1b[2J", 1), short("AAA", "[bold]\x1b]0;x\x07"))
    assert "\x1b" not in found.note and "\x07" not in found.note
    assert found.note.startswith("2 lines left out")


def test_splits_revisions_and_a_symbol_twice() -> None:
    found = parsed(
        short("AAA", 1, split="S"),
        short("BBB", 2, revised="R"),
        short("BBB", 3),
        short("CCC", 4),
        short("CCC", 5),
        short("DDD", 6, split="N", revised="0"),
        short("EEE", 7, revised="R"),
        short("EEE", 8, revised="R"),
    )
    assert [row(found, name)[::3] for name in ("AAA", "BBB", "CCC", "DDD", "EEE")] == [
        (1.0, SPLIT),
        (2.0, REVISED),
        (5.0, 0),
        (6.0, 0),
        (8.0, REVISED),
    ]
    assert found.note == "3 symbols twice, the revised or last line used"


def test_lines_of_other_lengths_are_left_out() -> None:
    found = parsed("20250829|AAA|cut", short("BBB", 1) + "|one more", short("CCC", 2))
    assert "AAA" not in found.symbols and "BBB" not in found.symbols and "CCC" in found.symbols
    assert found.note == "2 lines left out, first line 2: 3 cells, where the header has 14"


@cases(
    ("data", "words"),
    [
        (PAGE, "FINRA answered with a page instead of data: “Scheduled downtime”"),
        (b'{"statusCode": 500}', "a page instead of data"),
        (b'<?xml version="1.0"?><Error/>', "a page instead of data"),
        (b"", "another header: no column symbolCode"),
        (b"\xff\xfe\x00\x01" * 50, "another header"),
        (HEADER.replace("daysToCoverQuantity", "daysToCover").encode(), "another header: no column daysToCoverQ"),
        (f"{HEADER}|symbolCode\n".encode(), "another header: a column is there twice"),
        (HEADER.encode(), "has no lines"),
        (file_of("2025-08-15"), "is of settlement '2025-08-15'"),
        (file_of("2025-08-29", *(short(f"X{n}", "") for n in range(200))), "is not usable: 200 of 1,400 lines"),
        ((HEADER + "\n" * 200_001).encode(), "has more than 200,000 lines"),
    ],
)
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadData) as caught:
        parse_settlement(data, DAY)
    assert words in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_a_line_without_end_costs_itself_only() -> None:
    found = parsed(short("AAA", 1, name="x" * 300_000), short("BBB", 2))
    assert "AAA" not in found.symbols and "BBB" in found.symbols
