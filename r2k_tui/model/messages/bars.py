"""Requests and replies of bars, charts, range starts and dividends."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.dividends import DividendRecord
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.charts.comparison import ComparisonReply, GetComparison
from r2k_tui.model.messages.charts.marks import AddLine, GetMarks, MarkKind, MarksReply, RemoveMark, SaveNote
from r2k_tui.model.messages.example import Example
from r2k_tui.model.readings.chart import Indicator, MonthMark, Plot


class GetBars(msgspec.Struct, frozen=True, tag="get_bars"):
    """Request for the bars of a named range (`1D`, `1Y`, …). Reply: BarsReply.

    `interval` replaces the interval that the range has of its own.
    """

    symbol: str
    range: str
    interval: Interval | None = None


class GetChart(msgspec.Struct, frozen=True, tag="get_chart"):
    """Request for the bars of a named range with indicators. Reply: ChartReply.

    `overlays` and `pane` name rows of the engine's indicator table. `against` is the second symbol of indicators that
    compare two; with "" the engine chooses it. `extended` includes bars outside regular hours. `before` is the number
    of bars wanted ahead of the range; the reply has fewer where history ends.
    """

    symbol: str
    range: str
    overlays: tuple[str, ...] = ()
    pane: str = ""
    against: str = ""
    extended: bool = True
    before: int = 0


class GetRangeStarts(msgspec.Struct, frozen=True, tag="get_range_starts"):
    """Request for the closes from which a named range counts, from stored bars alone. Reply: RangeStartsReply."""

    symbols: tuple[str, ...]
    range: str


class GetDividends(msgspec.Struct, frozen=True, tag="get_dividends"):
    """Request for the dividends of some symbols, fetched in turn where they are not known. Reply: DividendsReply."""

    symbols: tuple[str, ...]


class BarsReply(msgspec.Struct, frozen=True, tag="bars"):
    """Bars of a range; `problems` says what is missing."""

    range: str
    bars: Bars
    problems: tuple[Problem, ...] = ()


class ChartReply(msgspec.Struct, frozen=True, tag="chart"):
    """Bars with the lines of the requested indicators.

    The range begins at bar `first`; the bars before it were requested with `before`, and `earlier` more are stored.
    `indicators` is the whole table, to choose from; `against` is the second symbol. With daily bars `records` holds
    the times of record closes (int64, seconds since the epoch). With intraday bars `regular` holds the open and the
    close of each regular session.
    """

    request: GetChart
    bars: Bars
    first: int = 0
    earlier: int = 0
    against: str = ""
    indicators: tuple[Indicator, ...] = ()
    plots: tuple[Plot, ...] = ()
    records: bytes = b""
    months: tuple[MonthMark, ...] = ()
    regular: tuple[tuple[float, float], ...] = ()
    problems: tuple[Problem, ...] = ()


class RangeStart(msgspec.Struct, frozen=True, array_like=True):
    """Close of one symbol on the `day` (YYYY-MM-DD) before a range begins."""

    symbol: str
    day: str
    close: float


class RangeStartsReply(msgspec.Struct, frozen=True, tag="range_starts"):
    """Starts of a range; a symbol whose stored daily bars do not reach back to it is absent."""

    range: str
    starts: tuple[RangeStart, ...]


class DividendsReply(msgspec.Struct, frozen=True, tag="dividends"):
    """Dividends that are known; a symbol without a record is absent, and `problems` says why."""

    records: tuple[DividendRecord, ...]
    problems: tuple[Problem, ...] = ()


MarksRequests = GetMarks | SaveNote | AddLine | RemoveMark
BarsRequests = GetBars | GetChart | GetComparison | GetRangeStarts | GetDividends | MarksRequests
BarsReplies = BarsReply | ChartReply | ComparisonReply | RangeStartsReply | DividendsReply | MarksReply
EXAMPLES = (
    Example(GetBars("GLD", "1Y"), BarsReply),
    Example(GetChart("GLD", "1Y"), ChartReply),
    Example(GetComparison(("GLD", "SLV"), "1Y"), ComparisonReply),
    Example(GetMarks(), MarksReply),
    Example(SaveNote("GLD", "ran ahead of real rates", "2026-08-21"), MarksReply),
    Example(AddLine("GLD", 300.0), MarksReply),
    Example(RemoveMark(MarkKind.NOTE, 1), MarksReply),
    Example(GetRangeStarts(("GLD",), "1Y"), RangeStartsReply),
    Example(GetDividends(("GLD",)), DividendsReply),
)
