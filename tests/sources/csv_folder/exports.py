"""Exports of other programs, read as a source reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import BarBatch
from r2k_tui.sources.csv_folder.source import CsvFolderSource

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
