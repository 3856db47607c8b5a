"""The table of a comparison: measures of each symbol on the bars that all have."""

from __future__ import annotations

from datetime import UTC, datetime

from r2k_tui.model.market.quote import quote_of
from r2k_tui.model.messages.charts.comparison import ComparedSeries, ComparisonReply
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.ages import age, clock
from r2k_tui.ui.drawing.lines import Line, Run, fit, wrapped
from r2k_tui.ui.drawing.table_export import ExportTable, iso
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.chart.comparison.options import LETTERS, STYLES, CompareOptions

_HEAD = f"   {'symbol':<12}{'return':>10}{'vol a.':>7}{'max dd':>8}{'corr A':>7}{'n':>7}{'age':>11}  source"


def table_lines(reply: ComparisonReply, mirror: Mirror, width: int) -> list[Line]:
    """A heading, and a row for each symbol."""
    rows: list[Line] = [fit(((_HEAD, "dim"),), width)]
    returns = len(reply.moments()) - 1
    for letter, style, series in zip(LETTERS, STYLES, reply.series, strict=False):
        rows.append(fit(_row(letter, style, series, returns, _age(series, reply, mirror)), width))
    return rows


def _row(letter: str, style: str, series: ComparedSeries, returns: int, old: str) -> list[Run]:
    change = numbers.percent(series.change)
    correlation = numbers.MISSING if series.correlation is None else f"{series.correlation:.2f}"
    return [
        (f" {letter} ", style),
        (f"{numbers.NO_ROOM if len(series.symbol) > 12 else series.symbol:<12}", "bright"),
        (f"{change:>10}", numbers.direction(series.change, change)),
        (f"{numbers.percent(series.volatility, 1, sign=False):>7}", "text"),
        (f"{numbers.percent(series.drawdown, 1):>8}", "text"),
        (f"{correlation:>7}{returns:>7,}", "text"),
        (f"{old:>11}", "text"),
        (f"  {series.source} {series.currency}".rstrip(), "dim"),
    ]


def _age(series: ComparedSeries, reply: ComparisonReply, mirror: Mirror) -> str:
    """Age of the live price, otherwise the day, or the minute, of the last bar."""
    quote = quote_of(series.symbol, mirror.quotes) if mirror.facts.live else None
    if quote is not None and quote.time is not None:
        return age(quote.time, mirror.clock())
    return (
        clock(series.last) if reply.interval.intraday else datetime.fromtimestamp(series.last, UTC).date().isoformat()
    )


def note_lines(reply: ComparisonReply, options: CompareOptions, width: int) -> list[Line]:
    """What is left out, what shortens the comparison, and how the numbers are made; most important first."""
    basis = "with dividends (total return)" if reply.total else "price, without dividends"
    unshared = [f"{one.symbol} {one.unshared:,}" for one in reply.series if one.unshared]
    notes = [
        *((problem.message, "warn") for problem in reply.left_out),
        *((note, "warn") for note in reply.notes),
        *([(f"bars that not all have, left out: {', '.join(unshared)}", "dim")] if unshared else []),
        (_definition(reply, options, basis), "dim"),
    ]
    return [((f" {part}", style),) for text, style in notes for part in wrapped(text, width - 2)]


def comparison_table(reply: ComparisonReply | None, *, simulated: bool) -> ExportTable:
    """One row per symbol and common bar: close over the close at the start; the time of a daily bar is a date."""
    header = ("symbol", "interval", "time", "growth", "dividends", "source", "simulated")
    if reply is None:
        return ExportTable(header, [])
    letters = None if reply.interval.intraday else len("2031-05-15")
    times = [(iso(time) or "")[:letters] for time in reply.moments()]
    return ExportTable(
        header,
        [
            (one.symbol, reply.interval.value, time, value, reply.total, one.source, simulated)
            for one in reply.series
            for time, value in zip(times, one.numbers(), strict=True)
        ],
    )


def _definition(reply: ComparisonReply, options: CompareOptions, basis: str) -> str:
    lines = "lines: log return since the start / own volatility, in its σ of a year; " if options.by_volatility else ""
    return (
        f"{lines}{basis}; vol a.: deviation of log returns x sqrt({reply.per_year:,.0f}); corr A: of log returns with"
        f" A; n: returns, on the bars all have"
    )
