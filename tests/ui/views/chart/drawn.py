"""Charts drawn for tests: answers of invented bars, and the text of what is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

from r2k_tui.model.market.bars import Bars, Interval, pack_floats, pack_times
from r2k_tui.model.messages.bars import ChartReply, GetChart
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.picture import ChartPicture, chart_picture
from r2k_tui.ui.views.chart.drawing.plan import Charted

DAY_S = 86400
FIRST = 1_900_022_400  # midnight UTC
Row = tuple[float, float, float, float]


def reply(
    rows: Sequence[Row], interval: Interval = Interval.D1, volumes: Sequence[float] = (), **parts: object
) -> ChartReply:
    """An answer with these bars (open, high, low, close), one after the other."""
    times = [FIRST + place * interval.seconds for place in range(len(rows))]
    names = ("open", "high", "low", "close")
    columns = {name: pack_floats([row[place] for row in rows]) for place, name in enumerate(names)}
    volume = pack_floats(list(volumes) or [nan] * len(rows))
    bars = Bars("IWM", interval, pack_times(times), **columns, adj_close=columns["close"], volume=volume, source="demo")
    return ChartReply(GetChart("IWM", "MAX"), bars, **parts)  # type: ignore[arg-type]


def closes(values: Sequence[float], **parts: object) -> ChartReply:
    """An answer whose bars have one price each."""
    return reply([(value,) * 4 for value in values], **parts)  # type: ignore[arg-type]


def picture(
    given: ChartReply, width: int = 60, height: int = 20, options: ChartOptions | None = None, **parts: object
) -> ChartPicture:
    """The picture of an answer."""
    return chart_picture(Charted(given, options or ChartOptions(), **parts), width, height)  # type: ignore[arg-type]


def text(lines: Sequence[Line]) -> str:
    """Lines without their styles."""
    return "\n".join("".join(run for run, _ in line) for line in lines)
