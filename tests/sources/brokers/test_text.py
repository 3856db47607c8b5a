"""Files that are no exports, each told plainly, and the delimiters of those that are."""

from __future__ import annotations

import pytest

from r2k_tui.sources.brokers.export import UnreadableExport
from r2k_tui.sources.brokers.text import MOST_BYTES, table_text
from tests.cases import cases


@cases(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n\n", "the file is empty"),
        (b"\n <!DOCTYPE html><html>", "a web page"),
        (b"PK\x03\x04\x14\x00rest", "a spreadsheet"),
        (b"%PDF-1.7", "a PDF"),
        ("symbol,shares\n".encode("utf-16"), "UTF-16"),
        ("symbol,shares\n".encode("utf-16-le"), "not a text file in UTF-8"),
        (b"symbol,shares,cost\nIWM,1,2\nA\xe9B,1,2\n", "line 3, byte 2: not UTF-8"),
        (b"a," * (MOST_BYTES // 2 + 1), "more than 10 MB"),
        (b'a,b\n"open,1\n' + b"x,1\n" * 60, "line 2: a quotation mark is never closed"),
        (b"a,b\n" + b'"' + b"x" * 200_000 + b'",1\n', "line 2: not a row of a CSV file"),
    ],
)
def test_what_is_no_table(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableExport, match=words):
        table_text(data)


@cases("mark", [",", ";", "\t"])
def test_delimiters_lines_and_blank_rows(mark: str) -> None:
    text = "\r\n".join(
        ("Title", "", mark.join(("a", "b", "c")), mark.join(("1", ' "2" ' if mark != "," else "2", "3")))
    )
    table = table_text(text.encode())
    assert table.delimiter == mark
    assert [row.line for row in table.rows] == [1, 3, 4]
    assert table.rows[1].cells == ("a", "b", "c")


@pytest.mark.parametrize("row", ["SPY;2,5;1.234,56", "SPY;1,000,000;2,000.5"])
def test_commas_of_numbers_delimit_nothing(row: str) -> None:
    table = table_text(f"symbol;shares;cost\nIWM;1;2\n{row}\n".encode())
    assert table.delimiter == ";" and [len(one.cells) for one in table.rows] == [3, 3, 3]


def test_nothing_of_a_cell_reaches_the_terminal_as_an_escape() -> None:
    assert table_text(b"a,b\n\x1b[31mred,1\n").rows[1].cells == ("[31mred", "1")
