"""Requests and replies of bars, charts and range starts."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.readings.chart import Indicator, MonthMark, Plot


class BarsReply(msgspec.Struct, frozen=True, tag="bars"):
    """Bars of a range; `problems` says what is missing."""

    range: str
    bars: Bars
    problems: tuple[Problem, ...] = ()


class ChartReply(msgspec.Struct, frozen=True, tag="chart"):
    """Bars with the lines of the indicators asked for.

    The range begins at bar `first`; what lies before was asked for beside it, and `earlier` bars more are known.
    `indicators` is the whole table, to choose from; `against` the second symbol. Of daily bars `records` holds the
    times (int64) of record closes. `regular`: opening and close of each session of intraday bars.
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
    """The close of one symbol on the `day` (YYYY-MM-DD) before a range begins."""

    symbol: str
    day: str
    close: float


class RangeStartsReply(msgspec.Struct, frozen=True, tag="range_starts"):
    """Starts of a range; a symbol whose known daily bars do not reach back to it is left out."""

    range: str
    starts: tuple[RangeStart, ...]


class GetBars(msgspec.Struct, frozen=True, tag="get_bars"):
    """Ask for the bars of a named range (`1D`, `1Y`, …), of another interval than its own; answered with BarsReply."""

    symbol: str
    range: str
    interval: Interval | None = None


class GetChart(msgspec.Struct, frozen=True, tag="get_chart"):
    """Ask for the bars of a named range with indicators; answered with ChartReply.

    `overlays` and `pane` name rows of the engine's table of indicators; `against` is the second symbol of those that
    compare, "" leaves it to the engine. `extended`: bars outside regular hours too. `before`: so many bars more
    before the range, as far as there are any.
    """

    symbol: str
    range: str
    overlays: tuple[str, ...] = ()
    pane: str = ""
    against: str = ""
    extended: bool = True
    before: int = 0


class GetRangeStarts(msgspec.Struct, frozen=True, tag="get_range_starts"):
    """Ask for the closes that a named range counts from; answered with RangeStartsReply, without asking the source."""

    symbols: tuple[str, ...]
    range: str
