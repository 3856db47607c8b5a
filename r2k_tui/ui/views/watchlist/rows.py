"""The quote table, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from r2k_tui.model.events.event import EventKind
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.market.watchlist import ColumnName, SortName
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line, Run, fit, whole
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.watchlist import cells
from r2k_tui.ui.views.watchlist.cells import QuoteRow
from r2k_tui.ui.views.watchlist.columns import ShownQuoteColumn
from r2k_tui.ui.views.watchlist.holding_cells import shares
from r2k_tui.ui.views.watchlist.portfolio import Position
from r2k_tui.ui.widgets.header.quote_age import age_word, live_return

_RETURNS = ("ret_1m", "ret_ytd", "ret_1y")


def table_row(mirror: Mirror, symbol: str, now: float, position: Position | None = None) -> QuoteRow:
    """The row of a symbol at `now` (seconds since the epoch)."""
    quote = mirror.quotes.get(symbol)
    state = mirror.quote_state(quote, now) if quote is not None else QuoteState.STALE
    return QuoteRow(
        symbol,
        quote,
        mirror.sparks.get(symbol),
        state,
        mirror.quotes.ticks.get(symbol, 0),
        age_word(quote, state, now),
        mirror.session_of(symbol).phase,
        tuple(live_return(mirror, symbol, key) for key in _RETURNS),
        position,
        mirror.alerts.marked(symbol, now),
        quote is not None and mirror.doubted(symbol),
        ex_date(mirror, symbol),
        mirror.marks.noted(symbol),
    )


def ex_date(mirror: Mirror, symbol: str) -> str:
    """Next ex-dividend day of a symbol (YYYY-MM-DD), "" where none is known."""
    return next((event.day for event in mirror.events.of(symbol) if event.kind is EventKind.EX_DIVIDEND), "")


def titles(
    mirror: Mirror, seen: Iterable[str], range_name: str, base: str = "", *, price_only: bool = False
) -> dict[ColumnName, str]:
    """Headings that depend on the data: the span of the sparklines, the range of the chart, `base`, the currency of
    the values where it is not that of every price, and `price_only` profit, where no dividends are known.
    """
    sparks = (mirror.sparks.get(symbol) for symbol in seen)
    spans = {spark.span for spark in sparks if spark is not None and spark.values}
    named: dict[ColumnName, str] = {"range_profit": f"{range_name} P&L"}
    if price_only:
        named["total_profit"] = "Price P&L"
    if base:
        named["value"] = f"Value {base}"
    return named | ({"spark": "/".join(sorted(spans))} if spans else {})


def heading(
    columns: tuple[ShownQuoteColumn, ...],
    titles: Mapping[ColumnName, str],
    sort: SortName = "none",
    *,
    descending: bool = False,
) -> Line:
    """The line of headings, those in `titles` in place of the usual ones; the sorted column is marked."""
    runs: list[Run] = [(" ", "dim")]
    for column in columns:
        title = titles.get(column.name, column.title)
        here = column.name == sort
        mark = ("▼" if descending else "▲") if here else ""
        room = column.width - len(mark)
        text = (title[:room] if room > 1 else "") + mark
        pad = text.ljust if column.left else text.rjust
        runs += [aimed((pad(column.width), "accent" if here else "dim"), "column", column.name), (" ", "dim")]
    return tuple(runs)


def row_line(row: QuoteRow, columns: tuple[ShownQuoteColumn, ...], width: int, problem: str, *, cursor: bool) -> Line:
    """One symbol's line of exactly `width` cells; a symbol without a quote says why in place of its numbers."""
    mark: Run = ("▸" if cursor else " ", "accent")
    extra = "+cursor" if cursor else ""
    runs: list[Run] = [mark]
    if row.quote is None:
        held = f"{shares(row.position.shares)} shares: " if row.position and row.position.shares else ""
        words = problem or "waiting for its first quote"
        runs += [cells.symbol(row, columns[0].width), (" ", "text"), (f"{held}{words}", "dim")]
        runs = list(whole(tuple(runs), width))
    else:
        for column in columns:
            text, style = column.cell(row, column.width)
            runs.append((text + " ", style))
        if row.alerted:
            # In place of the blank after the symbol.
            runs[1:2] = [(runs[1][0][:-1], runs[1][1]), ("!", "alarm")]
        elif row.state is QuoteState.HALTED:
            before, after = numbers.halted_split(runs[1][0][:-1])
            runs[1:2] = [(before, runs[1][1]), (after, "warn")]
        elif row.noted:
            # Where the symbol leaves room, in the column itself, as with the mark of a halt.
            before, after = numbers.marked_split(runs[1][0][:-1], numbers.NOTED)
            runs[1:2] = [(before, runs[1][1]), (after, "accent")]
    # The mark of an alert has a background of its own.
    return tuple((text, style if style == "alarm" else style + extra) for text, style in fit(runs, width))
