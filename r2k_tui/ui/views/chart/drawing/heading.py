"""The text in the frame of a chart: title, change over the range, and notes."""

from __future__ import annotations

from functools import partial
from math import isfinite

from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.calendar.venue import NEW_YORK_STOCKS
from r2k_tui.model.market.feed import QUOTE_DOUBTS
from r2k_tui.model.market.quote import Quote, QuoteState
from r2k_tui.model.market.tick import price_words, quote_decimals
from r2k_tui.model.messages.bars import ChartReply
from r2k_tui.model.ratio import is_ratio, legs_of
from r2k_tui.ui.drawing.ages import age, bell
from r2k_tui.ui.drawing.events import event_words
from r2k_tui.ui.drawing.lines import Line, Run
from r2k_tui.ui.drawing.targets import aimed
from r2k_tui.ui.drawing.trouble import is_explained
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.chart.drawing import readout
from r2k_tui.ui.views.chart.drawing.live import Live, split_note
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.panes.lower_pane import MONTH, RECORD
from r2k_tui.ui.views.chart.drawing.picture import ChartPicture
from r2k_tui.ui.views.chart.drawing.plan import Charted
from r2k_tui.ui.views.chart.drawing.timeline import moment

RATIO_UNIT = "x"
# From the best state of a quote to the worst.
_WORSE = (
    QuoteState.LIVE,
    QuoteState.DELAYED,
    QuoteState.CLOSED,
    QuoteState.HALTED,
    QuoteState.STALE,
    QuoteState.OFFLINE,
)
# This many bars, and this many seconds, without a trade deserve a note.
_QUIET_BARS, _QUIET_S = 3, 1800.0


def title(symbol: str, name: str, chart: Charted | None, picture: ChartPicture, currency: str) -> Line:
    """Symbol, range, interval, currency, change over the range, and how the chart is drawn."""
    runs: list[Run] = [(symbol, "bright"), aimed((f" {name}", "text"), "action", "range_next")]
    if chart is None:
        return tuple(runs)
    runs.append((f" {chart.reply.bars.interval}", "dim"))
    if currency:
        runs.append((f" {currency}", "dim" if currency in ("USD", RATIO_UNIT) else "warn"))
    pair = range_change(chart)
    if pair is not None:
        runs += [(" ", "dim"), *readout.change(pair, 0, chart.decimals)]
    if picture.slots is not None and picture.slots.per > 1:
        runs.append((f" · {picture.slots.per} bars per {_noun(chart.options)}", "dim"))
    return tuple(runs)


def _noun(options: ChartOptions) -> str:
    return "candle" if options.kind.value == "candles" else "column"


def range_change(chart: Charted) -> tuple[float, float] | None:
    """The last close, and the base of the range: the previous close for one session, otherwise the range's first
    close.
    """
    closes = chart.reply.bars.column("close")
    last = chart.live.close if chart.live is not None else next((c for c in reversed(closes) if isfinite(c)), None)
    first = next((c for c in closes[chart.reply.first :] if isfinite(c)), None)
    before = chart.reference if chart.reference is not None else first
    return (last, before) if last is not None and before is not None else None


def notes(chart: Charted, picture: ChartPicture, mirror: Mirror, quote: Quote | None) -> list[str]:
    """Notes on what is missing, doubtful or left out, most important first."""
    reply, options = chart.reply, chart.options
    titles = {about.key: about.title for about in reply.indicators}
    lows = reply.bars.column("low") if reply.bars.low else ()
    result = [
        ratio_note(mirror, reply.bars.symbol),
        hours_note(mirror, reply.bars.symbol, quote),
        split_note(reply.bars, quote, partial(mirror.day_at, reply.bars.symbol)),
        *provider_notes(mirror, quote),
        quiet_note(reply, chart.live, mirror),
        *(problem.message for problem in reply.problems if not is_explained(mirror, problem.kind)),
        picture.left_out,
        *_absent(reply, options, titles),
        "log scale needs prices above zero" if options.log and any(low <= 0 for low in lows) else "",
        "no intraday bars" if not any(i.intraday for i in mirror.facts.intervals or (reply.bars.interval,)) else "",
        "volume: the whole market's" if _market_wide(reply, options, mirror) else "",
        "░ outside regular hours" if picture.shaded else "",
    ]
    return [note for note in dict.fromkeys(result) if note]


def hours_note(mirror: Mirror, symbol: str, quote: Quote | None) -> str:
    """Phase and next bell of a market other than New York's, and the price of a stock's overnight session."""
    session = mirror.session_of(symbol)
    if not session.exchange:
        return "hours of its exchange unknown"
    if session.exchange != NEW_YORK_STOCKS:
        return f"{session.exchange} {session.phase.value} {bell(session, mirror.clock())}".rstrip()
    price = quote.overnight_price if quote is not None and session.phase is Phase.CLOSED else None
    return "" if price is None else f"overnight {price_words(price, quote_decimals(quote))}"


def ratio_note(mirror: Mirror, symbol: str) -> str:
    """State and age of a ratio, those of its worse and of its older quote; "" for a symbol that is no ratio."""
    if not is_ratio(symbol) or not mirror.facts.live:
        return ""
    found = {leg: mirror.quotes.get(leg) for leg in legs_of(symbol)}
    quotes = [quote for quote in found.values() if quote is not None]
    if len(quotes) < len(found):
        return f"no quote of {' or '.join(leg for leg, quote in found.items() if quote is None)}: bars alone"
    now = mirror.clock()
    states = [mirror.quote_state(quote, now) for quote in quotes]
    worst = max(states, key=_WORSE.index)
    times = [quote.time for quote in quotes if quote.time is not None]
    return f"{worst.value} {age(min(times), now)}" if len(times) == len(quotes) else worst.value


def coming(mirror: Mirror, symbol: str) -> list[str]:
    """The next event of each kind of the symbol, the nearest first: it lies to the right of the last bar."""
    calendar = mirror.events.calendar
    nearest = {event.kind: event for event in reversed(mirror.events.of(symbol))}
    events = sorted(nearest.values(), key=lambda event: event.day)
    return [event_words(event, calendar.today, mirror.clock()) for event in events] if calendar is not None else []


def legend(picture: ChartPicture) -> str:
    """The legend of the marks under the prices."""
    return f"{RECORD} record close {MONTH} month of +10 %" if picture.marked else ""


def _absent(reply: ChartReply, options: ChartOptions, titles: dict[str, str]) -> list[str]:
    plots = {plot.indicator: plot for plot in reply.plots if plot.absent and plot.indicator in options.overlays}
    return [f"{titles.get(key, key)} {plot.note}" for key, plot in plots.items()]


def _market_wide(reply: ChartReply, options: ChartOptions, mirror: Mirror) -> bool:
    volumes = reply.bars.column("volume") if reply.bars.volume else ()
    return options.volume and reply.bars.symbol == mirror.index and any(volume > 0 for volume in volumes)


def provider_notes(mirror: Mirror, quote: Quote | None) -> list[str]:
    """The provider of the price where it is not the first of the chain, and what the providers disagree about."""
    if quote is None:
        return []
    chain = mirror.facts.chain
    delay = f", delayed {quote.delay_s / 60:.0f} min" if quote.delay_s else ""
    other = [f"price from {quote.source}{delay}"] if quote.source in chain[1:] else []
    return other + [p.message for p in mirror.problems if p.symbol == quote.symbol and p.kind in QUOTE_DOUBTS]


def quiet_note(reply: ChartReply, live: Live | None, mirror: Mirror) -> str:
    """Says since when nothing has traded in an open session."""
    bars, now = reply.bars, mirror.clock()
    session = mirror.session_of(bars.symbol)
    if session.phase is not Phase.OPEN or not len(bars) or not mirror.facts.live:
        return ""
    if session.opens_at is not None and now - session.opens_at < _QUIET_S:
        return ""
    last = max(bars.times()[-1], live.time if live is not None else 0)
    silent = last < bar_of_day(mirror.day_at(bars.symbol, now))
    if bars.interval.intraday:
        silent = now - last > max(_QUIET_S, (_QUIET_BARS + 1) * bars.interval.seconds)
    return f"no trade since {moment(last, bars.interval)}" if silent else ""
