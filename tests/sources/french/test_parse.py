"""Files of the factor library in the shapes that its server and spreadsheets give them, and those that are refused."""

from __future__ import annotations

from datetime import date
from math import isnan, nan
from pathlib import Path

import pytest

from r2k_tui.model.factors.table import FactorTable
from r2k_tui.sources.base import BadData
from r2k_tui.sources.french.parse import next_month, parse_table
from tests.cases import cases
from tests.fakes.french_server import COLUMNS, LAST, STEMS, months, return_of, row, rows, text_of

TODAY = date(2025, 10, 9)
DAILY = [row(f"202508{day:02d}", 0.1, 0.2, 0.3, 0.01) for day in range(1, 29)]


def parsed(text: str, name: str = "ff3") -> FactorTable:
    return parse_table(text.encode("latin-1"), name, TODAY, "test", 5.0)


def refusal(text: str, name: str = "ff3") -> str:
    with pytest.raises(BadData) as told:
        parsed(text, name)
    return str(told.value)


@cases("name", STEMS)
def test_a_whole_file_becomes_fractions_by_month(name: str) -> None:
    table = parsed(text_of(name), name)
    assert (table.name, table.vintage, table.source, table.fetched_at) == (name, str(LAST), "test", 5.0)
    assert table.factors == tuple(COLUMNS[name].split(",")) and table.is_sound
    assert list(table.month_numbers()) == months()
    assert table.numbers()[0] == return_of(0, 0) / 100
    if table.factors[-1] == "RF":
        assert table.numbers()[-1] == pytest.approx(0.003)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_end_of_lines_does_not_matter(end: str) -> None:
    assert len(parsed(text_of("mom", end=end), "mom")) == 48


def test_letters_beyond_ascii_and_a_byte_order_mark_are_no_obstacle() -> None:
    assert "\u00e9" in text_of("ff3")
    text = text_of("ff3")
    marked = b"\xef\xbb\xbf" + text[text.index(",Mkt-RF") :].encode("latin-1")
    assert len(parse_table(marked, "ff3", TODAY, "test")) == 48


@cases(
    ("sentence", "vintage"),
    [
        ("This file was created by CMPT_ME using the 202507 CRSP database.  It", "202507"),
        ("This file was created by using the 202507 CRSP database.,,,,", "202507"),
        ("Created from CRSP,,,", ""),
        ("using the 202513 CRSP database", ""),
        ("", ""),
    ],
)
def test_the_vintage_is_the_month_of_the_database_where_one_is_named(sentence: str, vintage: str) -> None:
    assert parsed(text_of("ff3", vintage=sentence)).vintage == vintage


def test_commas_that_a_spreadsheet_adds_are_ignored() -> None:
    lines = [f"{line},," for line in rows("mom")]
    text = text_of("mom", lines, vintage="created using the 202508 CRSP database.,,", names=",Mom,,").replace(
        "\r\n\r\n", "\r\n,,,\r\n"
    )
    assert len(parsed(text, "mom")) == 48


def test_commas_after_the_names_alone_are_ignored_too() -> None:
    assert len(parsed(text_of("mom", names=",Mom,,"), "mom")) == 48


def test_both_marks_of_missing_returns_are_unknown() -> None:
    lines = rows("ff3")
    lines[1], lines[2] = row(months()[1], -99.99, 1.0, -999.0, 0.3), row(months()[2], " -999", 2.0, "-99.990", 0.3)
    found = list(parsed(text_of("ff3", lines)).numbers()[4:12])
    assert [isnan(value) for value in found] == [True, False, True, False, True, False, True, False]


def test_years_below_the_months_are_not_read() -> None:
    assert len(parsed(text_of("ff3"))) == len(parsed(text_of("ff3", annual=False))) == 48


def test_blocks_before_the_months_are_passed_over() -> None:
    annual = ["Annual first", f",{COLUMNS['ff3']}", row("  2024", 1.0, 1.0, 1.0, 1.0), ""]
    weights = ["Other weights", ",Mkt-RF,SMB", row(LAST, 1.0, 1.0), ""]
    assert parsed("\r\n".join([*annual, *weights, text_of("ff3")])) == parsed(text_of("ff3"))


def test_columns_in_another_order_and_further_ones_are_read_by_name() -> None:
    lines = [row(month, 0.3, "x", 1.0, 2.0, 3.0) for month in months()]
    table = parsed(text_of("ff3", lines, names=",rf,Other,HML,SMB,Mkt-RF "))
    assert table.factors == ("Mkt-RF", "SMB", "HML", "RF")
    assert list(table.numbers()[:4]) == pytest.approx([0.03, 0.02, 0.01, 0.003])


def test_percent_signs_say_what_is_known() -> None:
    lines = [row(month, "1.10%", "-0.42%", "0.31%", "0.33%") for month in months()]
    assert list(parsed(text_of("ff3", lines)).numbers()[:4]) == pytest.approx([0.011, -0.0042, 0.0031, 0.0033])


def test_a_whole_column_of_unknown_returns_is_read() -> None:
    assert isnan(parsed(text_of("mom", [row(month, -99.99) for month in months()]), "mom").numbers()[0])


class TestIsRefused:
    def test_with_no_table_in_it(self) -> None:
        assert refusal("").endswith("F-F_Research_Data_Factors.csv is empty") and "is empty" in refusal(" \r\n\r\n")
        for text in ("<!DOCTYPE html><html></html>", "\n <html>", "a\x00b"):
            assert "is a web page or no text" in refusal(text)
        assert "no line of column names such as ',Mom'" in refusal("hello\n\nworld\n", "mom")
        assert "no line of column names" in refusal(",Mkt-RF,SMB,HML,RF")

    def test_with_the_columns_of_another_file(self) -> None:
        words = refusal(text_of("ff3"), "ff5")
        assert words.startswith("F-F_Research_Data_5_Factors_2x3.csv line 4: no column RMW, CMA in ',Mkt-RF,SMB,HML,RF")
        assert "no column Mom" in refusal(text_of("ff3"), "mom")
        assert "two columns are called SMB" in refusal(text_of("ff3", names=",Mkt-RF,SMB,SMB,HML,RF"))

    def test_with_daily_returns(self) -> None:
        assert "holds daily returns, not monthly ones" in refusal(text_of("ff3", DAILY, annual=False))

    def test_with_years_alone(self) -> None:
        words = refusal(text_of("ff3", [row("2023", 1.0, 1.0, 1.0, 1.0)], annual=False))
        assert words == "F-F_Research_Data_Factors.csv line 5: '2023' is no month such as 202608"

    def test_wherever_it_is_cut_off_within_the_months(self) -> None:
        text = text_of("mom", annual=False)
        start, end = text.index("202109") + 7, text.index("\r\n\r\nCopyright") + 3
        for kept in range(start, end):
            line = text[:kept].removesuffix("\r\n").removesuffix("\r").count("\n") + 1
            words = f"F-F_Momentum_Factor.csv line {line}: the file ends within the monthly returns, so it is cut off"
            assert refusal(text[:kept], "mom") == words, kept

    def test_with_a_row_cut_off_in_the_middle(self) -> None:
        text = text_of("ff3").replace(rows("ff3")[20], rows("ff3")[20][:17])
        assert "line 25: 3 cells where the line of names has 5; the row is cut off" in refusal(text)

    @cases(
        ("line", "words"),
        [
            (row(LAST, 1.0, 2.0), "3 cells where the line of names has 5; the row is cut off"),
            (row(LAST, 1.0, 2.0, 3.0, 0.3, 4.0), "6 cells where"),
            (row(LAST, 1.0, 2.0, "", 0.3), "'' is no return of a month in percent"),
            (row(LAST, 1.0, 2.0, "n/a", 0.3), "'n/a' is no return"),
            (row(LAST, 1.0, 2.0, "inf", 0.3), "'inf' is no return"),
            (row(LAST, 1.0, 2.0, "nan", 0.3), "'nan' is no return"),
            (row(LAST, 1.0, 2.0, "120.5", 0.3), "'120.5' is no return"),
            (row(LAST, 1.0, 2.0, "\x1b[31m1", 0.3), "'[31m1' is no return"),
            (row(202513, 1.0, 2.0, 3.0, 0.3), "'202513' is no month"),
            (row("2025-08", 1.0, 2.0, 3.0, 0.3), "'2025-08' is no month"),
            (row("20250829", 1.0, 2.0, 3.0, 0.3), "'20250829' is no month"),
            (row(202507, 1.0, 2.0, 3.0, 0.3), "202507 is not later than the month before it, 202507"),
            (row(202001, 1.0, 2.0, 3.0, 0.3), "202001 is not later than the month before it, 202507"),
            (row(202509, 1.0, 2.0, 3.0, 0.3), "202509 follows 202507, so a month is missing"),
        ],
    )
    def test_with_a_wrong_row(self, line: str, words: str) -> None:
        found = refusal(text_of("ff3", [*rows("ff3")[:-1], line]))
        assert found.startswith("F-F_Research_Data_Factors.csv line 52: ") and words in found

    def test_with_a_month_that_is_not_over(self) -> None:
        assert len(parsed(text_of("ff3", rows("ff3", last=202509)))) == 48
        assert "line 52: 202510 is not over yet, by a clock that shows 2025-10-09" in refusal(
            text_of("ff3", rows("ff3", last=202510))
        )

    def test_with_fractions(self) -> None:
        small = [row(month, "0.0110", "-0.0042", "0.0031", "0.0033") for month in months()]
        assert "fractions where percent were expected" in refusal(text_of("ff3", small))
        assert len(parsed(text_of("ff3", small[-23:]))) == 23, "too few to judge"


def test_the_month_after_december_is_january() -> None:
    assert (next_month(202511), next_month(202512)) == (202512, 202601)


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "count", "first", "last", "vintage", "known"),
    [
        (
            "ff3",
            1199,
            192607,
            202605,
            "202605",
            {192607: (0.0289, -0.0255, -0.0239, 0.0022), 192704: (0.0047, 0.0039, 0.0065, 0.0025)},
        ),
        ("ff5", 756, 196307, 202606, "202606", {196307: (-0.0039, -0.0048, -0.0081, 0.0064, -0.0115, 0.0027)}),
        ("mom", 1193, 192701, 202605, "202605", {192701: (0.0057,), 192706: (0.0054,)}),
    ],
)
def test_real_files(
    market_data: Path, name: str, count: int, first: int, last: int, vintage: str, known: dict[int, tuple[float, ...]]
) -> None:
    data = (market_data / "factors" / f"{STEMS[name]}.csv").read_bytes()
    table = parse_table(data, name, date(2026, 11, 29), "test")
    found = table.month_numbers()
    assert (len(table), found[0], found[-1], table.vintage) == (count, first, last, vintage)
    assert nan not in table.numbers()
    width = len(table.factors)
    for month, values in known.items():
        at = list(found).index(month) * width
        assert tuple(table.numbers()[at : at + width]) == pytest.approx(values, abs=1e-12)


@pytest.mark.realdata
def test_a_real_daily_file_is_no_monthly_one(market_data: Path) -> None:
    data = (market_data / "factors" / "F-F_Research_Data_Factors_daily.csv").read_bytes()
    with pytest.raises(BadData, match="holds daily returns, not monthly ones"):
        parse_table(data, "ff3", date(2026, 11, 29), "test")
