"""The common exports: their separators, encodings, titles, dates and numbers; what is ambiguous is refused."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import exchange_calendars
import numpy as np
import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import BadData, BarBatch
from r2k_tui.sources.csv_folder.no_session import is_session
from r2k_tui.sources.csv_folder.order import places_in_order
from r2k_tui.sources.csv_folder.source import CsvFolderSource
from r2k_tui.sources.csv_folder.wide import parse_wide
from r2k_tui.sources.replay.days import days_of_folder

NOW = datetime(2025, 9, 22, 8, 0, tzinfo=ZoneInfo("America/New_York")).timestamp()
DAYS = ["2025-09-16", "2025-09-17", "2025-09-18"]


def read(folder: Path, text: str | bytes, symbol: str = "AAA", interval: Interval = Interval.D1) -> BarBatch:
    data = text.encode() if isinstance(text, str) else text
    (folder / f"{symbol}.csv").write_bytes(data)
    return made(folder)._bars(symbol, interval, None)


def made(folder: Path) -> CsvFolderSource:
    return CsvFolderSource(folder, clock=lambda: NOW)


def days(batch: BarBatch) -> list[str]:
    return [datetime.fromtimestamp(time, UTC).date().isoformat() for time in batch.bars.times()]


def closes(batch: BarBatch) -> list[float]:
    return list(batch.bars.column("close"))


PLAIN = "Date,Close\n2025-09-16,11\n2025-09-17,12\n2025-09-18,13\n"
EXPORTS = {
    "nasdaq": 'Date,Close/Last,Volume,Open,High,Low\n09/18/2025,$13.00,"1,300",$12.5,$13.5,$12\n'
    "09/17/2025,$12.00,1200,$12,$12,$12\n09/16/2025,$11.00,1100,$11,$11,$11\n",
    "investing": '"Date","Price","Open","High","Low","Vol.","Change %"\n"09/18/2025","13.00","12","14","11","1.23M","0.5%"\n'  # noqa: E501
    '"09/17/2025","12.00","12","14","11","-","0.5%"\n"09/16/2025","11.00","11","14","11","800K","-0.5%"\n',
    "investing, days first": '"Date","Price","Vol."\n"18/09/2025","13","1.2M"\n"17/09/2025","12","2B"\n"16/09/2025","11","1K"\n',  # noqa: E501
    "wsj": "Date, Open, High, Low, Close\n09/18/25, 12, 14, 11, 13\n09/17/25, 12, 14, 11, 12\n09/16/25, 11, 14, 11, 11\n",  # noqa: E501
    "yahoo on the web": "Date\tOpen\tHigh\tLow\tClose*\tAdj Close**\tVolume\n"
    "Sep 18, 2025\t12\t14\t11\t13\t13\t1,300\nSep 17, 2025\t12\t14\t11\t12\t12\t1,200\nSep 16, 2025\t11\t14\t11\t11\t11\t-\n",  # noqa: E501
    "stooq": "Data,Otwarcie,Najwyzszy,Najnizszy,Zamkniecie,Wolumen\n"
    "2025-09-16,11,11,11,11,1\n2025-09-17,12,12,12,12,1\n2025-09-18,13,13,13,13,1\n",
    "stooq in bulk": "<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n"
    + "".join(f"A.US,D,202509{15 + n},000000,{10 + n},{10 + n},{10 + n},{10 + n},5,0\n" for n in (1, 2, 3)),
    "yfinance": "Price,Close,High,Low,Open,Volume\nTicker,AAA,AAA,AAA,AAA,AAA\nDate,,,,,\n"
    + "".join(f"{day},{n},{n},{n},{n},5\n" for n, day in enumerate(DAYS, 11)),
    "yfinance by ticker": "Ticker,BBB,BBB,AAA,AAA\nPrice,Close,Open,Close,Open\nDate,,,,\n"
    + "".join(f"{day},1,1,{n},{n}\n" for n, day in enumerate(DAYS, 11)),
    "alpha vantage": "timestamp,open,high,low,close,volume\n"
    + "".join(f"{day},{n},{n},{n},{n},5\n" for n, day in zip((13, 12, 11), DAYS[::-1], strict=True)),
    "tradingview": "time,open,high,low,close\n"
    + "".join(
        f"{int(datetime.fromisoformat(day + 'T13:30Z').timestamp())},{n},{n},{n},{n}\n"
        for n, day in enumerate(DAYS, 11)
    ),
    "midnight in UTC": "Datetime,Close\n" + "".join(f"{day}T00:00:00Z,{n}\n" for n, day in enumerate(DAYS, 11)),
    "milliseconds": "timestamp,close\n"
    + "".join(f"{int(datetime.fromisoformat(day + 'T00:00Z').timestamp())}000,{n}\n" for n, day in enumerate(DAYS, 11)),
    "semicolons": PLAIN.replace(",", ";"),
    "semicolons, decimal commas": "Datum;Schlusskurs\n16.09.2025;11,00\n17.09.2025;12,00\n18.09.2025;13,00\n",
    "sep": "sep=;\n" + PLAIN.replace(",", ";"),
    "tabs": PLAIN.replace(",", "\t"),
    "pipes": PLAIN.replace(",", "|"),
    "words above": "Some Provider\nData of AAA\n\n" + PLAIN,
    "pandas index": PLAIN.replace("Date", ""),
    "slashes, year first": PLAIN.replace("-", "/"),
}


@pytest.mark.parametrize("export", EXPORTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_an_export_is_read_whole(tmp_path: Path, export: str, encoding: str) -> None:
    batch = read(tmp_path, EXPORTS[export].encode(encoding))
    assert (days(batch), closes(batch)) == (DAYS, [11, 12, 13])
    assert all("Volume" in problem.message for problem in batch.problems)


def test_scaled_volumes_and_currency(tmp_path: Path) -> None:
    batch = read(tmp_path, EXPORTS["investing"])
    volume = list(batch.bars.column("volume"))
    assert (volume[0], volume[2]) == (800_000, 1_230_000)
    assert math.isnan(volume[1])
    assert [problem.message for problem in batch.problems] == [
        "AAA.csv line 3: Volume '-' is not a number; cell left out"
    ]


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (("1,234.56", "7.5"), 1234.56),
        (("1.234,56", "7,5"), 1234.56),
        (("1 234,56", "7,5"), 1234.56),
        (("1'234.56", "7.5"), 1234.56),
        (("1,234,567", "7"), 1234567),
        (("1.234.567", "7"), 1234567),
        (("$1,234.56", "$7"), 1234.56),
        (("1,234.56 €", "7"), 1234.56),
        (("12,345.678", "9"), 12345.678),
        (("2,345", "1,0"), 2.345),
        (("2,345", "1.0"), 2345),
        (("1.5e3", "7"), 1500),
    ],
)
def test_numbers_whose_notation_the_file_proves(tmp_path: Path, cells: tuple[str, str], value: float) -> None:
    text = "Date;Close\n" + "".join(f"{day};{cell}\n" for day, cell in zip(DAYS, cells, strict=False))
    assert closes(read(tmp_path, text))[0] == value


REFUSED = {
    "Date;Close\n2025-09-16;1,234\n2025-09-17;2,345\n": r"AAA\.csv: '1,234' may be 1234 or 1\.234, and no number tells",
    "Date;Close\n2025-09-16;1.234\n2025-09-17;2.345\n": r"AAA\.csv: '1\.234' may be 1234 or 1\.234",
    "Date;Close\n2025-09-16;12,5\n2025-09-17;12.5\n": r"'12\.5' has a decimal point, '12,5' a decimal comma; write",
    "Date,Close\n03/04/2025,1\n05/06/2025,2\n": r"'03/04/2025' may be 2025-04-03 or 2025-03-04, and no row has a day above 12",  # noqa: E501
    "Date,Close\n03.04.2025,1\n05.06.2025,2\n": r"'03\.04\.2025' may be 2025-04-03 or 2025-03-04",
    "Date,Close\n25/04/2025,1\n05/26/2025,2\n": r"line 2 \(25/04/2025\) has the day first, line 3 \(05/26/2025\) has the month",  # noqa: E501
    "Date,Close\n18/09/25,1\n17/09/25,2\n": r"'18/09/25' may be 2025-09-18 or 2018-09-25, and no row tells which",
    "Day of it,Value\n2025-09-16,1\n": r"no column Date or Datetime; expected a header .*; its first line has 'Day of it,Value'",  # noqa: E501
    "Date,Value\n2025-09-16,1\n": r"no price column; expected a header .*; its first line has 'Date,Value'",
    "Date,Last,Price\n2025-09-16,1,2\n": r"the columns last and price, each of which may be Close; keep one",
    "Price,Close,Close\nTicker,BBB,CCC\nDate,,\n2025-09-16,1,2\n": r"has columns of BBB, CCC, none of AAA",
    "Datetime,Close\n2025-09-16 10:00,1\n": r"'2025-09-16 10:00' has no offset such as -04:00 or Z",
    "Date,Time,Close\n09/16/2025,10:00,1\n": r"'09/16/2025 10:00' has no offset such as -04:00 or Z",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_ambiguous_is_refused_by_what_was_seen(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadData, match=REFUSED[text]):
        read(tmp_path, text)


@pytest.mark.parametrize("column", ["Open", "High", "Low", "Close", "Adj Close", "Volume"])
@pytest.mark.parametrize("value", ["0", "-5"])
def test_one_impossible_cell_costs_that_cell(tmp_path: Path, column: str, value: str) -> None:
    if (column, value) == ("Volume", "0"):
        value = "-1"
    titles = ["Open", "High", "Low", "Close", "Adj Close", "Volume"]
    cells = [value if title == column else "10" for title in titles]
    rows = [f"{DAYS[0]}," + ",".join(["10"] * 6), f"{DAYS[1]}," + ",".join(cells), f"{DAYS[2]}," + ",".join(["10"] * 6)]
    batch = read(tmp_path, "\n".join(["Date," + ",".join(titles), *rows]))
    assert days(batch) == DAYS
    name = column.lower().replace(" ", "_")
    others = [title.lower().replace(" ", "_") for title in titles if title != column]
    assert math.isnan(batch.bars.column(name)[1])
    assert np.isfinite([batch.bars.column(other)[1] for other in others]).all()
    (problem,) = batch.problems
    assert problem.message.startswith(f"AAA.csv line 3: {column} {value} is ")
    assert problem.message.endswith("; cell left out")


@pytest.mark.parametrize("symbol", ["CL=F", "RTY=F", "^IRX"])
def test_prices_of_futures_may_be_negative(tmp_path: Path, symbol: str) -> None:
    batch = read(tmp_path, "Date,Close\n2020-04-17,18.27\n2020-04-20,-37.63\n2020-04-21,10.01\n", symbol)
    assert (closes(batch), batch.problems) == ([18.27, -37.63, 10.01], ())


def test_a_column_without_numbers_is_told_once(tmp_path: Path) -> None:
    batch = read(tmp_path, "Date,Open,Close,Volume\n2025-09-16,,5,\n2025-09-17,,6,-\n")
    assert closes(batch) == [5, 6]
    assert sorted(problem.message for problem in batch.problems) == [
        "AAA.csv line 1: Open has no number; column left out",
        "AAA.csv line 1: Volume has no number; column left out",
    ]


async def test_the_newest_row_is_the_quote_whatever_the_order(tmp_path: Path) -> None:
    read(tmp_path, EXPORTS["nasdaq"])
    (quote,) = (await made(tmp_path).quotes(["AAA"])).quotes
    assert (quote.price, quote.previous_close) == (13, 12)


def test_rows_in_no_order_keep_the_newest_and_tell_the_rest(tmp_path: Path) -> None:
    order = (12, 3, 17, 5, 18, 2, 9, 4, 16, 11)
    batch = read(tmp_path, "Date,Close\n" + "".join(f"2025-09-{day:02},{day}\n" for day in order))
    assert closes(batch)[-1] == 18
    told = [problem.message for problem in batch.problems if "out of order" in problem.message]
    assert len(told) + len(batch.bars) == len(order)


@pytest.mark.parametrize(
    ("times", "kept"),
    [
        ([], []),
        ([1], [1]),
        ([1, 2, 3], [1, 2, 3]),
        ([3, 2, 1], [1, 2, 3]),
        ([9, 8, 7, 2, 6, 5], [5, 6, 7, 8, 9]),
        ([5, 6, 7, 2, 8, 9], [5, 6, 7, 8, 9]),
        ([1, 2, 3, 90, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ([16, 18, 17], [17, 18]),
        ([3, 3, 2, 1], [1, 2, 3]),
        ([1, 2, 2, 3], [1, 2, 3]),
    ],
)
def test_which_rows_stay(times: list[int], kept: list[int]) -> None:
    assert [times[place] for place in places_in_order(times)] == kept


def test_intraday_rows_under_the_plain_name_serve_their_interval(tmp_path: Path) -> None:
    rows = "".join(f"{1758202200 + 300 * n},{10 + n}\n" for n in range(4))
    batch = read(tmp_path, "time,close\n" + rows, interval=Interval.M5)
    assert closes(batch) == [10, 11, 12, 13]
    assert made(tmp_path).capabilities.intervals == (Interval.M5, Interval.D1), "before any file was read"
    assert days_of_folder(tmp_path) == (date(2025, 9, 18),)


def test_a_name_that_promises_minutes_over_daily_rows(tmp_path: Path) -> None:
    (tmp_path / "AAA_5m.csv").write_text(PLAIN)
    with pytest.raises(BadData, match=r"AAA_5m\.csv has daily rows; its name promises rows every 5m"):
        made(tmp_path)._bars("AAA", Interval.M5, None)


def test_rows_of_days_without_a_session_are_told(tmp_path: Path) -> None:
    text = "Date,Close\n2025-07-03,1\n2025-07-04,2\n2025-07-05,3\n2025-07-07,4\n"
    batch = read(tmp_path, text)
    assert closes(batch) == [1, 2, 3, 4]
    (problem,) = batch.problems
    words = "2 rows are of days without a session in New York (2025-07-04, 2025-07-05); kept"
    assert problem.message == f"AAA.csv: {words}"
    assert read(tmp_path, text, "BTC-USD").problems == ()


def test_sessions_by_rule_are_those_of_the_exchange() -> None:
    calendar = exchange_calendars.get_calendar("XNYS", start="1984-01-01", end="2027-06-30")
    real = set(calendar.sessions.values.astype("datetime64[D]").astype(object))
    all_days = np.arange("1984-01-01", "2027-07-01", dtype="datetime64[D]").astype(object)
    assert [day for day in all_days if is_session(day) != (day in real)] == []


WIDE = {
    "newest first": "Date,AAA,BBB,CCC\n2025-09-18,3,30,300\n2025-09-17,2,20,200\n2025-09-16,1,10,100\n",
    "semicolons": "Date;AAA;BBB;CCC\n2025-09-16;1;10;100\n2025-09-17;2;20;200\n2025-09-18;3;30;300\n",
    "sep": "sep=;\nDate;AAA;BBB;CCC\n2025-09-16;1;10;100\n2025-09-17;2;20;200\n2025-09-18;3;30;300\n",
    "decimal commas": "Date;AAA;BBB;CCC\n16/09/2025;1,0;10,0;100\n17/09/2025;2,0;20;200\n18/09/2025;3,0;30;300\n",
    "dollars": 'Date,AAA,BBB,CCC\n09/16/2025,$1.0,$10,$100\n09/17/2025,$2,$20,"$200.00"\n09/18/2025,$3,$30,$300\n',
    "tabs": "Date\tAAA\tBBB\tCCC\n2025-09-16\t1\t10\t100\n2025-09-17\t2\t20\t200\n2025-09-18\t3\t30\t300\n",
}


@pytest.mark.parametrize("form", WIDE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_wide_files_in_other_notations(form: str, encoding: str) -> None:
    found = parse_wide(WIDE[form].encode(encoding), "closes_wide.csv", newest=date(2025, 9, 18))
    values = np.frombuffer(found.values).reshape(len(found), -1)
    assert (found.symbols, found.left_out) == (("AAA", "BBB", "CCC"), ())
    np.testing.assert_array_equal(values, [[1, 10, 100], [2, 20, 200], [3, 30, 300]])


def test_a_wide_file_drops_nothing_silently() -> None:
    rows = [f"2025-08-{day:02},1,2" for day in range(1, 29)] + ["2025-01-01,1,2"] * 1
    rows += [f"x{n},1,2" for n in range(25)] + ["2025-08-29,0,-3", "2025-08-30,5,6"]
    found = parse_wide("\n".join(["Date,AAA,CL=F", *rows]).encode(), "w_wide.csv", newest=date(2025, 9, 18))
    assert found.left_out[-2:] == ("w_wide.csv: 7 more rows left out", "w_wide.csv: 1 cell holds no price; left out")
    assert np.frombuffer(found.values).reshape(len(found), -1)[-2, 1] == -3


@pytest.mark.parametrize("text", ["Date;AAA;BBB\n2025-09-16;1,234;2,345\n", "Date,AAA,BBB\n03/04/2025,1,2\n"])
def test_an_ambiguous_wide_file_is_refused(text: str) -> None:
    with pytest.raises(BadData, match="may be"):
        parse_wide(text.encode(), "closes_wide.csv", newest=date(2025, 9, 18))
