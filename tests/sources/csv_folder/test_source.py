"""The csv source: every rule for a row, a file, a name."""

from __future__ import annotations

import asyncio
import gzip
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.market.bars import PRICE_COLUMNS, Interval
from r2k_tui.sources.as_of import AsOfSource
from r2k_tui.sources.base import BadData, NotFound, SourceError, Unavailable
from r2k_tui.sources.csv_folder.source import CsvFolderSource
from tests.sources.contract import SourceContract, Subject
from tests.sources.csv_folder.folder import HEADER, NEW_YORK, NOW, ROWS, daily, days, source, write


class TestCsvContract(SourceContract):
    @pytest.fixture
    async def subject(self, tmp_path: Path) -> AsyncIterator[Subject]:
        write(tmp_path, "AAA.csv", HEADER, *ROWS)
        write(tmp_path, "RUT.csv", HEADER, *ROWS)
        minutes = [f"2025-09-18T14:3{minute}:00Z,10,11,9,10,5" for minute in range(8)]
        write(tmp_path, "AAA_1m.csv", "Datetime,Open,High,Low,Close,Volume", *minutes)
        made = source(tmp_path)
        assert made.capabilities.intervals == (Interval.M1, Interval.D1)
        yield Subject(made, ("AAA", "^RUT"), "NO-SUCH")
        await made.close()


async def test_says_what_it_is(tmp_path: Path) -> None:
    made = source(tmp_path)
    assert (made.name, made.identity) == ("csv", f"csv:{tmp_path}")
    facts = made.capabilities
    assert (facts.live, facts.simulated, facts.keeps_store, facts.intervals) == (False, False, False, (Interval.D1,))


async def test_reads_every_column(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", HEADER, *ROWS)
    batch = await daily(tmp_path)
    assert batch.problems == ()
    assert days(batch.bars) == ["2025-09-16", "2025-09-17", "2025-09-18"]
    last = [batch.bars.column(name)[-1] for name in PRICE_COLUMNS]
    assert last == [12, 14, 11, 13, 12.5, 300]
    assert (batch.bars.source, batch.bars.note) == ("csv", "")


async def test_newest_bar_is_the_quote(tmp_path: Path) -> None:
    path = write(tmp_path, "AAA.csv", HEADER, *ROWS)
    os.utime(path, (NOW - 60, NOW - 60))
    (quote,) = (await source(tmp_path).quotes(["AAA"])).quotes
    assert (quote.price, quote.previous_close, quote.open, quote.day_high, quote.day_low) == (13, 12, 12, 14, 11)
    assert (quote.volume, quote.bid, quote.delay_s) == (300, None, 0)
    assert quote.time == datetime(2025, 9, 18, 16, 0, tzinfo=NEW_YORK).timestamp()
    assert quote.received_at == pytest.approx(NOW - 60)


async def test_a_half_day_is_quoted_at_its_own_bell(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", HEADER, "2025-07-02,12,14,11,13,12.5,300", "2025-07-03,12,14,11,13,12.5,300")
    write(tmp_path, "closes_wide.csv", "Date,BBB,CCC", "2025-07-02,1,2", "2025-07-03,1,2")
    batch = await source(tmp_path).quotes(["AAA", "BBB"])
    assert {quote.time for quote in batch.quotes} == {datetime(2025, 7, 3, 17, 0, tzinfo=UTC).timestamp()}


async def test_unfinished_day_is_not_quoted_from_the_future(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", HEADER, *ROWS, "2025-09-19,12,14,11,13,12.5,300")
    assert (await source(tmp_path).quotes(["AAA"])).quotes[0].time == NOW


async def test_file_from_the_future_was_received_now(tmp_path: Path) -> None:
    path = write(tmp_path, "AAA.csv", HEADER, *ROWS)
    os.utime(path, (NOW + 999, NOW + 999))
    assert (await source(tmp_path).quotes(["AAA"])).quotes[0].received_at == NOW


@pytest.mark.parametrize("row", ["2025-09-18,12,14,11,,13,300", "2025-09-18,12,14,11,0,13,300"])
async def test_the_quote_is_the_newest_close_that_there_is(tmp_path: Path, row: str) -> None:
    write(tmp_path, "AAA.csv", HEADER, *ROWS[:2], row)
    (found,) = (await source(tmp_path).quotes(["AAA"])).quotes
    (before,) = (await AsOfSource(source(tmp_path), date(2025, 9, 18)).quotes(["AAA"])).quotes
    bars = (await daily(tmp_path)).bars
    for quote in (found, before):
        assert (quote.price, quote.previous_close) == (bars.column("close")[1], bars.column("close")[0])
        assert quote.time == datetime(2025, 9, 17, 20, tzinfo=UTC).timestamp(), "the bell of the day of that close"


@pytest.mark.parametrize("title", ["Date", "Datetime"])
async def test_file_may_not_begin_before_there_were_markets(tmp_path: Path, title: str) -> None:
    tail = "T00:00:00Z" if title == "Datetime" else ""
    write(tmp_path, "AAA.csv", f"{title},Close", f"0001-01-01{tail},5", f"1799-12-31{tail},5", f"2025-09-17{tail},6")
    batch = await daily(tmp_path)
    assert len(batch.bars) == 1
    assert [problem.message.split(" is ")[1] for problem in batch.problems] == ["before 1800; row left out"] * 2


async def test_words_of_a_file_are_cleaned(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", HEADER, *ROWS[:2], "\x1b]0;evil\x07\u202e,1,1,1,1,1,1")
    (problem,) = (await daily(tmp_path)).problems
    assert problem.message.isprintable()
    assert "]0;evil" in problem.message


async def test_future_is_judged_in_new_york(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", "Date,Close", "2025-09-18,5", "2025-09-19,6")
    late_evening_before = datetime(2025, 9, 18, 23, 59, tzinfo=NEW_YORK).timestamp()
    assert days((await daily(tmp_path, now=late_evening_before)).bars) == ["2025-09-18"]
    assert len((await daily(tmp_path, now=late_evening_before + 60)).bars) == 2


async def test_row_left_out_as_future_is_used_when_its_day_comes(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", "Date,Close", "2025-09-19,5", "2025-09-20,6")
    moment = NOW
    made = CsvFolderSource(tmp_path, clock=lambda: moment)
    assert len((await made.bars("AAA", Interval.D1)).bars) == 1
    moment += 86400
    assert len((await made.bars("AAA", Interval.D1)).bars) == 2


@pytest.mark.parametrize("symbol", ["^IRX", "^TNX"])
async def test_yields_may_be_negative(tmp_path: Path, symbol: str) -> None:
    write(tmp_path, f"{symbol[1:]}_close.csv", "Date,Close", "2025-09-16,0", "2025-09-17,-0.05", "2025-09-18,0.1")
    batch = await daily(tmp_path, symbol)
    assert (list(batch.bars.column("close")), batch.problems) == ([0, -0.05, 0.1], ())


async def test_other_closes_may_not_be_negative(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", "Date,Close", "2025-09-16,1", "2025-09-17,-0.05", "2025-09-18,2")
    assert list((await daily(tmp_path)).bars.column("close")) == [1, 2]


async def test_rounding_of_adjusted_exports_is_no_fault(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", HEADER, "2025-09-18,12,14,11,14.000000000000002,14,300")
    assert (await daily(tmp_path)).problems == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
async def test_line_ends_marks_quotes_and_blank_lines(tmp_path: Path, end: str) -> None:
    blanks = [""] * 5000
    quoted = '"2025-09-17","11","13","10","12","11.5","200"'
    write(tmp_path, "AAA.csv", "\ufeff", *blanks, HEADER, ROWS[0], *blanks, "  ", quoted, ROWS[2], end=end)
    batch = await daily(tmp_path)
    assert (len(batch.bars), batch.problems) == (3, ())


async def test_date_with_midnight_is_a_date(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", "Date,Close", "2025-09-17 00:00:00-04:00,5", "2025-09-18T00:00:00,6")
    batch = await daily(tmp_path)
    assert (days(batch.bars), batch.problems) == (["2025-09-17", "2025-09-18"], ())


WHOLE_FILE_FAULTS = {
    "": "AAA.csv is empty; expected a header such as",
    "\n \n": "AAA.csv is empty; expected a header such as",
    "Open,Close\n1,2\n": "AAA.csv has no column Date or Datetime; expected",
    "Date,Volume\n2025-09-18,5\n": "AAA.csv has no price column; expected",
    "Date,Close,close\n2025-09-18,5,5\n": "AAA.csv has the column close twice; keep one",
    "Date,Close\n": "AAA.csv has a header and no rows; no usable row",
    "Date,Close\n2025-09-18,\n": "AAA.csv line 2: Close is empty; row left out; no usable row",
    "\xff\xfeD": "AAA.csv is UTF-16 and broken; save it as CSV in UTF-8",
}


@pytest.mark.parametrize("text", WHOLE_FILE_FAULTS)
async def test_fault_of_a_whole_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "AAA.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(BadData) as caught:
        await daily(tmp_path)
    assert str(caught.value).startswith(WHOLE_FILE_FAULTS[text])
    assert str(tmp_path) not in str(caught.value)
    (problem,) = (await source(tmp_path).quotes(["AAA"])).problems
    assert (problem.symbol, problem.kind, problem.message) == ("AAA", "bad_data", str(caught.value))


@pytest.mark.parametrize("cut", [5, 30])
async def test_torn_gzip(tmp_path: Path, cut: int) -> None:
    packed = gzip.compress("\n".join((HEADER, *ROWS)).encode())
    (tmp_path / "AAA.csv.gz").write_bytes(packed[:cut])
    with pytest.raises(BadData, match=r"^AAA\.csv\.gz is not a complete gzip file; compress it again$"):
        await daily(tmp_path)


async def test_oversized_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("r2k_tui.sources.csv_folder.locate.MAX_BYTES", 100)
    (tmp_path / "AAA.csv.gz").write_bytes(gzip.compress(b"x" * 5000))
    with pytest.raises(BadData, match="is larger than"):
        await daily(tmp_path)


async def test_missing_folder(tmp_path: Path) -> None:
    made = source(tmp_path / "gone")
    with pytest.raises(Unavailable, match="cannot read the data folder gone: No such file or directory"):
        await made.quotes(["AAA"])
    with pytest.raises(Unavailable):
        await made.bars("AAA", Interval.D1)


async def test_changed_file_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path, "AAA.csv", HEADER, *ROWS[:2])
    made = source(tmp_path)
    assert len((await made.bars("AAA", Interval.D1)).bars) == 2
    write(tmp_path, "AAA.csv", HEADER, *ROWS)
    assert len((await made.bars("AAA", Interval.D1)).bars) == 3
    path.unlink()
    with pytest.raises(NotFound):
        await made.bars("AAA", Interval.D1)


async def test_unchanged_file_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "AAA.csv", HEADER, *ROWS)
    made = source(tmp_path)
    before = await made.bars("AAA", Interval.D1)
    monkeypatch.setattr("r2k_tui.sources.csv_folder.locate.read", lambda path: pytest.fail("read again"))
    assert await made.bars("AAA", Interval.D1) == before


async def test_intraday_file(tmp_path: Path) -> None:
    rows = [f"2025-09-18 09:3{minute}:00-04:00,10,11,9,{10 + minute / 10:.1f},5" for minute in (0, 5)]
    text = "\n".join(("Datetime,Open,High,Low,Close,Volume", *rows))
    (tmp_path / "RUT_5m.csv.gz").write_bytes(gzip.compress(text.encode()))
    made = source(tmp_path)
    assert made.capabilities.intervals == (Interval.M5, Interval.D1)
    batch = await made.bars("^RUT", Interval.M5)
    assert batch.problems == ()
    assert batch.bars.times()[0] == datetime(2025, 9, 18, 13, 30, tzinfo=UTC).timestamp()
    assert list(batch.bars.column("adj_close")) == [10, 10.5]
    with pytest.raises(NotFound, match=r"no \^RUT_1m\.csv|no \^RUT\.csv"):
        await made.bars("^RUT", Interval.M1)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2025-09-18T09:31:00", "'2025-09-18T09:31:00' has no offset such as -04:00 or Z"),
        ("", "the Datetime is empty"),
        ("noon", "'noon' is not a time such as 2025-09-18T09:30:00-04:00"),
        ("2025-09-19T08:00:01-04:00", "2025-09-19T08:00:01-04:00 is in the future"),
    ],
)
async def test_broken_time(tmp_path: Path, cell: str, reason: str) -> None:
    write(tmp_path, "AAA_1m.csv", "Datetime,Close", "2025-09-18T09:30:00-04:00,5", f"{cell},5")
    batch = await source(tmp_path).bars("AAA", Interval.M1)
    assert len(batch.bars) == 1
    assert batch.problems[0].message == f"AAA_1m.csv line 3: {reason}; row left out"


async def test_intraday_rows_under_the_plain_name_make_daily_bars(tmp_path: Path) -> None:
    rows = (
        "2025-09-17T15:58:00-04:00,10,12,9,11,5",
        "2025-09-17T15:59:00-04:00,11,13,10,12,6",
        "2025-09-17T22:00:00-04:00,12,15,8,14,7",
        "2025-09-18T09:30:00-04:00,14,16,13,15,8",
        "2025-09-18T09:31:00-04:00,15,17,12,16,9",
    )
    write(tmp_path, "AAA.csv", "Datetime,Open,High,Low,Close,Volume", *rows)
    made = source(tmp_path)
    bars = (await made.bars("AAA", Interval.D1)).bars
    assert days(bars) == ["2025-09-17", "2025-09-18"]
    assert [[bars.column(name)[row] for name in PRICE_COLUMNS] for row in (0, 1)] == [
        [10, 15, 8, 14, 14, 18],
        [14, 17, 12, 16, 16, 17],
    ]
    (quote,) = (await made.quotes(["AAA"])).quotes
    assert (quote.price, quote.previous_close, quote.volume) == (16, 14, 17)
    assert quote.time == datetime(2025, 9, 18, 9, 32, tzinfo=NEW_YORK).timestamp()
    assert len((await made.bars("AAA", Interval.M1)).bars) == 5
    assert Interval.M1 in made.capabilities.intervals
    with pytest.raises(NotFound):
        await made.bars("AAA", Interval.M5)


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    """One loop with its threads for all examples."""
    with asyncio.Runner() as made:
        yield made


@given(st.binary(max_size=400))
def test_random_bytes_raise_nothing_but_source_errors(runner: asyncio.Runner, data: bytes) -> None:
    _check_any_bytes(runner, data)


_CELLS = st.sampled_from(
    ["2025-09-18", "2025-09-17", "0001-01-01", "9999-12-31", "", "1", "-2", "1e308", '"', "\0", "é"]
)
_TITLES = st.sampled_from(["Date", "datetime", "Close", "Adj Close", "Open", "HIGH", "low", "Volume", "x"])


@given(st.lists(_TITLES, max_size=5), st.lists(st.lists(_CELLS, max_size=6), max_size=6), st.sampled_from("\n\r"))
def test_random_tables_raise_nothing_but_source_errors(
    runner: asyncio.Runner, titles: list[str], rows: list[list[str]], end: str
) -> None:
    _check_any_bytes(runner, end.join(",".join(row) for row in [titles, *rows]).encode())


@given(st.lists(st.integers(-700_000, 2_900_000), max_size=6))
def test_random_moments_raise_nothing_but_source_errors(runner: asyncio.Runner, offsets: list[int]) -> None:
    moments = [f"{max(1, offset % 9999):04}-01-01T00:00:00{'+' if offset % 2 else '-'}23:59" for offset in offsets]
    _check_any_bytes(runner, "\n".join(["Datetime,Close", *(f"{moment},1" for moment in moments)]).encode())


def _check_any_bytes(runner: asyncio.Runner, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "AAA.csv").write_bytes(data)
        runner.run(_check_folder(Path(folder)))


async def _check_folder(folder: Path) -> None:
    for call in (source(folder).quotes(["AAA"]), source(folder).bars("AAA", Interval.D1)):
        try:
            await call
        except SourceError as error:
            assert str(error).isprintable()


@pytest.mark.realdata
async def test_real_history(market_data: Path) -> None:
    made = CsvFolderSource(market_data / "daily")
    index = await made.bars("^RUT", Interval.D1)
    assert (len(index.bars), index.problems) == (9810, ())
    bill = await made.bars("^IRX", Interval.D1)
    assert bill.problems == ()
    assert min(bill.bars.column("close")) < 0
    batch = await made.quotes(["IWM", "IWB", "^IRX"])
    assert batch.problems == ()
    assert batch.quotes[0].price == 297.67
    assert batch.quotes[0].time == datetime(2026, 8, 20, 16, 0, tzinfo=NEW_YORK).timestamp()
    minutes = CsvFolderSource(market_data / "intraday")
    assert minutes.capabilities.intervals == (Interval.M1, Interval.M5, Interval.D1)
    assert len((await minutes.bars("^RUT", Interval.M5)).bars) == 47660
